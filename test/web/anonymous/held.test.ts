import { describe, expect, it } from 'vitest';

import type { Ask } from '#contract/asks.ts';
import type { Instant } from '#contract/primitives.ts';
import {
  heardBack,
  type Held,
  holdsSomething,
  isDone,
  isGoingOut,
  isToBeRepeated,
  passIsDue,
  passTime,
  settled,
} from '#lib/anonymous/held.ts';

const NOW = Date.parse('2026-11-24T20:00:00.000Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString() as Instant;

const part = (id: string, seq: number) =>
  ({
    id,
    seq,
    channel: 'feeling',
    text: 'lighter',
    key: 'k',
    secret: 's',
    takeBack: null,
  }) as never;

const put = (fields: Partial<NonNullable<Held['put']>> = {}): NonNullable<Held['put']> => ({
  seq: 1,
  op: 'answer',
  body: '{"pad":""}',
  state: 'sealed',
  byItself: false,
  ...fields,
});

const held = (fields: Partial<Held> = {}): Held => ({
  accountId: 'account' as Held['accountId'],
  groupId: 'group' as Held['groupId'],
  askId: 'ask' as Held['askId'],
  memberId: 'me' as Held['memberId'],
  closesAt: at(60),
  event: 'E' as Held['event'],
  keyId: 'key' as Held['keyId'],
  author: 'secret',
  request: null,
  token: 'token' as Held['token'],
  fault: null,
  elsewhere: false,
  passAt: at(5),
  put: null,
  signed: false,
  answer: null,
  parts: [],
  outcome: null,
  missing: false,
  kept: false,
  until: null,
  ...fields,
});

const ask = (fields: object): Ask =>
  ({ state: 'closed', lost: false, closesAt: at(60), closedAt: at(60), ...fields }) as Ask;
const released = (...ids: string[]) =>
  ask({ anonymity: { outcome: 'released', parts: ids.map((id) => ({ id })) } });
const withdrawn = { state: 'withdrawn', anonymity: null, closedAt: at(60) };
const lost = ask({ ...withdrawn, lost: true });
const withheld = ask({ anonymity: { outcome: 'withheld', parts: [] } });
const answer = { feelings: ['touched'] } as unknown as NonNullable<Held['answer']>;

describe('a device with a ticket', () => {
  it('passes by itself one to ten minutes later, and in a shorter window within it', () => {
    expect([0, 0.5, 1].map((chance) => passTime(NOW, at(60), chance))).toEqual([
      at(1),
      at(5.5),
      at(10),
    ]);
    expect([0, 1].map((chance) => passTime(NOW, at(5), chance))).toEqual([at(1), at(4.5)]);
    expect(passTime(NOW, at(1), 1)).toBe(at(0.5));
    expect(passTime(NOW, at(0.1), 1)).toBe(at(0));
  });

  it('passes only when it has neither handed in nor signed, and has a ticket', () => {
    const due = (fields: Partial<Held>) => passIsDue(held(fields), NOW + 5 * 60_000);
    expect(due({})).toBe(true);
    expect(passIsDue(held(), NOW)).toBe(false);
    expect(due({ put: put() })).toBe(false);
    expect(due({ signed: true })).toBe(false);
    expect(due({ token: null })).toBe(false);
    expect(due({ outcome: 'released' })).toBe(false);
    expect(due({ fault: 'ask_differs' })).toBe(false);
  });

  it('hides an ask I answered or passed, and none it passed by itself or I took back', () => {
    expect(isDone(held({ put: put() }))).toBe(true);
    expect(isDone(held({ put: put({ op: 'pass' }) }))).toBe(true);
    expect(isDone(held({ signed: true }))).toBe(true);
    expect(isDone(held())).toBe(false);
    expect(isDone(held({ put: put({ op: 'pass', byItself: true }) }))).toBe(false);
    expect(isDone(held({ put: put({ op: 'withdraw' }) }))).toBe(false);
    expect(isDone(held({ put: put({ state: 'refused' }) }))).toBe(false);
  });

  it('sends again what is not sealed, until the ask is over or signed', () => {
    expect(isGoingOut(held({ put: put({ state: 'waiting' }) }))).toBe(true);
    expect(isGoingOut(held({ put: put({ state: 'taken' }) }))).toBe(true);
    expect(isGoingOut(held({ put: put() }))).toBe(false);
    expect(isGoingOut(held({ put: put({ state: 'refused' }) }))).toBe(false);
    expect(isGoingOut(held({ put: put({ state: 'taken' }), signed: true }))).toBe(false);
    expect(isGoingOut(held({ put: put({ state: 'taken' }), outcome: 'released' }))).toBe(false);
  });

  it('says nothing more once something is wrong with what it is shown', () => {
    const wrong = { fault: 'ask_differs' as const };
    expect(isGoingOut(held({ put: put({ state: 'waiting' }), ...wrong }))).toBe(false);
    expect(isToBeRepeated(held({ put: put(), ...wrong }), NOW)).toBe(false);
  });
});

describe('what was sealed', () => {
  it.each(['answer', 'pass', 'withdraw'] as const)(
    'may be said again as long as the ask is open: %s',
    (op) => {
      expect(isToBeRepeated(held({ put: put({ op }) }), NOW)).toBe(true);
    },
  );

  it('is not said again after closing, with a name, once it is over, or while it is on its way', () => {
    const on = { put: put() };
    expect(isToBeRepeated(held(on), NOW + 60 * 60_000)).toBe(false);
    expect(isToBeRepeated(held({ ...on, signed: true }), NOW)).toBe(false);
    expect(isToBeRepeated(held({ ...on, outcome: 'lost' }), NOW)).toBe(false);
    expect(isToBeRepeated(held({ put: put({ state: 'taken' }) }), NOW)).toBe(false);
    expect(isToBeRepeated(held({ put: null }), NOW)).toBe(false);
  });

  it('goes out until it is sealed anew when the service had lost it', () => {
    const anew = held({ put: heardBack(put(), 'taken') });
    expect(isGoingOut(anew)).toBe(true);
    expect(heardBack(put({ state: 'taken' }), 'sealed').state).toBe('sealed');
  });

  it('stays sealed when it is refused for being late, and when nobody is reached', () => {
    expect(heardBack(put(), 'refused').state).toBe('sealed');
    expect(heardBack(put(), 'waiting').state).toBe('sealed');
    expect(heardBack(put({ state: 'taken' }), 'refused').state).toBe('refused');
  });
});

describe('what is left once an ask is over', () => {
  const answered = held({ put: put(), answer, parts: [part('a', 1), part('b', 1)] });

  it('is, after release, the proof of my own sentences and nothing else', () => {
    const left = settled(answered, released('b', 'x', 'a'), NOW);
    expect(left).toMatchObject({
      outcome: 'released',
      missing: false,
      author: null,
      token: null,
      put: null,
      answer: null,
      until: at(60 + 90 * 24 * 60),
    });
    expect(left?.parts.map((one) => one.id)).toEqual(['a', 'b']);
    expect(left?.parts.every((one) => one.secret === 's')).toBe(true);
  });

  it('says when something I handed in is not shown, and keeps what it was', () => {
    const left = settled(answered, released('a', 'x'), NOW);
    expect(left).toMatchObject({ missing: true, answer });
    expect(left?.parts.map((one) => one.id)).toEqual(['a']);
  });

  it('keeps the sentences of an earlier put that was the one to arrive, and says the last is missing', () => {
    const changed = { ...answered, put: put({ seq: 2 }), parts: [part('a', 1), part('c', 2)] };
    const left = settled(changed, released('a'), NOW);
    expect(left).toMatchObject({ missing: true });
    expect(left?.parts.map((one) => one.id)).toEqual(['a']);
  });

  it('does not miss later what was there at first', () => {
    const first = settled(answered, released('a', 'b'), NOW);
    expect(first && settled(first, released('a'), NOW)).toBe(first);
  });

  it('is, when nothing is shown, my words without any proof', () => {
    const left = settled(answered, withheld, NOW);
    expect(left).toMatchObject({
      outcome: 'withheld',
      answer,
      parts: [],
      author: null,
      token: null,
    });
    expect(left && settled(left, withheld, NOW)).toBe(left);
    expect(settled({ ...answered, put: put({ op: 'withdraw' }) }, withheld, NOW)?.answer).toBe(
      null,
    );
  });

  it('is, when it was lost, my words; when it was taken back, nothing', () => {
    expect(settled(answered, lost, NOW)).toMatchObject({ outcome: 'lost', answer, token: null });
    expect(settled(answered, ask({ ...withdrawn, lost: false }), NOW)).toBe(null);
  });

  it.each([
    ['released', released('x')],
    ['withheld', withheld],
    ['lost', lost],
  ])(
    'is the same bare row for whoever passed, signed, was silent or saw a fault, and for whoever let go of what they wrote: %s',
    (outcome, over) => {
      const passed = settled(held({ put: put({ op: 'pass' }), answer }), over, NOW);
      const others: Partial<Held>[] = [
        { put: put({ op: 'pass', byItself: true }) },
        { put: put({ op: 'withdraw' }), answer, parts: [part('a', 1)] },
        { put: put({ state: 'refused' }), signed: true, answer },
        { put: null },
        { token: null, fault: 'proof_failed' },
      ];

      expect(passed).toMatchObject({ outcome, author: null, token: null, parts: [], answer: null });
      expect(passed && holdsSomething(passed)).toBe(false);
      for (const fields of others) {
        const { signed: _, ...left } = settled(held(fields), over, NOW) ?? held();
        const { signed: __, ...same } = passed ?? held();
        expect(left).toEqual(same);
      }
      const wrote = settled(answered, outcome === 'released' ? released('a', 'b') : over, NOW);
      expect(wrote && { ...wrote, answer: null, parts: [] }).toEqual(passed);
    },
  );

  it('is nothing after 90 days', () => {
    const left = settled(held({ put: put({ op: 'pass' }) }), released('x'), NOW);
    expect(left && settled(left, released('x'), NOW + 91 * 24 * 60 * 60_000)).toBe(null);
  });

  it('is all of it while the ask is open', () => {
    expect(settled(answered, ask({ state: 'open', closedAt: null }), NOW)).toBe(answered);
  });
});
