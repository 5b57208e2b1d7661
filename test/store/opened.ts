import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import * as postgres from '../support/databases.ts';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations/sqlite');

/** A folder of this test alone. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'landed-store-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A migrated database of this test alone, on the engine that the tests run on. */
export async function opened(onCommit: (groupId: GroupId) => void = () => {}) {
  const lent = await postgres.lend();
  if (!lent) return openedFile(onCommit);
  onTestFinished(() => lent.giveBack());
  const { url } = lent;
  const store = await openPostgres({ url, migrations: postgres.MIGRATIONS, onCommit });
  onTestFinished(() => store.close());
  return { store, seen: () => seen(store), url };
}

/** A migrated database file of this test alone. */
export async function openedFile(onCommit: (groupId: GroupId) => void = () => {}) {
  const file = join(await folder(), 'landed.db');
  const store = await openSqlite({ file, migrations: MIGRATIONS, onCommit });
  onTestFinished(() => store.close());
  return { store, seen: () => seen(store), file };
}

/** Keys of the rows that somebody else than the writer sees. */
async function seen(store: Store): Promise<string[]> {
  const rows = await store.read.select().from(store.tables.meta);
  const keys = rows.map((row) => row.key).filter((key) => key !== 'epoch');
  return keys.sort();
}

/** A row in the plainest table there is. */
export const put = (tx: Tx, key: string, value = '') =>
  tx.insert(tx.tables.meta).values({ key, value }).returning();

/** A promise that the test itself lets go. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}
