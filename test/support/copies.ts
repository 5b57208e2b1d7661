// Copies of what the service once made. Bringing a few people together takes two dozen requests, and was a third of
// what tests of requests took; so of those who begin alike the first are brought together, and the others are copied
// from their rows.
import Database from 'better-sqlite3';
import type { Client } from 'pg';

import { dayOf, instant } from '../../src/domain/time.ts';
import type { Instant } from '../../src/contract/primitives.ts';

/** Rows by their table. */
export type Rows = Record<string, Record<string, unknown>[]>;

/** What somebody made at an instant: something that JSON can say, and the rows behind it. */
export interface Original<Made> {
  made: Made;
  rows: Rows;
  at: Instant;
}

/** Rows that the service keeps of itself, whoever uses it. */
export const ITS_OWN = ['meta', '__drizzle_migrations', 'pot_marker'];

const ID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g;
/** An instant, or a day. */
const TIME = /\b\d{4}-\d\d-\d\d(T[\d:.]{12}Z)?\b/g;

/** What is there now and was not before; null when something of before has changed or gone. */
export function added(before: Rows, now: Rows): Rows | null {
  const rows: Rows = {};
  for (const [table, present] of Object.entries(now)) {
    const old = new Set(before[table]?.map((row) => JSON.stringify(row)));
    const fresh = present.filter((row) => !old.delete(JSON.stringify(row)));
    if (old.size > 0) return null;
    if (fresh.length > 0) rows[table] = fresh;
  }
  return rows;
}

/**
 * The same as if it had been made at another instant, by ids of its own in the same order.
 *
 * @param known what is something else here, by what it is in the original
 */
export function copyOf<Made>(
  { made, rows, at }: Original<Made>,
  now: Instant,
  known: ReadonlyMap<string, string>,
): { made: Made; rows: Rows } {
  const by = Date.parse(now) - Date.parse(at);
  const byDays = Date.parse(dayOf(now)) - Date.parse(dayOf(at));
  const own = BigInt(`0x${crypto.randomUUID().slice(-12)}`);
  const id = (old: string) => {
    const time = old[14] === '7' ? Number.parseInt(old.slice(0, 8) + old.slice(9, 13), 16) + by : 0;
    const hex = time.toString(16).padStart(12, '0');
    const head = time
      ? `${hex.slice(0, 8)}-${hex.slice(8)}${old.slice(13, -12)}`
      : old.slice(0, -12);
    return head + (BigInt(`0x${old.slice(-12)}`) ^ own).toString(16).padStart(12, '0');
  };
  const others = new Set(known.values());
  let text = JSON.stringify({ made, rows });
  for (const [old, other] of known) text = text.replaceAll(old, other);
  text = text
    .replaceAll(ID, (old) => (others.has(old) ? old : id(old)))
    .replaceAll(TIME, (old, time?: string) =>
      time ? instant(Date.parse(old) + by) : dayOf(instant(Date.parse(old) + byDays)),
    );
  return JSON.parse(text) as { made: Made; rows: Rows };
}

export function rowsOfFile(file: string): Rows {
  const db = new Database(file, { readonly: true });
  const tables = db
    .prepare<[], string>("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all();
  const rows: Rows = {};
  for (const table of tables.filter((name) => !ITS_OWN.includes(name)))
    rows[table] = db.prepare<[], Record<string, unknown>>(`select * from "${table}"`).all();
  db.close();
  return rows;
}

/** Without looking at references, as all here. */
export function putInFile(file: string, rows: Rows): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.pragma('synchronous = OFF');
  db.exec('begin immediate');
  for (const [table, all] of Object.entries(rows)) {
    const names = Object.keys(all[0] ?? {});
    const places = names.map(() => '?').join();
    const insert = db.prepare(
      `insert into "${table}" (${names.map(quoted).join()}) values (${places})`,
    );
    for (const row of all) insert.run(Object.values(row));
  }
  db.exec('commit');
  db.close();
}

/** Looks only into those parts of tables that ever had something: to plan a look into all takes a tenth of a second. */
export async function rowsOfPostgres(client: Client): Promise<Rows> {
  const { rows: parts } = await client.query<{ part: string; name: string }>(
    `select part.relname as part, coalesce(whole.relname, part.relname) as name
      from pg_class part left join pg_inherits on inhrelid = part.oid left join pg_class whole on whole.oid = inhparent
      where part.relnamespace = 'public'::regnamespace and part.relkind = 'r' and pg_relation_size(part.oid) > 0
      and part.relname <> all($1)`,
    [ITS_OWN],
  );
  const all: Rows = {};
  if (parts.length === 0) return all;
  const each = parts.map(
    ({ part, name }) => `select '${name}' as name, json_agg(one) as rows from ${quoted(part)} one`,
  );
  const { rows } = await client.query<{ name: string; rows: Rows[string] | null }>(
    each.join(' union all '),
  );
  for (const { name, rows: some } of rows) (all[name] ??= []).push(...(some ?? []));
  return all;
}

export async function putInPostgres(client: Client, rows: Rows): Promise<void> {
  const inserts = Object.entries(rows).map(
    ([table, all]) =>
      `insert into ${quoted(table)} select * from json_populate_recordset(null::${quoted(table)}, ${client.escapeLiteral(JSON.stringify(all))})`,
  );
  await client.query(
    ['begin', 'set local session_replication_role = replica', ...inserts, 'commit'].join(';'),
  );
}

const quoted = (name: string) => `"${name}"`;
