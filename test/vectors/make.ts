// Writes anonymous-v1.json: one whole answer without a name, from the ask to owning a sentence of it, with every
// secret fixed. `node test/vectors/make.ts` writes it; a test holds the file against what this makes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AskId, Day, GroupId, Instant, MemberId } from '../../src/contract/primitives.ts';
import type { AnonymousAnswer } from '../../src/contract/puts.ts';
import type { Point } from '../../src/contract/tickets.ts';
import { encode } from '../../src/domain/anonymity/bytes.ts';
import { type Displayed, eventOf } from '../../src/domain/anonymity/event.ts';
import { digestOf, nextEntry } from '../../src/domain/anonymity/key-log.ts';
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
import {
  eventHash,
  finish,
  issue,
  request,
  ticketKeys,
} from '../../src/domain/anonymity/tickets.ts';

export const FILE = join(import.meta.dirname, 'anonymous-v1.json');

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const filled = (byte: number) => new Uint8Array(32).fill(byte);
const drawing =
  (byte: number) =>
  (length = 32) =>
    new Uint8Array(length).fill(byte);
const id = <Id extends string>(n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Id;

const LADDER = [
  'I say nothing unless asked',
  'I answer when asked',
  'I say one thing unprompted',
  'I say it in the first half hour',
  'I start a topic about myself',
];

export function vectors() {
  const identity = keyPair(filled(1));
  const keys = ticketKeys(filled(2));
  const entry = nextEntry([], keys.publicKey, '2026-11-24' as Day, identity.secret);
  const second = nextEntry(
    [entry],
    ticketKeys(filled(12)).publicKey,
    '2027-02-23' as Day,
    identity.secret,
  );
  const displayed: Displayed = {
    id: id<AskId>(1),
    groupId: id<GroupId>(2),
    askerId: id<MemberId>(10),
    moment: 'When I said “enough”',
    question: 'landed',
    ownQuestion: null,
    dose: 'balanced',
    ladder: null,
    eligible: [11, 12, 13, 14, 15].map((n) => id<MemberId>(n)),
    seenBy: 'asker',
    mode: 'anonymous',
    closesAt: '2026-11-26T20:00:00.000Z' as Instant,
    anonymity: {
      candidates: [11, 12, 13, 14].map((n) => id<MemberId>(n)),
      leaders: [id<MemberId>(15)],
      rule: { answers: 3, candidates: 4 },
      key: { id: entry.id, publicKey: entry.publicKey },
    },
  };
  const event = eventOf(displayed);
  const e = eventHash(event);

  const author = keyPair(filled(3));
  const asked = request(e, keys.publicKey, author.public, { random: drawing(4) });
  const evaluation = issue(e, keys.secretKey, asked.blinded, { random: drawing(5) });
  const token = finish(e, author.public, asked, evaluation);

  const parts = [keyPair(filled(6)), keyPair(filled(7))] as const;
  // Without a ladder there is no level, and it may be left out.
  const answer: Omit<AnonymousAnswer, 'goalLevel'> = {
    feelings: ['touched'],
    body: [],
    pad: null,
    words: [
      { channel: 'feeling', text: 'a small wave of sadness', key: encode<Point>(parts[0].public) },
    ],
    cameAcross: [],
    moreOf: ['starting'],
    moreOfText: { text: 'songs', key: encode<Point>(parts[1].public) },
    inRoom: false,
    understood: 3,
    closeness: null,
    warmth: 2,
  };
  const said = saidBytes(answer as AnonymousAnswer);
  const me = id<MemberId>(11);
  const signed = (secret: Uint8Array, message: Uint8Array) => ({
    message: message.length > 1000 ? `${hex(message.subarray(0, 64))}…` : hex(message),
    messageBytes: message.length,
    signature: hex(sign(secret, message)),
  });

  // The same ask where it is part of something its asker practises, and one answer to it.
  const onLadder = eventOf({ ...displayed, ladder: LADDER });
  const eOnLadder = eventHash(onLadder);
  const seen: AnonymousAnswer = { ...answer, words: [], moreOfText: null, goalLevel: -1 };

  return {
    about:
      'Answers without names, version 1. Every byte string is hexadecimal unless said otherwise.',
    keyLog: {
      identitySeed: hex(identity.secret),
      identity: hex(identity.public),
      ticketKeySeed: hex(filled(2)),
      ticketSecretKey: hex(keys.secretKey),
      ticketPublicKey: hex(keys.publicKey),
      entries: [entry, second],
      digests: [digestOf(undefined), digestOf(entry), digestOf(second)],
    },
    ask: { event, e: hex(e) },
    ticket: {
      authorSeed: hex(author.secret),
      authorKey: hex(author.public),
      blind: hex(asked.blind),
      blinded: hex(asked.blinded),
      tweakedKey: hex(asked.tweakedKey),
      evaluated: hex(evaluation.evaluated),
      proof: hex(evaluation.proof),
      token: hex(token),
    },
    put: {
      said: JSON.stringify(answer),
      saidBytes: said.length,
      seq: 1,
      op: 'answer',
      ...signed(author.secret, putMessage(e, 1, 'answer', said)),
    },
    passing: {
      seq: 2,
      op: 'pass',
      ...signed(author.secret, putMessage(e, 2, 'pass', saidBytes(null))),
    },
    ladder: {
      ask: { event: onLadder, e: hex(eOnLadder) },
      put: {
        said: JSON.stringify(seen),
        seq: 1,
        op: 'answer',
        ...signed(author.secret, putMessage(eOnLadder, 1, 'answer', saidBytes(seen))),
      },
    },
    signing: { member: me, ...signed(author.secret, signingMessage(e, me)) },
    parts: partsOf(e, answer as AnonymousAnswer).map(({ id, channel, text }, at) => {
      const part = parts[at] as (typeof parts)[0];
      return {
        seed: hex(part.secret),
        key: hex(part.public),
        channel,
        text,
        id,
        owning: { member: me, ...signed(part.secret, owningMessage(e, id, me)) },
        takingBack: signed(part.secret, takingBackMessage(e, id)),
      };
    }),
  };
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(FILE, `${JSON.stringify(vectors(), null, 2)}\n`);
