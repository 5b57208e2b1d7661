import { and, asc, eq, inArray } from 'drizzle-orm';

import type { AskId, GroupId, MemberId } from '../contract/primitives.ts';
import { findAll } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type LateWordRow = Db['tables']['lateWords']['$inferSelect'];

/** What was said after an ask had closed, by random ids: in no order. */
export const ofAsk = findAll((db, groupId: GroupId, askId: AskId) => {
  const { lateWords } = db.tables;
  return db
    .select()
    .from(lateWords)
    .where(and(eq(lateWords.groupId, groupId), eq(lateWords.askId, askId)))
    .orderBy(asc(lateWords.id));
});

export async function ofMember(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<LateWordRow | null> {
  const all = await ofAsk(db, groupId, askId);
  return all.find((one) => one.memberId === memberId) ?? null;
}

export async function insert(tx: Tx, word: LateWordRow): Promise<void> {
  await tx.insert(tx.tables.lateWords).values(word);
}

/** The asker has seen all there is. @returns whether any was new to them */
export async function read(tx: Tx, groupId: GroupId, askId: AskId): Promise<boolean> {
  const { lateWords } = tx.tables;
  const rows = await tx
    .update(lateWords)
    .set({ read: true })
    .where(
      and(eq(lateWords.groupId, groupId), eq(lateWords.askId, askId), eq(lateWords.read, false)),
    )
    .returning({ id: lateWords.id });
  return rows.length > 0;
}

/** A member's own asks in which something was said that they have not read. */
export const unreadBy = findAll((db, groupId: GroupId, askerId: MemberId) => {
  const { asks, lateWords } = db.tables;
  const unread = db
    .select({ askId: lateWords.askId })
    .from(lateWords)
    .where(and(eq(lateWords.groupId, groupId), eq(lateWords.read, false)));
  return db
    .select({ askId: asks.id, moment: asks.moment })
    .from(asks)
    .where(
      and(
        eq(asks.groupId, groupId),
        eq(asks.askerId, askerId),
        // Until it was opened after closing, it waits as a whole.
        eq(asks.openedAfterClose, true),
        inArray(asks.id, unread),
      ),
    )
    .orderBy(asc(asks.id));
});
