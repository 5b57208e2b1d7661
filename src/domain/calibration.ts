import type { Taps } from '../contract/scales.ts';
import type { Part } from './participation.ts';
import { calibration, overAsks, receivedIndex } from './reception.ts';
import type { Fear, Reception } from './reception.ts';
import { trend } from './trend.ts';
import type { Trend } from './trend.ts';

/** Nothing is said over fewer asks. */
const FEWEST = 3;
/** No direction is looked for over fewer. */
const FEWEST_FOR_TREND = 5;
/** On a scale of 0 to 100, the smallest change that matters. */
const DELTA = 10;

/** One closed ask of the member's own, with what was guessed and what came. */
export interface GuessedAsk extends Pick<Reception, 'signedGap' | 'absoluteGap' | 'label'> {
  /** Counts the member's asks, from 1: gaps stay gaps. */
  number: number;
  guess: Taps | null;
  fear: Fear | null;
}

/** How somebody's guesses run against what came, for their own eyes. */
export interface Calibration {
  /** Median signed gap, −100 to 100; positive: received better than guessed. Null below three asks. */
  bias: number | null;
  /** Median absolute gap, 0 to 100. Null below three asks. */
  accuracy: number | null;
  /** Likelihoods of fears against what happened, 0 to 1. Null below three that can be told. */
  fears: ReturnType<typeof calibration>;
  /** Asks that came back warmer than guessed, of those that can be compared. */
  warmer: Part;
  /** Directions over the asks, of values from 0 to 100; null below five values. */
  trends: {
    /** Of the composite guess, stretched like the received index. */
    guess: Trend | null;
    absoluteGap: Trend | null;
    /** Of how likely the fears felt. */
    likely: Trend | null;
  };
}

/** Holds the guesses of all asks of one member against what came. */
export function acrossAsks(asks: readonly GuessedAsk[]): Calibration {
  const fears = asks.flatMap(({ fear }) =>
    fear === null || fear.likely === null || fear.happened === null ? [] : [fear],
  );
  const over = (valueOf: (ask: GuessedAsk) => number | null): Trend | null => {
    const points = asks.flatMap((ask) => {
      const y = valueOf(ask);
      return y === null ? [] : [{ x: ask.number, y }];
    });
    return points.length < FEWEST_FOR_TREND ? null : trend(points, { delta: DELTA });
  };
  return {
    ...overAsks(asks),
    fears: fears.length < FEWEST ? null : calibration(fears),
    warmer: warmerCount(asks),
    trends: {
      guess: over(({ guess }) => guess && receivedIndex(guess)),
      absoluteGap: over(({ absoluteGap }) => absoluteGap),
      likely: over(({ fear }) => fear && fear.likely),
    },
  };
}

type Labelled = Pick<Reception, 'label'>;

/** How many asks came back so, of those that can be compared. */
function labelled(asks: readonly Labelled[], as: NonNullable<Labelled['label']>): Part {
  const labels = asks.flatMap(({ label }) => label ?? []);
  return { k: labels.filter((label) => label === as).length, of: labels.length };
}

/** "What came back was warmer than you guessed in 4 of 5 asks": of the asks that have a label. */
export const warmerCount = (asks: readonly Labelled[]): Part =>
  labelled(asks, 'warmer_than_expected');

/** Asks that came back about as guessed, of the same. */
export const closeCount = (asks: readonly Labelled[]): Part => labelled(asks, 'about_as_expected');
