// A device that answers without a name, over HTTP: what the pages do, without pages.
import { randomBytes } from 'node:crypto';

import { type Ask, getAsk } from '../../contract/asks.ts';
import type { AskId, GroupId, MemberId } from '../../contract/primitives.ts';
import { type AnonymousAnswer, PUT_PATH, type PutOperation } from '../../contract/puts.ts';
import { issueTicket, type Point, type SpentTicket, type Token } from '../../contract/tickets.ts';
import { putBody, spentTicket } from '../../domain/anonymity/bodies.ts';
import { decode, encode } from '../../domain/anonymity/bytes.ts';
import { displayedIn, eventOf } from '../../domain/anonymity/event.ts';
import { keyPair } from '../../domain/anonymity/keys.ts';
import { eventHash, finish, request } from '../../domain/anonymity/tickets.ts';
import type { ApiClient } from '../client.ts';

/** One seat in one ask. */
export class NamelessSeat {
  readonly url: string;
  readonly groupId: GroupId;
  readonly askId: AskId;
  /** E of the ask, made from what it shows. */
  readonly event: Uint8Array;
  readonly author = keyPair(randomBytes(32));
  /** The secrets of the keys its sentences have, by those keys. */
  readonly partKeys = new Map<Point, Uint8Array>();
  token = '' as Token;
  seq = 0;
  /** What was handed in last. */
  answer: AnonymousAnswer | null = null;

  /** Without a ticket yet: see `take`. */
  constructor(url: string, groupId: GroupId, ask: Ask) {
    this.url = url;
    this.groupId = groupId;
    this.askId = ask.id;
    this.event = eventHash(eventOf(displayedIn(groupId, ask)));
  }

  /** Sees the ask and fetches a ticket. @throws Error for an ask with names */
  static async take<Seat extends NamelessSeat>(
    this: new (url: string, groupId: GroupId, ask: Ask) => Seat,
    client: ApiClient,
    groupId: GroupId,
    askId: AskId,
  ): Promise<Seat> {
    const params = { groupId, askId };
    const ask = await client.call(getAsk, { params });
    if (!ask.anonymity) throw new Error('an ask with names has no tickets');
    const { id, publicKey } = ask.anonymity.key;
    const seat = new this(client.url, groupId, ask);
    const asked = request(seat.event, decode(publicKey), seat.author.public);
    const { evaluated, proof } = await client.call(issueTicket, {
      params,
      body: { keyId: id, blinded: encode<Point>(asked.blinded) },
    });
    const signed = { evaluated: decode(evaluated), proof: decode(proof) };
    seat.token = encode<Token>(finish(seat.event, seat.author.public, asked, signed));
    return seat;
  }

  /** A fresh key for one sentence. */
  partKey(): Point {
    const pair = keyPair(randomBytes(32));
    const key = encode<Point>(pair.public);
    this.partKeys.set(key, pair.secret);
    return key;
  }

  body(op: PutOperation, answer: AnonymousAnswer | null, seq: number): string {
    const author = { pair: this.author, token: this.token };
    return putBody(this, author, { seq, op, answer });
  }

  /** Hands in; the status says how it went. */
  async put(op: PutOperation, answer: AnonymousAnswer | null = null): Promise<number> {
    this.answer = answer;
    return send(this.url, PUT_PATH, this.body(op, answer, ++this.seq));
  }

  /** What a signed answer needs where each peer chooses. */
  spentBy(memberId: MemberId): SpentTicket {
    return spentTicket(this.event, memberId, { pair: this.author, token: this.token });
  }
}

/** Sends as a page does: without a cookie. Returns the status. @throws Error when the reply says anything more */
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
