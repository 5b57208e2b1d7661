// The device's side of answering without a name: pure, but for what is random.
import type { AnswerBody } from '#contract/answers.ts';
import type { Ask } from '#contract/asks.ts';
import type { AccountId, GroupId, MemberId } from '#contract/primitives.ts';
import { type AnonymousAnswer, MOST_CHANGES, type PutOperation } from '#contract/puts.ts';
import type { Digest, Point, Signature, SpentTicket, Token } from '#contract/tickets.ts';
import {
  type Author,
  owningProof,
  type Place,
  putBody,
  spentTicket,
  takeBackBody,
} from '#domain/anonymity/bodies.ts';
import { decode, encode } from '#domain/anonymity/bytes.ts';
import { displayedIn, eventOf } from '#domain/anonymity/event.ts';
import { type KeyPair, keyPair } from '#domain/anonymity/keys.ts';
import { partsOf } from '#domain/anonymity/release.ts';
import { RULE } from '#domain/anonymity/rule.ts';
import { eventHash, finish, request } from '#domain/anonymity/tickets.ts';

import { type Fault, type Held, type HeldPart, type HeldPut, passTime } from './held.ts';

const SECRET_BYTES = 32;
const random = () => crypto.getRandomValues(new Uint8Array(SECRET_BYTES));

/** E, made from what is shown: nobody's word is taken for it. */
const shownEvent = (groupId: GroupId, ask: Ask): Digest =>
  encode<Digest>(eventHash(eventOf(displayedIn(groupId, ask))));

/** What is wrong with an ask as it is shown now; null when it is the one the ticket is for. */
export function faultOf(held: Held, ask: Ask): Fault | null {
  const rule = ask.anonymity?.rule;
  if (!rule || rule.answers < RULE.answers || rule.candidates < RULE.candidates)
    return 'rule_weaker';
  return shownEvent(held.groupId, ask) === held.event ? null : 'ask_differs';
}

/** A fresh author key and a blinded request for its ticket: keep it before anything is sent. */
export function begun(accountId: AccountId, groupId: GroupId, memberId: MemberId, ask: Ask): Held {
  const { anonymity } = ask;
  if (!anonymity) throw new Error('an ask with names takes no ticket');
  const event = shownEvent(groupId, ask);
  const author = random();
  const asked = request(decode(event), decode(anonymity.key.publicKey), keyPair(author).public);
  return {
    accountId,
    groupId,
    askId: ask.id,
    memberId,
    closesAt: ask.closesAt,
    event,
    keyId: anonymity.key.id,
    author: encode(author),
    request: {
      blind: encode(asked.blind),
      blinded: encode<Point>(asked.blinded),
      tweakedKey: encode(asked.tweakedKey),
    },
    token: null,
    fault: null,
    elsewhere: false,
    passAt: ask.closesAt,
    put: null,
    signed: false,
    answer: null,
    parts: [],
    outcome: null,
    missing: false,
    kept: false,
    until: null,
  };
}

/**
 * The ticket out of what came back.
 *
 * @throws Error when the proof fails: this device was given another ticket than everybody
 */
export function finished(
  held: Held,
  { evaluated, proof }: { evaluated: Point; proof: Signature },
  now: number,
): Held {
  const { request: asked } = held;
  if (!asked) throw new Error('no ticket was asked for');
  const token = finish(
    decode(held.event),
    authorOf(held).public,
    {
      blind: decode(asked.blind),
      blinded: decode(asked.blinded),
      tweakedKey: decode(asked.tweakedKey),
    },
    { evaluated: decode(evaluated), proof: decode(proof) },
  );
  return {
    ...held,
    token: encode<Token>(token),
    request: null,
    passAt: passTime(now, held.closesAt, Math.random()),
  };
}

const authorOf = ({ author }: Held) => {
  if (!author) throw new Error('the author key is gone');
  return keyPair(decode(author));
};

const placeOf = ({ groupId, askId, event }: Held): Place => ({
  groupId,
  askId,
  event: decode(event),
});

/** There may be another change of what was handed in. */
export const mayChange = ({ put }: Held): boolean => (put?.seq ?? 0) < MOST_CHANGES;

/** A sentence with a key of its own. */
function keyed<Sentence extends object>(sentence: Sentence) {
  const pair = keyPair(random());
  return {
    said: { ...sentence, key: encode<Point>(pair.public) },
    secret: encode<string>(pair.secret),
  };
}

/**
 * The next put: it takes the place of the one before by its higher sequence. Sentences get fresh keys each time, and
 * the earlier ones stay known, since the last to arrive is the one that counts.
 */
export function handedIn(
  held: Held,
  op: PutOperation,
  answer: AnswerBody | null,
  { byItself = false }: { byItself?: boolean } = {},
): Held {
  const event = decode(held.event);
  const seq = (held.put?.seq ?? 0) + 1;
  const words = (answer?.words ?? []).map(keyed);
  const moreOf = answer?.moreOfText ? keyed({ text: answer.moreOfText }) : null;
  const said: AnonymousAnswer | null = answer && {
    ...answer,
    words: words.map((one) => one.said),
    moreOfText: moreOf?.said ?? null,
  };
  const keys = [...words, ...(moreOf ? [moreOf] : [])];
  const parts = (said ? partsOf(event, said) : []).flatMap((part, at): HeldPart[] => {
    const made = keys[at];
    if (!made) return [];
    return [{ ...part, seq, key: made.said.key, secret: made.secret, takeBack: null }];
  });
  if (!held.token) throw new Error('there is no ticket');
  const author: Author = { pair: authorOf(held), token: held.token };
  const body = putBody(placeOf(held), author, { seq, op, answer: said });
  const put: HeldPut = { seq, op, state: 'waiting', byItself, body };
  return { ...held, put, answer: answer ?? held.answer, parts: [...held.parts, ...parts] };
}

/** What a signed answer needs in an ask where each peer chooses; null without a ticket. */
export function spending(held: Held): SpentTicket | null {
  if (!held.token || !held.author) return null;
  const author: Author = { pair: authorOf(held), token: held.token };
  return spentTicket(decode(held.event), held.memberId, author);
}

const pairOf = ({ secret }: HeldPart): KeyPair => keyPair(decode(secret));

/** The proof that I wrote a part; nobody else can use it. */
export const owning = (held: Held, part: HeldPart): { key: Point; signature: Signature } =>
  owningProof(decode(held.event), part.id, held.memberId, pairOf(part));

/** The request that takes a part back. */
export const takingBack = (held: Held, part: HeldPart): string =>
  takeBackBody(placeOf(held), part.id, pairOf(part));
