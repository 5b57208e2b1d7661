import { and, asc, eq, lt } from 'drizzle-orm';

import type { AccountId, Day, Instant } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type PasskeyRow = Db['tables']['passkeys']['$inferSelect'];
type Challenge = Db['tables']['challenges']['$inferSelect'];

export const find = findOne((db, id: string) => {
  const { passkeys } = db.tables;
  return db.select().from(passkeys).where(eq(passkeys.id, id));
});

/** The oldest first. */
export const ofAccount = findAll((db, accountId: AccountId) => {
  const { passkeys } = db.tables;
  return db
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(passkeys.addedOn), asc(passkeys.id));
});

export async function insert(tx: Tx, passkey: PasskeyRow): Promise<void> {
  await tx.insert(tx.tables.passkeys).values(passkey);
}

/** Notes a use; false when it was removed meanwhile. */
export async function use(
  tx: Tx,
  id: string,
  used: { counter: number; lastUsedOn: Day },
): Promise<boolean> {
  const { passkeys } = tx.tables;
  const rows = await tx
    .update(passkeys)
    .set(used)
    .where(eq(passkeys.id, id))
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

/** The one that is gone now; null when the account has none of that id. */
export async function remove(tx: Tx, accountId: AccountId, id: string): Promise<PasskeyRow | null> {
  const { passkeys } = tx.tables;
  const [row] = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.accountId, accountId), eq(passkeys.id, id)))
    .returning();
  return row ?? null;
}

/** Keeps a challenge, and takes away those that ran out. */
export async function insertChallenge(tx: Tx, challenge: Challenge, now: Instant): Promise<void> {
  const { challenges } = tx.tables;
  await tx.delete(challenges).where(lt(challenges.expiresAt, now));
  await tx.insert(challenges).values(challenge);
}

/** Takes a challenge away for good; null when it was taken already, or never made. */
export async function takeChallenge(tx: Tx, hash: string): Promise<Challenge | null> {
  const { challenges } = tx.tables;
  const [row] = await tx.delete(challenges).where(eq(challenges.hash, hash)).returning();
  return row ?? null;
}
