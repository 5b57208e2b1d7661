// The journal of each member: copies of sentences, theirs alone.
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm';

import type { AnswerId, AskId, GroupId, KeptId, MemberId, PartId } from '../contract/primitives.ts';
import { afterAll } from '../ids.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type KeptRow = Db['tables']['kept']['$inferSelect'];

/** A member's journal, newest first. */
export async function ofMember(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  page: { before: KeptId | undefined; limit: number },
): Promise<KeptRow[]> {
  return pageOf(db, groupId, memberId, page.before ?? afterAll(), page.limit);
}

type Page = [groupId: GroupId, memberId: MemberId, before: KeptId, limit: number];
const pageOf = findAll((db, ...[groupId, memberId, before, limit]: Page) => {
  const { kept } = db.tables;
  return db
    .select()
    .from(kept)
    .where(and(eq(kept.groupId, groupId), eq(kept.memberId, memberId), lt(kept.id, before)))
    .orderBy(desc(kept.id))
    .limit(limit);
});

/** What a member kept of the answers to one ask. */
export const ofAsk = findAll((db, groupId: GroupId, memberId: MemberId, askId: AskId) => {
  const { kept } = db.tables;
  return db
    .select()
    .from(kept)
    .where(
      and(
        eq(kept.groupId, groupId),
        eq(kept.memberId, memberId),
        eq(kept.askId, askId),
        isNotNull(kept.position),
      ),
    );
});

/** The copy of one sentence, if a member kept it. */
export const ofSentence = findOne(
  (db, groupId: GroupId, memberId: MemberId, answerId: AnswerId | PartId, position: number) => {
    const { kept } = db.tables;
    return db
      .select()
      .from(kept)
      .where(
        and(
          eq(kept.groupId, groupId),
          eq(kept.memberId, memberId),
          eq(kept.answerId, answerId),
          eq(kept.position, position),
        ),
      );
  },
);

/** The line a member wrote to themself about one of their asks. */
export const ownLine = findOne((db, groupId: GroupId, memberId: MemberId, askId: AskId) => {
  const { kept } = db.tables;
  return db
    .select()
    .from(kept)
    .where(
      and(
        eq(kept.groupId, groupId),
        eq(kept.memberId, memberId),
        eq(kept.askId, askId),
        isNull(kept.position),
      ),
    );
});

export const find = findOne((db, groupId: GroupId, id: KeptId) => {
  const { kept } = db.tables;
  return db
    .select()
    .from(kept)
    .where(and(eq(kept.groupId, groupId), eq(kept.id, id)));
});

export async function insert(tx: Tx, entry: KeptRow): Promise<void> {
  await tx.insert(tx.tables.kept).values(entry);
}

/** Words a line of one's own anew. */
export async function reword(tx: Tx, groupId: GroupId, id: KeptId, text: string): Promise<void> {
  const { kept } = tx.tables;
  await tx
    .update(kept)
    .set({ text })
    .where(and(eq(kept.groupId, groupId), eq(kept.id, id)));
}

export async function remove(tx: Tx, groupId: GroupId, id: KeptId): Promise<void> {
  const { kept } = tx.tables;
  await tx.delete(kept).where(and(eq(kept.groupId, groupId), eq(kept.id, id)));
}
