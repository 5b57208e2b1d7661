// What a test does to a world's database past the service, as its operator or a broken disk would, on either engine.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { Client } from 'pg';

import type { World } from './world.ts';

type Row = Record<string, unknown>;

/** Runs one statement, each `?` of it filled with a value; resolves to the rows it answers. */
export async function inDatabase(world: World, sql: string, ...values: unknown[]): Promise<Row[]> {
  if (world.database) {
    let places = 0;
    const text = sql.replaceAll('?', () => `$${(places += 1)}`);
    return onPostgres(
      world.database,
      async (client) => (await client.query<Row>(text, values)).rows,
    );
  }
  const db = new Database(join(world.folder, 'landed.sqlite'));
  try {
    const statement = db.prepare<unknown[], Row>(sql);
    if (statement.reader) return statement.all(...values);
    statement.run(...values);
    return [];
  } finally {
    db.close();
  }
}

/**
 * Makes the database refuse a kind of write: `insert on answers`, `update of ended_at on meetings`. Resolves to what
 * ends that.
 */
export async function refuse(world: World, write: string): Promise<() => Promise<void>> {
  const table = write.split(' ').at(-1) ?? '';
  const name = `refuse_${table}`;
  if (!world.database) {
    await inDatabase(
      world,
      `create trigger ${name} before ${write} begin select raise(abort, 'broken'); end`,
    );
    return async () => void (await inDatabase(world, `drop trigger ${name}`));
  }
  const raise = `create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`;
  await inDatabase(world, raise);
  await inDatabase(
    world,
    `create trigger ${name} before ${write} for each row execute function ${name}()`,
  );
  return async () => void (await inDatabase(world, `drop function ${name} cascade`));
}

/** Everything that is kept, as latin1: every byte of every file of the service, and each row of a PostgreSQL. */
export async function everythingOf(world: World): Promise<string> {
  const files = readdirSync(world.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');
  if (!world.database) return files;
  const rows = await onPostgres(world.database, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    let all = '';
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      all += rows.map(({ row }) => row).join('\n');
    }
    return all;
  });
  return files + Buffer.from(rows).toString('latin1');
}

/** Lends a connection to a PostgreSQL for some work. */
export async function onPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
