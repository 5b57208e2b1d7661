import type { Level } from '../contract/goals.ts';
import type { Achievement, OwnWord, TrendLabel } from '../contract/reviews.ts';
import type { LevelComparison } from '../contract/scales.ts';
import { median } from './median.ts';

/** No level is made of what fewer peers saw. */
const FEWEST = 3;
/** Weeks between two reviews from which a level that is still there counts as kept. */
const KEPT = 4;
/** A hair's breadth: rounding of binary fractions must not decide on which side of a half a number falls. */
const ROUNDING = 1e-9;

/**
 * Goal Attainment Scaling T-score (Kiresuk and Sherman 1968):
 * T = 50 + 10·Σwx / √((1 − ρ)·Σw² + ρ·(Σw)²). 50 is "all as expected"; how far it can reach depends on the number of
 * goals (one: 30 to 70; five, equally weighted: 19.8 to 80.2), so scores of different numbers of goals must not be
 * compared. Null without goals, or when every weight is zero: never 50.
 *
 * @param levels whole numbers, −2 to 2: only goals with a current rating
 * @param weights one a goal, finite and from 0 on
 * @param rho supposed correlation between goals, 0 to 1
 * @throws RangeError for anything else
 */
export function tScore({
  levels,
  weights,
  rho = 0.3,
}: {
  levels: readonly number[];
  weights: readonly number[];
  rho?: number;
}): number | null {
  if (levels.length !== weights.length)
    throw new RangeError(`${levels.length} levels need as many weights, not ${weights.length}`);
  for (const level of levels)
    if (!Number.isInteger(level) || Math.abs(level) > 2)
      throw new RangeError(`a level is a whole number from -2 to 2, not ${level}`);
  for (const weight of weights)
    if (!Number.isFinite(weight) || weight < 0)
      throw new RangeError(`a weight is a finite number from 0 on, not ${weight}`);
  if (!(rho >= 0 && rho <= 1)) throw new RangeError(`rho is a number from 0 to 1, not ${rho}`);

  // Only the proportions of the weights matter: of the largest, so that no square runs over or vanishes.
  const largest = Math.max(0, ...weights);
  if (largest === 0) return null;
  const shares = weights.map((weight) => weight / largest);
  const reached = sum(levels.map((level, i) => level * (shares[i] ?? 0)));
  const squares = sum(shares.map((share) => share ** 2));
  return 50 + (10 * reached) / Math.sqrt((1 - rho) * squares + rho * sum(shares) ** 2);
}

/** A T-score as it is shown: one decimal, halves away from zero. Never calculated with. */
export function shownT(t: number): number {
  const tenths = Math.round(Math.abs(t) * 10 + ROUNDING);
  return tenths === 0 ? 0 : (Math.sign(t) * tenths) / 10;
}

/**
 * What a meeting looked like to the peers: the median of the levels they chose, −2 to 2 in halves; null for "I couldn't
 * see this", and as a whole with fewer than three levels. It says nothing but that day and enters no T-score.
 */
export function peerLevel(levels: readonly (Level | null)[]): number | null {
  const seen = levels.filter((level) => level !== null);
  return seen.length < FEWEST ? null : median(seen);
}

/**
 * Holds the member's own level, given before those of the peers could be seen, against the middle of theirs: a whole
 * level apart is a difference.
 */
export function compareWithPeers(self: Level, others: number): LevelComparison {
  const difference = self - others;
  if (difference <= -1) return 'others_saw_more';
  return difference >= 1 ? 'you_noticed_more' : 'about_the_same';
}

/** The same from what each peer chose; null when either is missing. */
export function compareLevels(
  self: Level | null,
  peers: readonly (Level | null)[],
): LevelComparison | null {
  const others = peerLevel(peers);
  return self === null || others === null ? null : compareWithPeers(self, others);
}

/**
 * How a goal stands at a review. Where several hold, the member's own "no" goes first, then what has been reached
 * (`sustaining` is the narrower kind of `achieved`), then the direction. An "achieved" below level 0 does not count.
 *
 * @param reviewed.level the member's own level now
 * @param reviewed.before the review before this one: the level there and how many weeks lie between
 * @param reviewed.ownWord what the member says
 */
export function achievement({
  label,
  level,
  before,
  ownWord,
}: {
  label: TrendLabel;
  level: Level | null;
  before: { level: Level | null; weeks: number } | null;
  ownWord: OwnWord | null;
}): Achievement {
  if (ownWord !== null && ownWord !== 'achieved') return ownWord;
  if (reached(level)) {
    if (before && reached(before.level) && before.weeks >= KEPT) return 'sustaining';
    if (ownWord === 'achieved') return 'achieved';
  }
  switch (label) {
    case 'leaning_up':
    case 'clear_up':
      return level !== null && level < 0 ? 'improving' : 'in-progress';
    case 'leaning_down':
    case 'clear_down':
      return 'worsening';
    case 'no_clear_direction':
      return 'no-change';
    case 'too_early':
      return 'in-progress';
  }
}

const reached = (level: Level | null) => level !== null && level >= 0;

const sum = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
