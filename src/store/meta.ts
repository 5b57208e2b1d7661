import { randomBytes } from 'node:crypto';

import { eq, sql } from 'drizzle-orm';

import type { Db, Tx } from './store.ts';

/**
 * Which database this is: 32 hexadecimal digits, made at its first start and never changed. A place in a
 * group's log means something only together with it.
 */
export async function epoch(db: Db): Promise<string> {
  const value = await valueOf(db, 'epoch');
  if (value === null) throw new Error('this database has no epoch: it was not opened by its store');
  return value;
}

/** Makes the epoch unless another start already has. */
export async function ensureEpoch(tx: Tx): Promise<void> {
  await tx
    .insert(tx.tables.meta)
    .values({ key: 'epoch', value: randomBytes(16).toString('hex') })
    .onConflictDoNothing()
    .returning();
}

/** What the service keeps of itself under a name; null when it keeps nothing there. */
export async function valueOf(db: Db, key: string): Promise<string | null> {
  const { meta } = db.tables;
  const [row] = await db.select().from(meta).where(eq(meta.key, key));
  return row?.value ?? null;
}

/** Holds what belongs to no group and no account yet: whoever else wants it waits. */
export async function lock(tx: Tx): Promise<void> {
  await change(tx, 'epoch', (kept) => kept ?? '');
}

/**
 * Changes what is kept under a name, while nobody else does: other processes wait.
 *
 * @returns what is kept from now on
 */
export async function change(
  tx: Tx,
  key: string,
  next: (kept: string | null) => string,
): Promise<string> {
  const { meta } = tx.tables;
  // Writing it as it was is the lock.
  const [row] = await tx
    .insert(meta)
    .values({ key, value: '' })
    .onConflictDoUpdate({ target: meta.key, set: { value: sql`${meta.value}` } })
    .returning();
  const before = row?.value ?? '';
  const after = next(before === '' ? null : before);
  if (after !== before) await tx.update(meta).set({ value: after }).where(eq(meta.key, key));
  return after;
}
