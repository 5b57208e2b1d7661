// A device that answers without a name, over real HTTP: what the pages do, without pages.
import { randomBytes } from 'node:crypto';

import { type Ask, getAsk } from '../../src/contract/asks.ts';
import type { AskId, GroupId, MemberId, PartId } from '../../src/contract/primitives.ts';
import {
  type AnonymousAnswer,
  BODY_BYTES,
  PUT_PATH,
  type PutOperation,
  TAKE_BACK_PATH,
} from '../../src/contract/puts.ts';
import { issueTicket, type Point, type Signature, type Token } from '../../src/contract/tickets.ts';
import { decode, encode } from '../../src/domain/anonymity/bytes.ts';
import { eventOf } from '../../src/domain/anonymity/event.ts';
import {
  keyPair,
  owningMessage,
  putMessage,
  sign,
  signingMessage,
  takingBackMessage,
} from '../../src/domain/anonymity/keys.ts';
import { partsOf } from '../../src/domain/anonymity/release.ts';
import { saidBytes } from '../../src/domain/anonymity/said.ts';
import { eventHash, finish, request } from '../../src/domain/anonymity/tickets.ts';
import type { Person } from './world.ts';

/** E of an ask, made from what it shows. */
export function eventHashOf(ask: Ask, groupId: GroupId): Uint8Array {
  const { anonymity } = ask;
  return eventHash(
    eventOf({
      ...ask,
      groupId,
      askerId: ask.asker.memberId,
      eligible: ask.eligible.map((one) => one.memberId),
      anonymity: anonymity && {
        ...anonymity,
        candidates: anonymity.candidates.map((one) => one.memberId),
      },
    }),
  );
}

/** One seat in one ask, from its ticket to its parts. */
export class NamelessSeat {
  readonly url: string;
  readonly groupId: GroupId;
  readonly askId: AskId;
  readonly event: Uint8Array;
  readonly author = keyPair(randomBytes(32));
  token = '' as Token;
  seq = 0;
  answer: AnonymousAnswer | null = null;
  readonly partKeys = new Map<Point, Uint8Array>();

  private constructor(url: string, groupId: GroupId, ask: Ask) {
    this.url = url;
    this.groupId = groupId;
    this.askId = ask.id;
    this.event = eventHashOf(ask, groupId);
  }

  /** Sees the ask and fetches a ticket. */
  static async take(person: Person, groupId: GroupId, askId: AskId): Promise<NamelessSeat> {
    const params = { groupId, askId };
    const ask = await person.call(getAsk, { params });
    const seat = new NamelessSeat(person.url, groupId, ask);
    const { id, publicKey } = ask.anonymity?.key ?? { id: '' as never, publicKey: '' as Point };
    const asked = request(seat.event, decode(publicKey), seat.author.public);
    const { evaluated, proof } = await person.call(issueTicket, {
      params,
      body: { keyId: id, blinded: encode<Point>(asked.blinded) },
    });
    seat.token = encode<Token>(
      finish(seat.event, seat.author.public, asked, {
        evaluated: decode(evaluated),
        proof: decode(proof),
      }),
    );
    return seat;
  }

  /** A fresh key for one sentence. */
  partKey(): Point {
    const pair = keyPair(randomBytes(32));
    const key = encode<Point>(pair.public);
    this.partKeys.set(key, pair.secret);
    return key;
  }

  /** The ids my parts will have, in the order of the answer. */
  get parts(): PartId[] {
    return this.answer ? partsOf(this.event, this.answer).map((part) => part.id) : [];
  }

  body(op: PutOperation, answer: AnonymousAnswer | null, seq: number): string {
    const said = saidBytes(answer);
    return padded({
      group: this.groupId,
      ask: this.askId,
      key: encode(this.author.public),
      token: this.token,
      seq,
      op,
      said: encode(said),
      signature: encode(sign(this.author.secret, putMessage(this.event, seq, op, said))),
    });
  }

  /** Hands in; the status says how it went. */
  async put(op: PutOperation, answer: AnonymousAnswer | null = null): Promise<number> {
    this.answer = answer;
    return send(this.url, PUT_PATH, this.body(op, answer, ++this.seq));
  }

  /** The same once more. */
  async again(op: PutOperation = 'answer'): Promise<number> {
    return send(this.url, PUT_PATH, this.body(op, this.answer, this.seq));
  }

  /** What a signed answer needs where each peer chooses. */
  spentBy(memberId: MemberId) {
    return {
      key: encode<Point>(this.author.public),
      token: this.token,
      signature: encode<Signature>(sign(this.author.secret, signingMessage(this.event, memberId))),
    };
  }

  /** The proof that I wrote the part that stands at this place in my answer. */
  owning(at: number, memberId: MemberId) {
    const [id, key, secret] = this.#at(at);
    const signature = sign(secret, owningMessage(this.event, id, memberId));
    return { key, signature: encode<Signature>(signature) };
  }

  async takeBack(at: number): Promise<number> {
    const [part, key, secret] = this.#at(at);
    const signature = encode(sign(secret, takingBackMessage(this.event, part)));
    const body = { group: this.groupId, ask: this.askId, part, key, signature };
    return send(this.url, TAKE_BACK_PATH, padded(body));
  }

  #at(at: number): [PartId, Point, Uint8Array] {
    const keys = [
      ...(this.answer?.words.map((one) => one.key) ?? []),
      ...(this.answer?.moreOfText ? [this.answer.moreOfText.key] : []),
    ];
    const [id, key] = [this.parts[at], keys[at]];
    const secret = key && this.partKeys.get(key);
    if (!id || !key || !secret) throw new Error(`there is no part ${at}`);
    return [id, key, secret];
  }
}

/** Filled up to the one length there is. */
export function padded(body: Record<string, unknown>): string {
  const bare = JSON.stringify({ ...body, pad: '' });
  return JSON.stringify({ ...body, pad: ' '.repeat(BODY_BYTES - bare.length) });
}

/** Sends as a page does: without a cookie. Returns the status; the reply must say nothing more. */
export async function send(
  url: string,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const reply = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await reply.text();
  if (text !== '{}') throw new Error(`the anonymous side said more than it may: ${text}`);
  return reply.status;
}

/** A whole answer without a name; state only the fields a test is about. */
export const anAnonymousAnswer = (
  seat: NamelessSeat,
  fields: Partial<AnonymousAnswer> = {},
): AnonymousAnswer => ({
  feelings: ['touched'],
  body: [],
  pad: null,
  words: [{ channel: 'feeling', text: 'a small wave of sadness', key: seat.partKey() }],
  cameAcross: [],
  moreOf: [],
  moreOfText: null,
  inRoom: false,
  understood: 3,
  closeness: 1,
  warmth: 3,
  ...fields,
});
