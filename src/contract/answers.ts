import * as z from 'zod/mini';

import { Feeling } from './feelings.ts';
import { operation } from './operation.ts';
import { AskId, GroupId, Nothing, text } from './primitives.ts';
import { Taps } from './scales.ts';

/** What the one sentence is. */
export const Channel = z.enum([
  'thought',
  'feeling',
  'association',
  'fantasy',
  'reaction',
  'impulse',
]);
export type Channel = z.infer<typeof Channel>;

export const Sentence = z.strictObject({ channel: Channel, text: text(280) });
export type Sentence = z.infer<typeof Sentence>;

export const AnswerBody = z.strictObject({
  /** One to three, each once. */
  feelings: z.array(Feeling).check(
    z.minLength(1),
    z.maxLength(3),
    z.refine((feelings) => new Set(feelings).size === feelings.length),
  ),
  words: z.nullable(Sentence),
  ...Taps.shape,
});
export type AnswerBody = z.infer<typeof AnswerBody>;

export const MyAnswer = z.object({
  ...AnswerBody.shape,
  /** Counts the sends of this answer, from 1. */
  version: z.int(),
});
export type MyAnswer = z.infer<typeof MyAnswer>;

export const PutAnswer = z.strictObject({
  ...AnswerBody.shape,
  /** Random, one per tap on Send: a repeat of the same send changes nothing. */
  attempt: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  /** The version this device last saw, or null for none. */
  replaces: z.nullable(z.int()),
  /**
   * `person`: somebody tapped Send and wins over an answer from another device. `queue`: a resend by the
   * device itself, which loses against one.
   */
  sentBy: z.enum(['person', 'queue']),
});
export type PutAnswer = z.infer<typeof PutAnswer>;

const ofAsk = z.object({ groupId: GroupId, askId: AskId });

export const putAnswer = operation({
  name: 'putAnswer',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/answer',
  params: ofAsk,
  body: PutAnswer,
  status: 200,
  /** `replacedOther`: it took the place of an answer sent from another device. */
  reply: z.object({ answer: MyAnswer, replacedOther: z.boolean() }),
});

export const getMyAnswer = operation({
  name: 'getMyAnswer',
  method: 'GET',
  path: '/api/groups/:groupId/asks/:askId/answer',
  params: ofAsk,
  status: 200,
  reply: z.object({ answer: z.nullable(MyAnswer), passed: z.boolean() }),
});

/** Declines. To everybody else it looks exactly like not having answered yet. */
export const passAsk = operation({
  name: 'passAsk',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/pass',
  params: ofAsk,
  status: 200,
  reply: Nothing,
});
