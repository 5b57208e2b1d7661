import type { FearKind } from '../contract/asks.ts';
import type { BodySign, Feeling, Pad } from '../contract/feelings.ts';
import type { Impression, MoreOf } from '../contract/impressions.ts';
import type { ComparisonLabel, Strip } from '../contract/results.ts';
import { GOAL_RANGE, QUESTIONS, RANGE } from '../contract/scales.ts';
import type { Question, Taps } from '../contract/scales.ts';
import { impressionsOf, type Impressions } from './impressions.ts';
import { median } from './median.ts';

/** No number is made of fewer values: with less, one person would stand out. */
const FEWEST = 3;
/** Composite gaps below this are no difference: one step on one question is 5.6 to 8.3. */
const BAND = 10;

/** A strip with its values, lowest first, so that nothing links one person's across questions. */
type Tally = Strip & { values: number[] };

type ByQuestion<T> = Record<Question, T>;

/** What the asker expected, as far as it can be held against what came. */
type Expected = Taps & { fear?: FearKind | null };

/**
 * How one ask was received, made once, at close, and frozen: everything shown, compared or charted
 * later reads this and never the answers.
 */
export interface Reception {
  /** Counted answers, with or without values. */
  n: number;
  /** Null for a question with fewer than three valid values. */
  strips: ByQuestion<Tally | null>;
  /** Median received index, 0 to 100: for the growth curve, never a headline. */
  received: number | null;
  /** Signed gaps in steps of the scale; positive means better received than guessed. */
  gaps: ByQuestion<number | null>;
  /** The same, in hundredths of the width of the scale: −100 to 100. */
  scaledGaps: ByQuestion<number | null>;
  /** Mean of the scaled gaps there are, −100 to 100. */
  signedGap: number | null;
  /** Mean of their sizes, 0 to 100: it stays large where gaps up and gaps down cancel out. */
  absoluteGap: number | null;
  /** Null without a guess, or with too few values. */
  label: ComparisonLabel | null;
  /** Whether the fear came true; null when unknown, or only the asker can tell. */
  feared: boolean | null;
  /** What came without names, counted, once it was released; asks of other kinds have none. */
  anonymous?: AnonymousCounts | null;
  /**
   * The rung of the asker's ladder it looked like, −2 to 2: the fourth tap. Null with fewer than three values; asks
   * without a ladder for peers have none.
   */
  goal?: Tally | null;
  /** How the asker came across; asks that closed before this was asked have none, nor those erased since. */
  impressions?: Impressions;
}

/**
 * What is kept of answers without names beside their parts and what the strips count. Frozen with the rest: `people`
 * and `candidates` decide later who may say what they wrote.
 */
export interface AnonymousCounts {
  /** How many answered without a name, and how many could have. */
  people: number;
  candidates: number;
  feelings: Count<Feeling>[];
  body: Count<BodySign>[];
  pad: Count<Pad>[];
  moreOf: Count<MoreOf>[];
  inRoom: number;
}

/** How many people chose one thing. */
export interface Count<Choice> {
  choice: Choice;
  people: number;
}

/** What is counted of an answer. */
type Counted = Taps & { cameAcross?: readonly Impression[] };

/** Makes the reception of an ask from its counted answers (leaders left out) and the guess. */
export function receive(answers: readonly Counted[], guess: Expected | null): Reception {
  const strips = byQuestion((question) => tally(question, answers, guess?.[question] ?? null));
  const gaps = byQuestion((question) => {
    const guessed = guess?.[question] ?? null;
    const strip = strips[question];
    return guessed === null || strip === null ? null : strip.median - guessed;
  });
  const scaledGaps = byQuestion((question) => {
    const gap = gaps[question];
    return gap === null ? null : (100 * gap) / width(question);
  });
  const available = present(Object.values(scaledGaps));
  const signedGap = mean(available);
  const absoluteGap = mean(available.map(Math.abs));

  return {
    n: answers.length,
    strips,
    received: typical(answers.map(receivedIndex)),
    gaps,
    scaledGaps,
    signedGap,
    absoluteGap,
    label: reading(signedGap, absoluteGap),
    feared: feared(guess?.fear ?? null, strips),
    impressions: impressionsOf(answers.map((answer) => answer.cameAcross ?? [])),
  };
}

/**
 * What stays of a reception when somebody erases the values they gave to it: its dots go as a whole, and so does how
 * the asker came across, so that theirs cannot be told by what is missing; the middle and the number of answers stay
 * as they were, and nothing is made anew. A figure that fewer than three of the answers that are left stand behind is
 * hidden.
 *
 * @param left the counted answers that stay
 */
export function withoutDots(
  reception: Reception,
  left: readonly (Taps & { goalLevel: number | null })[],
): Reception {
  const hushed = (strip: Tally | null, values: readonly (number | null)[]): Tally | null =>
    strip && enough(values) ? { ...strip, counts: [], values: [], atOrAbove: null } : null;
  const strips = byQuestion((question) =>
    hushed(
      reception.strips[question],
      left.map((taps) => taps[question]),
    ),
  );
  const stays = <Figure>(of: ByQuestion<Figure | null>) =>
    byQuestion((question) => (strips[question] ? of[question] : null));
  const composite = Object.values(strips).some((strip) => strip !== null);
  const { impressions: _, goal, ...rest } = reception;
  return {
    ...rest,
    strips,
    ...(goal !== undefined && {
      goal: hushed(
        goal,
        left.map((taps) => taps.goalLevel),
      ),
    }),
    received: enough(left.map(receivedIndex)) ? reception.received : null,
    gaps: stays(reception.gaps),
    scaledGaps: stays(reception.scaledGaps),
    signedGap: composite ? reception.signedGap : null,
    absoluteGap: composite ? reception.absoluteGap : null,
    label: composite ? reception.label : null,
    feared: composite ? reception.feared : null,
  };
}

/**
 * The received index of one answer, 0 to 100: the mean of the values it gives, each stretched to
 * 0 to 100. Null unless at least two of the three are there. "Can't say yet" is never a zero.
 */
export function receivedIndex(taps: Taps): number | null {
  const values = QUESTIONS.flatMap((question) => {
    const value = taps[question];
    return value === null ? [] : [(100 * (value - RANGE[question][0])) / width(question)];
  });
  return values.length < 2 ? null : mean(values);
}

/** The middle of the values there are, from three on; of an even number the mean of the two middle ones. */
function typical(values: readonly (number | null)[]): number | null {
  return enough(values) ? median(present(values)) : null;
}

/** The three-way label of a composite signed gap: no difference below ten. */
export function comparisonLabel(signedGap: number): Exclude<ComparisonLabel, 'mixed'> {
  if (Math.abs(signedGap) < BAND) return 'about_as_expected';
  return signedGap > 0 ? 'warmer_than_expected' : 'cooler_than_expected';
}

/** What the asker reads: `mixed` where gaps up and gaps down cancel out to "about as expected". */
function reading(signedGap: number | null, absoluteGap: number | null): ComparisonLabel | null {
  if (signedGap === null || absoluteGap === null) return null;
  const label = comparisonLabel(signedGap);
  return label === 'about_as_expected' && absoluteGap >= BAND ? 'mixed' : label;
}

/**
 * Whether a feared event happened. Null when its question has fewer than three valid values, and
 * for fears that only the asker can judge.
 */
function feared(
  fear: FearKind | null,
  { understood, closeness, warmth }: ByQuestion<Strip | null>,
): boolean | null {
  switch (fear) {
    case 'someone_far':
      return closeness && further(closeness) > 0;
    case 'most_far':
      return closeness && further(closeness) > closeness.n / 2;
    case 'no_warmth':
      return warmth && upTo('warmth', warmth, 1) === warmth.n;
    case 'not_got':
      return understood && understood.median <= 1;
    case 'too_much':
    case 'own':
    case null:
      break;
  }
  return null;
}

/**
 * Whether the answer to a fear may be shown. "Someone feels further away" needs four values: with
 * fewer it would point at a person.
 */
export function fearMayBeShown(fear: FearKind, strips: ByQuestion<Strip | null>): boolean {
  return fear !== 'someone_far' || (strips.closeness?.n ?? 0) > FEWEST;
}

/** Everybody feels further away, or the middle of the warmth is none: the asker is offered to go slowly. */
export function looksHard({ closeness, warmth }: ByQuestion<Strip | null>): boolean {
  return (closeness !== null && further(closeness) === closeness.n) || warmth?.median === 0;
}

/** One ask's guess held against what came. */
type Compared = Pick<Reception, 'signedGap' | 'absoluteGap'>;

/**
 * How somebody's guesses run over several asks: the median signed gap, −100 to 100 (positive: better
 * received than guessed), and the median absolute gap, 0 to 100. Null below three asks with a guess.
 */
export function overAsks(asks: readonly Compared[]): {
  bias: number | null;
  accuracy: number | null;
} {
  return {
    bias: typical(asks.map((ask) => ask.signedGap)),
    accuracy: typical(asks.map((ask) => ask.absoluteGap)),
  };
}

/** How likely a fear felt, 0 to 100, and how far it came true: no, partly, yes, or can't tell. */
export interface Fear {
  likely: number | null;
  happened: 0 | 0.5 | 1 | null;
}

/**
 * How fears run against what happened, over the pairs without a null: both means 0 to 1, their
 * difference (positive: feared more than came) and the Brier score, 0 best to 1 worst, which is for
 * the member's own export and never shown. Null without any pair.
 */
export function calibration(fears: readonly Fear[]) {
  const pairs = fears.flatMap(({ likely, happened }) =>
    likely === null || happened === null ? [] : [{ likely: likely / 100, happened }],
  );
  const likely = mean(pairs.map((pair) => pair.likely));
  const happened = mean(pairs.map((pair) => pair.happened));
  const brier = mean(pairs.map((pair) => (pair.likely - pair.happened) ** 2));
  if (likely === null || happened === null || brier === null) return null;
  return { likely, happened, difference: likely - happened, brier };
}

/**
 * How the evening looked on the asker's ladder, to those who picked a level: −2 to 2, null below three of them. Held
 * against no guess, and of no part in any figure of the three questions.
 */
export const goalTally = (answers: readonly { goalLevel: number | null }[]): Tally | null =>
  tallied(
    answers.map((answer) => answer.goalLevel),
    GOAL_RANGE,
    null,
  );

const tally = (question: Question, answers: readonly Taps[], guess: number | null) =>
  tallied(
    answers.map((taps) => taps[question]),
    RANGE[question],
    guess,
  );

function tallied(
  given: readonly (number | null)[],
  [lowest, highest]: readonly [number, number],
  guess: number | null,
): Tally | null {
  const values = present(given).sort((a, b) => a - b);
  const middle = enough(values) ? median(values) : null;
  if (middle === null) return null;
  return {
    counts: Array.from(
      { length: highest - lowest + 1 },
      (_, stop) => values.filter((value) => value === lowest + stop).length,
    ),
    median: middle,
    n: values.length,
    cantSay: given.length - values.length,
    atOrAbove: guess === null ? null : values.filter((value) => value >= guess).length,
    values,
  };
}

const width = (question: Question) => RANGE[question][1] - RANGE[question][0];

/** How many chose `value` or a lower stop. */
const upTo = (question: Question, { counts }: Strip, value: number) =>
  counts.slice(0, value - RANGE[question][0] + 1).reduce((sum, count) => sum + count, 0);

const further = (closeness: Strip) => upTo('closeness', closeness, -1);

const byQuestion = <T>(make: (question: Question) => T): ByQuestion<T> => ({
  understood: make('understood'),
  closeness: make('closeness'),
  warmth: make('warmth'),
});

const present = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

const enough = (values: readonly (number | null)[]) => present(values).length >= FEWEST;

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
