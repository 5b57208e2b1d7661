import type Database from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';

/**
 * Brings the database up to the migrations in `folder`, all of them or none. The write lock is taken before
 * looking, which drizzle's own migrator does not do: of several processes starting at once one migrates and
 * the others find it done. The journal is the table drizzle would keep.
 *
 * @throws Error when the database knows a migration that this program does not, or when a migration leaves a
 * reference to a row that is not there
 */
export function migrate(connection: Database.Database, folder: string): void {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  // A table is changed by copying it, which drops what others refer to. Has no effect inside a transaction.
  connection.pragma('foreign_keys = OFF');
  connection.exec('begin immediate');
  try {
    connection.exec(
      'create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at integer not null) strict',
    );
    const done = new Set(
      connection.prepare<[], number>('select created_at from __drizzle_migrations').pluck().all(),
    );
    const known = new Set(migrations.map((migration) => migration.folderMillis));
    if ([...done].some((at) => !known.has(at)))
      throw new Error(
        'This database was last used by a newer version of Landed. Start that version, or restore a backup made before it.',
      );
    const journal = connection.prepare<[string, number]>(
      'insert into __drizzle_migrations (hash, created_at) values (?, ?)',
    );
    const due = migrations.filter((migration) => !done.has(migration.folderMillis));
    for (const migration of due) {
      for (const statement of migration.sql) connection.exec(statement);
      journal.run(migration.hash, migration.folderMillis);
    }
    const broken = due.length > 0 ? connection.pragma('foreign_key_check') : [];
    if (!Array.isArray(broken) || broken.length > 0)
      throw new Error(
        `Bringing the database up to date would leave references to rows that are not there: ${JSON.stringify(broken)}`,
      );
    connection.exec('commit');
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback');
    throw error;
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}
