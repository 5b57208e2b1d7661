// Looks back on goals: what members wrote in them.
import { and, desc, eq } from 'drizzle-orm';

import type { GoalId, GroupId, MemberId, ReviewId } from '../contract/primitives.ts';
import type { Db, Tx } from './store.ts';

export type ReviewRow = Db['tables']['reviews']['$inferSelect'];

export async function find(db: Db, groupId: GroupId, id: ReviewId): Promise<ReviewRow | null> {
  const { reviews } = db.tables;
  const [row] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.id, id)));
  return row ?? null;
}

/** The reviews of a goal, newest first. */
export async function ofGoal(db: Db, groupId: GroupId, goalId: GoalId): Promise<ReviewRow[]> {
  const { reviews } = db.tables;
  return db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.goalId, goalId)))
    .orderBy(desc(reviews.toMeeting));
}

export async function latest(db: Db, groupId: GroupId, goalId: GoalId): Promise<ReviewRow | null> {
  const [row] = await ofGoal(db, groupId, goalId);
  return row ?? null;
}

/** A member's reviews, newest first. */
export async function ofMember(db: Db, groupId: GroupId, memberId: MemberId): Promise<ReviewRow[]> {
  const { reviews } = db.tables;
  return db
    .select()
    .from(reviews)
    .where(and(eq(reviews.groupId, groupId), eq(reviews.memberId, memberId)))
    .orderBy(desc(reviews.id));
}

/** All of a group, newest first; the rules say who reads what of them. */
export async function inGroup(db: Db, groupId: GroupId): Promise<ReviewRow[]> {
  const { reviews } = db.tables;
  return db.select().from(reviews).where(eq(reviews.groupId, groupId)).orderBy(desc(reviews.id));
}

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
