import { scaleLinear, scaleUtc } from 'd3-scale';

import type { Growth } from '#contract/growth.ts';
import { type Level, LEVELS } from '#contract/goals.ts';
import type { Day } from '#contract/primitives.ts';
import { type Question, RANGE } from '#contract/scales.ts';
import { broken } from '#lib/charts/lines.ts';
import { keptAsRead } from '#lib/reviews/reviewed.ts';

import { contains, milliseconds, monthsOf, type Span } from './span.ts';

type Ask = Growth['asks'][number];
type Goal = Growth['goals'][number];
type Rated = Goal['points'][number];
type Kept = Growth['kept'][number];
type Met = Growth['meetings'][number];

/** One thing on the drawing. The keys go from one to the next in time, or from row to row. */
export type Point = { on: Day; x: number; y: number } & (
  | { row: 'kept'; kept: Kept }
  | { row: 'ask'; ask: Ask }
  | { row: 'level'; goal: Goal; rated: Rated }
  | { row: 'meeting'; met: Met }
);
/** From the top. */
export const ROWS = ['kept', 'ask', 'level', 'meeting'] as const satisfies Point['row'][];

/** The years, laid out for the width there is. All lengths in CSS pixels. */
export interface Drawing {
  width: number;
  height: number;
  /** Where time begins and ends. */
  left: number;
  right: number;
  /** The top of what has a time axis through it, and the bottom. */
  top: number;
  bottom: number;
  axis: { x: number; middle: number; on: Day; unit: 'month' | 'year' }[];
  kept: { x: number; y: number; mine: boolean; anchor: 'start' | 'end'; lines: string[] }[];
  keptAt: number | null;
  asks: { top: number; bottom: number; middle: number; radius: number };
  asked: { x: number; guess: number | null; came: number | null }[];
  /** Goals that do not overlap share a lane. */
  lanes: { top: number; levels: number[]; titles: { x: number; text: string }[] }[];
  rated: { x: number; own: number | null; peers: number | null }[];
  ratedRadius: number;
  meetings: { y: number; d: string };
  /** By time. */
  points: Point[];
}

const NARROWEST = 560;
/** The column of what the rows are called. */
const LABELS = 148;
const MARGIN = 14;
/** Words above: at most so many rows of them, two lines each. */
const WORD_ROWS = 3;
const WORD_ROW = 56;
const LETTER = 7.7;
const LETTERS = 26;
const ASKS_HIGH = 114;
/** Room for the name of a row above its lines. */
const ABOVE = 44;
const LEVEL = 23;
const TITLE = 30;
const LARGEST = 7;
const SMALLEST = 2.25;
/** Room for the name of a month, and of a year. */
const MONTH_WIDE = 34;

/**
 * Words on top, then guesses and what came, then ladders, then meetings, on one time axis.
 * @param available CSS pixels
 */
export function layOut(growth: Growth, span: Span, question: Question, available: number): Drawing {
  const width = Math.max(NARROWEST, available);
  const [left, right] = [LABELS, width - MARGIN];
  const months = monthsOf(span);
  const end = months.at(-1) ?? span.to;
  const time = scaleUtc()
    .domain([milliseconds(span.from), milliseconds(end)])
    .range([left, right]);
  const x = (on: Day) => time(milliseconds(on));

  const inside = <One extends { on: Day }>(all: readonly One[]) =>
    all.filter(({ on }) => contains(span, on));
  const asks = inside(growth.asks);
  const kept = inside(growth.kept);
  const met = inside(growth.meetings).filter(({ attended }) => attended);
  const goals = growth.goals.flatMap((goal): Stretch[] => {
    const points = inside(goal.points);
    const [first, last] = [points[0], points.at(-1)];
    return first && last ? [{ goal, points, from: first.on, to: last.on }] : [];
  });

  const words = placed(kept, x, left, right);
  const keptAt = kept.length === 0 ? null : 20;
  const top = kept.length === 0 ? 12 : words.rows * WORD_ROW + (words.all ? 12 : 32);

  const value = scaleLinear()
    .domain(RANGE[question])
    .range([top + ABOVE + ASKS_HIGH, top + ABOVE]);
  const asked = asks.map(({ on, guess, came }) => ({
    x: x(on),
    guess: at(guess?.[question] ?? null),
    came: at(came[question]),
  }));
  function at(of: number | null): number | null {
    return of === null ? null : value(of);
  }

  let below = top + ABOVE + ASKS_HIGH + 20;
  const packed = intoLanes(goals);
  const lanes: Drawing['lanes'] = [];
  const ratedPoints: {
    goal: Goal;
    rated: Rated;
    x: number;
    own: number | null;
    peers: number | null;
  }[] = [];
  for (const lane of packed) {
    const first = below + TITLE;
    const level = scaleLinear()
      .domain([-2, 2])
      .range([first + 4 * LEVEL, first]);
    lanes.push({
      top: below,
      levels: LEVELS.map((one: Level) => level(one)),
      titles: titlesOf(lane, x, right),
    });
    for (const { goal, points } of lane)
      for (const rated of points)
        ratedPoints.push({
          goal,
          rated,
          x: x(rated.on),
          own: rated.level === null ? null : level(rated.level),
          peers: rated.peers === null ? null : level(rated.peers) + 8,
        });
    below = first + 4 * LEVEL + 16;
  }

  const meetingsAt = below + 18;
  const bottom = meetingsAt + 16;
  const unit = (right - left) / (months.length - 1) >= MONTH_WIDE ? 'month' : 'year';
  const points: Point[] = [
    ...words.placed.map(({ kept, x, y }): Point => ({ row: 'kept', on: kept.on, x, y, kept })),
    ...asks.map((ask, i): Point => {
      const { guess = null, came = null } = asked[i] ?? {};
      const y = came ?? guess ?? value(middleOf(question));
      return { row: 'ask', on: ask.on, x: x(ask.on), y, ask };
    }),
    ...ratedPoints.map(({ goal, rated, x, own, peers }): Point => ({
      row: 'level',
      on: rated.on,
      x,
      y: own ?? peers ?? below,
      goal,
      rated,
    })),
    ...met.map((one): Point => ({
      row: 'meeting',
      on: one.on,
      x: x(one.on),
      y: meetingsAt,
      met: one,
    })),
  ];

  return {
    width,
    height: bottom + 34,
    left,
    right,
    top,
    bottom,
    axis: axisOf(months, unit, x),
    kept: words.placed.map(({ kept, x, y, anchor, lines }) => ({
      x,
      y,
      mine: kept.from === null,
      anchor,
      lines,
    })),
    keptAt,
    asks: {
      top: value(RANGE[question][1]),
      bottom: value(RANGE[question][0]),
      middle: value(middleOf(question)),
      radius: radiusOf(asked),
    },
    asked,
    lanes,
    rated: ratedPoints,
    ratedRadius: Math.min(6, radiusOf(ratedPoints)),
    meetings: {
      y: meetingsAt,
      d: met.map(({ on }) => `M${x(on).toFixed(1)} ${meetingsAt - 7}v14`).join(''),
    },
    points: points.sort((a, b) => a.x - b.x || ROWS.indexOf(a.row) - ROWS.indexOf(b.row)),
  };
}

const middleOf = (question: Question) => (RANGE[question][0] + RANGE[question][1]) / 2;

/** As large as the nearest two have room for. */
function radiusOf(all: readonly { x: number }[]): number {
  const xs = all.map(({ x }) => x).sort((a, b) => a - b);
  const gaps = xs.slice(1).map((x, i) => x - (xs[i] ?? 0));
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Infinity;
  return Math.min(LARGEST, Math.max(SMALLEST, middle * 0.45));
}

/** Years where months have no room. What is between two borders is named in its middle. */
function axisOf(
  months: readonly Day[],
  unit: 'month' | 'year',
  x: (on: Day) => number,
): Drawing['axis'] {
  const end = months.at(-1);
  const borders = months.filter(
    (on, i) => unit === 'month' || i === 0 || on === end || on.endsWith('-01-01'),
  );
  return borders.slice(0, -1).map((on, i) => {
    const next = borders[i + 1] ?? on;
    return { x: x(on), middle: (x(on) + x(next)) / 2, on, unit };
  });
}

/** The newest sentences have their words where there is room; of the others there is a dot. */
function placed(
  all: readonly Kept[],
  x: (on: Day) => number,
  left: number,
  right: number,
): {
  rows: number;
  /** Every sentence has its words. */
  all: boolean;
  placed: { kept: Kept; x: number; y: number; anchor: 'start' | 'end'; lines: string[] }[];
} {
  const taken: { row: number; dot: number; from: number; to: number }[] = [];
  const rowOf = new Map<Kept, { row: number; anchor: 'start' | 'end'; lines: string[] }>();
  for (const kept of all.toReversed()) {
    const lines = shortened(keptAsRead(kept));
    const wide = Math.max(...lines.map((line) => line.length)) * LETTER + 14;
    const dot = x(kept.on);
    const anchor = dot + wide > right ? 'end' : 'start';
    const [from, to] = anchor === 'end' ? [dot - wide, dot + 8] : [dot - 8, dot + wide];
    if (from < left) continue;
    const row = Array.from({ length: WORD_ROWS }, (_, row) => row).find((row) =>
      taken.every((other) => {
        if (other.row === row) return to + 12 < other.from || other.to + 12 < from;
        // Of every dot a line goes down: through no words.
        return other.row < row
          ? other.dot < from - 4 || to + 4 < other.dot
          : dot < other.from - 4 || other.to + 4 < dot;
      }),
    );
    if (row === undefined) continue;
    taken.push({ row, dot, from, to });
    rowOf.set(kept, { row, anchor, lines });
  }
  const rows = Math.max(0, ...taken.map(({ row }) => row + 1));
  return {
    rows,
    all: rowOf.size === all.length,
    placed: all.map((kept) => {
      const { row = rows, anchor = 'start', lines = [] } = rowOf.get(kept) ?? {};
      return { kept, x: x(kept.on), y: 16 + row * WORD_ROW, anchor, lines };
    }),
  };
}

/** Two lines at most. All of it is said where the point is told, and in the table. */
function shortened(text: string): string[] {
  const lines = broken(text, LETTERS);
  if (lines.length <= 2) return lines;
  return [lines[0] ?? '', `${(lines[1] ?? '').slice(0, LETTERS - 1)}…`];
}

/** A goal, as far as it was rated in that time. */
interface Stretch {
  goal: Goal;
  points: readonly Rated[];
  from: Day;
  to: Day;
}

/** Puts goals after each other where they do not overlap. */
function intoLanes(goals: readonly Stretch[]): Stretch[][] {
  const lanes: Stretch[][] = [];
  for (const one of goals.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const lane = lanes.find((lane) => lane.every(({ to }) => to < one.from));
    if (lane) lane.push(one);
    else lanes.push([one]);
  }
  return lanes;
}

/** Each as long as there is room until the next. */
function titlesOf(
  lane: readonly Stretch[],
  x: (on: Day) => number,
  right: number,
): { x: number; text: string }[] {
  return lane.map((one, i) => {
    const next = lane[i + 1];
    const letters = Math.floor(((next ? x(next.from) - 12 : right) - x(one.from)) / LETTER);
    const { title } = one.goal;
    const text =
      title.length <= letters ? title : letters < 5 ? '' : `${title.slice(0, letters - 1)}…`;
    return { x: x(one.from), text };
  });
}

/** The next point in time, or in another row the nearest in time; the same where there is none. */
export function step(
  points: readonly Point[],
  at: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End',
): number {
  const here = points[at];
  if (!here) return at;
  const last = points.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
    case 'ArrowDown': {
      const way = key === 'ArrowUp' ? -1 : 1;
      for (let row = ROWS.indexOf(here.row) + way; ROWS[row]; row += way) {
        const found = nearest(points, here.x, here.y, ROWS[row]);
        if (found !== null) return found;
      }
      return at;
    }
  }
}

/** The point nearest to a place: in one row the nearest in time. */
export function nearest(
  points: readonly Point[],
  x: number,
  y: number,
  row?: Point['row'],
): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (const [i, point] of points.entries()) {
    if (row !== undefined && point.row !== row) continue;
    const far = row === undefined ? Math.hypot(point.x - x, point.y - y) : Math.abs(point.x - x);
    if (far < least) [best, least] = [i, far];
  }
  return best;
}
