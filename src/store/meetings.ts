import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm';

import type { GroupId, Instant, MeetingId, MemberId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type MeetingRow = Db['tables']['meetings']['$inferSelect'];
export type Attendance = Db['tables']['attendance']['$inferSelect'];

export const find = findOne((db, groupId: GroupId, id: MeetingId) => {
  const { meetings } = db.tables;
  return db
    .select()
    .from(meetings)
    .where(and(eq(meetings.groupId, groupId), eq(meetings.id, id)));
});

export async function insert(tx: Tx, meeting: MeetingRow): Promise<void> {
  await tx.insert(tx.tables.meetings).values(meeting);
}

export async function end(
  tx: Tx,
  groupId: GroupId,
  id: MeetingId,
  endedAt: Instant,
): Promise<void> {
  const { meetings } = tx.tables;
  await tx
    .update(meetings)
    .set({ endedAt, rehearsal: false })
    .where(and(eq(meetings.groupId, groupId), eq(meetings.id, id)));
}

export async function rehearse(
  tx: Tx,
  groupId: GroupId,
  id: MeetingId,
  rehearsal: boolean,
): Promise<void> {
  const { meetings } = tx.tables;
  await tx
    .update(meetings)
    .set({ rehearsal })
    .where(and(eq(meetings.groupId, groupId), eq(meetings.id, id)));
}

/** Who checked in to a meeting, those who have left the room included. */
export const attendance = findAll((db, groupId: GroupId, meetingId: MeetingId) => {
  const { attendance } = db.tables;
  return db
    .select()
    .from(attendance)
    .where(and(eq(attendance.groupId, groupId), eq(attendance.meetingId, meetingId)));
});

/** Checks in, also again after having left. */
export async function takeSeat(tx: Tx, seat: Omit<Attendance, 'left'>): Promise<void> {
  const { attendance } = tx.tables;
  await tx
    .insert(attendance)
    .values({ ...seat, left: false })
    .onConflictDoUpdate({
      target: [attendance.groupId, attendance.meetingId, attendance.memberId],
      set: { left: false },
    });
}

export async function leaveSeat(
  tx: Tx,
  groupId: GroupId,
  meetingId: MeetingId,
  memberId: MemberId,
): Promise<void> {
  const { attendance } = tx.tables;
  await tx
    .update(attendance)
    .set({ left: true })
    .where(
      and(
        eq(attendance.groupId, groupId),
        eq(attendance.meetingId, meetingId),
        eq(attendance.memberId, memberId),
      ),
    );
}

/** The newest meeting a member checked in to. */
export async function lastAttended(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
): Promise<MeetingRow | null> {
  const row = await newestOf(db, groupId, memberId);
  return row?.meeting ?? null;
}

const newestOf = findOne((db, groupId: GroupId, memberId: MemberId) => {
  const { attendance, meetings } = db.tables;
  return db
    .select({ meeting: meetings })
    .from(attendance)
    .innerJoin(
      meetings,
      and(eq(meetings.groupId, attendance.groupId), eq(meetings.id, attendance.meetingId)),
    )
    .where(and(eq(attendance.groupId, groupId), eq(attendance.memberId, memberId)))
    .orderBy(desc(attendance.meetingId))
    .limit(1);
});

/** Open meetings of all groups whose time is over: for the job that ends them. */
export const due = findAll((db, now: Instant) => {
  const { meetings } = db.tables;
  return db
    .select({ groupId: meetings.groupId, id: meetings.id })
    .from(meetings)
    .where(and(isNull(meetings.endedAt), lte(meetings.endsAt, now)))
    .orderBy(asc(meetings.endsAt));
});

/** When the next open meeting of any group ends by itself. */
export async function nextDue(db: Db): Promise<Instant | null> {
  const row = await nearest(db);
  return row?.at ?? null;
}

const nearest = findOne((db) => {
  const { meetings } = db.tables;
  return db
    .select({ at: meetings.endsAt })
    .from(meetings)
    .where(isNull(meetings.endedAt))
    .orderBy(asc(meetings.endsAt))
    .limit(1);
});
