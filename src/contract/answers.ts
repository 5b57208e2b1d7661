import * as z from 'zod/mini';

import { BodySign, Feeling, Pad } from './feelings.ts';
import { Impressions, MoreOf } from './impressions.ts';
import { operation } from './operation.ts';
import { AskId, GroupId, Instant, LateWordId, Nothing, text } from './primitives.ts';
import { GoalLevel, Taps } from './scales.ts';
import { SpentTicket } from './tickets.ts';

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

/** Up to `most`, each once. */
const few = <Item extends z.ZodMiniType>(item: Item, most: number) =>
  z.array(item).check(
    z.maxLength(most),
    z.refine((chosen) => new Set(chosen).size === chosen.length),
  );

const answerFields = {
  /** One to three, each once. */
  feelings: few(Feeling, 3).check(z.minLength(1)),
  /** Up to three, with `in_my_body` among the feelings. */
  body: z._default(few(BodySign, 3), []),
  /** With `not_sure_yet` among the feelings. */
  pad: z._default(z.nullable(Pad), null),
  /** None, one, or one more. */
  words: z.array(Sentence).check(z.maxLength(2)),
  /** How the asker came across in that moment. */
  cameAcross: z._default(Impressions, []),
  /** "Just this, nothing to change" stands alone. */
  moreOf: z._default(
    few(MoreOf, 2).check(z.refine((chosen) => chosen.length < 2 || !chosen.includes('just_this'))),
    [],
  ),
  moreOfText: z._default(z.nullable(text(140)), null),
  /** Willing to say more about it in the meeting. */
  inRoom: z._default(z.boolean(), false),
  /** In asks with a ladder alone. */
  goalLevel: z._default(GoalLevel, null),
  ...Taps.shape,
};

/** What asks further belongs to the answer it was asked after. */
export const follows = <
  Body extends { feelings: Feeling[]; body: BodySign[]; pad: Pad | null },
>() => [
  z.refine<Body>(({ feelings, body }) => body.length === 0 || feelings.includes('in_my_body'), {
    path: ['body'],
  }),
  z.refine<Body>(({ feelings, pad }) => pad === null || feelings.includes('not_sure_yet'), {
    path: ['pad'],
  }),
];

export const AnswerBody = z.strictObject(answerFields).check(...follows());
export type AnswerBody = z.infer<typeof AnswerBody>;

export const MyAnswer = z.object({
  ...answerFields,
  /** Counts the sends of this answer, from 1. */
  version: z.int(),
});
export type MyAnswer = z.infer<typeof MyAnswer>;

/** What an asker gives back for an answer. */
export const Reaction = z.enum(['thank', 'say_more', 'hard']);
export type Reaction = z.infer<typeof Reaction>;

export const PutAnswer = z
  .strictObject({
    ...answerFields,
    /** Random, one per tap on Send: a repeat of the same send changes nothing. */
    attempt: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
    /** The version this device last saw, or null for none. */
    replaces: z.nullable(z.int()),
    /**
     * `person`: somebody tapped Send and wins over an answer from another device. `queue`: a resend by the
     * device itself, which loses against one.
     */
    sentBy: z.enum(['person', 'queue']),
    /** A candidate of an ask where each peer chooses spends the ticket with the name, so that nobody answers twice. */
    ticket: z._default(z.nullable(SpentTicket), null),
  })
  .check(...follows());
export type PutAnswer = z.infer<typeof PutAnswer>;

const ofAsk = z.object({ groupId: GroupId, askId: AskId });

export const putAnswer = operation({
  name: 'putAnswer',
  oneAnswer: true,
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
  oneAnswer: true,
  method: 'GET',
  path: '/api/groups/:groupId/asks/:askId/answer',
  params: ofAsk,
  status: 200,
  reply: z.object({
    answer: z.nullable(MyAnswer),
    passed: z.boolean(),
    /** What the asker gave back to my answer. */
    reactions: z.array(Reaction),
    /** The asker found it hard to receive and told the leaders. */
    reported: z.boolean(),
    /** What I was willing to say more about in the meeting, I have said. */
    saidInRoom: z.boolean(),
    /** What I said after it had closed. */
    lateWord: z.nullable(Sentence),
    /** Until when I may say something late; null while open, after two weeks, or once said. */
    lateWordUntil: z.nullable(Instant),
  }),
});

/**
 * Takes an answer back that was reported to the leaders, at any time: its words are erased. Any other answer stays,
 * or goes by a pass before the asker has opened.
 */
export const withdrawAnswer = operation({
  name: 'withdrawAnswer',
  method: 'DELETE',
  path: '/api/groups/:groupId/asks/:askId/answer',
  params: ofAsk,
  status: 200,
  reply: Nothing,
});

/**
 * Marks that I have said in a meeting what I was willing to say more about, or that I have not. Only in signed asks:
 * nothing else is counted.
 */
export const sayInRoom = operation({
  name: 'sayInRoom',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/answer/said-in-room',
  params: ofAsk,
  body: z.strictObject({ said: z.boolean() }),
  status: 200,
  reply: Nothing,
});

/** Declines. To everybody else it looks exactly like not having answered yet. */
export const passAsk = operation({
  name: 'passAsk',
  oneAnswer: true,
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/pass',
  params: ofAsk,
  status: 200,
  reply: Nothing,
});

/**
 * One sentence after an ask has closed, with name, never counted: once, for everybody who was asked, for two weeks,
 * whether or not they answered.
 */
export const sayLate = operation({
  name: 'sayLate',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/late-words',
  params: ofAsk,
  body: Sentence,
  status: 201,
  reply: z.object({ id: LateWordId }),
});
