// What a PostgreSQL with its own settings writes down of answers without a name, byte by byte: while they wait, when a
// statement fails, and when they are released.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { decode } from '../../src/domain/anonymity/bytes.ts';
import { evening, saying } from '../anonymous/circle.ts';
import { type Server, startPostgres } from '../support/postgres.ts';
import { World } from '../support/world.ts';

let server: Server;
let db: Client;

beforeAll(async () => {
  // Nothing of its log goes meanwhile, as where somebody archives it.
  server = await startPostgres({ durable: true, settings: { wal_keep_size: '1GB' } });
  await server.run('create database evening');
  db = new Client({ connectionString: server.url('evening') });
  await db.connect();
}, 60_000);
afterAll(async () => {
  await db.end();
  await server.stop();
});

const asked = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await db.query(sql, values)).rows as Row[];

test('an answer stands nowhere but in the pot while it waits, and once in the log when it is released', async () => {
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const world = await World.open({ logger, databaseUrl: server.url('evening') });
  const e = await evening(world);
  await asked('create extension pg_walinspect');
  const begin = await place();
  const authors = e.peers.slice(0, 4);
  const seats = await e.seats(authors);
  const texts = authors.map(({ name }) => `nobody reads yet what ${name} wrote`);
  for (const [at, seat] of seats.entries())
    expect(await seat.put('answer', saying(seat, texts[at] ?? ''))).toBe(202);
  const boxes: Buffer[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    await world.service.ticks.tick();
    const held = await asked<{ box: Buffer }>('select box from pot_boxes');
    // It lies in pieces there.
    boxes.push(...held.map(({ box }) => box.subarray(0, 256)));
  }
  expect(boxes).toHaveLength(2);
  const secrets = seats.flatMap(({ author, token }) => [
    Buffer.from(author.public),
    Buffer.from(decode(token)),
  ]);
  const marks = [
    ...texts.map((text) => Buffer.from(text)),
    ...[...secrets, ...boxes].flatMap((bytes) => [
      bytes,
      Buffer.from(bytes.toString('base64url').slice(0, -1)),
      Buffer.from(bytes.toString('hex')),
    ]),
  ];
  const found = (where: Iterable<Buffer>) => {
    const all = [...where];
    return marks.filter((mark) => all.some((bytes) => bytes.includes(mark)));
  };
  // An ordinary checkpoint leaves what is unlogged in memory; this brings all of it to the disk.
  await server.run('create database another strategy file_copy');

  // Whatever is not of these tables is in a base backup, the log of the server with it.
  const files = filesOf(server.data);
  expect(found(files.backup)).toEqual([]);
  expect(found(files.log)).toEqual([]);
  expect(found(await recordsSince(begin))).toEqual([]);
  // The eyes are good: what is sealed now is where it must be, and what was before is not.
  expect(found(files.unlogged)).toEqual([boxes[1]]);
  expect(await asked(UNLOGGED)).toEqual([{ kinds: ['u'], tables: 6 }]);
  expect(await blinded()).toBe(4);

  // The server says which statement failed, and not with what.
  const before = server.log().length;
  await broken('pot_boxes', () => world.service.ticks.tick());
  await broken('parts', () => e.close());
  const said = server.log().slice(before);
  expect(said).toContain('STATEMENT:  insert into pot_boxes');
  expect(said).toContain('STATEMENT:  insert into "parts"');
  expect(found([Buffer.from(server.log()), Buffer.from(logged.join())])).toEqual([]);
  expect(found(filesOf(server.data).log)).toEqual([]);
  expect(await blinded()).toBe(4);

  const release = await place();
  await world.service.ticks.tick();
  const records = await asked<{ xid: string; bytes: Buffer }>(RECORDS, release);
  const once = records.flatMap(({ xid, bytes }) =>
    texts.filter((text) => bytes.includes(text)).map((text) => ({ xid, text })),
  );
  const inOrder = seats
    .map((seat, at) => ({ id: seat.parts[0] ?? '', text: texts[at] }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(once.map(({ text }) => text)).toEqual(inOrder.map(({ text }) => text));
  expect(new Set(once.map(({ xid }) => xid)).size).toBe(1);
  expect(await blinded()).toBe(0);
  expect(await asked('select from pot_boxes')).toEqual([]);
  expect(found([Buffer.from(server.log()), Buffer.from(logged.join())])).toEqual([]);
  await world.close();
}, 120_000);

/** Where the log of the server stands. */
async function place(): Promise<string> {
  const [now] = await asked<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
  return now?.lsn ?? '';
}

/** All that the log says of what was written since then: what changed, and whole pages. */
const RECORDS = `
select xid::text, coalesce(block_data, '') || coalesce(block_fpi_data, '') as bytes
from pg_get_wal_block_info($1::pg_lsn, pg_current_wal_flush_lsn(), true) order by start_lsn, block_id`;

const recordsSince = async (lsn: string) =>
  (await asked<{ bytes: Buffer }>(RECORDS, lsn)).map(({ bytes }) => bytes);

/** Of the pot's boxes, keys and processes, and of where their long values lie, indices too. */
const UNLOGGED = `
with pot as (select oid, reltoastrelid from pg_class where relname in ('pot_boxes', 'pot_keys', 'pot_processes'))
select array_agg(distinct relpersistence::text) as kinds,
  count(*) filter (where relkind in ('r', 't'))::int + 1 as tables
from pg_class where oid in (select oid from pot union select reltoastrelid from pot union
  select indexrelid from pg_index where indrelid in (select oid from pot union select reltoastrelid from pot))`;

/** How many requests for tickets are kept. */
const blinded = async () => (await asked('select from issuances')).length;

/** While nothing can be written into a table. */
async function broken(table: string, meanwhile: () => Promise<void>): Promise<void> {
  await asked(
    `create or replace function broken() returns trigger language plpgsql as 'begin raise exception ''broken''; end'`,
  );
  await asked(
    `create trigger broken before insert on ${table} for each row execute function broken()`,
  );
  await meanwhile();
  await asked(`drop trigger broken on ${table}`);
}

/** The bytes of all files of a server. A base backup leaves out what has a twin to begin with after a crash. */
function filesOf(data: string): Record<'backup' | 'unlogged' | 'log', Buffer[]> {
  const paths = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const twins = new Set(
    paths.filter((path) => path.endsWith('_init')).map((path) => path.slice(0, -'_init'.length)),
  );
  const isUnlogged = (path: string) =>
    !path.endsWith('_init') && twins.has(path.replace(/(_fsm|_vm)?(\.\d+)?$/, ''));
  const bytes = (fits: (path: string) => boolean) =>
    paths.filter(fits).map((path) => readFileSync(path));
  return {
    backup: bytes((path) => !isUnlogged(path)),
    unlogged: bytes(isUnlogged),
    log: bytes((path) => path.includes('pg_wal')),
  };
}
