import { describe, expect, test } from 'vitest';

import type { Day } from '#contract/primitives.ts';
import {
  around,
  besides,
  contains,
  monthsBetween,
  partsOf,
  type Reach,
  reachOf,
  wholeOf,
} from '#lib/growth/span.ts';

import { evenings } from './years.ts';

const ZONE = 'Europe/Berlin';
const SOUTH = 'Australia/Sydney';
const TODAY = '2026-11-26' as Day;
const wholeWith = (n: number, from: string): Reach => {
  const whole = wholeOf(evenings(n, from), TODAY);
  if (!whole) throw new Error('there are evenings');
  return whole;
};

describe('the whole', () => {
  test('reaches from the month of the first evening to the end of this one', () => {
    expect(wholeWith(40, '2026-02-10')).toMatchObject({ from: '2026-02-01', to: '2026-11-30' });
  });

  test('reaches as far as there is something, on a device whose clock is behind', () => {
    expect(wholeWith(60, '2026-02-10').to >= '2027-03-30').toBe(true);
  });

  test('is not there before the first evening', () => {
    const none = { ...evenings(0, '2026-01-01'), meetings: [] };
    expect(wholeOf(none, TODAY)).toBeNull();
  });
});

describe('what an address asks for', () => {
  const whole = wholeWith(500, '2017-01-03');

  test('is a year, a season by its first month, or all of it', () => {
    expect(reachOf('2020', whole, ZONE)).toMatchObject({ from: '2020-01-01', to: '2020-12-31' });
    expect(reachOf('2020-12', whole, ZONE)).toMatchObject({
      kind: 'season',
      season: 'winter',
      from: '2020-12-01',
      to: '2021-02-28',
    });
    expect(reachOf(null, whole, ZONE)).toBe(whole);
  });

  test.each(['1999', '2020-11', '2020-12-01', 'x', '0000', '9999-12'])(
    'is all of it where %s names nothing that is there',
    (slug) => {
      expect(reachOf(slug, whole, ZONE)).toBe(whole);
    },
  );

  test('is a summer in December, south of the equator', () => {
    expect(reachOf('2020-12', whole, SOUTH)).toMatchObject({ season: 'summer' });
  });
});

describe('zooming', () => {
  test('one year is told in seasons, ten years in years, and a year of them in seasons again', () => {
    const year = wholeWith(50, '2025-12-02');
    expect(partsOf(year, year, ZONE).map(({ slug }) => slug)).toEqual([
      '2025-12',
      '2026-03',
      '2026-06',
      '2026-09',
    ]);
    const ten = wholeWith(500, '2017-01-03');
    expect(partsOf(ten, ten, ZONE)).toHaveLength(10);
    const one = reachOf('2020', ten, ZONE);
    expect(partsOf(one, ten, ZONE).map(({ slug }) => slug)).toEqual([
      '2019-12',
      '2020-03',
      '2020-06',
      '2020-09',
      '2020-12',
    ]);
  });

  test('leads back out the way it led in', () => {
    const ten = wholeWith(500, '2017-01-03');
    const winter = reachOf('2019-12', ten, ZONE);
    const year = around(winter, ten, ZONE);
    expect(year).toMatchObject({ kind: 'year', year: 2020 });
    expect(year && around(year, ten, ZONE)).toBe(ten);
    expect(around(ten, ten, ZONE)).toBeNull();
    const short = wholeWith(50, '2025-12-02');
    expect(around(reachOf('2026-03', short, ZONE), short, ZONE)).toBe(short);
  });

  test('goes to the season before and after, and no further than there is something', () => {
    const year = wholeWith(50, '2025-12-02');
    const first = reachOf('2025-12', year, ZONE);
    expect(besides(first, year, ZONE)).toMatchObject({ before: null, after: { slug: '2026-03' } });
  });

  test('leaves no evening out: seasons and years cover the whole', () => {
    for (const [n, from] of [
      [50, '2025-12-02'],
      [500, '2017-01-03'],
    ] as const) {
      const whole = wholeWith(n, from);
      const parts = partsOf(whole, whole, ZONE);
      for (const { on } of evenings(n, from).meetings.filter(({ on }) => contains(whole, on)))
        expect(parts.filter((part) => contains(part, on))).toHaveLength(1);
    }
  });
});

test('months are counted across years', () => {
  expect(monthsBetween('2025-12-31' as Day, '2026-01-01' as Day)).toBe(1);
  expect(monthsBetween('2016-11-02' as Day, '2026-11-26' as Day)).toBe(120);
});
