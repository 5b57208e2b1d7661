import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import Database from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { describe, expect, test, vi } from 'vitest';

import { epoch } from '../../src/store/meta.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { FROM_SOURCE } from '../support/drizzle.ts';
import { MIGRATIONS, folder, openedFile } from './opened.ts';

const ALL = join(MIGRATIONS, '..');
const FIXTURES = join(import.meta.dirname, '../fixtures/sqlite');

// Each starts the program, or drizzle-kit, several times.
vi.setConfig({ testTimeout: 120_000 });

describe('a start', () => {
  test('of four processes at once on a new file migrates it once', async () => {
    const file = join(await folder(), 'landed.db');

    const epochs = await startAtOnce(4, file, MIGRATIONS);

    expect(new Set(epochs)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{32}$/)]));
    expect(epochs).toHaveLength(4);
    expect(journal(file)).toEqual(timesOf(MIGRATIONS));
  });

  test('of four processes at once on an old file migrates it once and keeps what it holds', async () => {
    const { file, migrations } = await oldFileAndLater(REBUILD_GROUPS);

    const epochs = await startAtOnce(4, file, migrations);

    expect(new Set(epochs).size).toBe(1);
    expect(journal(file)).toEqual(timesOf(migrations));
    // Dropping a table that others refer to takes their rows along when references are checked meanwhile.
    expect(ask(file, 'select name from groups')).toEqual([{ name: 'Harbour' }]);
    expect(ask(file, 'select count(*) as n from memberships')).toEqual([{ n: 2 }]);
  });

  test('refuses a file of a newer version, and leaves it as it is', async () => {
    const { file, migrations } = await oldFileAndLater(REBUILD_GROUPS);
    const newer = await openSqlite({ file, migrations });
    await newer.close();

    const older = openSqlite({ file, migrations: MIGRATIONS });

    await expect(older).rejects.toThrow(
      'This database was last used by a newer version of Landed. Start that version, or restore a backup made before it.',
    );
    expect(journal(file)).toEqual(timesOf(migrations));
  });

  test('refuses a migration that loses what others refer to, and leaves the file as it was', async () => {
    const { file, migrations } = await oldFileAndLater('DELETE FROM groups;');

    await expect(openSqlite({ file, migrations })).rejects.toThrow(
      'Bringing the database up to date would leave references to rows that are not there',
    );

    expect(journal(file)).toEqual(timesOf(MIGRATIONS));
    expect(ask(file, 'select name from groups')).toEqual([{ name: 'Harbour' }]);
  });

  test('keeps the epoch of the first', async () => {
    const file = join(await folder(), 'landed.db');
    const first = await openSqlite({ file, migrations: MIGRATIONS });
    const before = await epoch(first.read);
    await first.close();

    const second = await openSqlite({ file, migrations: MIGRATIONS });
    const after = await epoch(second.read);
    await second.close();

    expect(after).toBe(before);
  });
});

describe('the migrations', () => {
  test('of both engines are what the schema says: generating again leaves no difference', async () => {
    const again = await folder();
    await cp(ALL, again, { recursive: true });

    await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, '../../src/store/generate.ts'),
      '--out',
      again,
    ]);

    expect(await contents(again)).toEqual(await contents(ALL));
  });

  test('make every table of the schema, and every one strict', async () => {
    const { store, file } = await openedFile();

    const rows = await Promise.all(
      Object.values(store.tables).map((table) => store.read.select().from(table as never)),
    );

    expect(rows.flat()).toHaveLength(1);
    expect(
      ask(file, "select name from pragma_table_list where not strict and name not like 'sqlite_%'"),
    ).toEqual([]);
  });

  test('bring every released schema up to date and keep what it holds', async () => {
    const released = await readdir(FIXTURES);
    expect(released).toContain('0000_first.db');

    for (const name of released) {
      const file = join(await folder(), 'landed.db');
      await cp(join(FIXTURES, name), file);
      const before = new Set(hashes(file));
      const [was] = ask(file, "select value from meta where key = 'epoch'");

      const store = await openSqlite({ file, migrations: MIGRATIONS });
      const now = await epoch(store.read);
      await store.close();

      expect(before.difference(new Set(hashes(file)))).toEqual(new Set());
      expect(hashes(file)).toEqual(
        readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((migration) => migration.hash),
      );
      expect(was).toEqual({ value: now });
      expect(ask(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(ask(file, 'pragma foreign_key_check')).toEqual([]);
      expect(ask(file, 'select name from groups')).toEqual([{ name: 'Harbour' }]);
      expect(ask(file, 'select name from memberships order by name')).toEqual([
        { name: 'Ada' },
        { name: 'Bea' },
      ]);
      const words = [{ channel: 'feeling', text: 'Während du sprachst, wurde es still in mir.' }];
      expect(ask(file, 'select words from answers')).toEqual([{ words: JSON.stringify(words) }]);
      // Somebody has to say who may create groups: whoever set the service up.
      expect(ask(file, 'select operator from accounts order by created_on, id limit 1')).toEqual([
        { operator: 1 },
      ]);
      expect(ask(file, 'select count(*) as n from accounts where operator')).toEqual([{ n: 1 }]);
    }
  });
});

/**
 * Copies the table that all others of a group refer to, as drizzle-kit does for a change of a column; and takes
 * long enough for other processes to look at the journal meanwhile.
 */
const REBUILD_GROUPS = `CREATE TABLE work AS
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
  SELECT count(*) AS i FROM n;
--> statement-breakpoint
DROP TABLE work;
--> statement-breakpoint
CREATE TABLE __new_groups AS SELECT * FROM groups;
--> statement-breakpoint
DROP TABLE groups;
--> statement-breakpoint
CREATE_GROUPS;
--> statement-breakpoint
INSERT INTO groups SELECT * FROM __new_groups;
--> statement-breakpoint
DROP TABLE __new_groups;`;

/** The file of the first schema, and a folder with one migration more than there is today. */
async function oldFileAndLater(sql: string) {
  const path = await folder();
  const file = join(path, 'landed.db');
  const migrations = join(path, 'migrations');
  await cp(join(FIXTURES, '0000_first.db'), file);
  await (await openSqlite({ file, migrations: MIGRATIONS })).close();
  await cp(MIGRATIONS, migrations, { recursive: true });
  const [groups] = ask(file, "select sql from sqlite_schema where name = 'groups'");
  const at = join(migrations, 'meta/_journal.json');
  const list = JSON.parse(await readFile(at, 'utf8'));
  const last = list.entries.at(-1);
  list.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_later' });
  await writeFile(at, JSON.stringify(list));
  await writeFile(
    join(migrations, '9999_later.sql'),
    sql.replace('CREATE_GROUPS', String(groups?.['sql'])),
  );
  return { file, migrations };
}

/** Lets processes load, then open the same file at the same moment; what each says is the file's epoch. */
async function startAtOnce(count: number, file: string, migrations: string): Promise<string[]> {
  const children = Array.from({ length: count }, () =>
    spawn(
      process.execPath,
      [...FROM_SOURCE, join(import.meta.dirname, 'migrate-child.ts'), file, migrations],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    ),
  );
  const ends = children.map((child) => once(child, 'exit'));
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  const said = children.map((child) => text(child.stdout));
  for (const child of children) child.stdin.write('go\n');
  expect(await Promise.all(ends)).toEqual(children.map(() => [0, null]));
  return Promise.all(said);
}

function ask(file: string, sql: string): Record<string, unknown>[] {
  const database = new Database(file);
  try {
    return database.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    database.close();
  }
}

const journal = (file: string) =>
  ask(file, 'select created_at from __drizzle_migrations order by id').map(
    (row) => row['created_at'],
  );
const hashes = (file: string) =>
  ask(file, 'select hash from __drizzle_migrations order by id').map((row) => row['hash']);
const timesOf = (migrations: string) =>
  readMigrationFiles({ migrationsFolder: migrations }).map((migration) => migration.folderMillis);

async function contents(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.\w+$/.test(name));
  return Object.fromEntries(
    await Promise.all(
      names.sort().map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const),
    ),
  );
}
