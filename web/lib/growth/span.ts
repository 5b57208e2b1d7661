import type { Growth } from '#contract/growth.ts';
import type { Day } from '#contract/primitives.ts';
import { type Season, seasonOf } from '#lib/journal/kept.ts';

/** Whole days, both of them in it. */
export interface Span {
  from: Day;
  to: Day;
}

/** How much of the years is looked at. `slug` names it in the address; empty for all of it. */
export type Reach = Span & { slug: string } & (
    | { kind: 'all' }
    | { kind: 'year'; year: number }
    | ({ kind: 'season' } & Season)
  );

/** More seasons than these stand as years. */
const MOST_SEASONS = 5;

export const milliseconds = (on: Day): number => Date.parse(on);
/** The day of an instant, as days are counted here: in no time zone. */
export const dayOf = (at: number): Day => new Date(at).toISOString().slice(0, 10) as Day;
const DAY = 86_400_000;

/** The first of a month, so many months after that of a day. */
function monthAfter(on: Day, months: number): Day {
  const [year = 0, month = 1] = on.split('-').map(Number);
  return dayOf(Date.UTC(year, month - 1 + months, 1));
}
const before = (on: Day): Day => dayOf(milliseconds(on) - DAY);
export const contains = ({ from, to }: Span, on: Day): boolean => from <= on && on <= to;
const touches = (one: Span, other: Span): boolean => one.from <= other.to && other.from <= one.to;

/** The first of every month in it, and the first after it. */
export function monthsOf({ from, to }: Span): Day[] {
  const months = [monthAfter(from, 0)];
  for (let last = months[0] ?? from; last <= to; months.push(last)) last = monthAfter(last, 1);
  return months;
}

/** From the month of the first thing there is to the end of this one; null where there is nothing. */
export function wholeOf(growth: Growth, today: Day): Reach | null {
  const days = [
    growth.meetings.find(({ attended }) => attended)?.on,
    ...[growth.asks, growth.kept, growth.reviews].map((all) => all[0]?.on),
    ...growth.goals.map(({ points }) => points[0]?.on),
  ].filter((on) => on !== undefined);
  if (days.length === 0) return null;
  const first = days.reduce((a, b) => (a < b ? a : b));
  const lasts = [growth.meetings, growth.asks, growth.kept].map((all) => all.at(-1)?.on ?? today);
  const last = [today, ...lasts].reduce((a, b) => (a > b ? a : b));
  return { kind: 'all', slug: '', from: monthAfter(first, 0), to: before(monthAfter(last, 1)) };
}

/** Months from the first day to today, whole ones. */
export const monthsBetween = (from: Day, to: Day): number => {
  const [y1 = 0, m1 = 0] = from.split('-').map(Number);
  const [y2 = 0, m2 = 0] = to.split('-').map(Number);
  return (y2 - y1) * 12 + m2 - m1;
};

function yearOf(year: number): Reach {
  const slug = String(year).padStart(4, '0');
  return { kind: 'year', year, slug, from: `${slug}-01-01` as Day, to: `${slug}-12-31` as Day };
}

/** The three months a day lies in, the first of them December, March, June or September. */
function quarterOf(on: Day, timeZone: string): Reach {
  const month = Number(on.slice(5, 7));
  const from = monthAfter(on, -(month % 3));
  return {
    kind: 'season',
    ...seasonOf(from, timeZone),
    slug: from.slice(0, 7),
    from,
    to: before(monthAfter(from, 3)),
  };
}

/** What an address asks for; all of it where there is no such thing. */
export function reachOf(slug: string | null, whole: Reach, timeZone: string): Reach {
  const found = /^\d{4}$/.test(slug ?? '')
    ? yearOf(Number(slug))
    : /^\d{4}-(0[369]|12)$/.test(slug ?? '')
      ? quarterOf(`${slug}-01` as Day, timeZone)
      : whole;
  return touches(found, whole) ? found : whole;
}

/** The seasons of it that there are, oldest first. */
function seasonsOf(reach: Span, whole: Span, timeZone: string): Reach[] {
  const months = monthsOf(reach).slice(0, -1);
  const there = months.filter((month) => contains(whole, month));
  const found = there.map((month) => quarterOf(month, timeZone));
  return found.filter(({ slug }, i) => slug !== found[i - 1]?.slug);
}

const inYears = (whole: Span, timeZone: string): boolean =>
  seasonsOf(whole, whole, timeZone).length > MOST_SEASONS;

/** The one it lies in, one step further out; null for all of it. A winter lies in the year in which it ends. */
export function around(reach: Reach, whole: Reach, timeZone: string): Reach | null {
  if (reach.kind === 'all') return null;
  return reach.kind === 'season' && inYears(whole, timeZone)
    ? yearOf(Number(reach.to.slice(0, 4)))
    : whole;
}

/** The one before and the one after, of the same length; null at the ends, and for all of it. */
export function besides(
  reach: Reach,
  whole: Reach,
  timeZone: string,
): { before: Reach | null; after: Reach | null } {
  if (reach.kind === 'all') return { before: null, after: null };
  const next = (to: 1 | -1): Reach | null => {
    const found =
      reach.kind === 'year'
        ? yearOf(reach.year + to)
        : quarterOf(monthAfter(reach.from, 3 * to), timeZone);
    return touches(found, whole) ? found : null;
  };
  return { before: next(-1), after: next(1) };
}

/** What it is made of, oldest first: seasons, or years where there are many; nothing for a season. */
export function partsOf(reach: Reach, whole: Reach, timeZone: string): Reach[] {
  if (reach.kind === 'season') return [];
  if (reach.kind === 'year' || !inYears(whole, timeZone)) return seasonsOf(reach, whole, timeZone);
  const [first, last] = [whole.from, whole.to].map((on) => Number(on.slice(0, 4)));
  return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) => yearOf((first ?? 0) + i));
}
