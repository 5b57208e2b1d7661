import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Tx } from '../../src/store/store.ts';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations/sqlite');

/** A folder of this test alone. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'landed-store-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A migrated database file of this test alone. */
export async function opened(onCommit: (groupId: GroupId) => void = () => {}) {
  const file = join(await folder(), 'landed.db');
  const store = await openSqlite({ file, migrations: MIGRATIONS, onCommit });
  onTestFinished(() => store.close());
  /** Keys of the rows that somebody else than the writer sees. */
  const seen = async () => {
    const rows = await store.read.select().from(store.tables.meta);
    const keys = rows.map((row) => row.key).filter((key) => key !== 'epoch');
    return keys.sort();
  };
  return { file, store, seen };
}

/** A row in the plainest table there is. */
export const put = (tx: Tx, key: string, value = '') =>
  tx.insert(tx.tables.meta).values({ key, value }).returning();

/** A promise that the test itself lets go. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}
