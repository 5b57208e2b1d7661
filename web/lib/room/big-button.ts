import type { AskId, MeetingId } from '#contract/primitives.ts';
import type { AskableMeeting, Meeting, Room } from '#contract/meetings.ts';

/** Why the big button rests. */
type Rest = 'watching' | 'no_meeting_yet' | 'already_asked' | 'nobody_here' | 'nobody_came';

/** What the big button of the room does now. */
export type BigButton =
  | { does: 'check_in'; meetingId: MeetingId }
  | { does: 'ask'; askable: AskableMeeting; now: boolean }
  | { does: 'show'; askId: AskId }
  | { does: 'rest'; why: Rest; meeting: Meeting | null };

/**
 * Checking in comes first, because nobody asks in a meeting they are not in. After that the one ask of the
 * meeting decides: open it, or rest. For a leader who only watches it always rests.
 */
export function bigButton(room: Room, watches = false): BigButton {
  const { meeting, askable } = room;
  if (watches) return { does: 'rest', why: 'watching', meeting };
  const mySeat = room.seats.find((seat) => seat.memberId === room.me);
  if (meeting && !mySeat?.checkedIn) return { does: 'check_in', meetingId: meeting.id };
  if (!askable) return { does: 'rest', why: meeting ? 'nobody_here' : 'no_meeting_yet', meeting };
  if (askable.mine?.state === 'open') return { does: 'show', askId: askable.mine.askId };
  if (askable.mine) return { does: 'rest', why: 'already_asked', meeting: askable.meeting };

  const now = askable.meeting.id === meeting?.id;
  if (askable.people.length === 0)
    return { does: 'rest', why: now ? 'nobody_here' : 'nobody_came', meeting: askable.meeting };
  return { does: 'ask', askable, now };
}
