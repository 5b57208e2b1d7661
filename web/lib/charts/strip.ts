import { broken } from './lines.ts';

/** A strip, laid out for the width there is. All lengths in CSS pixels. */
export interface StripLayout {
  width: number;
  height: number;
  /** Height of the line. */
  base: number;
  radius: number;
  stops: { x: number; lines: string[]; near: boolean }[];
  dots: { x: number; y: number }[];
  /** Where the ring of the guess sits, or null. */
  ring: number | null;
  /** Every stop has its words. Where there is no room, only the ends and the middle do. */
  named: boolean;
}

const NARROWEST = 240;
/** Below this no chart has room for wide margins and large dots. */
export const NARROW = 460;
/** A stop with less room than this cannot carry its words. */
const ROOM_FOR_WORDS = 48;
/** More dots than this at one stop get smaller. */
const FULL_SIZE_DOTS = 7;
/** So many of full size are as tall as a stack of small ones gets, as long as each can be told from the next. */
const TALLEST_OF_SMALL = 5;
const SMALLEST = 8;
/** Between two dots. */
const APART = 3;
const LINE_HEIGHT = 16;
/** Of the small type on axes, on average. */
const LETTER = 6.6;

/**
 * Answers land above the line, one dot each, the first of a stop nearest to it; the guess sits on the line.
 * @param guess index of a stop
 */
export function layOut(
  available: number,
  labels: readonly string[],
  counts: readonly number[],
  guess: number | null,
): StripLayout {
  const width = Math.max(NARROWEST, available);
  const margin = width < NARROW ? 26 : 44;
  const step = (width - 2 * margin) / (labels.length - 1);
  const most = Math.max(...counts);
  const full = 2 * (width < NARROW ? 8.5 : 10) + APART;
  const gap =
    most > FULL_SIZE_DOTS ? Math.max(SMALLEST + APART, (full * TALLEST_OF_SMALL) / most) : full;
  const radius = (gap - APART) / 2;
  const base = Math.max(3 * full, most * gap) + radius + 12;
  const named = step >= ROOM_FOR_WORDS || labels.length <= 5;
  const last = labels.length - 1;

  const stops = labels.map((label, i) => {
    const end = i === 0 || i === last;
    const shown = named || end || i === last / 2;
    const room = end ? Math.min(step, 2 * margin + 8) : named ? step : 2 * step;
    return {
      x: margin + i * step,
      lines: shown ? broken(label, room / LETTER) : [],
      near: (counts[i] ?? 0) > 0 || i === guess,
    };
  });
  const rows = Math.max(...stops.map(({ lines }) => lines.length));
  return {
    width,
    height: base + 28 + rows * LINE_HEIGHT,
    base,
    radius,
    stops,
    dots: counts.flatMap((count, i) =>
      Array.from({ length: count }, (_, k) => ({
        x: margin + i * step,
        y: base - 2 * radius - 8 - k * gap,
      })),
    ),
    ring: guess === null ? null : margin + guess * step,
    named,
  };
}
