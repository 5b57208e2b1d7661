import * as z from 'zod/mini';

import { AnswerBody, Channel, follows } from './answers.ts';
import { AskId, GroupId, PartId, text } from './primitives.ts';
import { Point, Signature, Token } from './tickets.ts';

/** Where an answer without an author is handed in: without cookie, without session, nothing is logged. */
export const PUT_PATH = '/anon/v1/put';
/** Where one part is taken back after release. */
export const TAKE_BACK_PATH = '/anon/v1/take-back';
/** Every body of these two is exactly so many bytes, so that its length says nothing. */
export const BODY_BYTES = 8192;
/** What is said, as UTF-8 JSON filled up with spaces, is exactly so many bytes. */
export const SAID_BYTES = 5120;
/** How often one answer may be changed. */
export const MOST_CHANGES = 50;

/** Each sentence has a key of its own, so that owning or taking back one says nothing of another. */
const keyed = { key: Point };

/** What an answer without an author says. Passing and withdrawing say nothing, at the same length. */
export const AnonymousAnswer = z
  .strictObject({
    ...AnswerBody.shape,
    words: z
      .array(z.strictObject({ channel: Channel, text: text(280), ...keyed }))
      .check(z.maxLength(2)),
    moreOfText: z.nullable(z.strictObject({ text: text(140), ...keyed })),
  })
  .check(...follows());
export type AnonymousAnswer = z.infer<typeof AnonymousAnswer>;

export const PutOperation = z.enum(['answer', 'pass', 'withdraw']);
export type PutOperation = z.infer<typeof PutOperation>;

const pad = z.string();

export const Put = z.strictObject({
  group: GroupId,
  ask: AskId,
  /** The author key: fresh for this ask, known to nobody. */
  key: Point,
  token: Token,
  /** From 1; the highest counts. */
  seq: z.int().check(z.minimum(1), z.maximum(MOST_CHANGES)),
  op: PutOperation,
  /** `SAID_BYTES` bytes: an `AnonymousAnswer`, or `null` unless `op` is `answer`. Base64url. */
  said: z.string().check(z.length(Math.ceil((SAID_BYTES * 4) / 3)), z.regex(/^[\w-]+$/)),
  signature: Signature,
  pad,
});
export type Put = z.infer<typeof Put>;

export const TakeBack = z.strictObject({
  group: GroupId,
  ask: AskId,
  part: PartId,
  /** The part's own key. */
  key: Point,
  signature: Signature,
  pad,
});
export type TakeBack = z.infer<typeof TakeBack>;

/**
 * The whole of what the anonymous side ever says, by status alone; the body is always the same. Refusals are not told
 * apart: whoever is no member of this ask learns nothing.
 */
export const ANONYMOUS_STATUS = {
  /** It is sealed, or done. */
  kept: 200,
  /** Taken; it is sealed at the next tick. Send it again until then. */
  taken: 202,
  refused: 403,
  /** Too many at once, or stopping: try later. */
  later: 503,
} as const;
