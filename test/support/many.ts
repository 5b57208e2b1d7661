// Many groups alike: one is lived through, and the database makes all others of its rows. Knows no test runner.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { Client } from 'pg';

import type { Actor } from '../../src/app/deps.ts';
import { getMe } from '../../src/contract/accounts.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { AccountId, AskId, GroupId, MeetingId } from '../../src/contract/primitives.ts';
import { sha256 } from '../../src/ids.ts';
import { openWriter } from '../../src/store/client.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { tables } from '../../src/store/schema.postgres.ts';
import { MIGRATIONS } from './databases.ts';
import { answer, ask, type World } from './world.ts';

/** The first leads. */
const NAMES = ['Noor', 'Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gil'];
/** Those who ask in meetings that are over, one in each, and are answered by everybody else. */
const ASKED = 2;
/** Those who ask in the meeting that is open. */
const ASKING = 5;

/** An account that may answer an ask. */
interface Due {
  accountId: AccountId;
  askId: AskId;
}

export interface Life {
  groupId: GroupId;
  /** The meeting that is open. */
  meetingId: MeetingId;
  /** By the member who asks in none of the asks. */
  accountId: AccountId;
  due: Due[];
  /** Whatever was written of it, by table. */
  rows: Map<string, Record<string, unknown>[]>;
}

/** Tables that are about the database or the ways into an account, and not about a group. */
const OTHERS: ReadonlySet<string> = new Set([
  'meta',
  'challenges',
  'passwords',
  'recovery_codes',
  'security_log',
]);

/** Has eight people meet, ask and answer; in their third meeting some ask, and nobody has answered yet. */
export async function liveThrough(world: World): Promise<Life> {
  const [name = '', ...names] = NAMES;
  const circle = await world.circle(await world.founder(name), names);
  const { groupId, everybody, leader } = circle;
  for (const asker of everybody.slice(1, 1 + ASKED)) {
    const meetingId = await world.meeting(circle, everybody);
    const askId = await ask(asker, groupId, meetingId);
    for (const peer of everybody) if (peer !== asker) await answer(peer, groupId, askId);
    await asker.call(closeAsk, { params: { groupId, askId } });
    await leader.call(endMeeting, { params: { groupId, meetingId } });
  }
  const meetingId = await world.meeting(circle, everybody);
  const accounts = new Map(
    await Promise.all(everybody.map(async (one) => [one, (await one.call(getMe, {})).id] as const)),
  );
  const due: Due[] = [];
  for (const asker of everybody.slice(1, 1 + ASKING)) {
    const askId = await ask(asker, groupId, meetingId);
    for (const [one, accountId] of accounts) if (one !== asker) due.push({ accountId, askId });
  }
  const rows = new Map<string, Record<string, unknown>[]>();
  const { store } = world.service.deps;
  for (const table of Object.values(store.tables)) {
    const found = await store.read.select().from(table);
    if (found.length > 0) rows.set(getTableName(table), found);
  }
  return { groupId, meetingId, accountId: accounts.get(everybody.at(-1)!)!, due, rows };
}

/** What something with this id is called in the group of that number. */
export const inGroup = <Id extends string>(number: number, id: Id) =>
  (number.toString(16).padStart(8, '0') + id.slice(8)) as Id;

/** What the two engines say differently. In both, `nth` is the number of the group. */
interface Dialect {
  /** What an id begins with in a group. */
  number: string;
  /** `inGroup` of a column. */
  id(column: string): string;
  /** SHA-256 of a text, hex. */
  hash(text: string): string;
}
const inFile: Dialect = {
  number: `printf('%08x', nth)`,
  id: (column) => `${inFile.number} || substr("${column}", 9)`,
  hash: (text) => `sha256(${text})`,
};
const inPostgres: Dialect = {
  number: `lpad(to_hex(nth), 8, '0')`,
  id: (column) => `(${inPostgres.number} || substr("${column}"::text, 9))::uuid`,
  hash: (text) => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`,
};

/** An account in the group of that number. */
export const actorIn = (number: number, accountId: AccountId): Actor => ({
  accountId: inGroup(number, accountId),
  sessionId: '',
  only: null,
});

/** What a browser of an account in the group of that number brings along. */
export function cookieIn({ rows }: Life, number: number, accountId: AccountId): string {
  const session = rows.get('sessions')?.find((one) => one['accountId'] === accountId);
  return `landed=${number}.${String(session?.['tokenHash'])}`;
}

/** Makes a database file with so many groups, each row between those of all others. */
export async function fillFile(file: string, life: Life, groups: number): Promise<void> {
  (await openWriter(file, join(import.meta.dirname, '../../migrations/sqlite'))).close();
  const database = new Database(file);
  // Nothing of it has to outlive a crash, and what a row names was there where the rows come from. A file with a log
  // first gives that up.
  for (const pragma of ['journal_mode = DELETE', 'journal_mode = OFF', 'synchronous = OFF'])
    database.pragma(pragma);
  database.pragma('foreign_keys = OFF');
  database.pragma('cache_size = -400000');
  database.function('sha256', sha256);
  database.exec('begin');
  database.exec(`create temp table numbers as
    with recursive numbers(nth) as (select 0 union all select nth + 1 from numbers where nth + 1 < ${groups})
    select nth from numbers`);
  for (const { name, columns, rows } of tablesOf(life)) {
    const read = columns.map((column) => `value ->> '${column.name}' as "${column.name}"`);
    database.exec(`create temp table lived as select ${read.join()} from json_each('[]')`);
    database.prepare(`insert into lived select ${read.join()} from json_each(?)`).run(rows);
    database.exec(`${insert(name, columns, inFile)} from lived cross join numbers`);
    database.exec('drop table lived');
  }
  database.exec('commit');
  database.close();
}

/** Makes so many groups in an empty PostgreSQL, its superuser's, each row between those of all others. */
export async function fillPostgres(url: string, life: Life, groups: number): Promise<void> {
  await (await openPostgres({ url, migrations: MIGRATIONS })).close();
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // Whether what a row names is there need not be looked up: it was, where the rows come from.
    await client.query('set session_replication_role = replica');
    for (const { name, columns, rows } of tablesOf(life)) {
      await client.query(`create temp table lived as select * from "${name}" where false`);
      await client.query(
        `insert into lived select * from json_populate_recordset(null::"${name}", $1)`,
        [rows],
      );
      await client.query(
        `${insert(name, columns, inPostgres)} from (select *, generate_series(0, ${groups - 1}) as nth from lived) many`,
      );
      await client.query('drop table lived');
    }
    await client.query('vacuum (analyze)');
  } finally {
    await client.end();
  }
}

interface Column {
  name: string;
  isId: boolean;
}

/** Tables with rows, and those as JSON. */
function tablesOf({ rows }: Life): { name: string; columns: Column[]; rows: string }[] {
  return Object.values(tables)
    .map((table) => ({ table, name: getTableName(table) }))
    .filter(({ name }) => rows.has(name) && !OTHERS.has(name))
    .map(({ table, name }) => ({
      name,
      columns: Object.entries(getTableColumns(table)).map(([key, column]) => ({
        name: snake(key),
        isId: column.getSQLType() === 'uuid',
      })),
      rows: JSON.stringify(rows.get(name)?.map(withSnakes), (key, value: unknown) =>
        key === 'event' && typeof value === 'string' ? value.replaceAll(OWN, NUMBER) : value,
      ),
    }));
}

/** What the ids in a text begin with, and what stands there until it is known in which group. */
const OWN = /\b[\da-f]{8}(?=(?:-[\da-f]{4}){3}-[\da-f]{12}\b)/g;
const NUMBER = '<number>';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const withSnakes = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]));

/** Up to where the rows come from. */
function insert(name: string, columns: readonly Column[], dialect: Dialect): string {
  const names = columns.map((column) => `"${column.name}"`);
  const values = columns.map((column) => {
    if (column.isId) return dialect.id(column.name);
    if (column.name === 'event') return `replace(event, '${NUMBER}', ${dialect.number})`;
    // What is unique across groups.
    if (column.name === 'sign_in_folded') return `sign_in_folded || ' ' || nth`;
    if (name === 'sessions' && column.name === 'token_hash')
      return dialect.hash(`nth || '.' || token_hash`);
    return `"${column.name}"`;
  });
  return `insert into "${name}" (${names.join()}) select ${values.join()}`;
}
