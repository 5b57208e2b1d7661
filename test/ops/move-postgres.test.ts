// A whole service, made in a file by people over HTTP, and the same on a PostgreSQL once the command has moved it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';

import { putCheckOut } from '../../src/contract/check-outs.ts';
import { planExperiment, rateGoal } from '../../src/contract/goals.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type { Day, Instant } from '../../src/contract/primitives.ts';
import { beginReview } from '../../src/contract/reviews.ts';
import { move } from '../../src/move.ts';
import { ApiClient } from '../../src/ops/client.ts';
import { DemoClock } from '../../src/ops/demo/clock.ts';
import { playPast } from '../../src/ops/demo/past.ts';
import { type Service, startService } from '../../src/service.ts';
import { keyFolderOf } from '../../src/store/pot.ts';
import { tables as postgresTables } from '../../src/store/schema.postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { practise } from '../goals/practising.ts';
import { lend, SERVER } from '../support/databases.ts';
import { operations } from '../support/operations.ts';
import { ask, Person, World } from '../support/world.ts';

const ROOT = join(import.meta.dirname, '../..');
const MIGRATIONS = join(ROOT, 'migrations/sqlite');

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'landed-move-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders.flatMap((one) => [one, keyFolderOf(one)]))
    rmSync(folder, { recursive: true, force: true });
});

/** What the demo's people left, and one of them practising; nobody has it open. */
let past: { folder: string; cookies: Map<string, string>; now: Instant };

beforeAll(async () => {
  const dataFolder = newFolder();
  const clock = new DemoClock();
  const service = await serve({ dataFolder, clock: clock.read });
  const url = `http://127.0.0.1:${service.port}`;
  const { groupId, people } = await playPast({
    url,
    setupCode: service.setupCode ?? '',
    clock,
    sweep: async () => {
      await service.due.sweep();
      await service.ticks.tick();
    },
  });
  const cookies = new Map(Object.entries(people).map(([name, { cookie }]) => [name, cookie]));
  const mira = Object.assign(new Person(url, 'Mira'), { cookie: people.Mira.cookie });
  const goalId = await practise(mira, groupId);
  const { meeting } = await mira.call(getRoom, { params: { groupId } });
  if (!meeting) throw new Error('the demo has no open meeting');
  const meetingId = meeting.id;
  await mira.call(putCheckOut, {
    params: { groupId, meetingId },
    body: { mine: { shares: 2, firstWords: 'early', firstMinute: 9 } },
  });
  await mira.call(rateGoal, {
    params: { groupId, goalId, meetingId },
    body: { level: 1, distance: null },
  });
  await mira.call(planExperiment, {
    params: { groupId, goalId },
    body: { text: 'I begin once', setting: 'in_room', when: { kind: 'next_meeting' }, likely: 40 },
  });
  await mira.call(beginReview, { params: { groupId, goalId } });
  const now = clock.read();
  await service.stop();
  past = { folder: dataFolder, cookies, now };
}, 300_000);

const frozen = () => past.now;

/** A copy of it that one test may do with as it likes. */
function copied(): string {
  const folder = newFolder();
  cpSync(past.folder, folder, { recursive: true });
  return folder;
}

function serve(options: Partial<Parameters<typeof startService>[0]> & { dataFolder: string }) {
  return startService({
    host: '127.0.0.1',
    port: 0,
    origin: null,
    password: { memoryKib: 8, rounds: 1 },
    trustProxy: false,
    logger: pino({ level: 'silent' }),
    guesses: { perAddress: 1e6, perName: 1e6 },
    tickEvery: null,
    ...options,
  });
}

/** A database with all tables and no row, and whoever looks at it past the service. */
async function target(): Promise<{ url: string; client: Client }> {
  const lent = await lend();
  if (!lent) throw new Error('there is no PostgreSQL to run on');
  const client = new Client({ connectionString: lent.url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await lent.giveBack();
  });
  return { url: lent.url, client };
}

/** Runs the command as an operator does. */
function moving(folder: string, ...rest: string[]) {
  const child = spawn(process.execPath, [join(inject('programs'), 'landed.js'), 'move', ...rest], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let problem = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    out,
    problem,
  }));
  return { child, ended };
}

/** What the command does, in this process; the sentence it is refused with, or null. */
async function moved(folder: string, to: string, giveUpOpen = false): Promise<string | null> {
  try {
    await move({ dataFolder: folder, to, giveUpOpen, tell: () => {} });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const digest = (folder: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'landed.sqlite')))
    .digest('hex');

/** Tables of the target that anybody would find something in. */
async function filled(client: Client): Promise<string[]> {
  const found = [];
  for (const table of Object.values(postgresTables)) {
    const name = getTableName(table);
    if ((await client.query(`select from ${name} limit 1`)).rowCount) found.push(name);
  }
  return found;
}

/** Everything that anybody can read, by who asks for what. */
async function everythingRead(service: Service): Promise<Map<string, unknown>> {
  // Not only to read: whoever may not write leaves the log they made beside the file.
  const db = new Database(join(past.folder, 'landed.sqlite'));
  const ids = (table: string) => db.prepare<[], string>(`select id from ${table}`).pluck().all();
  const known: Record<string, string[]> = {
    groupId: ids('groups'),
    askId: ids('asks'),
    meetingId: ids('meetings'),
    memberId: ids('memberships'),
    goalId: ids('goals'),
    reviewId: ids('reviews'),
    token: ['not-a-token'],
  };
  db.close();
  const reads = Object.values(operations).filter(
    ({ method, name }) => method === 'GET' && name !== 'pollEvents',
  );
  const said = new Map<string, unknown>();
  for (const [name, cookie] of past.cookies) {
    const person = Object.assign(new ApiClient(`http://127.0.0.1:${service.port}`), { cookie });
    for (const op of reads)
      for (const params of everyWay(op, known)) {
        const response = await person.send(op, { params });
        const body: unknown = await response.json();
        said.set(`${name} ${op.name} ${JSON.stringify(params)}`, [response.status, body]);
      }
  }
  return said;
}

/** Every combination of what is known for the parameters of a path. */
function everyWay(op: Operation, known: Record<string, string[]>): Record<string, string>[] {
  let ways: Record<string, string>[] = [{}];
  for (const [, name = ''] of op.path.matchAll(/:(\w+)/g)) {
    const values = known[name];
    if (!values) throw new Error(`nothing is known for ${name} of ${op.name}`);
    ways = ways.flatMap((way) => values.map((value) => ({ ...way, [name]: value })));
  }
  return ways;
}

test(
  'everybody reads after the move what they read before it, and the file is as it was',
  { timeout: 600_000 },
  async () => {
    const folder = copied();
    const before = await serve({ dataFolder: folder, clock: frozen });
    const read = await everythingRead(before);
    await before.stop();
    const was = [digest(folder), readdirSync(folder)];
    const { url } = await target();

    const { code, out, problem } = await moving(folder, '--to', url).ended;

    expect([code, problem]).toEqual([0, '']);
    expect(out).toMatch(/^answers: \d\d rows$/m);
    expect([digest(folder), readdirSync(folder)]).toEqual(was);
    const dataFolder = newFolder();
    cpSync(join(folder, 'secret.key'), join(dataFolder, 'secret.key'));
    const after = await serve({ dataFolder, databaseUrl: url, clock: frozen });
    const readAfter = await everythingRead(after);
    await after.stop();
    const differing = [...read].filter(
      ([what, reply]) =>
        JSON.stringify(sorted(readAfter.get(what))) !== JSON.stringify(sorted(reply)),
    );
    // The first says what is wrong with all.
    expect(
      differing.slice(0, 1).map(([what, reply]) => ({ what, reply, after: readAfter.get(what) })),
    ).toEqual([]);
    const answered = [...read.values()].filter((reply) => (reply as [number])[0] === 200);
    expect(answered.length).toBeGreaterThan(300);
    expect(readAfter.size).toBe(read.size);
  },
);

/** With the fields of each object in one order; places in a log are sealed, and problems numbered, anew each time. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'cursor' && key !== 'instance')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

test('every table arrives row by row, whatever is in it', { timeout: 300_000 }, async () => {
  const folder = copied();
  const file = join(folder, 'landed.sqlite');
  await fillWhatIsEmpty(file);
  const { url, client } = await target();

  expect(await moved(folder, url)).toBeNull();

  const db = new Database(file, { readonly: true });
  for (const table of Object.values(postgresTables)) {
    const name = getTableName(table);
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t`,
    );
    const there = rows
      .map(({ row }) => row)
      .filter((row) => name !== 'meta' || row['key'] === 'epoch');
    const here = db
      .prepare<[], Record<string, unknown>>(`select * from ${name}`)
      .all()
      .map((row) => asPostgresHas(table, row));
    const byText = (a: unknown, b: unknown) =>
      JSON.stringify(sorted(a)) < JSON.stringify(sorted(b)) ? -1 : 1;
    expect({ name, filled: here.length > 0 }).toEqual({ name, filled: true });
    expect({ name, rows: there.sort(byText) }).toEqual({ name, rows: here.sort(byText) });
  }
  db.close();
});

/** A row of the file with truth values and objects where the other engine has a type for them. */
function asPostgresHas(table: PgTable, row: Record<string, unknown>) {
  const types = new Map(
    Object.entries(getTableColumns(table)).map(([key, column]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      column.columnType,
    ]),
  );
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const type = types.get(name);
      if (type === 'PgBoolean') return [name, value === 1];
      if (type === 'PgJsonb') return [name, value === null ? null : JSON.parse(value as string)];
      return [name, value];
    }),
  );
}

/** A row in each table that the evenings left empty: of a member who is there, with texts that are hard to copy. */
async function fillWhatIsEmpty(file: string): Promise<void> {
  const store = await openSqlite({ file, migrations: MIGRATIONS });
  await store.transact(async (tx) => {
    const { idempotencyKeys } = tx.tables;
    const [member] = await tx.select().from(tx.tables.memberships).limit(1);
    if (!member) throw new Error('nobody is there');
    // More than are read at once.
    for (let n = 0; n < 2500; n += 1)
      await tx
        .insert(idempotencyKeys)
        .values({
          groupId: member.groupId,
          memberId: member.id,
          keyHash: `key ${n}`,
          resultId: crypto.randomUUID(),
          on: '2026-03-04' as Day,
        })
        .returning();
    for (const [key, table] of Object.entries(postgresTables)) {
      const mine: PgTable = tx.tables[key as keyof typeof tx.tables];
      if ((await tx.select().from(mine).limit(1)).length > 0) continue;
      const row: Record<string, unknown> = {};
      for (const [name, column] of Object.entries(getTableColumns(table)))
        row[name] = new Map<string, unknown>(
          Object.entries({
            PgUUID: crypto.randomUUID(),
            PgText: 'so „ruhig“ it\u2019s 🌊\n\\N\t',
            PgInteger: 1,
            PgBigInt53: 2 ** 40 + 1,
            PgBoolean: true,
            PgJsonb: { z: 'ü\n', a: [true, null, 0.5, { b: '🌊' }] },
          }),
        ).get(column.columnType);
      const references = getTableConfig(table).foreignKeys.map(({ reference }) => reference());
      // Whoever is of a group says of which.
      references.sort((a, b) => a.columns.length - b.columns.length);
      for (const { columns, foreignColumns, foreignTable } of references) {
        const [other] = Object.entries(postgresTables).filter(([, one]) => one === foreignTable);
        const theirs: PgTable = tx.tables[other?.[0] as keyof typeof tx.tables];
        const [there]: Record<string, unknown>[] = await tx.select().from(theirs).limit(1);
        for (const [i, column] of columns.entries())
          row[nameIn(table, column)] = there?.[nameIn(foreignTable, foreignColumns[i])];
      }
      await tx
        .insert(mine)
        .values(row as never)
        .returning();
    }
  });
  await store.close();
}

const nameIn = (table: PgTable, column?: { name: string }) =>
  Object.entries(getTableColumns(table)).find(([, one]) => one.name === column?.name)?.[0] ?? '';

test('a move that broke off leaves nothing, and is begun anew', { timeout: 300_000 }, async () => {
  const folder = copied();
  const was = digest(folder);
  const { url, client } = await target();
  await client.query('select pg_advisory_lock(7)');
  await client.query(
    'create function wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(7); return new; end $$',
  );
  await client.query(
    'create trigger wait before insert on goals for each row execute function wait()',
  );
  onTestFinished(async () => void (await client.query('drop function if exists wait cascade')));
  const { child, ended } = moving(folder, '--to', url);
  for await (const text of child.stdout) if (/^answers: /m.test(String(text))) break;

  child.kill('SIGKILL');
  await ended;
  await client.query('select pg_advisory_unlock(7)');

  expect(await filled(client)).toEqual([]);
  expect(digest(folder)).toBe(was);
  await client.query('drop function wait cascade');
  expect(await moved(folder, url)).toBeNull();
  expect(await filled(client)).toContain('goals');
});

test(
  'a PostgreSQL in which there is something already is refused and stays as it is',
  { timeout: 300_000 },
  async () => {
    const folder = copied();
    const { url, client } = await target();
    await client.query('create table theirs (n int)');
    onTestFinished(async () => void (await client.query('drop table if exists theirs')));

    const foreign = await moved(folder, url);
    await client.query('drop table theirs');
    const first = await moved(folder, url);
    const found = await filled(client);
    const second = await moving(folder, '--to', url).ended;

    expect(foreign).toContain('there is something in “theirs”');
    expect(first).toBeNull();
    expect([second.code, second.out]).toEqual([1, '']);
    expect(second.problem).toMatch(/^The PostgreSQL is not empty: .* Nothing was moved\.\n$/);
    expect(await filled(client)).toEqual(found);
  },
);

test(
  'while a service runs on the file, nothing is moved and the service goes on',
  { timeout: 60_000 },
  async () => {
    const folder = copied();
    const service = await serve({ dataFolder: folder });
    const { url, client } = await target();

    const told = await moved(folder, url);

    expect(told).toMatch(/^A service is running on .*landed\.sqlite\. Stop it/);
    expect(await filled(client)).toEqual([]);
    await service.deps.store.transact(async (tx) => {
      await tx.insert(tx.tables.meta).values({ key: 'still', value: 'here' }).returning();
    });
    await service.stop();
  },
);

test(
  'open asks without names are given up only by whoever says so',
  { timeout: 60_000 },
  async () => {
    const world = await World.open({ databaseUrl: null });
    onTestFinished(() => world.close());
    const ruth = await world.founder('Ruth');
    const circle = await world.circle(ruth, ['Asker', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn']);
    const meetingId = await world.meeting(circle, circle.everybody);
    const [asker] = circle.members as [Person];
    await ask(asker, circle.groupId, meetingId, { mode: 'anonymous' });
    await world.service.stop();
    const { url, client } = await target();

    const told = await moved(world.folder, url);
    const empty = await filled(client);
    const done = await moved(world.folder, url, true);

    expect(done).toBeNull();
    expect(told).toContain('One ask that takes answers without names is open.');
    expect(empty).toEqual([]);
    const dataFolder = newFolder();
    cpSync(join(world.folder, 'secret.key'), join(dataFolder, 'secret.key'));
    const service = await serve({ dataFolder, databaseUrl: url });
    await service.stop();
    const { rows } = await client.query('select state, lost, moment from asks');
    expect(rows).toEqual([{ state: 'withdrawn', lost: true, moment: null }]);
  },
);

test.each([
  {
    what: 'a PostgreSQL that does not answer',
    to: () => 'postgres://landed@127.0.0.1:1/landed',
    change: () => {},
    says: 'No PostgreSQL answers at 127.0.0.1:1. Start it, or correct --to.',
  },
  {
    what: 'a database that is not there',
    to: () => new URL('/nowhere', process.env[SERVER]).href,
    change: () => {},
    says: 'PostgreSQL has no database “nowhere”.',
  },
  {
    what: 'something else than an address',
    to: () => 'http://127.0.0.1/',
    change: () => {},
    says: '--to takes the address of a PostgreSQL',
  },
  {
    what: 'a folder without a database',
    change: (folder: string) => rmSync(join(folder, 'landed.sqlite')),
    says: 'There is no database of Landed at',
  },
  {
    what: 'a folder without the secret',
    change: (folder: string) => rmSync(join(folder, 'secret.key')),
    says: 'There is no secret.key in',
  },
  {
    what: 'a database of an older version',
    change: (folder: string) =>
      inFile(
        folder,
        'delete from __drizzle_migrations where id = (select max(id) from __drizzle_migrations)',
      ),
    says: 'was last used by an older version of Landed. Start this version on it once',
  },
  {
    what: 'a database of a newer version',
    change: (folder: string) =>
      inFile(
        folder,
        "insert into __drizzle_migrations (hash, created_at) values ('x', 4102444800000)",
      ),
    says: 'was last used by a newer version of Landed.',
  },
])('$what is refused in a sentence, and nothing is touched', async ({ to, change, says }) => {
  const folder = copied();
  change(folder);
  const was = readdirSync(folder);
  const { url, client } = await target();

  const told = await moved(folder, to?.() ?? url);

  expect(told).toContain(says);
  expect(readdirSync(folder)).toEqual(was);
  expect(await filled(client)).toEqual([]);
});

function inFile(folder: string, sql: string): void {
  const db = new Database(join(folder, 'landed.sqlite'));
  db.exec(sql);
  db.close();
}
