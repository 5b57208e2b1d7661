import { type Level, LEVELS } from '#contract/goals.ts';
import type { Day } from '#contract/primitives.ts';

import { brokenHard } from './lines.ts';

/** One evening on a ladder: how I saw it, and how at least three others did. At least one of them is there. */
export interface Evening {
  /** The meeting's number. */
  meeting: number;
  on: Day;
  level: Level | null;
  /** The middle one, which may lie between two levels. */
  peers: number | null;
}

/** A ladder over time, laid out for the width there is. All lengths in CSS pixels. */
export interface LadderLayout {
  width: number;
  height: number;
  /** Where the lines of the levels begin and end. */
  from: number;
  to: number;
  /** Highest first. */
  rows: {
    level: Level;
    top: number;
    height: number;
    /** Height of the level's line. */
    y: number;
    lines: { text: string; y: number }[];
  }[];
  /** By meeting; `own` and `peers` are heights, or null. */
  points: { x: number; own: number | null; peers: number | null; radius: number }[];
  /** Where a month begins among them. */
  marks: { x: number; on: Day }[];
}

const NARROWEST = 260;
/** Below this a text stands above its line. */
const NARROW = 540;
/** The column of the texts beside their lines. */
const TEXTS = 260;
const LINE_HEIGHT = 20;
/** Of the serif on a ladder, on average. */
const LETTER = 7.8;
const MARGIN = 22;
/** So few evenings do not stretch over the whole width: there is more to come. */
const FEWEST = 6;
const LARGEST = 7;
const SMALLEST = 2.5;
/** How far the others’ dot hangs below the line. */
const BELOW = 16;
/** Between two names of months. */
const APART = 76;

/**
 * The five texts with a line each, the highest on top; evenings from left to right by the meeting’s number, so that
 * gaps stay gaps.
 * @param texts −2 first
 * @param evenings by meeting
 */
export function layOut(
  available: number,
  texts: readonly string[],
  evenings: readonly Evening[],
): LadderLayout {
  const width = Math.max(NARROWEST, available);
  const narrow = width < NARROW;
  const left = narrow ? 0 : TEXTS;
  const letters = (narrow ? width : TEXTS - 12) / LETTER;

  let top = 0;
  const rows = LEVELS.toReversed().map((level) => {
    const lines = brokenHard(texts[LEVELS.indexOf(level)] ?? '', letters);
    const tall = (lines.length - 1) * LINE_HEIGHT;
    // On a phone the line is under its text, and has room below it for what others saw.
    const height = narrow ? tall + 80 : Math.max(68, tall + 44);
    const y = top + (narrow ? tall + 46 : height / 2);
    const first = narrow ? top + 28 : y + 5 - tall / 2;
    const row = {
      level,
      top,
      height,
      y,
      lines: lines.map((text, i) => ({ text, y: first + i * LINE_HEIGHT })),
    };
    top += height;
    return row;
  });

  const heightOf = (level: number): number => {
    const [below, above] = [Math.floor(level), Math.ceil(level)].map(
      (one) => rows.find((row) => row.level === one)?.y ?? 0,
    ) as [number, number];
    return (below + above) / 2;
  };

  const first = evenings[0]?.meeting ?? 0;
  const last = Math.max(evenings.at(-1)?.meeting ?? 0, first + FEWEST - 1);
  const step = (width - left - 2 * MARGIN) / (last - first);
  const x = (meeting: number) => left + MARGIN + (meeting - first) * step;
  const radius = Math.min(LARGEST, Math.max(SMALLEST, step / 2 - 0.5));

  const marks: LadderLayout['marks'] = [];
  for (const [i, { meeting, on }] of evenings.entries()) {
    const begins = evenings[i - 1]?.on.slice(0, 7) !== on.slice(0, 7);
    const before = marks.at(-1);
    if (begins && (!before || x(meeting) - before.x >= APART)) marks.push({ x: x(meeting), on });
  }

  return {
    width,
    height: top + 34,
    from: left + 8,
    to: width - 8,
    rows,
    points: evenings.map(({ meeting, level, peers }) => ({
      x: x(meeting),
      own: level === null ? null : heightOf(level),
      peers: peers === null ? null : heightOf(peers) + BELOW,
      radius,
    })),
    marks,
  };
}

/** The evening nearest to a place on the drawing. */
export const nearest = (points: LadderLayout['points'], x: number): number =>
  points.reduce(
    (best, point, i) => (Math.abs(point.x - x) < Math.abs((points[best]?.x ?? 0) - x) ? i : best),
    0,
  );
