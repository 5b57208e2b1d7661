import { randomBytes } from 'node:crypto';

import { eq } from 'drizzle-orm';

import type { Db, Tx } from './store.ts';

/**
 * Which database this is: 32 hexadecimal digits, made at its first start and never changed. A place in a
 * group's log means something only together with it.
 */
export async function epoch(db: Db): Promise<string> {
  const { meta } = db.tables;
  const [row] = await db.select().from(meta).where(eq(meta.key, 'epoch'));
  if (!row) throw new Error('this database has no epoch: it was not opened by its store');
  return row.value;
}

/** Makes the epoch unless another start already has. */
export async function ensureEpoch(tx: Tx): Promise<void> {
  await tx
    .insert(tx.tables.meta)
    .values({ key: 'epoch', value: randomBytes(16).toString('hex') })
    .onConflictDoNothing()
    .returning();
}
