// Takes everything from a SQLite file into an empty PostgreSQL while no service runs on either: all of it, or nothing.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';

import Database from 'better-sqlite3';
import { asc, getTableColumns, getTableName, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';

import { cached } from './client.ts';
import { JOURNAL, migrate } from './migrate-postgres.ts';
import { openWithoutNames } from './parts.ts';
import { asRefused, BEHAVE, connect } from './pool.ts';
import { built } from './postgres.ts';
import { tables as postgresTables } from './schema.postgres.ts';
import { tables as sqliteTables } from './schema.sqlite.ts';
import { type Db, hasCode } from './store.ts';

/** Why nothing was moved; the catalogue says it in a sentence. */
export type MoveProblem =
  | 'no_source'
  | 'in_use'
  | 'older_version'
  | 'newer_version'
  | 'open_without_names'
  | 'not_empty'
  | 'differs';

/** The source and the target are as they were, but that the target may have got its tables, empty. */
export class MoveRefused extends Error {
  readonly problem: MoveProblem;
  /** What the sentence names: a file, a number, a table. */
  readonly detail: string;

  constructor(problem: MoveProblem, detail: string, cause?: unknown) {
    super(`${problem} ${detail}`, { cause });
    this.problem = problem;
    this.detail = detail;
  }
}

export interface MoveOptions {
  file: string;
  /** `postgres://role:password@host:port/database`. */
  url: string;
  /** The folders of generated migrations. */
  migrations: { sqlite: string; postgres: string };
  /** Whether asks that are open without names may be given up: what was handed in to them is in no database. */
  giveUpOpen: boolean;
  /** What the service keeps beside a file and in a PostgreSQL: read while nobody else has the file. */
  besides: () => Record<string, string>;
  /** Told of each table when all of its rows are there and are the same. */
  onTable?: (name: string, rows: number) => void;
}

type Name = keyof typeof postgresTables;
type Row = Record<string, unknown>;

/** Rows read at once. */
const PAGE = 1000;
/** Values in one statement, at most: the protocol counts them in 16 bits. */
const VALUES = 60_000;
/** What a service that never ran there has not made. */
const POT = /^pot_/;

/**
 * Copies every row, reads it back and compares, in one transaction.
 *
 * @returns how many rows there were
 * @throws MoveRefused, DatabaseRefused; nothing is in the target then
 */
export async function moveToPostgres(options: MoveOptions): Promise<number> {
  const file = openAlone(options.file, options.migrations.sqlite);
  try {
    const source: Db = Object.assign(
      drizzle(
        cached(file, () => {}),
        { casing: 'snake_case' },
      ) as unknown as Db,
      { tables: sqliteTables },
    );
    const open = (await openWithoutNames(source)).length;
    if (open > 0 && !options.giveUpOpen) throw new MoveRefused('open_without_names', String(open));
    const besides = options.besides();
    const client = await connect(options.url);
    try {
      return await fill(client, source, besides, options);
    } catch (error) {
      // It may be the connection itself that failed.
      await client.query('rollback').catch(() => {});
      throw asRefused(error, client);
    } finally {
      await client.end();
    }
  } finally {
    file.close();
  }
}

/**
 * The file as nobody else has it, and as nobody else can while this is open: a service holds it all the time it runs.
 * Nothing is written to it; a log that a crash left beside it goes into it at the end, as at any start.
 */
function openAlone(path: string, migrations: string): Database.Database {
  if (!existsSync(path)) throw new MoveRefused('no_source', path);
  const file = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('begin exclusive');
    file.pragma('query_only = ON');
    requireVersion(file, path, migrations);
    return file;
  } catch (error) {
    file.close();
    if (hasCode(error, BUSY)) throw new MoveRefused('in_use', path, error);
    if (hasCode(error, FOREIGN)) throw new MoveRefused('no_source', path, error);
    throw error;
  }
}

const BUSY: ReadonlySet<string> = new Set([
  'SQLITE_BUSY',
  'SQLITE_BUSY_RECOVERY',
  'SQLITE_BUSY_SNAPSHOT',
]);
const FOREIGN: ReadonlySet<string> = new Set(['SQLITE_NOTADB', 'SQLITE_CANTOPEN']);

/** It is not brought up to date here: that changes it. */
function requireVersion(file: Database.Database, path: string, migrations: string): void {
  const known = new Set(
    readMigrationFiles({ migrationsFolder: migrations }).map((migration) => migration.folderMillis),
  );
  const there = file.prepare(`select 1 from sqlite_schema where name = '${JOURNAL}'`).get();
  if (!there) throw new MoveRefused('no_source', path);
  const done = new Set(file.prepare<[], number>(`select created_at from ${JOURNAL}`).pluck().all());
  if ([...done].some((at) => !known.has(at))) throw new MoveRefused('newer_version', path);
  if (done.size < known.size) throw new MoveRefused('older_version', path);
}

async function fill(
  client: pg.Client,
  source: Db,
  besides: Record<string, string>,
  { migrations, onTable }: MoveOptions,
): Promise<number> {
  await requireEmpty(client);
  await migrate(client, migrations.postgres);
  await client.query(BEHAVE, ['off']);
  await client.query('set idle_in_transaction_session_timeout = 0');
  await client.query('begin');
  // A service that starts there meanwhile, or a second move, waits for the end of this one.
  const names = Object.values(postgresTables).map((table) => getTableName(table));
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
  await requireEmpty(client);
  const target = built((config, values) => client.query(config as pg.QueryConfig, values));
  // Made by whoever opened it before; this one is as old as the file.
  await target.delete(postgresTables.meta);

  let moved = 0;
  for (const name of inOrder()) {
    const table: PgTable = postgresTables[name];
    const key = keyOf(table);
    const given = new Digest();
    for await (const rows of pages(source, sqliteTables[name], key)) {
      const most = Math.floor(VALUES / Object.keys(getTableColumns(table)).length);
      for (let at = 0; at < rows.length; at += most)
        await target.insert(table).values(rows.slice(at, at + most));
      given.add(rows);
    }
    const found = new Digest();
    for await (const rows of pages(target, table, key)) found.add(rows);
    if (!found.equals(given)) throw new MoveRefused('differs', getTableName(table));
    onTable?.(getTableName(table), found.rows);
    moved += found.rows;
  }
  const facts = Object.entries(besides).map(([key, value]) => ({ key, value }));
  if (facts.length > 0) await target.insert(postgresTables.meta).values(facts);
  await client.query('commit');
  return moved;
}

/** Nobody has been here: there is nothing, or our tables without a row. An epoch was made by a start that was refused. */
async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = to_regnamespace(current_schema())
     and relkind in ('r', 'p') and not relispartition`,
  );
  const ours = new Set(Object.values(postgresTables).map((table): string => getTableName(table)));
  for (const { name } of rows) {
    if (name === JOURNAL || POT.test(name)) continue;
    if (!ours.has(name)) throw new MoveRefused('not_empty', name);
    const where = name === getTableName(postgresTables.meta) ? "where key <> 'epoch'" : '';
    const { rows: found } = await client.query(`select from ${name} ${where} limit 1`);
    if (found.length > 0) throw new MoveRefused('not_empty', name);
  }
}

/** Each table after those it refers to. */
function inOrder(): Name[] {
  const nameOf = new Map<string, Name>(
    Object.entries(postgresTables).map(([name, table]) => [getTableName(table), name as Name]),
  );
  const order = new Set<Name>();
  const visit = (name: Name) => {
    if (order.has(name)) return;
    for (const { reference } of getTableConfig(postgresTables[name]).foreignKeys) {
      const referred = nameOf.get(getTableName(reference().foreignTable));
      if (referred && referred !== name) visit(referred);
    }
    order.add(name);
  };
  for (const name of Object.keys(postgresTables) as Name[]) visit(name);
  return [...order];
}

/** The properties that make the primary key. */
function keyOf(table: PgTable): string[] {
  const { primaryKeys, columns } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary);
  // What a key is told of a column is a copy, with its name.
  return key.map(({ name }) => {
    const found = Object.entries(getTableColumns(table)).find(([, column]) => column.name === name);
    if (!found) throw new Error(`${getTableName(table)} has no column ${name}`);
    return found[0];
  });
}

/**
 * Every row of a table, in the order of its key: the order in which they were written stays behind, and with it who
 * came first.
 */
async function* pages(db: Pick<Db, 'select'>, table: PgTable, key: readonly string[]) {
  const all = getTableColumns(table);
  const columns = key.flatMap((name) => all[name] ?? []);
  for (let last: Row | undefined; ;) {
    const before = last;
    const rows: Row[] = await db
      .select()
      .from(table)
      .where(
        before &&
          sql`(${sql.join(columns, sql`, `)}) > (${sql.join(
            key.map((name) => sql.param(before[name], all[name])),
            sql`, `,
          )})`,
      )
      .orderBy(...columns.map((column) => asc(column)))
      .limit(PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

/** How many rows, and which, in whatever order. */
class Digest {
  rows = 0;
  #sum = 0n;

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const hash = createHash('sha256').update(canonical(row)).digest('hex');
      this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${hash}`));
      this.rows += 1;
    }
  }

  equals(other: Digest): boolean {
    return this.rows === other.rows && this.#sum === other.#sum;
  }
}

/** One text for one value: an engine may keep the fields of an object in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
