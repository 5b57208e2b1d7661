import * as z from 'zod/mini';

import { Ladder, Level, RateGoal } from './goals.ts';
import { Meeting } from './meetings.ts';
import { operation } from './operation.ts';
import { GoalId, GroupId, MeetingId, Nothing } from './primitives.ts';

/** When my first words came. */
export const FirstWords = z.enum(['early', 'middle', 'late', 'not_today']);
export type FirstWords = z.infer<typeof FirstWords>;

/** Fifteen seconds after a meeting: my own account of it, for me alone. Every field may be left out. */
export const CheckOut = z
  .strictObject({
    /** 0 to 3; three stands for "3+". */
    shares: z._default(z.nullable(z.int().check(z.minimum(0), z.maximum(3))), null),
    firstWords: z._default(z.nullable(FirstWords), null),
    /** Minutes after the meeting had opened, with first words that came: 0 to 360. */
    firstMinute: z._default(z.nullable(z.int().check(z.minimum(0), z.maximum(360))), null),
  })
  .check(
    z.refine(
      ({ firstWords, firstMinute }) =>
        firstMinute === null || (firstWords !== null && firstWords !== 'not_today'),
      { path: ['firstMinute'] },
    ),
  );
export type CheckOut = z.infer<typeof CheckOut>;

const ofMeeting = z.object({ groupId: GroupId, meetingId: MeetingId });

/** For a meeting I attended; what I said of it so far, and my active goals with how I saw that evening. */
export const getCheckOut = operation({
  name: 'getCheckOut',
  method: 'GET',
  path: '/api/groups/:groupId/meetings/:meetingId/check-out',
  params: ofMeeting,
  status: 200,
  reply: z.object({
    meeting: Meeting,
    mine: z.nullable(CheckOut),
    goals: z.array(
      z.object({
        id: GoalId,
        title: z.string(),
        ladder: z.nullable(Ladder),
        level: z.nullable(Level),
        distance: z.nullable(z.int()),
        /** The level was held against what peers saw, and stays. */
        compared: z.boolean(),
      }),
    ),
  }),
});

/** All of it, or nothing. */
export const PutCheckOut = z.strictObject({
  mine: CheckOut,
  ratings: z._default(
    z.array(z.strictObject({ goalId: GoalId, ...RateGoal.shape })).check(
      z.maxLength(3),
      z.refine((ratings) => new Set(ratings.map((one) => one.goalId)).size === ratings.length),
    ),
    [],
  ),
});
export type PutCheckOut = z.infer<typeof PutCheckOut>;

export const putCheckOut = operation({
  name: 'putCheckOut',
  method: 'PUT',
  path: '/api/groups/:groupId/meetings/:meetingId/check-out',
  params: ofMeeting,
  body: PutCheckOut,
  status: 200,
  reply: Nothing,
});

/** Takes the check-out back; ratings of goals are taken back where they stand. */
export const eraseCheckOut = operation({
  name: 'eraseCheckOut',
  method: 'DELETE',
  path: '/api/groups/:groupId/meetings/:meetingId/check-out',
  params: ofMeeting,
  status: 200,
  reply: Nothing,
});
