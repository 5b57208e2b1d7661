// What one member, or a whole group, looks back on. Everything is found by an index that begins with the group, and comes
// in its order: ids of meetings and asks are time-ordered.
import { and, asc, between, eq, gt, inArray, lte, sql } from 'drizzle-orm';

import type { AskId, GroupId, Instant, MeetingId, MemberId } from '../contract/primitives.ts';
import type { Db } from './store.ts';

/** Every meeting of a group with whether a member was at it, oldest first. */
export async function meetingsOf(db: Db, groupId: GroupId, memberId: MemberId) {
  const { attendance, meetings } = db.tables;
  const rows = await db
    .select({ meeting: meetings, seat: attendance.memberId })
    .from(meetings)
    .leftJoin(
      attendance,
      and(
        eq(attendance.groupId, meetings.groupId),
        eq(attendance.meetingId, meetings.id),
        eq(attendance.memberId, memberId),
      ),
    )
    .where(eq(meetings.groupId, groupId))
    .orderBy(asc(meetings.id));
  return rows.map(({ meeting, seat }) => ({ ...meeting, attended: seat !== null }));
}

/**
 * A member's own asks that have closed and were opened since, with what was guessed and how they came out, oldest first.
 *
 * @param numbers of the first and the last meeting they are about; of all without it
 */
export async function asksOf(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  numbers?: readonly [from: number, to: number],
) {
  const { asks, guesses, meetings, receptions } = db.tables;
  // Only what has closed has a reception. To ask for that state too would lead SQLite to the closed asks of all groups.
  return db
    .select({
      id: asks.id,
      moment: asks.moment,
      number: meetings.number,
      openedAt: meetings.openedAt,
      guess: guesses,
      reception: receptions.reception,
    })
    .from(asks)
    .innerJoin(meetings, and(eq(meetings.groupId, asks.groupId), eq(meetings.id, asks.meetingId)))
    .innerJoin(receptions, and(eq(receptions.groupId, asks.groupId), eq(receptions.askId, asks.id)))
    .leftJoin(guesses, and(eq(guesses.groupId, asks.groupId), eq(guesses.askId, asks.id)))
    .where(
      and(
        eq(asks.groupId, groupId),
        eq(asks.askerId, memberId),
        eq(asks.openedAfterClose, true),
        numbers && between(meetings.number, ...numbers),
      ),
    )
    .orderBy(asc(asks.meetingId));
}

/** How many asks a member published in each meeting, withdrawn ones left out; signed ones alone. */
export async function publishedBy(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
): Promise<Map<MeetingId, number>> {
  const { asks } = db.tables;
  const rows = await db
    .select({ meetingId: asks.meetingId })
    .from(asks)
    .where(
      and(
        eq(asks.groupId, groupId),
        eq(asks.askerId, memberId),
        eq(asks.mode, 'signed'),
        inArray(asks.state, ['open', 'closed']),
      ),
    );
  const counts = new Map<MeetingId, number>();
  for (const { meetingId } of rows) counts.set(meetingId, (counts.get(meetingId) ?? 0) + 1);
  return counts;
}

/** The signed asks a member was asked in from a meeting on, with what they answered, oldest first. */
export async function askedOf(db: Db, groupId: GroupId, memberId: MemberId, meetingId: MeetingId) {
  const { answers, asks, eligible, meetings } = db.tables;
  return db
    .select({
      number: meetings.number,
      answerId: answers.id,
      feelings: answers.feelings,
      words: answers.words,
      inRoom: answers.inRoom,
      saidInRoom: answers.saidInRoom,
    })
    .from(eligible)
    .innerJoin(asks, and(eq(asks.groupId, eligible.groupId), eq(asks.id, eligible.askId)))
    .innerJoin(meetings, and(eq(meetings.groupId, asks.groupId), eq(meetings.id, asks.meetingId)))
    .leftJoin(
      answers,
      and(
        eq(answers.groupId, eligible.groupId),
        eq(answers.askId, eligible.askId),
        eq(answers.memberId, eligible.memberId),
      ),
    )
    .where(
      and(
        eq(eligible.groupId, groupId),
        eq(eligible.memberId, memberId),
        // Both are ordered by time, and nobody asks about a meeting before it has begun.
        gt(eligible.askId, sql`${meetingId}`),
        eq(asks.mode, 'signed'),
        inArray(asks.state, ['open', 'closed']),
      ),
    )
    .orderBy(asc(eligible.askId));
}

/** All a member kept, oldest first. */
export async function keptBy(db: Db, groupId: GroupId, memberId: MemberId) {
  const { kept } = db.tables;
  return db
    .select()
    .from(kept)
    .where(and(eq(kept.groupId, groupId), eq(kept.memberId, memberId)))
    .orderBy(asc(kept.id));
}

/** The meetings of a group that ended by an instant, oldest first. */
export async function heldIn(db: Db, groupId: GroupId, by: Instant) {
  const { meetings } = db.tables;
  return db
    .select()
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), lte(meetings.endedAt, by)))
    .orderBy(asc(meetings.id));
}

/** The signed asks of some meetings, withdrawn ones left out. */
export async function signedAsksAbout(db: Db, groupId: GroupId, ids: readonly MeetingId[]) {
  const { asks } = db.tables;
  return db
    .select({ id: asks.id, meetingId: asks.meetingId, state: asks.state })
    .from(asks)
    .where(
      and(
        eq(asks.groupId, groupId),
        inArray(asks.meetingId, [...ids]),
        eq(asks.mode, 'signed'),
        inArray(asks.state, ['open', 'closed']),
      ),
    );
}

/** What members answered to some asks with their names; leaders and those who have left are not among them. */
export async function countedAnswers(db: Db, groupId: GroupId, askIds: readonly AskId[]) {
  const { answers } = db.tables;
  if (askIds.length === 0) return [];
  const rows = await db
    .select({ askId: answers.askId, author: answers.memberId, feelings: answers.feelings })
    .from(answers)
    .where(
      and(
        eq(answers.groupId, groupId),
        inArray(answers.askId, [...askIds]),
        eq(answers.counted, true),
      ),
    );
  return rows.flatMap(({ author, ...row }) => (author === null ? [] : [{ ...row, author }]));
}

/** How often answers to some asks were reported. */
export async function reportsAbout(
  db: Db,
  groupId: GroupId,
  askIds: readonly AskId[],
): Promise<number> {
  const { reports } = db.tables;
  if (askIds.length === 0) return 0;
  const rows = await db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.groupId, groupId), inArray(reports.askId, [...askIds])));
  return rows.length;
}
