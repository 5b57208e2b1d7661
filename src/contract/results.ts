import * as z from 'zod/mini';

import { Channel } from './answers.ts';
import { Feeling } from './feelings.ts';
import { Role } from './groups.ts';
import { operation } from './operation.ts';
import { AnswerId, AskId, GroupId, MemberId, Nothing } from './primitives.ts';

/** One peer's named part, as it arrives. Never the taps. */
export const HeardAnswer = z.object({
  id: AnswerId,
  from: z.object({ memberId: z.nullable(MemberId), name: z.string(), role: Role }),
  feelings: z.array(Feeling),
  words: z.nullable(z.object({ channel: Channel, text: z.string() })),
  /** Edited since it first arrived, for the asker alone; there is no history. */
  changed: z.boolean(),
});
export type HeardAnswer = z.infer<typeof HeardAnswer>;

/** How one question came out, computed once at close from at least three valid values. */
export const Strip = z.object({
  /** How many at each stop, lowest first: five stops, or seven for closeness. */
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

export const Results = z.object({
  state: z.enum(['open', 'closed']),
  /** In the order of their random ids, so in no order. */
  answers: z.array(HeardAnswer),
  feelings: z.array(z.object({ feeling: Feeling, people: z.int() })),
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
  /** For the asker, after close, with a guess and enough values; else null. */
  comparison: z.nullable(z.object({ label: ComparisonLabel })),
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
