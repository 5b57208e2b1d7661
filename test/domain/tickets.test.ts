import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Ask } from '../../src/contract/asks.ts';
import type { Day, Instant, MemberId } from '../../src/contract/primitives.ts';
import type { AnonymousAnswer } from '../../src/contract/puts.ts';
import type { TicketKeyEntry } from '../../src/contract/tickets.ts';
import { decode, encode, hash } from '../../src/domain/anonymity/bytes.ts';
import { type Displayed, eventOf } from '../../src/domain/anonymity/event.ts';
import { checkLog, digestOf, nextEntry, type Pinned } from '../../src/domain/anonymity/key-log.ts';
import { keyPair } from '../../src/domain/anonymity/keys.ts';
import { releasedParts } from '../../src/domain/anonymity/release.ts';
import { mayOwn, mayRelease } from '../../src/domain/anonymity/rule.ts';
import { saidBytes, saidIn } from '../../src/domain/anonymity/said.ts';
import {
  eventHash,
  finish,
  issue,
  request,
  ticketKeys,
  ticketOf,
} from '../../src/domain/anonymity/tickets.ts';
import { candidatesOf, modesOf } from '../../src/domain/candidates.ts';

interface Vectors {
  seed: string;
  keyInfo: string;
  secretKey: string;
  publicKey: string;
  info: string;
  vectors: {
    input: string[];
    blind: string[];
    blinded: string[];
    evaluated: string[];
    proof: string;
    proofRandom: string;
    output: string[];
  }[];
}
const official = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/rfc9497-poprf-ristretto255.json'), 'utf8'),
) as Vectors;

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Randomness that comes out as this scalar: what is drawn is reduced to 1 up to the order of the group. */
const drawing = (scalar: string) => {
  const value = BigInt(`0x${hex(bytes(scalar).toReversed())}`) - 1n;
  return (length = 32) => bytes(value.toString(16).padStart(length * 2, '0')).toReversed();
};

describe('the official vectors', () => {
  const info = bytes(official.info);
  const secretKey = bytes(official.secretKey);
  const publicKey = bytes(official.publicKey);

  test('derive the key', () => {
    const keys = ristretto255_oprf
      .poprf(info)
      .deriveKeyPair(bytes(official.seed), bytes(official.keyInfo));
    expect([hex(keys.secretKey), hex(keys.publicKey)]).toEqual([
      official.secretKey,
      official.publicKey,
    ]);
  });

  test.each(official.vectors.filter(({ input }) => input.length === 1))(
    'blind, evaluate, prove and finish $input',
    ({ input, blind, blinded, evaluated, proof, proofRandom, output }) => {
      const [author] = input.map(bytes) as [Uint8Array];
      const asked = request(info, publicKey, author, { random: drawing(blind[0] ?? '') });
      const made = issue(info, secretKey, asked.blinded, { random: drawing(proofRandom) });

      expect(hex(asked.blinded)).toBe(blinded[0]);
      expect(hex(made.evaluated)).toBe(evaluated[0]);
      expect(hex(made.proof)).toBe(proof);
      expect(hex(finish(info, author, asked, made))).toBe(output[0]);
      expect(hex(ticketOf(info, secretKey, author))).toBe(output[0]);
    },
  );

  test('prove a batch', () => {
    const [batch] = official.vectors.filter(({ input }) => input.length === 2);
    const made = ristretto255_oprf
      .poprf(info)
      .blindEvaluateBatch(
        secretKey,
        (batch?.blinded ?? []).map(bytes),
        drawing(batch?.proofRandom ?? ''),
      );
    expect(made.evaluated.map(hex)).toEqual(batch?.evaluated);
    expect(hex(made.proof)).toBe(batch?.proof);
  });
});

describe('a ticket', () => {
  const keys = ticketKeys(new Uint8Array(32).fill(7));
  const other = ticketKeys(new Uint8Array(32).fill(8));
  const author = keyPair(new Uint8Array(32).fill(9)).public;
  const event = eventHash('{"an":"ask"}');

  test('made with another key, or for another ask, is refused by the device', () => {
    const asked = request(event, keys.publicKey, author);
    const tagged = issue(event, other.secretKey, asked.blinded);
    const elsewhere = issue(eventHash('{"another":"ask"}'), keys.secretKey, asked.blinded);

    expect(() => finish(event, author, asked, tagged)).toThrow('proof');
    expect(() => finish(event, author, asked, elsewhere)).toThrow('proof');
    expect(hex(finish(event, author, asked, issue(event, keys.secretKey, asked.blinded)))).toBe(
      hex(ticketOf(event, keys.secretKey, author)),
    );
  });

  test('is asked for differently each time, so that nothing links the request to it', () => {
    const requests = Array.from({ length: 20 }, () => request(event, keys.publicKey, author));
    expect(new Set(requests.map(({ blinded }) => hex(blinded))).size).toBe(20);
  });
});

describe('the log of ticket keys', () => {
  const identity = keyPair(new Uint8Array(32).fill(1));
  const today = '2026-11-24' as Day;
  const logOf = (n: number, seed = 0) => {
    const keys: TicketKeyEntry[] = [];
    for (let i = 0; i < n; i += 1)
      keys.push(
        nextEntry(
          keys,
          ticketKeys(new Uint8Array(32).fill(seed + i + 1)).publicKey,
          today,
          identity.secret,
        ),
      );
    return { identity: encode<Pinned['identity']>(identity.public), keys };
  };
  const entry = ({ keys }: ReturnType<typeof logOf>, at: number) => {
    const found = keys.at(at);
    if (!found) throw new Error(`no entry ${at}`);
    return found;
  };
  const pin = (log: ReturnType<typeof logOf>): Pinned => ({
    identity: log.identity,
    seq: log.keys.length,
    digest: digestOf(log.keys.at(-1)),
  });

  test('is taken at first sight, and as it grows', () => {
    const two = logOf(2);
    expect(checkLog(two, entry(two, -1), null)).toEqual({ pinned: pin(two) });
    const three = logOf(3);
    expect(checkLog(three, entry(three, -2), pin(two))).toEqual({ pinned: pin(three) });
  });

  test('is refused when it is another one, shorter, forked or broken, or the key is too old', () => {
    const three = logOf(3);
    const forked = logOf(3, 40);
    const broken = { ...three, keys: [three.keys[0], three.keys[2]] as TicketKeyEntry[] };
    const stranger = { ...three, identity: encode<Pinned['identity']>(new Uint8Array(32).fill(3)) };

    expect(checkLog(stranger, entry(three, -1), pin(three))).toEqual({ fault: 'identity_changed' });
    expect(checkLog(stranger, entry(three, -1), null)).toEqual({ fault: 'log_broken' });
    expect(checkLog(logOf(2), entry(three, 1), pin(three))).toEqual({ fault: 'log_shorter' });
    expect(checkLog(forked, entry(forked, -1), pin(three))).toEqual({ fault: 'log_forked' });
    expect(checkLog(broken, entry(three, -1), null)).toEqual({ fault: 'log_broken' });
    expect(checkLog({ ...three, keys: [] }, entry(three, -1), null)).toEqual({
      fault: 'log_broken',
    });
    expect(checkLog(three, entry(three, 0), null)).toEqual({ fault: 'key_old' });
  });
});

const member = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as MemberId;

const LADDER = ['nothing', 'a word', 'a sentence', 'a story', 'a song'];

describe('E', () => {
  const asked: Displayed = {
    id: 'ask' as Ask['id'],
    groupId: 'group' as never,
    askerId: member(0),
    moment: 'when I laughed',
    question: 'landed',
    ownQuestion: null,
    dose: 'gentle',
    ladder: null,
    eligible: [member(2), member(1), member(3)],
    seenBy: 'asker',
    mode: 'anonymous',
    closesAt: '2026-11-24T20:00:00.000Z' as Instant,
    anonymity: {
      candidates: [member(2), member(1)],
      leaders: [member(3)],
      rule: { answers: 3, candidates: 4 },
      key: { id: 'k' as never, publicKey: 'p' as never },
    },
  };

  test('is of keys in order, and does not depend on the order of people', () => {
    const event = eventOf(asked);
    const keys = Object.keys(JSON.parse(event) as object);
    expect(keys).toEqual(keys.toSorted());
    const turned = { ...asked, eligible: asked.eligible.toReversed() };
    expect(eventOf(turned)).toBe(event);
  });

  test('changes with everything that is displayed', () => {
    const anonymity = asked.anonymity as NonNullable<Displayed['anonymity']>;
    const others: Displayed[] = [
      { ...asked, id: 'other' as Ask['id'] },
      { ...asked, groupId: 'other' as never },
      { ...asked, askerId: member(9) },
      { ...asked, ladder: LADDER },
      { ...asked, ladder: LADDER.toReversed() },
      { ...asked, moment: null },
      { ...asked, question: 'own', ownQuestion: 'what?' },
      { ...asked, dose: 'straight' },
      { ...asked, eligible: [member(2), member(1)] },
      { ...asked, seenBy: 'group' },
      { ...asked, mode: 'choice' },
      { ...asked, closesAt: '2026-11-24T20:05:00.000Z' as Instant },
      { ...asked, anonymity: { ...anonymity, candidates: [member(2)] } },
      { ...asked, anonymity: { ...anonymity, leaders: [] } },
      { ...asked, anonymity: { ...anonymity, rule: { answers: 2, candidates: 4 } } },
      { ...asked, anonymity: { ...anonymity, key: { ...anonymity.key, publicKey: 'q' as never } } },
    ];
    const hashes = [asked, ...others].map((one) => hex(eventHash(eventOf(one))));
    expect(new Set(hashes).size).toBe(others.length + 1);
  });
});

test('what is hashed is framed: no two lists of items make the same bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(hex(hash('label', ...one))).not.toBe(hex(hash('label', ...other)));
    }),
  );
});

test('bytes come back from base64url as they went', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (given) => {
      expect(hex(decode(encode(given)))).toBe(hex(given));
    }),
  );
});

describe('the rule', () => {
  test.each([
    [0, 7, false],
    [2, 7, false],
    [3, 3, false],
    [3, 4, true],
    [4, 4, true],
    [7, 7, true],
  ])('of %i answers and %i who could have', (answers, candidates, may) => {
    expect(mayRelease({ answers, candidates })).toBe(may);
  });

  test.each([
    // The first of three out of four would leave two among three.
    [3, 4, 1, false],
    [3, 5, 1, true],
    [3, 5, 2, false],
    // Nobody is left to be exposed.
    [3, 4, 3, true],
    [4, 6, 2, true],
    [4, 6, 3, false],
  ])('lets %i answers of %i have %i owners: %s', (answers, candidates, owners, may) => {
    expect(mayOwn({ answers, candidates, owners })).toBe(may);
  });

  test('leaves each unowned part at least four who could have written it, or none unowned', () => {
    const all = Array.from({ length: 13 }, (_, n) => n);
    const exposed = all.flatMap((answers) =>
      all.flatMap((candidates) =>
        all
          .filter((owners) => owners < answers && answers <= candidates)
          .filter(
            (owners) =>
              mayRelease({ answers, candidates }) &&
              mayOwn({ answers, candidates, owners }) &&
              candidates - owners < 4,
          ),
      ),
    );

    expect(exposed).toEqual([]);
  });
});

describe('candidates', () => {
  const now = '2026-11-24T20:00:00.000Z' as Instant;
  const at = (days: number) =>
    new Date(Date.parse(now) - days * 24 * 60 * 60 * 1000).toISOString() as Instant;

  test('are those asked who do not lead, did not, and have been here', () => {
    const day = fc.integer({ min: 0, max: 40 });
    const roster = fc.array(
      fc.record({ leads: fc.boolean(), joined: day, led: fc.option(day), asked: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(roster, fc.option(day), (people, first) => {
        const members = people.map((one, n) => ({
          id: member(n),
          role: one.leads ? ('leader' as const) : ('member' as const),
          joinedAt: at(one.joined),
          ledUntil: one.led === null ? null : at(one.led),
        }));
        const eligible = members.filter((_, n) => people[n]?.asked).map((one) => one.id);
        const found = candidatesOf(eligible, members, first === null ? null : at(first), now);

        const expected = people.flatMap((one, n) => {
          const settled = first === null || one.joined >= first || one.joined >= 14;
          const ledLongAgo = one.led === null || one.led >= 14;
          return one.asked && !one.leads && ledLongAgo && settled ? [member(n)] : [];
        });
        expect(found).toEqual(expected);
      }),
    );
  });

  test.each([
    [3, ['signed']],
    [4, ['signed', 'anonymous']],
    [5, ['signed', 'anonymous']],
    [6, ['signed', 'anonymous', 'choice']],
  ])('of %i allow %j', (n, modes) => {
    expect(modesOf(n, null)).toEqual(modes);
    expect(modesOf(n, 'put_aside')).toEqual(['signed']);
    expect(modesOf(n, 'written_down')).toEqual(['signed']);
  });
});

const key = (n: number) => encode(keyPair(new Uint8Array(32).fill(n)).public);

const answer = (fields: Partial<AnonymousAnswer> = {}): AnonymousAnswer => ({
  feelings: ['touched'],
  body: [],
  pad: null,
  words: [{ channel: 'feeling', text: 'a small wave', key: key(1) as never }],
  cameAcross: [],
  moreOf: [],
  moreOfText: null,
  inRoom: false,
  goalLevel: null,
  understood: 3,
  closeness: 1,
  warmth: 3,
  ...fields,
});

describe('what is said', () => {
  test('is of one length, whatever it is, and comes back', () => {
    const longest = answer({
      words: [1, 2].map((n) => ({
        channel: 'association',
        text: `a${'\u0001'.repeat(279)}`,
        key: key(n) as never,
      })),
      moreOfText: { text: '\u{1F600}'.repeat(140), key: key(3) as never },
    });
    const seen = answer({ goalLevel: -2 });
    for (const one of [
      null,
      answer({ words: [] }),
      answer(),
      seen,
      { ...longest, goalLevel: -2 },
    ]) {
      expect(saidBytes(one)).toHaveLength(5120);
      expect(saidIn(saidBytes(one))).toEqual(one);
    }
  });

  test('becomes parts in an order that depends on nothing but the ask and their keys', () => {
    const event = eventHash('{}');
    const answers = Array.from({ length: 8 }, (_, n) =>
      answer({ words: [{ channel: 'thought', text: `text ${n}`, key: key(n) as never }] }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(answers, { minLength: answers.length }), (shuffled) => {
        expect(releasedParts(event, shuffled)).toEqual(releasedParts(event, answers));
      }),
    );
    const ids = releasedParts(event, answers).map((part) => part.id);
    expect(ids).toEqual(ids.toSorted());
  });
});
