import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Closes } from '../../src/contract/asks.ts';
import type { Instant } from '../../src/contract/primitives.ts';
import { closesAt } from '../../src/domain/closing.ts';

const at = (instant: string) => new Date(instant).toISOString() as Instant;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];
const wall = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    Date.parse(instant),
  );

describe('closing', () => {
  test.each([
    ['in_15_minutes', '2026-11-24T19:05:00Z'],
    ['in_an_hour', '2026-11-24T19:50:00Z'],
    ['tomorrow_20', '2026-11-25T19:00:00Z'],
    ['in_48_hours', '2026-11-26T18:50:00Z'],
    ['in_a_week', '2026-12-01T18:50:00Z'],
  ] as const)('%s is counted from opening and rounded up to five minutes', (closes, expected) => {
    expect(closesAt(closes, at('2026-11-24T18:46:12.345Z'), 'Europe/Berlin')).toBe(at(expected));
  });

  test('a full five minutes stays as it is', () => {
    expect(closesAt('in_an_hour', at('2026-11-24T18:45:00Z'), 'Europe/Berlin')).toBe(
      at('2026-11-24T19:45:00Z'),
    );
  });

  test('tomorrow is the day after the group’s today, not the server’s', () => {
    const opened = at('2026-11-24T23:30:00Z');

    expect(closesAt('tomorrow_20', opened, 'Europe/Berlin')).toBe(at('2026-11-26T19:00:00Z'));
    expect(closesAt('tomorrow_20', opened, 'America/New_York')).toBe(at('2026-11-26T01:00:00Z'));
  });

  test.each([
    ['Europe/Berlin', 'spring', '2026-03-28T19:30:00Z', '2026-03-29T18:00:00Z'],
    ['Europe/Berlin', 'autumn', '2026-10-24T18:30:00Z', '2026-10-25T19:00:00Z'],
    ['America/New_York', 'spring', '2026-03-08T00:30:00Z', '2026-03-09T00:00:00Z'],
    ['America/New_York', 'autumn', '2026-11-01T00:30:00Z', '2026-11-02T01:00:00Z'],
    ['Australia/Lord_Howe', 'spring', '2026-10-03T09:30:00Z', '2026-10-04T09:00:00Z'],
    ['Australia/Lord_Howe', 'autumn', '2026-04-04T09:00:00Z', '2026-04-05T09:30:00Z'],
  ])('tomorrow is at 20:00 in %s when the clocks change in %s', (zone, _, opened, expected) => {
    expect(closesAt('tomorrow_20', at(opened), zone)).toBe(at(expected));
  });

  test('a week later it is the same time on the wall, 48 hours later 48 hours have passed', () => {
    const opened = at('2026-03-27T19:00:00Z');

    expect(closesAt('in_a_week', opened, 'Europe/Berlin')).toBe(at('2026-04-03T18:00:00Z'));
    expect(closesAt('in_48_hours', opened, 'Europe/Berlin')).toBe(at('2026-03-29T19:00:00Z'));
  });

  test('a time that never comes is as much later as the clocks jump, one that comes twice is the first', () => {
    expect(closesAt('in_a_week', at('2026-03-22T01:30:00Z'), 'Europe/Berlin')).toBe(
      at('2026-03-29T01:30:00Z'),
    );
    expect(closesAt('in_a_week', at('2026-10-18T00:30:00Z'), 'Europe/Berlin')).toBe(
      at('2026-10-25T00:30:00Z'),
    );
    expect(closesAt('in_a_week', at('2026-09-26T15:45:00Z'), 'Australia/Lord_Howe')).toBe(
      at('2026-10-03T15:45:00Z'),
    );
  });

  test('a zone that nobody knows is refused', () => {
    expect(() => closesAt('tomorrow_20', at('2026-11-24T18:00:00Z'), 'Mars/Olympus')).toThrow(
      RangeError,
    );
  });

  const opened = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString() as Instant);
  const zone = fc.constantFrom(...zones);

  test('falls on a full five minutes, later for each later choice', () => {
    fc.assert(
      fc.property(opened, zone, (opened, zone) => {
        const times = Closes.options.map((closes) => closesAt(closes, opened, zone));
        expect(times).toEqual([...new Set(times)].toSorted());
        for (const time of times) {
          expect(Date.parse(time) % 300_000).toBe(0);
          expect(time > opened).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('tomorrow at 20:00 reads so on the wall, in every zone and season', () => {
    fc.assert(
      fc.property(opened, zone, (opened, zone) => {
        const [today] = wall(opened, zone).split(' ');
        const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000);
        expect(wall(closesAt('tomorrow_20', opened, zone), zone)).toBe(
          `${tomorrow.toISOString().slice(0, 10)} 20:00:00`,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('48 hours are rounded up by less than five minutes', () => {
    fc.assert(
      fc.property(opened, zone, (opened, zone) => {
        const late =
          Date.parse(closesAt('in_48_hours', opened, zone)) - Date.parse(opened) - 172_800_000;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(300_000);
      }),
    );
  });
});
