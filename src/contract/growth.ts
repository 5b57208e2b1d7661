import * as z from 'zod/mini';

import { Channel } from './answers.ts';
import { FAMILY_CODES } from './feelings.ts';
import { GoalState, Ladder, Level } from './goals.ts';
import { operation } from './operation.ts';
import { AskId, Day, GoalId, GroupId, KeptId, ReviewId } from './primitives.ts';
import { ComparisonLabel } from './results.ts';
import { Taps } from './scales.ts';

/** Everything a member can look back on in a group, oldest first: theirs alone. */
export const Growth = z.object({
  /** Those held since the member joined. */
  meetings: z.array(z.object({ number: z.int(), on: Day, attended: z.boolean() })),
  /** Their own asks that have closed and that they have opened since. */
  asks: z.array(
    z.object({
      id: AskId,
      meeting: z.int(),
      on: Day,
      moment: z.nullable(z.string()),
      guess: z.nullable(Taps),
      /** The middle of what came back; null where fewer than three said. */
      came: z.object({
        understood: z.nullable(z.number()),
        closeness: z.nullable(z.number()),
        warmth: z.nullable(z.number()),
      }),
      label: z.nullable(ComparisonLabel),
    }),
  ),
  /** Goals with a ladder that were rated, on the ladder in use. */
  goals: z.array(
    z.object({
      id: GoalId,
      title: z.string(),
      state: GoalState,
      ladder: Ladder,
      points: z.array(
        z.object({
          meeting: z.int(),
          on: Day,
          level: z.nullable(Level),
          peers: z.nullable(z.number()),
        }),
      ),
    }),
  ),
  /** Sentences of the journal. */
  kept: z.array(
    z.object({
      id: KeptId,
      on: Day,
      /** This and what follows as in the journal. */
      channel: z.nullable(Channel),
      text: z.string(),
      from: z.nullable(z.string()),
      anonymous: z.boolean(),
    }),
  ),
  /** Closing words of reviews: what the seasons are told with. */
  reviews: z.array(z.object({ id: ReviewId, on: Day, note: z.nullable(z.string()) })),
  /** Across asks with guesses, medians from three asks on. */
  guesses: z.nullable(
    z.object({
      warmer: z.object({ k: z.int(), of: z.int() }),
      close: z.object({ k: z.int(), of: z.int() }),
    }),
  ),
});
export type Growth = z.infer<typeof Growth>;

/** Six meetings of a group, the same for every member, and nobody in particular. */
export const GroupCard = z.object({
  from: Day,
  to: Day,
  meetings: z.object({ from: z.int(), to: z.int() }),
  asksPerMeeting: z.number(),
  answersPerAsk: z.number(),
  families: z.array(z.enum(FAMILY_CODES)),
  reports: z.int(),
});
export type GroupCard = z.infer<typeof GroupCard>;

const inGroup = z.object({ groupId: GroupId });

/** The caller's own; nobody else can read it. */
export const getGrowth = operation({
  name: 'getGrowth',
  method: 'GET',
  path: '/api/groups/:groupId/growth',
  params: inGroup,
  status: 200,
  reply: Growth,
});

/**
 * Counted from signed asks of the last whole six meetings that nobody can ask about any more; null before, while one of
 * the asks is open, and where it would speak of persons.
 */
export const getGroupCard = operation({
  name: 'getGroupCard',
  method: 'GET',
  path: '/api/groups/:groupId/card',
  params: inGroup,
  status: 200,
  reply: z.object({ card: z.nullable(GroupCard) }),
});
