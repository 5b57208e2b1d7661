// Looks back on goals: what members wrote in them.
import { and, desc, eq } from 'drizzle-orm';

import type { GoalId, GroupId, MemberId, ReviewId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type ReviewRow = Db['tables']['reviews']['$inferSelect'];

export const find = findOne((db, groupId: GroupId, id: ReviewId) => {
  const { reviews } = db.tables;
  return db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.id, id)));
});

/** The reviews of a goal, newest first. */
export const ofGoal = findAll((db, groupId: GroupId, goalId: GoalId) => {
  const { reviews } = db.tables;
  return db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.goalId, goalId)))
    .orderBy(desc(reviews.toMeeting));
});

export async function latest(db: Db, groupId: GroupId, goalId: GoalId): Promise<ReviewRow | null> {
  const [row] = await ofGoal(db, groupId, goalId);
  return row ?? null;
}

/** A member's reviews, newest first. */
export const ofMember = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { reviews } = db.tables;
  return db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.memberId, memberId)))
    .orderBy(desc(reviews.id));
});

/** All of a group, newest first; the rules say who reads what of them. */
export const inGroup = findAll((db, groupId: GroupId) => {
  const { reviews } = db.tables;
  return db.select().from(reviews).where(eq(reviews.groupId, groupId)).orderBy(desc(reviews.id));
});

export async function insert(tx: Tx, review: ReviewRow): Promise<void> {
  await tx.insert(tx.tables.reviews).values(review);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  id: ReviewId,
  change: Partial<ReviewRow>,
): Promise<void> {
  const { reviews } = tx.tables;
  await tx
    .update(reviews)
    .set(change)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.id, id)));
}

export async function remove(tx: Tx, groupId: GroupId, id: ReviewId): Promise<void> {
  const { reviews } = tx.tables;
  await tx.delete(reviews).where(and(eq(reviews.groupId, groupId), eq(reviews.id, id)));
}
