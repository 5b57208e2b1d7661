import * as z from 'zod/mini';

import { AskMode } from './asks.ts';
import { Role } from './groups.ts';
import { operation } from './operation.ts';
import {
  AskId,
  Cursor,
  ExperimentId,
  GoalId,
  GroupId,
  Instant,
  MeetingId,
  MemberId,
  Nothing,
} from './primitives.ts';

export const Meeting = z.object({
  id: MeetingId,
  number: z.int(),
  openedAt: Instant,
  endedAt: z.nullable(Instant),
});
export type Meeting = z.infer<typeof Meeting>;

/** One person in the circle. `here`: checked in, and at least one of their devices is connected now. */
export const Seat = z.object({
  memberId: MemberId,
  name: z.string(),
  role: Role,
  checkedIn: z.boolean(),
  here: z.boolean(),
});
export type Seat = z.infer<typeof Seat>;

/** Something that waits for me. */
export const Waiting = z.discriminatedUnion('kind', [
  /** Somebody asks me. */
  z.object({
    kind: z.literal('ask'),
    askId: AskId,
    askerName: z.string(),
    /** Answers without names leave no trace here: such an ask waits for everybody until it closes. */
    mode: AskMode,
    closesAt: Instant,
  }),
  /** My ask is open; answers may be read as they arrive. */
  z.object({
    kind: z.literal('arriving'),
    askId: AskId,
    moment: z.nullable(z.string()),
    arrived: z.int(),
    opened: z.boolean(),
    closesAt: Instant,
  }),
  /** My ask has closed and I have not opened it since. */
  z.object({
    kind: z.literal('ready'),
    askId: AskId,
    moment: z.nullable(z.string()),
    closedAt: Instant,
  }),
  /** Something was said about my ask after it had closed, and I have not read it. */
  z.object({ kind: z.literal('late_words'), askId: AskId, moment: z.nullable(z.string()) }),
  /** For leaders: answers that were reported and wait for them. */
  z.object({ kind: z.literal('reports'), reports: z.int() }),
  /** My answer was reported to the leaders. */
  z.object({ kind: z.literal('reported'), askId: AskId, askerName: z.string() }),
]);
export type Waiting = z.infer<typeof Waiting>;

/**
 * Why nobody is asked for answers without names here: leaders have put them aside, or the database's server writes down
 * what it is asked, so that nobody could be promised anything.
 */
export const NamesOnly = z.enum(['put_aside', 'written_down']);
export type NamesOnly = z.infer<typeof NamesOnly>;

/** What the big button may do now, and about which meeting. */
export const AskableMeeting = z.object({
  meeting: Meeting,
  /** Everyone who would be asked. */
  people: z.array(z.object({ memberId: MemberId, name: z.string(), role: Role })),
  /** Who of them could answer without a name, and be hidden among the others. */
  candidates: z.array(MemberId),
  /** In which ways it can be answered: the others do not hide anybody here, or are not offered at all. */
  modes: z.array(AskMode),
  namesOnly: z.nullable(NamesOnly),
  /** My ask about it, if I have one (not withdrawn within two minutes). */
  mine: z.nullable(z.object({ askId: AskId, state: z.enum(['open', 'closed', 'withdrawn']) })),
});
export type AskableMeeting = z.infer<typeof AskableMeeting>;

export const Room = z.object({
  meeting: z.nullable(Meeting),
  seats: z.array(Seat),
  me: MemberId,
  waiting: z.array(Waiting),
  /** A leader has everybody try out an ask together; nothing of it is kept anywhere. */
  rehearsal: z.boolean(),
  /** How many things wait on the agenda. */
  agenda: z.int(),
  /** What I practise, for me alone. */
  practice: z.object({
    /** What I planned for the meeting that is open, or for a day that has come, and have not said anything of. */
    experiments: z.array(z.object({ goalId: GoalId, id: ExperimentId, text: z.string() })),
    /** The last meeting I was at, for a day after it ended, and whether I have kept a check-out of it. */
    checkOut: z.nullable(z.object({ meetingId: MeetingId, kept: z.boolean() })),
  }),
  /** The open meeting I checked in to, else the last one I attended within 14 days. */
  askable: z.nullable(AskableMeeting),
});
export type Room = z.infer<typeof Room>;

export const Home = z.object({
  groups: z.array(
    z.object({
      id: GroupId,
      name: z.string(),
      role: Role,
      state: z.enum(['draft', 'active']),
      meetingOpen: z.boolean(),
      /** A new agreement waits to be accepted; until then nothing else is told. */
      mustAccept: z.boolean(),
      waiting: z.array(Waiting),
      cursor: Cursor,
    }),
  ),
});
export type Home = z.infer<typeof Home>;

const inGroup = z.object({ groupId: GroupId });
const inMeeting = z.object({ groupId: GroupId, meetingId: MeetingId });

export const getHome = operation({
  name: 'getHome',
  method: 'GET',
  path: '/api/home',
  status: 200,
  reply: Home,
});

export const getRoom = operation({
  name: 'getRoom',
  method: 'GET',
  path: '/api/groups/:groupId/room',
  params: inGroup,
  status: 200,
  reply: Room,
});

/** Leaders only; one meeting is open at a time. It ends by itself six hours after opening. */
export const openMeeting = operation({
  name: 'openMeeting',
  method: 'POST',
  path: '/api/groups/:groupId/meetings',
  params: inGroup,
  status: 201,
  reply: Meeting,
});

export const endMeeting = operation({
  name: 'endMeeting',
  method: 'POST',
  path: '/api/groups/:groupId/meetings/:meetingId/end',
  params: inMeeting,
  status: 200,
  reply: Meeting,
});

/** Checks in: from now on this member is asked in this meeting. */
export const takeSeat = operation({
  name: 'takeSeat',
  method: 'PUT',
  path: '/api/groups/:groupId/meetings/:meetingId/seat',
  params: inMeeting,
  status: 200,
  reply: Nothing,
});

export const leaveSeat = operation({
  name: 'leaveSeat',
  method: 'DELETE',
  path: '/api/groups/:groupId/meetings/:meetingId/seat',
  params: inMeeting,
  status: 200,
  reply: Nothing,
});

/** Leaders only, in an open meeting: begins or ends the rehearsal. It ends with the meeting. */
export const rehearse = operation({
  name: 'rehearse',
  method: 'PUT',
  path: '/api/groups/:groupId/meetings/:meetingId/rehearsal',
  params: inMeeting,
  body: z.strictObject({ on: z.boolean() }),
  status: 200,
  reply: Nothing,
});
