import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FearKind } from '../../src/contract/asks.ts';
import { QUESTIONS, RANGE } from '../../src/contract/scales.ts';
import type { Question, Taps } from '../../src/contract/scales.ts';
import {
  calibration,
  comparisonLabel,
  fearMayBeShown,
  goalTally,
  looksHard,
  overAsks,
  receive,
  receivedIndex,
  withoutDots,
} from '../../src/domain/reception.ts';

type Triple = readonly [number | null, number | null, number | null];
const taps = ([understood, closeness, warmth]: Triple): Taps & { goalLevel: null } => ({
  understood,
  closeness,
  warmth,
  goalLevel: null,
});
const round = (value: number | null) => value && Math.round(value * 1e4) / 1e4;
const inOrder = <T>(of: Record<Question, T>) => QUESTIONS.map((question) => of[question]);

const R1: Triple[] = [
  [3, 1, 3],
  [4, 2, 3],
  [3, 0, 2],
  [2, 1, 3],
  [4, 1, 4],
];
const R2: Triple[] = [
  [3, 1, 3],
  [2, 1, 3],
  [4, 1, 2],
  [3, 0, 4],
];
const R3: Triple[] = [
  [2, 0, 2],
  [3, -1, 2],
  [1, -1, 1],
  [2, 1, 3],
];
const R4: Triple[] = [
  [3, 1, 2],
  [null, 2, 3],
  [3, null, 1],
  [4, 1, 2],
];
const P5: Triple[] = [
  [2, 1, 2],
  [3, 1, 2],
  [2, 2, 2],
];
const NOBODY_SAYS: Triple = [null, null, null];

describe('the received index', () => {
  test.each([
    ['R1', R1, [72.2222, 86.1111, 58.3333, 63.8889, 88.8889], 72.2222],
    ['R2', R2, [72.2222, 63.8889, 72.2222, 75], 72.2222],
    ['R3', R3, [50, 52.7778, 27.7778, 63.8889], 51.3889],
    ['R4', R4, [63.8889, 79.1667, 50, 72.2222], 68.0556],
  ])('%s: of each answer, and in the middle', (_, answers, each, middle) => {
    expect(answers.map(taps).map(receivedIndex).map(round)).toEqual(each);
    expect(round(receive(answers.map(taps), null).received)).toBe(middle);
  });

  test('needs two of the three values', () => {
    expect(receivedIndex(taps([4, null, null]))).toBeNull();
    expect(receivedIndex(taps([4, null, 2]))).toBe(75);
  });

  test('is not made for an ask from two answers that have one', () => {
    const answers = [
      [3, 1, 3],
      [2, 1, 3],
      [4, null, null],
    ] as const;

    expect(receive(answers.map(taps), null).received).toBeNull();
  });
});

describe('the guess against what came', () => {
  test.each([
    ['P1', [2, -1, 1], R1, [25, 33.3333, 50], 36.1111, 36.1111, 'warmer_than_expected', [5, 5, 5]],
    ['P2', [3, 1, 3], R2, [0, 0, 0], 0, 0, 'about_as_expected', [3, 3, 3]],
    [
      'P3',
      [4, 2, 4],
      R3,
      [-50, -41.6667, -50],
      -47.2222,
      47.2222,
      'cooler_than_expected',
      [0, 0, 0],
    ],
    [
      'P4',
      [2, 0, null],
      R4,
      [25, 16.6667, null],
      20.8333,
      20.8333,
      'warmer_than_expected',
      [3, 3, null],
    ],
    ['P5', [4, -1, 2], P5, [-50, 33.3333, 0], -5.5556, 27.7778, 'about_as_expected', [0, 3, 3]],
  ] as const)('%s', (_, guess, answers, gaps, signed, absolute, label, atOrAbove) => {
    const reception = receive(answers.map(taps), taps(guess));

    expect(inOrder(reception.scaledGaps).map(round)).toEqual(gaps);
    expect(round(reception.signedGap)).toBe(signed);
    expect(round(reception.absoluteGap)).toBe(absolute);
    expect(comparisonLabel(reception.signedGap ?? Number.NaN)).toBe(label);
    expect(inOrder(reception.strips).map((strip) => strip?.atOrAbove)).toEqual(atOrAbove);
  });

  test('P6: two answers are too few for anything', () => {
    expect(receive(R1.slice(0, 2).map(taps), taps([2, 0, 2]))).toEqual({
      n: 2,
      strips: { understood: null, closeness: null, warmth: null },
      received: null,
      gaps: { understood: null, closeness: null, warmth: null },
      scaledGaps: { understood: null, closeness: null, warmth: null },
      signedGap: null,
      absoluteGap: null,
      label: null,
      feared: null,
      impressions: { n: 0, x: 0, y: 0, agreement: 0, angle: null, nearest: null, counts: [] },
    });
  });

  test('reads mixed, not "as expected", where a gap up hides a gap down', () => {
    expect(receive(P5.map(taps), taps([4, -1, 2])).label).toBe('mixed');
    expect(receive(R2.map(taps), taps([3, 1, 3])).label).toBe('about_as_expected');
    expect(receive(R1.map(taps), taps([2, -1, 1])).label).toBe('warmer_than_expected');
  });

  test.each([
    [9.9999, 'about_as_expected'],
    [-9.9999, 'about_as_expected'],
    [10, 'warmer_than_expected'],
    [-10, 'cooler_than_expected'],
  ])('a gap of %d reads %s', (gap, label) => {
    expect(comparisonLabel(gap)).toBe(label);
  });

  test('one step on one question is no difference', () => {
    const same = [
      [2, 0, 2],
      [2, 0, 2],
      [2, 0, 2],
    ] as const;

    for (const guess of [
      [1, 0, 2],
      [2, 1, 2],
      [2, 0, 3],
    ] as const)
      expect(receive(same.map(taps), taps(guess)).label).toBe('about_as_expected');
  });

  test('without a guess there is nothing to compare', () => {
    const { label, signedGap, strips } = receive(R1.map(taps), null);

    expect([label, signedGap, strips.warmth?.atOrAbove]).toEqual([null, null, null]);
  });
});

describe('the strip', () => {
  test('counts every stop, apart from those who cannot say', () => {
    const { n, strips } = receive(R4.map(taps), taps([2, 0, null]));

    expect(n).toBe(4);
    expect(strips.closeness).toEqual({
      counts: [0, 0, 0, 0, 2, 1, 0],
      median: 1,
      n: 3,
      cantSay: 1,
      atOrAbove: 3,
      values: [1, 1, 2],
    });
    expect(strips.warmth).toMatchObject({ counts: [0, 1, 2, 1, 0], median: 2, n: 4, cantSay: 0 });
  });

  test('is not made of two values, however many answered', () => {
    const { strips } = receive([...R4, NOBODY_SAYS].slice(1, 5).map(taps), null);

    expect(strips.understood).toBeNull();
    expect(strips.warmth?.n).toBe(3);
  });

  test('has its middle between two stops when an even number splits there', () => {
    const { strips } = receive(R3.map(taps), null);

    expect(strips.closeness?.median).toBe(-0.5);
  });
});

const fear = (kind: FearKind, answers: readonly Triple[]) =>
  receive(answers.map(taps), { ...taps(NOBODY_SAYS), fear: kind }).feared;
const close = (...values: (number | null)[]) => values.map((c): Triple => [null, c, null]);
const warm = (...values: number[]) => values.map((w): Triple => [null, null, w]);
const got = (...values: number[]) => values.map((u): Triple => [u, null, null]);
const stripsOf = (answers: readonly Triple[]) => receive(answers.map(taps), null).strips;

describe('a fear', () => {
  test.each([
    ['someone_far', close(2, 3, -1), true],
    ['someone_far', close(2, 3, 0), false],
    ['someone_far', close(-3, -3, null), null],
    ['most_far', close(-1, -2, 3), true],
    ['most_far', close(-1, -2, 0, 0), false],
    ['most_far', close(-1, -2), null],
    ['no_warmth', warm(0, 1, 1), true],
    ['no_warmth', warm(0, 0, 2), false],
    ['no_warmth', warm(0, 0), null],
    ['not_got', got(0, 1, 4), true],
    ['not_got', got(1, 1, 2, 2), false],
    ['not_got', got(0, 0), null],
    ['too_much', R1, null],
    ['own', R1, null],
  ] as const)('%s over %j came true: %s', (kind, answers, happened) => {
    expect(fear(kind, answers)).toBe(happened);
  });

  test('of one person further away is not shown with fewer than four values', () => {
    expect(fearMayBeShown('someone_far', stripsOf(close(2, 3, -1)))).toBe(false);
    expect(fearMayBeShown('someone_far', stripsOf(close(2, 3, -1, null)))).toBe(false);
    expect(fearMayBeShown('someone_far', stripsOf(close(2, 3, -1, 0)))).toBe(true);
    expect(fearMayBeShown('most_far', stripsOf(close(2, 3, -1)))).toBe(true);
  });

  test.each([
    ['everybody further away', close(-1, -3, -1), true],
    ['one of them not', close(-1, -3, 0), false],
    ['warmth none in the middle', warm(0, 0, 4), true],
    ['a trace of warmth in the middle', warm(0, 1, 4), false],
    ['too few to say', [...close(-3, -3), ...warm(0, 0)], false],
  ])('of a hard result: %s', (_, answers, hard) => {
    expect(looksHard(stripsOf(answers))).toBe(hard);
  });
});

const compared = (signedGap: number | null) => ({
  signedGap,
  absoluteGap: signedGap && Math.abs(signedGap),
});

describe('over several asks', () => {
  test('bias and accuracy are medians from three asks with a guess on', () => {
    expect(overAsks([-20, 10, null, 40].map(compared))).toEqual({ bias: 10, accuracy: 20 });
    expect(overAsks([-20, null, 40].map(compared))).toEqual({ bias: null, accuracy: null });
  });

  test('fears are held against what happened', () => {
    const happened = [0, 0, 0.5, 0, 0, 0] as const;
    const fears = happened.map((happened, i) => ({ likely: 80 - 10 * i, happened }));
    const unknown = [
      { likely: 90, happened: null },
      { likely: null, happened: 1 },
    ] as const;
    const result = calibration([...fears, ...unknown]);

    expect(result?.likely).toBeCloseTo(0.55, 6);
    expect(result?.happened).toBeCloseTo(0.083333, 6);
    expect(result?.difference).toBeCloseTo(0.466667, 6);
    expect(result?.brier).toBeCloseTo(0.273333, 6);
    expect(calibration(unknown)).toBeNull();
  });
});

const value = (question: Question) =>
  fc.option(fc.integer({ min: RANGE[question][0], max: RANGE[question][1] }));
const mirror = (taps: Taps): Taps => ({
  understood: taps.understood === null ? null : 4 - taps.understood,
  closeness: taps.closeness === null ? null : 0 - taps.closeness,
  warmth: taps.warmth === null ? null : 4 - taps.warmth,
});

describe('whatever people answer', () => {
  const anyTaps = fc.record({
    understood: value('understood'),
    closeness: value('closeness'),
    warmth: value('warmth'),
  });
  const answers = fc.array(anyTaps, { maxLength: 10 });
  const guess = fc.option(anyTaps);

  test('their order makes no difference', () => {
    const shuffled = answers.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, guess, ([all, other], guess) => {
        const [a, b] = [receive(all, guess), receive(other, guess)];
        expect(b).toEqual(a);
      }),
    );
  });

  test('counts add up, and nothing is made of fewer than three values', () => {
    fc.assert(
      fc.property(answers, guess, (all, guess) => {
        const { n, strips, received, label } = receive(all, guess);
        expect(n).toBe(all.length);
        for (const question of QUESTIONS) {
          const strip = strips[question];
          const valid = all.filter((taps) => taps[question] !== null).length;
          expect(strip === null).toBe(valid < 3);
          if (strip === null) continue;
          expect(strip.n).toBe(valid);
          expect(strip.n + strip.cantSay).toBe(n);
          expect(strip.counts.reduce((a, b) => a + b, 0)).toBe(strip.n);
          expect(strip.values.slice(0, 1).concat(strip.values.slice(-1))).toEqual([
            Math.min(...strip.values),
            Math.max(...strip.values),
          ]);
        }
        expect(n < 3 && (received !== null || label !== null)).toBe(false);
      }),
    );
  });

  test('everything stays in its range', () => {
    fc.assert(
      fc.property(answers, guess, (all, guess) => {
        const { received, signedGap, absoluteGap } = receive(all, guess);
        const rounding = 1e-9;
        expect(Math.abs((received ?? 50) - 50)).toBeLessThanOrEqual(50 + rounding);
        expect(signedGap === null).toBe(absoluteGap === null);
        expect(Math.abs(signedGap ?? 0)).toBeLessThanOrEqual((absoluteGap ?? 0) + rounding);
        expect(absoluteGap ?? 0).toBeLessThanOrEqual(100 + rounding);
      }),
    );
  });

  test('mirrored scales turn warmer into cooler and leave the rest', () => {
    const turned = {
      warmer_than_expected: 'cooler_than_expected',
      cooler_than_expected: 'warmer_than_expected',
      about_as_expected: 'about_as_expected',
      mixed: 'mixed',
    };
    fc.assert(
      fc.property(answers, anyTaps, (all, guess) => {
        const { label } = receive(all, guess);
        expect(receive(all.map(mirror), mirror(guess)).label).toBe(label && turned[label]);
      }),
    );
  });

  test('a guess one step higher moves its gap one step down and no other', () => {
    const guessed = fc.record({
      understood: fc.integer({ min: 0, max: 3 }),
      closeness: value('closeness'),
      warmth: value('warmth'),
    });
    fc.assert(
      fc.property(answers, guessed, (all, guess) => {
        const before = receive(all, guess);
        const after = receive(all, { ...guess, understood: guess.understood + 1 });
        const { understood } = before.gaps;
        expect(after.gaps).toEqual({
          ...before.gaps,
          understood: understood === null ? null : understood - 1,
        });
        expect(after.received).toBe(before.received);
      }),
    );
  });

  test('what peers saw on a ladder is of no part in what the three questions say', () => {
    const level = fc.constantFrom(-2, -1, 0, 1, 2, null);
    fc.assert(
      fc.property(answers, anyTaps, fc.array(level, { minLength: 8 }), (all, guess, chosen) => {
        const seen = all.map((one, i) => ({ ...one, goalLevel: chosen[i] ?? null }));
        expect(receive(seen, guess)).toEqual(receive(all, guess));
      }),
    );
  });

  test('mixed means gaps up and gaps down, never one direction alone', () => {
    fc.assert(
      fc.property(answers, anyTaps, (all, guess) => {
        const { label, gaps } = receive(all, guess);
        fc.pre(label === 'mixed');
        const signs = Object.values(gaps).map((gap) => Math.sign(gap ?? 0));
        expect(signs).toContain(1);
        expect(signs).toContain(-1);
      }),
    );
  });
});

describe('when somebody erases the values they gave', () => {
  const guess = { understood: 2, closeness: 1, warmth: 2, fear: 'not_got' as const };
  const before = receive(R1.map(taps), guess);

  test('the dots and the impressions go as a whole; the middle and the number stay as they were', () => {
    const after = withoutDots(before, R1.slice(1).map(taps));

    for (const question of QUESTIONS)
      expect(after.strips[question]).toEqual({
        ...before.strips[question],
        counts: [],
        values: [],
        atOrAbove: null,
      });
    expect({ ...after, strips: null }).toEqual({ ...withoutImpressions(before), strips: null });
  });

  test('a question that fewer than three of the rest have answered is hidden, the others stay', () => {
    const left: Triple[] = [
      [3, null, 3],
      [4, 2, 3],
      [3, 1, 2],
    ];

    const after = withoutDots(before, left.map(taps));

    expect(inOrder(after.strips).map((strip) => strip === null)).toEqual([false, true, false]);
    expect([after.gaps.closeness, after.scaledGaps.closeness]).toEqual([null, null]);
    expect(after.gaps.warmth).toBe(before.gaps.warmth);
    expect(after.label).toBe(before.label);
  });

  test('nothing but the number stays when fewer than three answers are left', () => {
    expect(withoutDots(before, R1.slice(2, 4).map(taps))).toEqual({
      ...withoutImpressions(receive([], null)),
      n: before.n,
    });
  });

  test('what one took away cannot be told: nothing of it depends on who is left, from three on', () => {
    const five = [...R1, ...R1].slice(0, 5).map(taps);
    const whole = receive(five, guess);
    const without = five.map((_, gone) =>
      withoutDots(
        whole,
        five.filter((_, i) => i !== gone),
      ),
    );

    for (const one of without) expect(one).toEqual(without[0]);
  });
});

const levels = (...given: (number | null)[]) => given.map((goalLevel) => ({ goalLevel }));

describe('how an evening looked on the ladder', () => {
  test('is the middle of at least three levels; who could not see it is counted apart', () => {
    expect(goalTally(levels(0, 0, -1, null, 1))).toEqual({
      counts: [0, 1, 2, 1, 0],
      median: 0,
      n: 4,
      cantSay: 1,
      atOrAbove: null,
      values: [-1, 0, 0, 1],
    });
    expect(goalTally(levels(0, null, null, 0))).toBeNull();
    expect(goalTally([])).toBeNull();
  });

  test('depends on no order, and turns with the signs', () => {
    const level = fc.constantFrom(-2, -1, 0, 1, 2, null);
    fc.assert(
      fc.property(fc.array(level), (chosen) => {
        const seen = goalTally(levels(...chosen));
        expect(goalTally(levels(...chosen.toReversed()))).toEqual(seen);
        const turned = goalTally(levels(...chosen.map((one) => one && -one)));
        expect(turned?.counts.toReversed()).toEqual(seen?.counts);
        expect((turned?.median ?? 0) + (seen?.median ?? 0)).toBeCloseTo(0, 12);
      }),
    );
  });

  test('loses its dots with those of the questions, and goes as a whole below three', () => {
    const five = levels(-1, 0, 0, 1, null).map((one) => ({ ...taps([3, 1, 3]), ...one }));
    const whole = { ...receive(five, null), goal: goalTally(five) };

    const [, ...four] = five;
    expect(withoutDots(whole, four).goal).toEqual({ ...whole.goal, counts: [], values: [] });
    expect(withoutDots(whole, five.slice(2)).goal).toBeNull();
    expect(withoutDots(receive(five, null), four)).not.toHaveProperty('goal');
  });
});

/** How somebody came across goes with the dots. */
function withoutImpressions(reception: ReturnType<typeof receive>) {
  const { impressions: _, ...rest } = reception;
  return rest;
}
