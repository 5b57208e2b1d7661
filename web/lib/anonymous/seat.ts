// Which of my devices answers without a name: the one I checked in with, or the one I said so on.
import type { MeetingId, MemberId } from '#contract/primitives.ts';

/** Meetings remembered: an ask is open for a week at most. */
const MOST = 20;
// A member id is one account in one group.
const keyOf = (memberId: MemberId) => `landed-seats/${memberId}`;

function seats(memberId: MemberId): MeetingId[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(memberId)) ?? '[]') as MeetingId[];
  } catch {
    return [];
  }
}

/** From here on this device answers what is asked about that meeting. */
export function tookSeat(memberId: MemberId, meetingId: MeetingId): void {
  const others = seats(memberId).filter((other) => other !== meetingId);
  try {
    localStorage.setItem(keyOf(memberId), JSON.stringify([...others, meetingId].slice(-MOST)));
  } catch {
    // A browser that keeps nothing cannot keep a ticket either.
  }
}

export const isSeat = (memberId: MemberId, meetingId: MeetingId): boolean =>
  seats(memberId).includes(meetingId);
