import type { TrendLabel } from '../contract/reviews.ts';
import { median } from './median.ts';
import { thenAndNowPair } from './participation.ts';

export interface Point {
  /** The number of the meeting or of the ask, so that gaps stay gaps. */
  x: number;
  y: number;
}

export interface Trend {
  /** Ratings looked at, one for each x: the latest sixty at most. */
  n: number;
  /** Theil–Sen, in steps of y per step of x; null where no two x differ. */
  slope: number | null;
  intercept: number | null;
  /** Mann–Kendall S: rises less falls among all pairs in time, −m to m. */
  s: number;
  /** Pairs whose y differ: the largest S these ratings could have given in any order. */
  m: number;
  /** Exact and two-sided, 0 to 1. */
  p: number;
  /** What the slope makes of the time between the first and the last rating; null where it is too early. */
  change: number | null;
  label: TrendLabel;
}

/** Older ones are left out: they say little of today's direction, and the counts below would outgrow a double. */
const MOST = 60;
/** With fewer there is no direction at all. */
const FEWEST = 4;
/** With fewer even a perfect series is likelier than `CLEAR` by chance. */
const FEWEST_CLEAR = 5;
const CLEAR = 0.1;
/** Share of the pairs that must agree for a direction to lean. */
const LEANS = 0.5;
/** A hair's breadth: rounding of binary fractions must not decide about a label. */
const ROUNDING = 1e-9;

/**
 * The direction of a tiny series: Theil–Sen slope (Sen 1968) with an exact Mann–Kendall test (Mann 1945, Kendall 1975),
 * ties included. Made for reviews, over the whole series of one goal; the points may come in any order. Ratings with the
 * same x say nothing of a direction between them and count as one, their median: counted one by one, they could
 * make chance look smaller than it is.
 *
 * @param delta the smallest change that matters: ladder 1, distance 2, received index 10, counts 1
 */
export function trend(points: readonly Point[], { delta }: { delta: number }): Trend {
  const latest = oneForEachX(points).slice(-MOST);
  const xs = latest.map(({ x }) => x);
  const ys = latest.map(({ y }) => y);
  const n = latest.length;
  const pairs = latest.flatMap((before, i) =>
    latest.slice(i + 1).map((after) => ({ run: after.x - before.x, rise: after.y - before.y })),
  );

  const slope = median(pairs.map(({ run, rise }) => rise / run));
  const [middleX, middleY] = [median(xs), median(ys)];
  const intercept =
    slope === null || middleX === null || middleY === null ? null : middleY - slope * middleX;
  // Adding 0 makes a negative zero an ordinary one.
  const s = pairs.reduce((sum, { rise }) => sum + Math.sign(rise), 0) + 0;
  const ties = sizesOfTies(ys);
  const m = pairsOf(n) - ties.reduce((sum, size) => sum + pairsOf(size), 0);
  const p = chance(s, m, ties);
  const [first, last] = [xs[0], xs.at(-1)];
  const change =
    n < FEWEST || slope === null || first === undefined || last === undefined
      ? null
      : slope * (last - first);
  return { n, slope, intercept, s, m, p, change, label: labelOf({ n, s, p, change }, delta) };
}

/** By time, the median of what was rated then. */
function oneForEachX(points: readonly Point[]): Point[] {
  const ratings = new Map<number, number[]>();
  for (const { x, y } of points) ratings.set(x, [...(ratings.get(x) ?? []), y]);
  return [...ratings]
    .flatMap(([x, ys]) => {
      const y = median(ys);
      return y === null ? [] : [{ x, y }];
    })
    .sort((a, b) => a.x - b.x);
}

function labelOf(
  { n, s, p, change }: Pick<Trend, 'n' | 's' | 'p' | 'change'>,
  delta: number,
): TrendLabel {
  if (n < FEWEST) return 'too_early';
  if (change === null || change === 0 || Math.abs(change) < delta - ROUNDING)
    return 'no_clear_direction';
  if (n >= FEWEST_CLEAR && p <= CLEAR + ROUNDING) return change > 0 ? 'clear_up' : 'clear_down';
  if (Math.abs(s) / pairsOf(n) >= LEANS) return change > 0 ? 'leaning_up' : 'leaning_down';
  return 'no_clear_direction';
}

/**
 * The share of all arrangements of the ratings with an S at least this far from zero. S = m − 2 · inversions, and the
 * numbers of arrangements with 0, 1, 2… inversions are the coefficients of the q-multinomial of the sizes of the ties:
 * a product of Gaussian binomials (MacMahon 1916). All terms are positive, so doubles keep about thirteen digits up to
 * sixty ratings.
 */
function chance(s: number, m: number, ties: readonly number[]): number {
  let counts = [1];
  let placed = 0;
  for (const size of ties) {
    placed += size;
    counts = product(counts, gaussianBinomial(placed, Math.min(size, placed - size)));
  }
  const asFar = counts.filter((_, inversions) => Math.abs(m - 2 * inversions) >= Math.abs(s));
  // Summed in one order, so that everything divided by everything is exactly one.
  return sum(asFar) / sum(counts);
}

/** Coefficients of [n, k] in q, lowest first: [n, k] = [n−1, k−1] + q^k · [n−1, k]. */
function gaussianBinomial(n: number, k: number): number[] {
  const row: number[][] = [[1]];
  for (let of = 1; of <= n; of++)
    for (let chosen = Math.min(of, k); chosen > 0; chosen--)
      row[chosen] = sumOf(row[chosen - 1] ?? [], shifted(row[chosen] ?? [], chosen));
  return row[k] ?? [];
}

const shifted = (coefficients: readonly number[], by: number) =>
  coefficients.length === 0 ? [] : [...Array<number>(by).fill(0), ...coefficients];

const sumOf = (a: readonly number[], b: readonly number[]) =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));

function product(a: readonly number[], b: readonly number[]): number[] {
  const result = Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, left] of a.entries())
    for (const [j, right] of b.entries()) result[i + j] = (result[i + j] ?? 0) + left * right;
  return result;
}

/** How often each value is there. */
function sizesOfTies(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

const pairsOf = (n: number) => (n * n - n) / 2;

const sum = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** On the scale from 0 to 10, the difference from which a distance has moved. */
const MOVED = 3;

/** How the distance to the new way, rated 0 to 10 after meetings, stands now. */
export type ThenAndNow =
  | { result: 'too_early'; before: null; now: null }
  | { result: 'moved' | 'not_yet_clear'; before: number; now: number };

/**
 * Whether distance ratings, oldest first, have moved in either direction: the median of the last three at least three
 * away from that of the first three. Too early below six ratings.
 */
export function thenAndNow(ratings: readonly number[]): ThenAndNow {
  const pair = thenAndNowPair(ratings);
  if (pair === null) return { result: 'too_early', before: null, now: null };
  const result = Math.abs(pair.now - pair.before) >= MOVED ? 'moved' : 'not_yet_clear';
  return { result, ...pair };
}

/** The normal deviate beyond which one in twenty differences lies by noise alone. */
const TWO_SIDED = 1.96;

/**
 * Reliable change of one pair (Jacobson and Truax 1991), in units of y: an explanation of why one step is no change,
 * never what decides. RCI = (x₂ − x₁) / (SD · √2 · √(1 − r)).
 *
 * @param of.sd spread of the ratings, above 0
 * @param of.r their reliability, 0 up to 1, without 1
 * @throws RangeError for anything else
 */
export function reliableChange(x1: number, x2: number, { sd, r }: { sd: number; r: number }) {
  if (!(sd > 0 && sd < Infinity)) throw new RangeError(`a spread is above 0, not ${sd}`);
  if (!(r >= 0 && r < 1)) throw new RangeError(`a reliability is from 0 up to 1, not ${r}`);
  const error = sd * Math.SQRT2 * Math.sqrt(1 - r);
  const index = (x2 - x1) / error;
  return {
    /** Standard error of a difference. */
    error,
    /** The difference in standard errors. */
    index,
    /** The smallest difference that is more than noise. */
    threshold: TWO_SIDED * error,
    reliable: Math.abs(index) >= TWO_SIDED,
  };
}
