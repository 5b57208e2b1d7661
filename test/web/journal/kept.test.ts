import { describe, expect, it } from 'vitest';

import type { Day } from '#contract/primitives.ts';
import { bySeason, seasonOf } from '#lib/journal/kept.ts';

const day = (value: string) => value as Day;
const BERLIN = 'Europe/Berlin';

describe('seasonOf', () => {
  it('keeps one winter together over the turn of the year', () => {
    const winter = { season: 'winter', year: 2025 };

    expect(seasonOf(day('2025-12-01'), BERLIN)).toEqual(winter);
    expect(seasonOf(day('2026-02-28'), BERLIN)).toEqual(winter);
    expect(seasonOf(day('2026-03-01'), BERLIN)).toEqual({ season: 'spring', year: 2026 });
    expect(seasonOf(day('2026-11-30'), BERLIN)).toEqual({ season: 'autumn', year: 2026 });
  });

  it('is half a year off south of the equator', () => {
    expect(seasonOf(day('2026-07-10'), 'Australia/Sydney')).toEqual({
      season: 'winter',
      year: 2026,
    });
    expect(seasonOf(day('2026-01-10'), 'Pacific/Auckland')).toEqual({
      season: 'summer',
      year: 2025,
    });
  });
});

describe('bySeason', () => {
  it('puts what lies in one season together and changes no order', () => {
    const kept = ['2026-03-02', '2026-01-05', '2025-12-20', '2025-03-01'].map((keptOn) => ({
      keptOn: day(keptOn),
    }));

    expect(
      bySeason(kept, BERLIN).map(({ season, year, items }) => [season, year, items.length]),
    ).toEqual([
      ['spring', 2026, 1],
      ['winter', 2025, 2],
      ['spring', 2025, 1],
    ]);
  });
});
