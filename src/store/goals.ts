// Practice goals with what belongs to them: earlier wordings, experiments, how evenings were rated.
import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';

import type { ExperimentId, GoalId, GroupId, MeetingId, MemberId } from '../contract/primitives.ts';
import type { Reception } from '../domain/reception.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type GoalRow = Db['tables']['goals']['$inferSelect'];
export type FrameRow = Db['tables']['goalFrames']['$inferSelect'];
export type ExperimentRow = Db['tables']['experiments']['$inferSelect'];
export type RatingRow = Db['tables']['goalRatings']['$inferSelect'];

export const find = findOne((db, groupId: GroupId, id: GoalId) => {
  const { goals } = db.tables;
  return db
    .select()
    .from(goals)
    .where(and(eq(goals.groupId, groupId), eq(goals.id, id)));
});

/** A member's goals, newest first. */
export const ofMember = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { goals } = db.tables;
  return db
    .select()
    .from(goals)
    .where(and(eq(goals.groupId, groupId), eq(goals.memberId, memberId)))
    .orderBy(desc(goals.id));
});

/** The goals of a group that others may read, newest first; the rules say who. */
export const shownInGroup = findAll((db, groupId: GroupId) => {
  const { goals } = db.tables;
  return db
    .select()
    .from(goals)
    .where(and(eq(goals.groupId, groupId), inArray(goals.visible, ['leaders', 'group'])))
    .orderBy(desc(goals.id));
});

export async function insert(tx: Tx, goal: GoalRow): Promise<void> {
  await tx.insert(tx.tables.goals).values(goal);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  id: GoalId,
  change: Partial<GoalRow>,
): Promise<void> {
  const { goals } = tx.tables;
  await tx
    .update(goals)
    .set(change)
    .where(and(eq(goals.groupId, groupId), eq(goals.id, id)));
}

/** With everything that belongs to it; asks stay, without it. */
export async function remove(tx: Tx, groupId: GroupId, id: GoalId): Promise<void> {
  const { asks, goals } = tx.tables;
  await tx
    .update(asks)
    .set({ goalId: null })
    .where(and(eq(asks.groupId, groupId), eq(asks.goalId, id)));
  await tx.delete(goals).where(and(eq(goals.groupId, groupId), eq(goals.id, id)));
}

/** How a goal was worded before, oldest first. */
export const frames = findAll((db, groupId: GroupId, goalId: GoalId) => {
  const { goalFrames } = db.tables;
  return db
    .select()
    .from(goalFrames)
    .where(and(eq(goalFrames.groupId, groupId), eq(goalFrames.goalId, goalId)))
    .orderBy(asc(goalFrames.version));
});

export async function insertFrame(tx: Tx, frame: FrameRow): Promise<void> {
  await tx.insert(tx.tables.goalFrames).values(frame);
}

/** The experiments of a goal, newest first. */
export const experiments = findAll((db, groupId: GroupId, goalId: GoalId) => {
  const { experiments } = db.tables;
  return db
    .select()
    .from(experiments)
    .where(and(eq(experiments.groupId, groupId), eq(experiments.goalId, goalId)))
    .orderBy(desc(experiments.id));
});

/** What a member has planned and not said anything of yet, oldest first. */
export const planned = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { experiments } = db.tables;
  return db
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.groupId, groupId),
        eq(experiments.memberId, memberId),
        isNull(experiments.done),
      ),
    )
    .orderBy(asc(experiments.id));
});

export const experiment = findOne((db, groupId: GroupId, id: ExperimentId) => {
  const { experiments } = db.tables;
  return db
    .select()
    .from(experiments)
    .where(and(eq(experiments.groupId, groupId), eq(experiments.id, id)));
});

export async function insertExperiment(tx: Tx, experiment: ExperimentRow): Promise<void> {
  await tx.insert(tx.tables.experiments).values(experiment);
}

export async function updateExperiment(
  tx: Tx,
  groupId: GroupId,
  id: ExperimentId,
  change: Partial<ExperimentRow>,
): Promise<void> {
  const { experiments } = tx.tables;
  await tx
    .update(experiments)
    .set(change)
    .where(and(eq(experiments.groupId, groupId), eq(experiments.id, id)));
}

export async function removeExperiment(tx: Tx, groupId: GroupId, id: ExperimentId): Promise<void> {
  const { experiments } = tx.tables;
  await tx.delete(experiments).where(and(eq(experiments.groupId, groupId), eq(experiments.id, id)));
}

/** How evenings were rated by a goal, with the meeting's number and opening, by meeting. */
export async function ratings(db: Db, groupId: GroupId, goalId: GoalId) {
  const { goalRatings, meetings } = db.tables;
  return db
    .select({ rating: goalRatings, number: meetings.number, openedAt: meetings.openedAt })
    .from(goalRatings)
    .innerJoin(
      meetings,
      and(eq(meetings.groupId, goalRatings.groupId), eq(meetings.id, goalRatings.meetingId)),
    )
    .where(and(eq(goalRatings.groupId, groupId), eq(goalRatings.goalId, goalId)))
    .orderBy(asc(goalRatings.meetingId));
}

/** Puts how an evening was rated in place of what was said before. */
export async function rate(tx: Tx, rating: RatingRow): Promise<void> {
  const { goalRatings: t } = tx.tables;
  const { level, distance, ladderVersion } = rating;
  await tx
    .insert(t)
    .values(rating)
    .onConflictDoUpdate({
      target: [t.groupId, t.goalId, t.meetingId],
      set: { level, distance, ladderVersion },
    });
}

export async function unrate(
  tx: Tx,
  groupId: GroupId,
  goalId: GoalId,
  meetingId: MeetingId,
): Promise<void> {
  const { goalRatings } = tx.tables;
  await tx
    .delete(goalRatings)
    .where(
      and(
        eq(goalRatings.groupId, groupId),
        eq(goalRatings.goalId, goalId),
        eq(goalRatings.meetingId, meetingId),
      ),
    );
}

/** What peers saw of a goal in an ask that its asker has read, as it was frozen. */
export interface Seen {
  askId: NonNullable<Db['tables']['asks']['$inferSelect']['id']>;
  meetingId: MeetingId;
  number: number;
  openedAt: Db['tables']['meetings']['$inferSelect']['openedAt'];
  ladderVersion: number | null;
  goal: NonNullable<Reception['goal']>;
}

/** By meeting. Nothing of an ask that its asker has not opened since it closed. */
export async function seenByPeers(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  goalId: GoalId,
): Promise<Seen[]> {
  const { asks, meetings, receptions } = db.tables;
  const rows = await db
    .select({
      askId: asks.id,
      meetingId: asks.meetingId,
      number: meetings.number,
      openedAt: meetings.openedAt,
      ladderVersion: asks.ladderVersion,
      reception: receptions.reception,
    })
    .from(asks)
    .innerJoin(meetings, and(eq(meetings.groupId, asks.groupId), eq(meetings.id, asks.meetingId)))
    .innerJoin(receptions, and(eq(receptions.groupId, asks.groupId), eq(receptions.askId, asks.id)))
    .where(
      and(
        eq(asks.groupId, groupId),
        eq(asks.askerId, memberId),
        eq(asks.goalId, goalId),
        eq(asks.openedAfterClose, true),
        isNotNull(asks.ladder),
      ),
    )
    .orderBy(asc(asks.meetingId));
  return rows.flatMap(({ reception, ...row }) =>
    reception.goal ? [{ ...row, goal: reception.goal }] : [],
  );
}

/** Erases what a member practised; what others saw of it in asks stays with those. */
export async function eraseOf(tx: Tx, groupId: GroupId, memberId: MemberId): Promise<void> {
  const { asks, goals } = tx.tables;
  await tx
    .update(asks)
    .set({ goalId: null })
    .where(and(eq(asks.groupId, groupId), eq(asks.askerId, memberId), isNotNull(asks.goalId)));
  await tx.delete(goals).where(and(eq(goals.groupId, groupId), eq(goals.memberId, memberId)));
}
