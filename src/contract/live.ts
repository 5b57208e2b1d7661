import * as z from 'zod/mini';

import { operation } from './operation.ts';
import {
  AnswerId,
  AskId,
  Cursor,
  GoalId,
  GroupId,
  MeetingId,
  MemberId,
  PartId,
  ReviewId,
} from './primitives.ts';

/**
 * What can happen in a group. An event names what changed and never says what it says: pages refetch
 * through the ordinary, access-checked operation.
 */
export const EventType = z.enum([
  'group.changed',
  'member.joined',
  'invitations.changed',
  'meeting.opened',
  'meeting.ended',
  'seat.taken',
  'seat.left',
  'ask.opened',
  'ask.closed',
  'ask.withdrawn',
  'ask.read',
  'answer.arrived',
  'answer.changed',
  'answer.gone',
  'answer.mine',
  'answer.hidden',
  'part.changed',
  'late_word.arrived',
  'reaction.changed',
  'reflection.changed',
  'journal.changed',
  'ask.shared',
  'agenda.changed',
  'goal.changed',
  'check_out.changed',
  'review.changed',
  'reports.changed',
  'rehearsal.changed',
  'member.changed',
  'member.left',
]);
export type EventType = z.infer<typeof EventType>;

/** The ids an event may name. */
export const Subjects = z.object({
  meetingId: z.optional(MeetingId),
  askId: z.optional(AskId),
  answerId: z.optional(AnswerId),
  partId: z.optional(PartId),
  memberId: z.optional(MemberId),
  goalId: z.optional(GoalId),
  reviewId: z.optional(ReviewId),
});
export type Subjects = z.infer<typeof Subjects>;

const Happened = z.extend(Subjects, { type: EventType, cursor: Cursor });

/**
 * A live message. `presence.changed` is not in the log and has no cursor; `reset` says that the page's
 * place in the log is gone and everything must be loaded again.
 */
export const LiveMessage = z.discriminatedUnion('type', [
  Happened,
  z.object({ type: z.literal('presence.changed') }),
  z.object({ type: z.literal('reset'), cursor: Cursor }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** Path of the socket: `?after=<cursor>`. */
export const LIVE_PATH = '/api/groups/:groupId/live';

/** Reply header of every read inside a group: the place in the log from before its data were read. */
export const CURSOR_HEADER = 'landed-cursor';
/** Reply header naming the build that answered. */
export const BUILD_HEADER = 'landed-build';

/** Close codes of the socket. */
export const CLOSE = {
  sessionEnded: 4401,
  accessEnded: 4403,
  tooSlow: 4008,
  restarting: 1012,
  tryLater: 1013,
} as const;

/** The same events for where WebSocket is blocked: answers at once if there are any, else after `wait` seconds. */
export const pollEvents = operation({
  name: 'pollEvents',
  method: 'GET',
  path: '/api/groups/:groupId/events',
  params: z.object({ groupId: GroupId }),
  query: z.object({
    after: Cursor,
    wait: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(25)), 25),
  }),
  status: 200,
  reply: z.object({ cursor: Cursor, messages: z.array(LiveMessage) }),
});
