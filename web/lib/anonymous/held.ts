// What this device alone knows of one ask without names: its ticket, what it handed in, and the proof of it.
import type { AnswerBody, Channel } from '#contract/answers.ts';
import type { Ask } from '#contract/asks.ts';
import type { AccountId, AskId, GroupId, Instant, MemberId, PartId } from '#contract/primitives.ts';
import type { PutOperation } from '#contract/puts.ts';
import type { Digest, Point, TicketKeyId, Token } from '#contract/tickets.ts';
import type { LogFault } from '#domain/anonymity/key-log.ts';

/** Why this device does not answer without a name: what it was shown, or was given, is not what everybody gets. */
export type Fault = LogFault | 'proof_failed' | 'ask_differs' | 'rule_weaker';

/** One sentence handed in, and the key that proves whose it is. */
export interface HeldPart {
  /** The put it went out with. */
  seq: number;
  id: PartId;
  channel: Channel | null;
  text: string;
  key: Point;
  secret: string;
  /** The request to take it back, until it is done. */
  takeBack: string | null;
}

/** `waiting`: not arrived. `taken`: arrived, and sealed at the next tick. `refused`: for good. */
export type PutState = 'waiting' | 'taken' | 'sealed' | 'refused';

export interface HeldPut {
  seq: number;
  op: PutOperation;
  /** The whole request, sent as it is until it is sealed. */
  body: string;
  state: PutState;
  /** The device has passed by itself, so that having a ticket and saying nothing looks like nothing. */
  byItself: boolean;
}

export interface Held {
  accountId: AccountId;
  groupId: GroupId;
  askId: AskId;
  memberId: MemberId;
  closesAt: Instant;
  /** E. */
  event: Digest;
  keyId: TicketKeyId;
  /** Of this ask alone, destroyed when it is over. */
  author: string | null;
  /** What was asked for the ticket, kept before it is sent so that it is the same each time. */
  request: { blind: string; blinded: Point; tweakedKey: string } | null;
  token: Token | null;
  fault: Fault | null;
  /** Another device holds the ticket. */
  elsewhere: boolean;
  /** Says nothing by then, and this device passes. */
  passAt: Instant;
  put: HeldPut | null;
  /** It was answered with my name. */
  signed: boolean;
  /** What I said last, to be changed, or to be kept. */
  answer: AnswerBody | null;
  parts: HeldPart[];
  /** How it ended; null while it has not. */
  outcome: 'released' | 'withheld' | 'lost' | null;
  /** Something of mine is not among what was shown. */
  missing: boolean;
  /** What I want done with what was not shown. */
  kept: boolean;
  /** When all of this goes. */
  until: Instant | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days after close for which the proof of one's own sentences stays. */
const KEEP_DAYS = 90;

/** I have answered or passed here: the ask waits for me no longer. What the device does by itself is not me. */
export const isDone = ({ put, signed }: Held): boolean =>
  signed || (put !== null && !put.byItself && put.op !== 'withdraw' && put.state !== 'refused');

/** There is something here that signing out would destroy. */
export const holdsSomething = (held: Held): boolean =>
  (held.outcome === null && held.token !== null) ||
  (held.outcome !== null && held.outcome !== 'released' && held.answer !== null) ||
  held.parts.length > 0;

/** This device may say something there without a name: it is not over, not signed, and nothing is wrong with it. */
const isAtWork = ({ outcome, signed, fault }: Held): boolean =>
  outcome === null && !signed && fault === null;

/** A put has to go out, again or for the first time. */
export const isGoingOut = (held: Held): boolean =>
  isAtWork(held) && (held.put?.state === 'waiting' || held.put?.state === 'taken');

/**
 * A put that was sealed may be sent again, as it is: a service that has lost the keys of its pot has an empty one and
 * says nothing of it. Whoever still has what they sealed says they have it.
 *
 * @param now milliseconds
 */
export const isToBeRepeated = (held: Held, now: number): boolean =>
  isAtWork(held) && held.put?.state === 'sealed' && now < Date.parse(held.closesAt);

/** What is known of a put once the service answered it. Too late to repeat leaves it sealed: it was. */
export const heardBack = (put: HeldPut, state: PutState): HeldPut =>
  put.state === 'sealed' && (state === 'refused' || state === 'waiting') ? put : { ...put, state };

/** Time to pass by itself: a ticket that nothing was said with. */
export const passIsDue = (held: Held, now: number): boolean =>
  isAtWork(held) && held.token !== null && held.put === null && Date.parse(held.passAt) <= now;

const FIRST_PASS_MS = 60_000;
const LAST_PASS_MS = 10 * 60_000;
/** So long before closing everything is in: two ticks. */
const BEFORE_CLOSE_MS = 30_000;

/**
 * When this device passes by itself: one to ten minutes from now, or within a shorter window.
 *
 * @param now milliseconds
 * @param chance from 0 to 1
 */
export function passTime(now: number, closesAt: Instant, chance: number): Instant {
  const last = Math.min(now + LAST_PASS_MS, Date.parse(closesAt) - BEFORE_CLOSE_MS);
  const first = Math.min(now + FIRST_PASS_MS, last);
  return new Date(Math.max(now, first + (last - first) * chance)).toISOString() as Instant;
}

/**
 * What every device is left with, whatever was done on it: no key, no ticket, no word. As long as it is there, the
 * device goes on looking the ask up as everybody's does.
 */
const bare = (held: Held): Held => ({
  ...held,
  author: null,
  request: null,
  token: null,
  fault: null,
  put: null,
  answer: null,
  parts: [],
});

/**
 * What is left here of an ask once it is over; null when it is nothing. What was handed in stays where nobody else has
 * it; of what is shown, the proof of my own sentences.
 *
 * @param now milliseconds
 */
export function settled(held: Held, ask: Ask, now: number): Held | null {
  if (held.until !== null && Date.parse(held.until) <= now) return null;
  if (ask.state === 'open') return held;
  // Taken back by its asker: on every device nothing is left.
  if (ask.state === 'withdrawn' && !ask.lost) return null;
  // Found out once: a part that goes later has been taken back or removed.
  if (held.outcome !== null) return held;

  const until = new Date(Date.parse(ask.closedAt ?? ask.closesAt) + KEEP_DAYS * DAY_MS);
  const over = { ...bare(held), until: until.toISOString() as Instant };
  const answered = held.put?.op === 'answer' && !held.signed;
  const answer = answered ? held.answer : null;
  if (ask.state === 'withdrawn') return { ...over, outcome: 'lost', answer };
  if (ask.anonymity?.outcome !== 'released') return { ...over, outcome: 'withheld', answer };

  const shown = new Set(ask.anonymity.parts.map((part) => part.id));
  const parts = held.parts.filter((part) => shown.has(part.id));
  const missing = held.parts.some(
    (part) => answered && part.seq === held.put?.seq && !shown.has(part.id),
  );
  return { ...over, outcome: 'released', missing, parts, answer: missing ? answer : null };
}
