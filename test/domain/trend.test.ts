import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { reliableChange, thenAndNow, trend } from '../../src/domain/trend.ts';
import type { TrendLabel } from '../../src/contract/reviews.ts';
import type { Point } from '../../src/domain/trend.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const points = (xs: readonly number[], ys: readonly number[]): Point[] =>
  xs.map((x, i) => ({ x, y: ys[i] ?? Number.NaN }));

interface Vector {
  name: string;
  xs: number[];
  ys: number[];
  delta: number;
  s: number;
  m: number;
  p: number;
  slope: number;
  intercept: number;
  change: number | null;
  label: TrendLabel;
}

const vector = (
  ...[name, xs, ys, delta, s, m, p, slope, intercept, change, label]: [
    string,
    number[],
    number[],
    ...[delta: number, s: number, m: number, p: number, slope: number, intercept: number],
    number | null,
    TrendLabel,
  ]
): Vector => ({ name, xs, ys, delta, s, m, p, slope, intercept, change, label });

const B = [1, 2, 4, 5, 7, 8];
const ALMOST = [5, 5.1, 5.2, 5.3, 5.4, 5.5];
const VECTORS = [
  vector(
    'A',
    upTo(8),
    [-1, -1, 0, -1, 0, 0, 1, 1],
    1,
    19,
    21,
    0.010714,
    0.309524,
    -1.392857,
    2.166667,
    'clear_up',
  ),
  vector('B', B, [2, 3, 3, 5, 4, 6], 2, 12, 14, 0.027778, 0.5, 1.25, 3.5, 'clear_up'),
  vector('C', upTo(6), [0, -1, 0, 0, -1, 0], 1, 0, 8, 1, 0, 0, 0, 'no_clear_direction'),
  vector('D', upTo(3), [-1, 0, 1], 1, 3, 3, 0.333333, 1, -2, null, 'too_early'),
  vector('E', upTo(4), [-2, -1, 0, 1], 1, 6, 6, 0.083333, 1, -3, 3, 'leaning_up'),
  vector('F', upTo(5), [3, 4, 5, 6, 7], 2, 10, 10, 0.016667, 1, 2, 4, 'clear_up'),
  vector('G', upTo(7), [20, 25, 10, 40, 45, 50, 55], 10, 17, 21, 0.010714, 6, 16, 36, 'clear_up'),
  vector('H', upTo(7), [5, 5, 4, 4, 3, 3, 2], 2, -18, 18, 0.003175, -0.5, 6, -3, 'clear_down'),
  vector('I', upTo(5), [1, 1, 1, 1, 1], 1, 0, 0, 1, 0, 1, 0, 'no_clear_direction'),
  vector('J', upTo(6), ALMOST, 2, 15, 15, 0.002778, 0.1, 4.9, 0.5, 'no_clear_direction'),
  vector(
    'K',
    upTo(8),
    [0, 0, 1, 0, 1, 1, 2, 1],
    1,
    15,
    19,
    0.05,
    0.225,
    -0.0125,
    1.575,
    'clear_up',
  ),
  vector(
    'L',
    upTo(6),
    [-1, 0, -1, 0, 1, 0],
    1,
    7,
    11,
    0.233333,
    0.333333,
    -1.166667,
    1.666667,
    'no_clear_direction',
  ),
];

describe('the direction of a series', () => {
  test.each(VECTORS)('$name: $ys is $label', ({ xs, ys, delta, ...expected }) => {
    const result = trend(points(xs, ys), { delta });

    expect(result.n).toBe(ys.length);
    expect([result.s, result.m, result.label]).toEqual([expected.s, expected.m, expected.label]);
    expect(result.p).toBeCloseTo(expected.p, 6);
    expect(result.slope).toBeCloseTo(expected.slope, 6);
    expect(result.intercept).toBeCloseTo(expected.intercept, 6);
    expect(result.change === null).toBe(expected.change === null);
    expect(result.change ?? 0).toBeCloseTo(expected.change ?? 0, 6);
  });

  test.each([
    [4, 0.083333],
    [5, 0.016667],
    [6, 0.002778],
    [7, 0.000397],
    [8, 0.00005],
  ])('of %d ratings can have p %d at the smallest', (n, p) => {
    expect(trend(points(upTo(n), upTo(n)), { delta: 1 }).p).toBeCloseTo(p, 6);
  });

  test('of nothing, and of one rating, is too early', () => {
    const none = { slope: null, intercept: null, s: 0, m: 0, p: 1, change: null };

    expect(trend([], { delta: 1 })).toEqual({ ...none, n: 0, label: 'too_early' });
    expect(trend([{ x: 3, y: 2 }], { delta: 1 })).toEqual({ ...none, n: 1, label: 'too_early' });
  });

  test('of ratings of one meeting only is too early', () => {
    expect(trend(points([2, 2, 2, 2, 2], [0, 1, 2, 3, 4]), { delta: 1 })).toEqual({
      n: 1,
      slope: null,
      intercept: null,
      s: 0,
      m: 0,
      p: 1,
      change: null,
      label: 'too_early',
    });
  });

  test('takes several ratings of one meeting for one, in their middle', () => {
    const twice = points([1, 2, 3, 3, 4, 5], [0, 1, 5, -1, 3, 4]);
    const once = points(
      upTo(5),
      upTo(5).map((x) => x - 1),
    );

    expect(trend(twice, { delta: 1 })).toEqual(trend(once, { delta: 1 }));
  });

  test('is clear at a chance of exactly one in ten', () => {
    const { p, label } = trend(points(upTo(6), [0, 0, 0, 1, 1, 1]), { delta: 1 });

    expect([p, label]).toEqual([0.1, 'clear_up']);
  });

  test('looks at the latest sixty', () => {
    const falling = upTo(40).map((x) => ({ x, y: 200 - x }));
    const rising = upTo(60).map((x) => ({ x: 40 + x, y: x }));

    const long = trend([...falling, ...rising], { delta: 1 });

    expect(long).toEqual(trend(rising, { delta: 1 }));
    expect(long).toMatchObject({ n: 60, s: 1770, label: 'clear_up' });
    expect(long.p).toBeGreaterThan(0);
    // 2 / 60!
    expect(long.p / 2.403551e-82).toBeCloseTo(1, 5);
  });
});

/** All orders of the values, alike ones counted as often as they are. */
function orders(values: readonly number[]): number[][] {
  return values.length === 0
    ? [[]]
    : values.flatMap((value, i) =>
        orders(values.toSpliced(i, 1)).map((others) => [value, ...others]),
      );
}

const kendall = (values: readonly number[]) =>
  values.reduce(
    (sum, later, j) =>
      sum + values.slice(0, j).reduce((sum, earlier) => sum + Math.sign(later - earlier), 0),
    0,
  );

const TURNED: Record<TrendLabel, TrendLabel> = {
  too_early: 'too_early',
  clear_up: 'clear_down',
  clear_down: 'clear_up',
  leaning_up: 'leaning_down',
  leaning_down: 'leaning_up',
  no_clear_direction: 'no_clear_direction',
};

describe('whatever the ratings', () => {
  const ladder = fc.integer({ min: -2, max: 2 });
  const distance = fc.integer({ min: 0, max: 10 });
  const series = fc
    .uniqueArray(fc.integer({ min: 1, max: 80 }), { maxLength: 14 })
    .chain((xs) =>
      fc.tuple(
        fc.constant(xs),
        fc.array(fc.oneof(ladder, distance), { minLength: xs.length, maxLength: xs.length }),
      ),
    )
    .map(([xs, ys]) => points(xs, ys));
  const delta = fc.constantFrom(1, 2, 10);
  /** More than one rating a meeting, which should not be, must not break anything either. */
  const crowded = fc.array(fc.record({ x: fc.integer({ min: 1, max: 5 }), y: distance }), {
    maxLength: 70,
  });

  test('the chance is that of all orders, counted one by one', () => {
    fc.assert(
      fc.property(fc.array(ladder, { maxLength: 7 }), (ys) => {
        const { s, p } = trend(points(upTo(ys.length), ys), { delta: 1 });
        const all = orders(ys).map(kendall);
        expect(s).toBe(kendall(ys) + 0);
        expect(p).toBeCloseTo(
          all.filter((other) => Math.abs(other) >= Math.abs(s)).length / all.length,
          12,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('the chance and S stay in their ranges', () => {
    fc.assert(
      fc.property(fc.oneof(series, crowded), delta, (points, delta) => {
        const { n, s, m, p, label, change } = trend(points, { delta });
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(Math.abs(s)).toBeLessThanOrEqual(m);
        expect(label === 'too_early').toBe(n < 4);
        const said = Number(label.endsWith('_up')) - Number(label.endsWith('_down'));
        expect(said * s).toBeGreaterThanOrEqual(Math.abs(said));
        expect(said * (change ?? 0)).toBeGreaterThanOrEqual(Math.abs(said) - 1e-9);
      }),
    );
  });

  test('the order in which they are given makes no difference', () => {
    fc.assert(
      fc.property(fc.oneof(series, crowded), delta, (points, delta) => {
        expect(trend(points.toReversed(), { delta })).toEqual(trend(points, { delta }));
      }),
    );
  });

  test('counting the meetings from elsewhere moves the intercept alone', () => {
    fc.assert(
      fc.property(series, delta, fc.integer({ min: -50, max: 50 }), (points, delta, by) => {
        const { intercept, ...rest } = trend(points, { delta });
        const moved = trend(
          points.map(({ x, y }) => ({ x: x + by, y })),
          { delta },
        );
        expect(moved).toMatchObject(rest);
        const at = intercept === null ? null : intercept - by * (rest.slope ?? 0);
        expect(moved.intercept === null).toBe(at === null);
        expect(moved.intercept ?? 0).toBeCloseTo(at ?? 0, 8);
      }),
    );
  });

  test('ratings with the other sign go the other way, just as likely', () => {
    fc.assert(
      fc.property(series, delta, (points, delta) => {
        const before = trend(points, { delta });
        const turned = trend(
          points.map(({ x, y }) => ({ x, y: -y })),
          { delta },
        );
        expect(turned.label).toBe(TURNED[before.label]);
        expect(turned.s).toBe(0 - before.s);
        expect(turned.p).toBeCloseTo(before.p, 12);
      }),
    );
  });

  test('time running backwards turns the direction round as well', () => {
    fc.assert(
      fc.property(series, delta, (points, delta) => {
        const back = trend(
          points.map(({ x, y }) => ({ x: -x, y })),
          { delta },
        );
        expect(back.label).toBe(TURNED[trend(points, { delta }).label]);
      }),
    );
  });

  test('on a straight line the slope and the intercept are those of the line', () => {
    const xs = fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(xs, fc.integer({ min: -9, max: 9 }), ladder, (xs, slope, intercept) => {
        const line = xs.map((x) => ({ x, y: intercept + slope * x }));
        const found = trend(line, { delta: 1 });
        expect(found.slope).toBeCloseTo(slope, 9);
        expect(found.intercept).toBeCloseTo(intercept, 9);
      }),
    );
  });
});

describe('the distance then and now', () => {
  test.each([
    [[2, 3, 3, 4, 6, 6, 7], { result: 'moved', before: 3, now: 6 }],
    [[3, 4, 3, 5, 5, 4], { result: 'not_yet_clear', before: 3, now: 5 }],
    [[2, 7, 3, 6, 8], { result: 'too_early', before: null, now: null }],
    [[7, 6, 6, 4, 3, 3], { result: 'moved', before: 6, now: 3 }],
    [[], { result: 'too_early', before: null, now: null }],
  ])('%j', (ratings, result) => {
    expect(thenAndNow(ratings)).toEqual(result);
  });
});

describe('reliable change', () => {
  const of = { sd: 2, r: 0.8 };

  test.each([
    [3, 6, 2.371708, true],
    [6, 3, -2.371708, true],
    [3, 5, 1.581139, false],
  ])('from %d to %d', (x1, x2, index, reliable) => {
    const change = reliableChange(x1, x2, of);

    expect(change.index).toBeCloseTo(index, 6);
    expect(change.error).toBeCloseTo(1.264911, 6);
    expect(change.threshold).toBeCloseTo(2.479226, 6);
    expect(change.reliable).toBe(reliable);
  });

  test.each([
    ['a spread is above 0, not 0', { sd: 0, r: 0.8 }],
    ['a spread is above 0, not NaN', { sd: Number.NaN, r: 0.8 }],
    ['a reliability is from 0 up to 1, not 1', { sd: 2, r: 1 }],
  ])('refuses: %s', (sentence, of) => {
    expect(() => reliableChange(1, 2, of)).toThrow(new RangeError(sentence));
  });
});
