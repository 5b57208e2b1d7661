import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Impression, OCTANTS } from '../../src/contract/impressions.ts';
import type { Octant } from '../../src/contract/impressions.ts';
import { agreedOn, impressionsOf, sumOf } from '../../src/domain/impressions.ts';

/** As published vectors are: rounded, without a negative zero. */
const round = (value: number, places: number) =>
  Math.round(value * 10 ** places) / 10 ** places + 0;

const VECTORS: [Octant[], number, number, number, number | null, Octant | null][] = [
  [['LM', 'NO', 'LM', 'JK'], 0.8536, 0, 0.8536, 0, 'LM'],
  [['FG', 'HI', 'HI', 'FG', 'LM'], -0.0828, -0.6828, 0.6878, 263.08, 'HI'],
  [['PA', 'BC', 'NO'], 0, 0.8047, 0.8047, 90, 'PA'],
  [['HI', 'HI', 'JK'], 0.2357, -0.9024, 0.9326, 284.64, 'HI'],
  [['PA', 'HI'], 0, 0, 0, null, null],
  [[...OCTANTS], 0, 0, 0, null, null],
];

describe('how somebody came across', () => {
  test.each(VECTORS)('%j points to %d, %d', (chosen, x, y, agreement, angle, nearest) => {
    const sum = sumOf(chosen);

    expect(round(sum.x, 4)).toBe(x);
    expect(round(sum.y, 4)).toBe(y);
    expect(round(sum.agreement, 4)).toBe(agreement);
    expect(sum.angle === null ? null : round(sum.angle, 2)).toBe(angle);
    expect(sum.nearest).toBe(nearest);
  });

  test('is a word from four directions on', () => {
    expect(agreedOn(sumOf(['HI', 'HI', 'JK']))).toBeNull();
    expect(agreedOn(sumOf(['HI', 'HI', 'JK', 'HI']))).toBe('HI');
  });

  test('is no word where people saw different things', () => {
    expect(agreedOn(sumOf(['PA', 'HI', 'LM', 'DE', 'LM']))).toBeNull();
    expect(agreedOn(sumOf([...OCTANTS]))).toBeNull();
  });

  test('counts people, and takes "mixed" and "can\'t say" for no direction', () => {
    const frozen = impressionsOf([['LM', 'NO'], ['mixed'], ['cant_say'], ['NO'], []]);

    expect(frozen.counts).toEqual([
      { impression: 'NO', people: 2 },
      { impression: 'LM', people: 1 },
      { impression: 'mixed', people: 1 },
      { impression: 'cant_say', people: 1 },
    ]);
    expect(frozen.n).toBe(3);
  });

  test('does not depend on who came first', () => {
    const answers = fc.array(
      fc.uniqueArray(fc.constantFrom(...Impression.options), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(answers, (chosen) => {
        const forth = impressionsOf(chosen);
        const back = impressionsOf(chosen.toReversed());

        expect(back.counts).toEqual(forth.counts);
        expect(agreedOn(back)).toBe(agreedOn(forth));
        expect(forth.angle === null || (forth.angle >= 0 && forth.angle < 360)).toBe(true);
        expect(forth.agreement).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
