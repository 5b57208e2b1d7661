// Recovery codes, and the links of leaders.
import { and, count, desc, eq, gt } from 'drizzle-orm';

import type { AccountId, GroupId, Instant } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type LinkRow = Db['tables']['recoveryLinks']['$inferSelect'];

/** Uses up a recovery code; false when there is no such unused code. */
export async function takeCode(tx: Tx, accountId: AccountId, hash: string): Promise<boolean> {
  const { recoveryCodes } = tx.tables;
  const taken = await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.hash, hash)))
    .returning({ hash: recoveryCodes.hash });
  return taken.length > 0;
}

export async function codesLeft(db: Db, accountId: AccountId): Promise<number> {
  const row = await codes(db, accountId);
  return row?.left ?? 0;
}

const codes = findOne((db, accountId: AccountId) => {
  const { recoveryCodes } = db.tables;
  return db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.accountId, accountId));
});

/** Puts these in the place of all there were. */
export async function setCodes(
  tx: Tx,
  accountId: AccountId,
  hashes: readonly string[],
): Promise<void> {
  const { recoveryCodes } = tx.tables;
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ accountId, hash })));
}

/** An account has one link; a newer one takes its place. */
export async function setLink(tx: Tx, link: LinkRow): Promise<void> {
  await removeLink(tx, link.accountId);
  await tx.insert(tx.tables.recoveryLinks).values(link);
}

/** The link that has not run out. */
export const linkOf = findOne((db, accountId: AccountId, now: Instant) => {
  const { recoveryLinks } = db.tables;
  return db
    .select()
    .from(recoveryLinks)
    .where(and(eq(recoveryLinks.accountId, accountId), gt(recoveryLinks.usableUntil, now)));
});

export const linkByToken = findOne((db, tokenHash: string) => {
  const { recoveryLinks } = db.tables;
  return db.select().from(recoveryLinks).where(eq(recoveryLinks.tokenHash, tokenHash));
});

/** Those made in a group that have not run out, the newest first. */
export const linksOf = findAll((db, groupId: GroupId, now: Instant) => {
  const { recoveryLinks } = db.tables;
  return db
    .select()
    .from(recoveryLinks)
    .where(and(eq(recoveryLinks.groupId, groupId), gt(recoveryLinks.usableUntil, now)))
    .orderBy(desc(recoveryLinks.usableFrom));
});

/** The link that is gone now, if there was one. */
export async function removeLink(tx: Tx, accountId: AccountId): Promise<LinkRow | null> {
  const { recoveryLinks } = tx.tables;
  const [row] = await tx
    .delete(recoveryLinks)
    .where(eq(recoveryLinks.accountId, accountId))
    .returning();
  return row ?? null;
}
