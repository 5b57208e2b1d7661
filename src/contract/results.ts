import * as z from 'zod/mini';

import { Ask, Guess, Shared } from './asks.ts';
import { Channel, Reaction } from './answers.ts';
import { Author } from './authors.ts';
import { BodySign, Feeling, Pad } from './feelings.ts';
import { Impression, MoreOf, Octant } from './impressions.ts';
import { operation } from './operation.ts';
import { Part } from './parts.ts';
import {
  AnswerId,
  AskId,
  GoalId,
  GroupId,
  KeptId,
  LateWordId,
  MemberId,
  Nothing,
  text,
} from './primitives.ts';
import { GoalLevel, LevelComparison } from './scales.ts';

/** One peer's named part, as it arrives. Never the taps. */
export const HeardAnswer = z.object({
  id: AnswerId,
  from: Author,
  feelings: z.array(Feeling),
  body: z.array(BodySign),
  pad: z.nullable(Pad),
  words: z.array(z.object({ channel: Channel, text: z.string() })),
  cameAcross: z.array(Impression),
  moreOf: z.array(MoreOf),
  moreOfText: z.nullable(z.string()),
  inRoom: z.boolean(),
  /** Put away by the asker: then it comes without its content, for every reader. */
  hidden: z.boolean(),
  /** For the asker alone, else empty. */
  reactions: z.array(Reaction),
  /** For the asker alone, else empty: which sentences are in the journal (0, 1; 2 is the text of "more of"). */
  kept: z.array(z.object({ position: z.int(), id: KeptId })),
  /** Edited since it first arrived, for the asker alone; there is no history. */
  changed: z.boolean(),
});
export type HeardAnswer = z.infer<typeof HeardAnswer>;

/** How one question came out, computed once at close from at least three valid values. */
export const Strip = z.object({
  /**
   * How many at each stop, lowest first: five stops, or seven for closeness. Empty once somebody who left has erased
   * the values they gave: then the dots are not kept any more.
   */
  counts: z.array(z.int()),
  /** Middle value; lies between two stops when an even number split there. */
  median: z.number(),
  n: z.int(),
  cantSay: z.int(),
  /** How many at the guess or above; null without a guess, and to everybody but the asker. */
  atOrAbove: z.nullable(z.int()),
});
export type Strip = z.infer<typeof Strip>;

export const ComparisonLabel = z.enum([
  'about_as_expected',
  'warmer_than_expected',
  'cooler_than_expected',
  /** Up in one question and down in another: the middle hides it. */
  'mixed',
]);
export type ComparisonLabel = z.infer<typeof ComparisonLabel>;

/** Whether what I feared happened, in my own judgement. */
export const Happened = z.enum(['no', 'partly', 'yes', 'cant_tell']);
export type Happened = z.infer<typeof Happened>;

/** What the asker writes for themself after reading. */
export const Reflection = z.strictObject({
  happened: z.nullable(Happened),
  /** How likely I would say it is next time: 0 to 100 in steps of ten. */
  likelyNext: z.nullable(z.int().check(z.minimum(0), z.maximum(100), z.multipleOf(10))),
  /** One line I want to keep. */
  line: z.nullable(text(140)),
});
export type Reflection = z.infer<typeof Reflection>;

export const Results = z.object({
  state: z.enum(['open', 'closed']),
  /** In the order of their random ids, so in no order. */
  answers: z.array(HeardAnswer),
  feelings: z.array(z.object({ feeling: Feeling, people: z.int() })),
  moreOf: z.array(z.object({ moreOf: MoreOf, people: z.int() })),
  /** Null while open, or when nobody chose one. */
  impression: z.nullable(
    z.object({
      counts: z.array(z.object({ impression: Impression, people: z.int() })),
      /** The direction people agree on; null when they saw different things, or fewer than four were chosen. */
      octant: z.nullable(Octant),
    }),
  ),
  /** What came without names, in an ask that takes such answers, once it has closed; else null. */
  anonymous: z.nullable(
    z.object({
      /** Null unless they were released: how many people answered without a name, and what of it is only counted. */
      released: z.nullable(
        z.object({
          people: z.int(),
          inRoom: z.int(),
          body: z.array(z.object({ sign: BodySign, people: z.int() })),
          pad: z.array(z.object({ pad: Pad, people: z.int() })),
        }),
      ),
      /** In the order of their ids, so in no order; empty unless they were released. */
      parts: z.array(Part),
    }),
  ),
  lateWords: z.array(
    z.object({ id: LateWordId, from: Author, channel: Channel, text: z.string() }),
  ),
  /** Null while open. A question with fewer than three valid values has no strip. */
  numbers: z.nullable(
    z.object({
      /** Members who answered; leaders are never counted. */
      n: z.int(),
      understood: z.nullable(Strip),
      closeness: z.nullable(Strip),
      warmth: z.nullable(Strip),
    }),
  ),
  /**
   * Of an ask with a ladder, for its asker, once it has closed and was opened since; else null, as for a goal that was
   * erased.
   */
  goal: z.nullable(
    z.object({
      id: GoalId,
      /** The texts peers picked from, −2 first. */
      ladder: z.array(z.string()),
      /** My own level of that evening, on this ladder. */
      own: GoalLevel,
      /** How near I was that evening, which is said together with it: 0 to 10. */
      distance: z.nullable(z.int()),
      /** Whether I can still give it: not once the goal is over, or has another ladder. */
      rateable: z.boolean(),
      /** What peers saw: null until I gave my own level, and with fewer than three who could see it. */
      seen: z.nullable(
        z.object({
          /** How many at each level, lowest first; empty once somebody who left has erased theirs. */
          counts: z.array(z.int()),
          /** The middle one; lies between two levels when an even number split there. */
          median: z.number(),
          n: z.int(),
          cantSee: z.int(),
          comparison: LevelComparison,
        }),
      ),
    }),
  ),
  /** For the asker, after close, with a guess and enough values; else null. */
  comparison: z.nullable(z.object({ label: ComparisonLabel })),
  /** For the asker, after close, when a fear was written down; `happened` is null where the numbers cannot tell. */
  fear: z.nullable(z.object({ happened: z.nullable(z.boolean()) })),
  /** For the asker alone. */
  reflection: z.nullable(Reflection),
});
export type Results = z.infer<typeof Results>;

const ofAsk = z.object({ groupId: GroupId, askId: AskId });

/** The asker opens by hand; nothing opens by itself. */
export const openAnswers = operation({
  name: 'openAnswers',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/opening',
  params: ofAsk,
  status: 200,
  reply: Nothing,
});

export const getResults = operation({
  name: 'getResults',
  method: 'GET',
  path: '/api/groups/:groupId/asks/:askId/results',
  params: ofAsk,
  status: 200,
  reply: Results,
});

export const putReflection = operation({
  name: 'putReflection',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/reflection',
  params: ofAsk,
  body: Reflection,
  status: 200,
  reply: Reflection,
});

const ofAnswer = z.object({ groupId: GroupId, askId: AskId, answerId: AnswerId });

/** Gives something back to whoever answered; an empty list takes it back. */
export const react = operation({
  name: 'react',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/answers/:answerId/reactions',
  params: ofAnswer,
  body: z.strictObject({
    reactions: z.array(Reaction).check(
      z.maxLength(3),
      z.refine((given) => new Set(given).size === given.length),
    ),
  }),
  status: 200,
  reply: Nothing,
});

/** Puts an answer away, or takes it out again. */
export const hideAnswer = operation({
  name: 'hideAnswer',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/answers/:answerId/hidden',
  params: ofAnswer,
  body: z.strictObject({ hidden: z.boolean() }),
  status: 200,
  reply: Nothing,
});

/** Shows the group a part of what came back; with nothing chosen, no longer. */
export const shareResults = operation({
  name: 'shareResults',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/sharing',
  params: ofAsk,
  body: Shared,
  status: 200,
  reply: Ask,
});

/** What an asker shows the group: it speaks of the asker by name and can stand on a screen that everybody sees. */
export const SharedResults = z.object({
  asker: z.object({ memberId: MemberId, name: z.string() }),
  moment: z.nullable(z.string()),
  guess: z.nullable(z.pick(Guess, { understood: true, closeness: true, warmth: true })),
  numbers: Results.shape.numbers,
  reflection: z.nullable(z.object({ line: z.nullable(z.string()) })),
});
export type SharedResults = z.infer<typeof SharedResults>;

export const getSharedResults = operation({
  name: 'getSharedResults',
  method: 'GET',
  path: '/api/groups/:groupId/asks/:askId/shared',
  params: ofAsk,
  status: 200,
  reply: SharedResults,
});
