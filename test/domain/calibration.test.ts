import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Taps } from '../../src/contract/scales.ts';
import { acrossAsks, warmerCount } from '../../src/domain/calibration.ts';
import type { GuessedAsk } from '../../src/domain/calibration.ts';
import { receive } from '../../src/domain/reception.ts';

const taps = ([understood, closeness, warmth]: readonly (number | null)[]): Taps => ({
  understood: understood ?? null,
  closeness: closeness ?? null,
  warmth: warmth ?? null,
});

/** The guesses and answers P1 to P6 of a member's six asks. */
const GUESSED = [
  [
    [2, -1, 1],
    [
      [3, 1, 3],
      [4, 2, 3],
      [3, 0, 2],
      [2, 1, 3],
      [4, 1, 4],
    ],
  ],
  [
    [3, 1, 3],
    [
      [3, 1, 3],
      [2, 1, 3],
      [4, 1, 2],
      [3, 0, 4],
    ],
  ],
  [
    [4, 2, 4],
    [
      [2, 0, 2],
      [3, -1, 2],
      [1, -1, 1],
      [2, 1, 3],
    ],
  ],
  [
    [2, 0, null],
    [
      [3, 1, 2],
      [null, 2, 3],
      [3, null, 1],
      [4, 1, 2],
    ],
  ],
  [
    [4, -1, 2],
    [
      [2, 1, 2],
      [3, 1, 2],
      [2, 2, 2],
    ],
  ],
  [
    [2, 0, 2],
    [
      [3, 1, 3],
      [4, 2, 3],
    ],
  ],
] as const;
const LIKELY = [80, 70, 60, 50, 40, 30];
const HAPPENED = [0, 0, 0.5, 0, 0, 0] as const;

const ASKS: GuessedAsk[] = GUESSED.map(([guess, answers], i) => {
  const { signedGap, absoluteGap, label } = receive(answers.map(taps), taps(guess));
  return {
    number: i + 1,
    guess: taps(guess),
    signedGap,
    absoluteGap,
    label,
    fear: { likely: LIKELY[i] ?? null, happened: HAPPENED[i] ?? null },
  };
});

describe('guesses across asks', () => {
  test('have the middle of the gaps of those that can be compared', () => {
    const { bias, accuracy } = acrossAsks(ASKS);

    // Of 36.1111, 0, −47.2222, 20.8333 and −5.5556.
    expect(bias).toBeCloseTo(0, 6);
    // Of 36.1111, 0, 47.2222, 20.8333 and 27.7778.
    expect(accuracy).toBeCloseTo(27.777778, 6);
  });

  test('hold the fears against what happened', () => {
    const { fears } = acrossAsks(ASKS);

    expect(fears?.likely).toBeCloseTo(0.55, 6);
    expect(fears?.happened).toBeCloseTo(0.083333, 6);
    expect(fears?.difference).toBeCloseTo(0.466667, 6);
    expect(fears?.brier).toBeCloseTo(0.273333, 6);
  });

  test('say nothing of fewer than three asks', () => {
    expect(acrossAsks(ASKS.slice(0, 2))).toEqual({
      bias: null,
      accuracy: null,
      fears: null,
      warmer: { k: 1, of: 2 },
      trends: { guess: null, absoluteGap: null, likely: null },
    });
    const three = acrossAsks(ASKS.slice(0, 3));
    expect([three.bias, three.accuracy, three.fears]).not.toContain(null);
  });

  test('have a direction from five asks on, with the numbers of the asks as time', () => {
    const { trends } = acrossAsks(ASKS);

    expect(trends.likely).toMatchObject({ n: 6, slope: -10, change: -50, label: 'clear_down' });
    expect(trends.absoluteGap).toMatchObject({ n: 5, s: 0, label: 'no_clear_direction' });
    expect(trends.guess?.n).toBe(6);
    expect(acrossAsks(ASKS.slice(0, 4)).trends).toEqual({
      guess: null,
      absoluteGap: null,
      likely: null,
    });
    const gap = ASKS.map((ask, i) => ({ ...ask, number: i < 3 ? ask.number : ask.number + 10 }));
    expect(acrossAsks(gap).trends.likely?.slope).toBeGreaterThan(-10);
  });

  test('count five for each direction apart, without what is not there', () => {
    const silent = ASKS.map((ask, i) => (i < 2 ? { ...ask, fear: null, guess: null } : ask));
    const { trends } = acrossAsks(silent);

    expect([trends.likely, trends.guess]).toEqual([null, null]);
    expect(trends.absoluteGap?.n).toBe(5);
  });

  test('came back warmer in k of the asks that can be compared', () => {
    // P1 and P4; P5 is mixed, P6 has too few answers.
    expect(warmerCount(ASKS)).toEqual({ k: 2, of: 5 });
    const five = ['warmer_than_expected', 'mixed'] as const;
    expect(warmerCount([0, 0, 0, 0, 1].map((i) => ({ label: five[i] ?? null })))).toEqual({
      k: 4,
      of: 5,
    });
    expect(warmerCount([])).toEqual({ k: 0, of: 0 });
  });

  test('do not depend on the order in which the asks are given', () => {
    const some = fc.shuffledSubarray(ASKS);
    fc.assert(
      fc.property(some, (asks) => {
        const inOrder = asks.toSorted((a, b) => a.number - b.number);
        const [a, b] = [acrossAsks(asks), acrossAsks(inOrder)];
        expect([a.bias, a.accuracy, a.warmer, a.trends]).toEqual([
          b.bias,
          b.accuracy,
          b.warmer,
          b.trends,
        ]);
      }),
    );
  });
});
