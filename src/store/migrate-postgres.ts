import { getTableName } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';

import { DatabaseRefused } from './refused.ts';
import { tables } from './schema.postgres.ts';

/** Whoever holds it migrates: "landed" in ASCII, as a number. */
const LOCK = 0x6c616e646564;
export const JOURNAL = '__drizzle_migrations';
const NAMES = Object.values(tables).map((table) => getTableName(table));

/**
 * Brings the database up to the migrations in `folder`, all of them or none. Of several processes starting at once one
 * migrates, and the others wait and find it done. The journal is the table drizzle would keep.
 *
 * @throws DatabaseRefused when the database is of a newer version, is not whole, or may not be used by whoever
 * connected; nothing is changed then
 */
export async function migrate(client: pg.Client, folder: string): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  await client.query('set statement_timeout = 0; set lock_timeout = 0');
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query('begin');
    const done = await journal(client);
    const known = new Set(migrations.map((migration) => migration.folderMillis));
    if (done.some((at) => !known.has(at))) throw new DatabaseRefused('newer_version');
    const due = migrations.filter((migration) => !done.includes(migration.folderMillis));
    const skipped = due.some((migration) => done.some((at) => at > migration.folderMillis));
    if (skipped || (done.length === 0 && (await present(client)).length > 0))
      throw new DatabaseRefused('half_migrated');
    for (const migration of due) {
      for (const statement of migration.sql) await client.query(statement);
      await client.query(`insert into ${JOURNAL} (hash, created_at) values ($1, $2)`, [
        migration.hash,
        migration.folderMillis,
      ]);
    }
    const usable = await present(client);
    if (usable.length < NAMES.length) throw new DatabaseRefused('half_migrated');
    if (usable.some((table) => !table.mine))
      throw new DatabaseRefused('missing_rights', client.user);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/** When each migration that was done was made; makes the journal where there is none. */
async function journal(client: pg.Client): Promise<number[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('${JOURNAL}') is not null as there`,
  );
  if (!found[0]?.there)
    await client.query(
      `create table ${JOURNAL} (id integer generated always as identity primary key, hash text not null, created_at bigint not null)`,
    );
  const { rows } = await client.query<{ at: string }>(`select created_at as at from ${JOURNAL}`);
  return rows.map((row) => Number(row.at));
}

/** Those of our tables that are there, and whether whoever connected may use each. */
async function present(client: pg.Client): Promise<{ mine: boolean }[]> {
  const { rows } = await client.query<{ mine: boolean }>(
    `select has_table_privilege(id, 'select') and has_table_privilege(id, 'insert')
      and has_table_privilege(id, 'update') and has_table_privilege(id, 'delete') as mine
      from (select to_regclass(name)::oid as id from unnest($1::text[]) name) ours where id is not null`,
    [NAMES],
  );
  return rows;
}
