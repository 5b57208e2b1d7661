import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { openSqlite } from '../../src/store/sqlite.ts';
import type { Db } from '../../src/store/store.ts';
import { MIGRATIONS, folder, openedFile, put } from './opened.ts';

describe('a connection', () => {
  test('syncs every commit, checks references, overwrites what it deletes and keeps no temporary files', async () => {
    const { store } = await openedFile();

    const writer = await store.transact(async (tx) => pragmas(tx));
    const reader = pragmas(store.read);

    expect(writer).toEqual({ ...PROMISED, journal_size_limit: 64 * 1024 * 1024 });
    expect(reader).toMatchObject(PROMISED);
  });

  test('that reads cannot write', async () => {
    const { store, seen } = await openedFile();
    const { meta } = store.tables;

    const write = async () => store.read.insert(meta).values({ key: 'a', value: '' }).returning();

    await expect(write()).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    expect(await seen()).toEqual([]);
  });

  test('keeps answering however many different statements were asked', async () => {
    const { store, seen } = await openedFile();
    await store.transact((tx) => put(tx, 'a'));

    for (let n = 0; n < 1_200; n++)
      await store.read.select({ [`column_${n}`]: store.tables.meta.key }).from(store.tables.meta);

    expect(await seen()).toEqual(['a']);
  });
});

describe('the file', () => {
  test('and its log are readable by their owner alone', async () => {
    const { store, file } = await openedFile();
    await store.transact((tx) => put(tx, 'a'));

    const modes = await Promise.all(
      [file, `${file}-wal`, `${file}-shm`].map(async (path) => (await stat(path)).mode & 0o777),
    );

    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  test('is made in a folder that was not there', async () => {
    const file = join(await folder(), 'data', 'here', 'landed.db');

    const store = await openSqlite({ file, migrations: MIGRATIONS });
    await store.close();

    expect((await stat(file)).size).toBeGreaterThan(0);
  });

  test('that holds something else is refused', async () => {
    const path = await folder();
    const file = join(path, 'letter.txt');
    await writeFile(file, 'Dear group, '.repeat(100));
    await mkdir(join(path, 'folder.db'));

    await expect(openSqlite({ file, migrations: MIGRATIONS })).rejects.toMatchObject({
      code: 'SQLITE_NOTADB',
    });
    await expect(
      openSqlite({ file: join(path, 'folder.db'), migrations: MIGRATIONS }),
    ).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

const PROMISED = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  temp_store: 2,
  busy_timeout: 5_000,
};

/** Asks the connection itself, of which query functions know nothing. */
function pragmas(db: Db): Record<string, unknown> {
  const engine = db as unknown as { values(query: unknown): unknown[][] };
  const names = [...Object.keys(PROMISED), 'journal_size_limit'];
  return Object.fromEntries(
    names.map((name) => [name, engine.values(sql.raw(`pragma ${name}`))[0]?.[0]]),
  );
}
