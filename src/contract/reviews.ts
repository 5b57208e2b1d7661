import * as z from 'zod/mini';

import { FirstWords } from './check-outs.ts';
import { Feeling } from './feelings.ts';
import { Done, GoalState, GoalWording, Ladder, Level, Watched } from './goals.ts';
import { Kept } from './journal.ts';
import { operation } from './operation.ts';
import { Day, GoalId, GroupId, KeptId, MemberId, Nothing, ReviewId, text } from './primitives.ts';

/** The sections of a review in the order of the page: the story first, numbers last. */
export const Section = z.enum([
  'goal',
  'experiments',
  'kept',
  'ladder',
  'direction',
  'measures',
  'guesses',
  'closing',
]);
export type Section = z.infer<typeof Section>;
export const SECTIONS = Section.options;

/** Who else reads a section. */
export const SharedWith = z.enum(['nobody', 'leaders', 'group']);
export type SharedWith = z.infer<typeof SharedWith>;

/** Which way a series of ratings goes, as far as so few can tell. "No clear direction" is not "no growth". */
export const TrendLabel = z.enum([
  'too_early',
  'clear_up',
  'clear_down',
  'leaning_up',
  'leaning_down',
  'no_clear_direction',
]);
export type TrendLabel = z.infer<typeof TrendLabel>;

/** Only ever set by the member, never computed. */
export const OwnWord = z.enum(['achieved', 'not-achieved', 'no-progress', 'not-attainable']);
export type OwnWord = z.infer<typeof OwnWord>;

/** HL7's codes of goal achievement. */
export const Achievement = z.enum([
  'in-progress',
  'improving',
  'worsening',
  'no-change',
  'achieved',
  'sustaining',
  'not-achieved',
  'no-progress',
  'not-attainable',
]);
export type Achievement = z.infer<typeof Achievement>;

export const Choice = z.enum(['keep', 'change', 'let_go']);
export type Choice = z.infer<typeof Choice>;

const part = z.object({ k: z.int(), of: z.int() });

/** What a sentence of the journal is told with where it stands in something else. */
const KEPT = {
  id: true,
  channel: true,
  text: true,
  from: true,
  anonymous: true,
  keptOn: true,
} as const;

/** One chosen measure, then (first three meetings) and now (last three); null where six are not there yet. */
export const MeasureShown = z.object({
  watched: Watched,
  pair: z.nullable(
    z.object({
      /** Numbers; for `first_share` the part of the meeting, `not_today` being later than any. */
      before: z.union([z.number(), FirstWords]),
      now: z.union([z.number(), FirstWords]),
    }),
  ),
  /** k of m: meetings attended, meetings with words, asks answered, experiments tried. Null where it has no meaning. */
  part: z.nullable(part),
  /** For `feeling_range`: the words, instead of a count. */
  feelings: z.array(Feeling),
});
export type MeasureShown = z.infer<typeof MeasureShown>;

/** A look back on one goal over some meetings. To others, a section that is not shared with them is null. */
export const Review = z.object({
  id: ReviewId,
  goalId: GoalId,
  memberId: MemberId,
  name: z.string(),
  madeOn: Day,
  /** Numbers of its first and last meeting. */
  meetings: z.object({ from: z.int(), to: z.int() }),
  goal: z.nullable(z.object({ wording: GoalWording, state: GoalState })),
  experiments: z.nullable(
    z.array(
      z.object({
        text: z.string(),
        done: z.nullable(Done),
        happened: z.nullable(z.string()),
        learned: z.nullable(z.string()),
        on: Day,
      }),
    ),
  ),
  /** Up to three sentences. To others only those that everybody may read anyway, and lines of the member's own. */
  kept: z.nullable(
    z.object({
      sentences: z.array(z.pick(Kept, KEPT)),
      /** How many were said to the member alone and stay with them; 0 to the member. */
      withheld: z.int(),
    }),
  ),
  /** All evenings rated on this ladder, so that the line is whole. */
  ladder: z.nullable(
    z.object({
      texts: Ladder,
      points: z.array(
        z.object({
          meeting: z.int(),
          on: Day,
          level: z.nullable(Level),
          /** What the middle of at least three peers saw; null to others, and before the member gave their own level. */
          peers: z.nullable(z.number()),
        }),
      ),
    }),
  ),
  direction: z.nullable(
    z.object({
      /** Of the whole series of levels on this ladder. */
      level: TrendLabel,
      /** Of "how near am I to the new way", first three against last three. */
      distance: z.nullable(z.enum(['too_early', 'moved', 'not_yet_clear'])),
      achievement: Achievement,
    }),
  ),
  /** What the goal watches, in its order; to others without how many asks were answered. */
  measures: z.nullable(z.array(MeasureShown)),
  /** Asks with a guess, by what came back; null when there are none. Never a figure below three asks. */
  guesses: z.nullable(z.object({ warmer: part, close: part })),
  closing: z.nullable(z.object({ choice: z.nullable(Choice), note: z.nullable(z.string()) })),
  /** For the member alone. */
  mine: z.nullable(
    z.object({
      shared: z.record(Section, SharedWith),
      /** What can be chosen for "words you kept", newest first, at most fifty. */
      keepable: z.array(z.pick(Kept, KEPT)),
      ownWord: z.nullable(OwnWord),
      /** Asked for by the member: null unless they did. `value` is null without any current level. */
      tScore: z.nullable(z.object({ value: z.nullable(z.number()), goals: z.int() })),
    }),
  ),
});
export type Review = z.infer<typeof Review>;

export const ReviewSummary = z.object({
  id: ReviewId,
  goalId: GoalId,
  memberId: MemberId,
  name: z.string(),
  /** The goal's title; null to others unless its section is shared with them. */
  title: z.nullable(z.string()),
  madeOn: Day,
  meetings: z.object({ from: z.int(), to: z.int() }),
  /** The closing words; null when there are none, or they are not shared. */
  note: z.nullable(z.string()),
  mine: z.boolean(),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

const inGroup = z.object({ groupId: GroupId });
const ofReview = z.object({ groupId: GroupId, reviewId: ReviewId });

/** Mine and those of which a section is shared with me, newest first. */
export const listReviews = operation({
  name: 'listReviews',
  method: 'GET',
  path: '/api/groups/:groupId/reviews',
  params: inGroup,
  status: 200,
  reply: z.object({ reviews: z.array(ReviewSummary) }),
});

/** Looks back on a goal that has begun, from where the last review ended; again in the same meeting gives the same one. */
export const beginReview = operation({
  name: 'beginReview',
  method: 'POST',
  path: '/api/groups/:groupId/goals/:goalId/reviews',
  params: z.object({ groupId: GroupId, goalId: GoalId }),
  status: 201,
  reply: Review,
});

export const getReview = operation({
  name: 'getReview',
  method: 'GET',
  path: '/api/groups/:groupId/reviews/:reviewId',
  params: ofReview,
  status: 200,
  reply: Review,
});

/** What is left out stays as it is. */
export const WriteReview = z.strictObject({
  choice: z.optional(z.nullable(Choice)),
  note: z.optional(z.nullable(text(1000))),
  ownWord: z.optional(z.nullable(OwnWord)),
  tScore: z.optional(z.boolean()),
  /** Which sentences of the journal stand in it, in this order. */
  kept: z.optional(
    z.array(KeptId).check(
      z.maxLength(3),
      z.refine((ids) => new Set(ids).size === ids.length),
    ),
  ),
  shared: z.optional(z.partialRecord(Section, SharedWith)),
});
export type WriteReview = z.infer<typeof WriteReview>;

/** Changes what is given; the rest stays. Choosing `let_go` does not end the goal by itself. */
export const writeReview = operation({
  name: 'writeReview',
  method: 'PATCH',
  path: '/api/groups/:groupId/reviews/:reviewId',
  params: ofReview,
  body: WriteReview,
  status: 200,
  reply: Review,
});

export const eraseReview = operation({
  name: 'eraseReview',
  method: 'DELETE',
  path: '/api/groups/:groupId/reviews/:reviewId',
  params: ofReview,
  status: 200,
  reply: Nothing,
});
