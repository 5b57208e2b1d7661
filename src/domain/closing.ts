import type { Closes } from '../contract/asks.ts';
import type { Instant } from '../contract/primitives.ts';
import { DAY, HOUR, instant, milliseconds, MINUTE } from './time.ts';

/**
 * When an ask opened at `openedAt` closes, rounded up to a full five minutes. Hours are hours that
 * pass; "tomorrow" and "a week" are days on the wall of the group, so that a change of the clocks
 * moves neither 20:00 nor the same time next week. Throws a RangeError for an unknown time zone.
 */
export function closesAt(closes: Closes, openedAt: Instant, timeZone: string): Instant {
  const closing = CLOSING[closes](milliseconds(openedAt), timeZone);
  const step = 5 * MINUTE;
  return instant(Math.ceil(closing / step) * step);
}

const CLOSING: Record<Closes, (opened: number, timeZone: string) => number> = {
  in_15_minutes: (opened) => opened + 15 * MINUTE,
  in_an_hour: (opened) => opened + HOUR,
  tomorrow_20: (opened, timeZone) => {
    const midnight = Math.floor(wallAt(opened, timeZone) / DAY) * DAY;
    return instantOf(midnight + DAY + 20 * HOUR, timeZone);
  },
  in_48_hours: (opened) => opened + 48 * HOUR,
  in_a_week: (opened, timeZone) => instantOf(wallAt(opened, timeZone) + 7 * DAY, timeZone),
};

/** The wall clock of the zone at an instant, written as if it stood in UTC, in milliseconds. */
function wallAt(instant: number, timeZone: string): number {
  return instant + offsetAt(instant, timeZone);
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const at = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(
    at('year'),
    at('month') - 1,
    at('day'),
    at('hour'),
    at('minute'),
    at('second'),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which the wall clock shows `wall`: the first, where the clocks are put back and it
 * comes twice; where they are put forward and it never comes, as much later as they jump.
 */
function instantOf(wall: number, timeZone: string): number {
  const before = offsetAt(wall - DAY, timeZone);
  const after = offsetAt(wall + DAY, timeZone);
  const shown = [wall - before, wall - after].filter((at) => wallAt(at, timeZone) === wall);
  return shown.length === 0 ? wall - before : Math.min(...shown);
}
