import { Octant } from '#contract/impressions.ts';
import type { Results } from '#contract/results.ts';

/** Fewer directions than this make no common picture. */
const FEWEST = 4;

const isDirection = (impression: string) => Octant.safeParse(impression).success;

/** Whether so many directions were chosen that having none in common says something. */
export const chosenEnough = (counts: NonNullable<Results['impression']>['counts']) =>
  counts
    .filter(({ impression }) => isDirection(impression))
    .reduce((sum, { people }) => sum + people, 0) >= FEWEST;
