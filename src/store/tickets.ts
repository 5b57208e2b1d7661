import { and, eq } from 'drizzle-orm';

import type { AskId, GroupId, MemberId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

/** For what a member was given a ticket; null for none. */
export async function issuedTo(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<string | null> {
  const issuance = await issuanceTo(db, groupId, askId, memberId);
  return issuance?.blinded ?? null;
}

const issuanceTo = findOne((db, groupId: GroupId, askId: AskId, memberId: MemberId) => {
  const { issuances } = db.tables;
  return db
    .select({ blinded: issuances.blinded })
    .from(issuances)
    .where(
      and(
        eq(issuances.groupId, groupId),
        eq(issuances.askId, askId),
        eq(issuances.memberId, memberId),
      ),
    );
});

/** Who was given a ticket, in the order of their ids. */
export async function issued(db: Db, groupId: GroupId, askId: AskId): Promise<MemberId[]> {
  const { issuances } = db.tables;
  const rows = await db
    .select({ memberId: issuances.memberId })
    .from(issuances)
    .where(and(eq(issuances.groupId, groupId), eq(issuances.askId, askId)))
    .orderBy(issuances.memberId);
  return rows.map((row) => row.memberId);
}

export async function insert(
  tx: Tx,
  issuance: Db['tables']['issuances']['$inferInsert'],
): Promise<void> {
  await tx.insert(tx.tables.issuances).values(issuance);
}

/** Tickets spent together with a name. */
export const spent = findAll((db, groupId: GroupId, askId: AskId) => {
  const { spentTickets } = db.tables;
  return db
    .select({ key: spentTickets.key, memberId: spentTickets.memberId })
    .from(spentTickets)
    .where(and(eq(spentTickets.groupId, groupId), eq(spentTickets.askId, askId)));
});

export async function spend(
  tx: Tx,
  ticket: Db['tables']['spentTickets']['$inferInsert'],
): Promise<void> {
  await tx.insert(tx.tables.spentTickets).values(ticket);
}

/** Nothing is left of who could answer without a name, once that is decided. */
export async function removeOfAsk(tx: Tx, groupId: GroupId, askId: AskId): Promise<void> {
  for (const table of [tx.tables.issuances, tx.tables.spentTickets])
    await tx.delete(table).where(and(eq(table.groupId, groupId), eq(table.askId, askId)));
}
