import { describe, expect, it } from 'vitest';

import type { AnswerBody } from '#contract/answers.ts';
import type { Ask } from '#contract/asks.ts';
import type { AccountId, GroupId, MemberId } from '#contract/primitives.ts';
import { BODY_BYTES, Put, type PutOperation, TakeBack } from '#contract/puts.ts';
import { SpentTicket } from '#contract/tickets.ts';
import { decode, encode } from '#domain/anonymity/bytes.ts';
import {
  owningMessage,
  putMessage,
  signingMessage,
  takingBackMessage,
  verify,
} from '#domain/anonymity/keys.ts';
import { partId, partsOf } from '#domain/anonymity/release.ts';
import { saidIn } from '#domain/anonymity/said.ts';
import { issue, ticketKeyId, ticketKeys, ticketOf } from '#domain/anonymity/tickets.ts';
import type { Held, HeldPart } from '#lib/anonymous/held.ts';
import {
  begun,
  faultOf,
  finished,
  handedIn,
  owning,
  spending,
  takingBack,
} from '#lib/anonymous/protocol.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`;
const GROUP = id(1) as GroupId;
const ME = id(2) as MemberId;
const keys = ticketKeys(new Uint8Array(32).fill(7));
const NOW = Date.parse('2026-11-24T20:00:00.000Z');

const person = (n: number) => ({ memberId: id(n) as MemberId, name: `P${n}`, role: 'member' });
const ask = {
  id: id(9),
  asker: person(3),
  moment: 'When I spoke of the move',
  question: 'landed',
  ownQuestion: null,
  dose: 'balanced',
  seenBy: 'asker',
  mode: 'anonymous',
  closesAt: '2026-11-24T21:00:00.000Z',
  state: 'open',
  eligible: [2, 4, 5, 6].map(person),
  anonymity: {
    candidates: [2, 4, 5, 6].map((n) => ({ memberId: id(n), name: `P${n}` })),
    leaders: [],
    rule: { answers: 3, candidates: 4 },
    key: { id: ticketKeyId(keys.publicKey), publicKey: encode(keys.publicKey) },
    outcome: null,
    parts: [],
  },
} as unknown as Ask;

const answer: AnswerBody = {
  feelings: ['touched'],
  body: [],
  pad: null,
  words: [
    { channel: 'feeling', text: 'lighter' },
    { channel: 'thought', text: 'of home' },
  ],
  cameAcross: [],
  moreOf: [],
  moreOfText: 'songs',
  inRoom: false,
  goalLevel: null,
  understood: 3,
  closeness: 1,
  warmth: 2,
};

/** What a service with this secret key answers. */
function evaluated(held: Held, secretKey = keys.secretKey) {
  const reply = issue(decode(held.event), secretKey, decode(held.request?.blinded ?? ''));
  return { evaluated: encode(reply.evaluated), proof: encode(reply.proof) } as never;
}

const fresh = () => begun(id(8) as AccountId, GROUP, ME, ask);
const ticketed = () => {
  const held = fresh();
  return finished(held, evaluated(held), NOW);
};
const first = (held: Held): HeldPart => {
  const [part] = held.parts;
  if (!part) throw new Error('there is no part');
  return part;
};

describe('a device that answers without a name', () => {
  it('gets the very ticket of its author key out of what it sent blinded', () => {
    const held = ticketed();
    const spent = spending(held);
    expect(SpentTicket.safeParse(spent).success).toBe(true);
    const key = decode(spent?.key ?? '');
    const expected = ticketOf(decode(held.event), keys.secretKey, key);
    expect(held.token).toBe(encode(expected));
    expect(held.request).toBe(null);
    expect(
      verify(decode(spent?.signature ?? ''), signingMessage(decode(held.event), ME), key),
    ).toBe(true);
  });

  it('takes no ticket that was made with another key than everybody’s', () => {
    const held = fresh();
    const other = ticketKeys(new Uint8Array(32).fill(8));
    expect(() => finished(held, evaluated(held, other.secretKey), NOW)).toThrow('proof');
  });

  it('notices when the ask says something else than its ticket is for, whatever it is', () => {
    const held = ticketed();
    const { anonymity } = ask;
    expect(faultOf(held, ask)).toBe(null);
    for (const change of [
      { moment: 'Another moment' },
      { closesAt: '2026-11-24T22:00:00.000Z' },
      { seenBy: 'group' },
      { eligible: ask.eligible.slice(1) },
      { anonymity: { ...anonymity, candidates: anonymity?.candidates.slice(1) } },
    ])
      expect(faultOf(held, { ...ask, ...change } as Ask)).toBe('ask_differs');
    const rule = { answers: 2, candidates: 4 };
    expect(faultOf(held, { ...ask, anonymity: { ...anonymity, rule } } as Ask)).toBe('rule_weaker');
  });

  it('hands in, changes, passes and withdraws at one length, each time higher and signed', () => {
    let held = ticketed();
    for (const [at, [op, said]] of (
      [
        ['pass', null],
        ['answer', answer],
        ['withdraw', null],
        ['answer', { ...answer, words: [] }],
      ] satisfies [PutOperation, AnswerBody | null][]
    ).entries()) {
      held = handedIn(held, op, said);
      const body = held.put?.body ?? '';
      expect(new TextEncoder().encode(body)).toHaveLength(BODY_BYTES);
      const sent = Put.parse(JSON.parse(body));
      expect(sent).toMatchObject({ seq: at + 1, op, token: held.token });
      const bytes = decode(sent.said);
      expect(
        verify(
          decode(sent.signature),
          putMessage(decode(held.event), sent.seq, op, bytes),
          decode(sent.key),
        ),
      ).toBe(true);
      const meant = saidIn(bytes);
      expect(meant === null).toBe(said === null);
    }
  });

  it('says nothing of who writes: neither account, nor member, nor a key used before', () => {
    const held = handedIn(ticketed(), 'answer', answer);
    const body = held.put?.body ?? '';
    for (const mine of [held.accountId, held.memberId, ...held.parts.map((part) => part.secret)])
      expect(body).not.toContain(mine);
    const again = handedIn(held, 'answer', answer);
    const known = new Set(held.parts.map((part) => part.key));
    expect(again.parts.filter((part) => part.seq === 2).some((part) => known.has(part.key))).toBe(
      false,
    );
  });

  it('knows its parts by the names they will have, each with a key of its own', () => {
    const held = handedIn(ticketed(), 'answer', answer);
    const said = saidIn(decode(Put.parse(JSON.parse(held.put?.body ?? '')).said));
    expect(held.parts.map(({ id, channel, text }) => ({ id, channel, text }))).toEqual(
      said ? partsOf(decode(held.event), said) : null,
    );
    expect(held.parts.map((part) => part.text)).toEqual(['lighter', 'of home', 'songs']);
    expect(new Set(held.parts.map((part) => part.key)).size).toBe(3);
  });

  it('proves and takes back one part with that part’s key alone', () => {
    const held = handedIn(ticketed(), 'answer', answer);
    const part = first(held);
    const event = decode(held.event);
    const { key, signature } = owning(held, part);
    expect(partId(event, part.channel, decode(key))).toBe(part.id);
    expect(verify(decode(signature), owningMessage(event, part.id, ME), decode(key))).toBe(true);
    const body = takingBack(held, part);
    expect(new TextEncoder().encode(body)).toHaveLength(BODY_BYTES);
    const request = TakeBack.parse(JSON.parse(body));
    expect(request).toMatchObject({ part: part.id, key: part.key });
    expect(
      verify(decode(request.signature), takingBackMessage(event, part.id), decode(part.key)),
    ).toBe(true);
  });
});
