// Members' own accounts of meetings.
import { and, asc, eq } from 'drizzle-orm';

import type { GroupId, MeetingId, MemberId } from '../contract/primitives.ts';
import { findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type CheckOutRow = Db['tables']['checkOuts']['$inferSelect'];

export const find = findOne((db, groupId: GroupId, memberId: MemberId, meetingId: MeetingId) => {
  const { checkOuts } = db.tables;
  return db
    .select()
    .from(checkOuts)
    .where(
      and(
        eq(checkOuts.groupId, groupId),
        eq(checkOuts.memberId, memberId),
        eq(checkOuts.meetingId, meetingId),
      ),
    );
});

/** A member's, with the number of the meeting, oldest first. */
export async function ofMember(db: Db, groupId: GroupId, memberId: MemberId) {
  const { checkOuts, meetings } = db.tables;
  return db
    .select({ checkOut: checkOuts, number: meetings.number })
    .from(checkOuts)
    .innerJoin(
      meetings,
      and(eq(meetings.groupId, checkOuts.groupId), eq(meetings.id, checkOuts.meetingId)),
    )
    .where(and(eq(checkOuts.groupId, groupId), eq(checkOuts.memberId, memberId)))
    .orderBy(asc(checkOuts.meetingId));
}

/** In place of what was said of that meeting before. */
export async function put(tx: Tx, checkOut: CheckOutRow): Promise<void> {
  const { checkOuts: t } = tx.tables;
  const { shares, firstWords, firstMinute } = checkOut;
  await tx
    .insert(t)
    .values(checkOut)
    .onConflictDoUpdate({
      target: [t.groupId, t.memberId, t.meetingId],
      set: { shares, firstWords, firstMinute },
    });
}

export async function remove(
  tx: Tx,
  groupId: GroupId,
  memberId: MemberId,
  meetingId: MeetingId,
): Promise<void> {
  const { checkOuts } = tx.tables;
  await tx
    .delete(checkOuts)
    .where(
      and(
        eq(checkOuts.groupId, groupId),
        eq(checkOuts.memberId, memberId),
        eq(checkOuts.meetingId, meetingId),
      ),
    );
}
