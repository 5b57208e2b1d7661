// Databases for tests on a PostgreSQL that somebody else started: made from a migrated one, emptied and used again.
import { join } from 'node:path';

import { Client } from 'pg';

import { openPostgres } from '../../src/store/postgres.ts';
import { ITS_OWN, putInPostgres, type Rows, rowsOfPostgres } from './copies.ts';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations/postgres');

/** The variable that names the server: its superuser's address, of the database `postgres`. */
export const SERVER = 'TEST_POSTGRES';

const TEMPLATE = 'landed_template';
/** Those this process has emptied, each with a connection that empties it next time. */
const idle: Database[] = [];

interface Database {
  name: string;
  cleaner: Client;
}

interface LentDatabase {
  url: string;
  /** Takes out every row but what the service that runs on it keeps of itself. */
  empty(): Promise<void>;
  rows(): Promise<Rows>;
  put(rows: Rows): Promise<void>;
  /** Takes it back, once nobody is connected to it. */
  giveBack(): Promise<void>;
}

/** Makes what all others are copies of. */
export async function makeTemplate(server: string): Promise<void> {
  await asked(server, `create database ${TEMPLATE}`);
  const store = await openPostgres({ url: of(server, TEMPLATE), migrations: MIGRATIONS });
  // Each copy makes its own.
  await store.transact((tx) => tx.delete(tx.tables.meta).returning());
  await store.close();
}

/** An empty database with all tables, or null when tests are to run on files. */
export async function lend(): Promise<LentDatabase | null> {
  const server = process.env[SERVER];
  if (!server) return null;
  const database = idle.pop() ?? (await newDatabase(server));
  return {
    url: of(server, database.name),
    async empty() {
      await database.cleaner.query(emptying(ITS_OWN));
    },
    rows: () => rowsOfPostgres(database.cleaner),
    put: (rows) => putInPostgres(database.cleaner, rows),
    async giveBack() {
      await database.cleaner.query(emptying(['__drizzle_migrations']));
      idle.push(database);
    },
  };
}

/** An empty database that nobody used before. */
export async function makeDatabase(server: string): Promise<string> {
  const name = `landed_${crypto.randomUUID().replaceAll('-', '')}`;
  await asked(server, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  return of(server, name);
}

async function newDatabase(server: string): Promise<Database> {
  const url = await makeDatabase(server);
  const cleaner = new Client({ connectionString: url });
  await cleaner.connect();
  return { name: new URL(url).pathname.slice(1), cleaner };
}

/** Without looking at references, and only where there ever was something. */
const emptying = (kept: readonly string[]) => `do $$ declare part regclass; begin
  set local session_replication_role = replica;
  for part in select oid from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all('{${kept.join()}}') and pg_relation_size(oid) > 0
  loop execute 'delete from ' || part; end loop;
end $$`;

async function asked(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function of(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
