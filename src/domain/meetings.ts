import type { GroupId, Instant, MeetingId } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';
import { DAY, HOUR, plus } from './time.ts';

/** A meeting nobody ended ends by itself after this many hours. */
const LONGEST_HOURS = 6;

/** For so long after it opened an evening can be rated; in milliseconds. */
export const RATEABLE_FOR = 14 * DAY;
/** For so long after it ended a check-out is offered; in milliseconds. */
export const CHECK_OUT_FOR = DAY;

interface Opened {
  groupId: GroupId;
  id: MeetingId;
  number: number;
  openedAt: Instant;
  endsAt: Instant;
  endedAt: null;
  rehearsal: false;
}

/**
 * One meeting is open at a time.
 *
 * @throws DomainError `meeting_open`
 */
export function open(
  group: { id: GroupId; openMeetingId: MeetingId | null; meetings: number },
  ctx: { id: MeetingId; now: Instant },
): Opened {
  if (group.openMeetingId) throw new DomainError('meeting_open');
  return {
    groupId: group.id,
    id: ctx.id,
    number: group.meetings + 1,
    openedAt: ctx.now,
    endsAt: plus(ctx.now, LONGEST_HOURS * HOUR),
    endedAt: null,
    rehearsal: false,
  };
}

/** @throws DomainError `not_found`, `meeting_ended` */
export function requireOpen<Meeting extends { endedAt: Instant | null }>(
  meeting: Meeting | null,
): Meeting {
  if (!meeting) throw new DomainError('not_found');
  if (meeting.endedAt) throw new DomainError('meeting_ended');
  return meeting;
}
