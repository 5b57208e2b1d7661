import { Impression, OCTANTS } from '../contract/impressions.ts';
import type { Octant } from '../contract/impressions.ts';

/** With fewer directions chosen, one person would be the word. */
const FEWEST = 4;
/** Below this the directions point away from each other more than they agree. */
const AGREED = 0.4;
/** Shorter than this there is no direction, only rounding. */
const NONE = 1e-9;

/** Where each direction lies, in degrees from "warm", counterclockwise. */
const ANGLE: Readonly<Record<Octant, number>> = {
  PA: 90,
  NO: 45,
  LM: 0,
  JK: 315,
  HI: 270,
  FG: 225,
  DE: 180,
  BC: 135,
};

/** Directions added up: the mean of their unit vectors. */
interface Sum {
  /** Directions chosen; "mixed" and "can't say" are none. */
  n: number;
  /** Communion, cold to warm: −1 to 1. */
  x: number;
  /** Agency, giving way to steering: −1 to 1. */
  y: number;
  /** How far the directions agree: 0 to 1, the length of the mean. */
  agreement: number;
  /** Degrees from "warm", counterclockwise: 0 up to 360; null where they cancel out. */
  angle: number | null;
  /** The direction closest to `angle`. */
  nearest: Octant | null;
}

/** How somebody came across, as it is frozen when an ask closes. */
export interface Impressions extends Sum {
  /** In the order of the form; what nobody chose is left out. */
  counts: { impression: Impression; people: number }[];
}

/** Makes the impressions of an ask from what each counted answer chose, in any order. */
export function impressionsOf(chosen: readonly (readonly Impression[])[]): Impressions {
  const all = chosen.flat();
  return {
    ...sumOf(all.filter((one): one is Octant => one !== 'mixed' && one !== 'cant_say')),
    counts: Impression.options.flatMap((impression) => {
      const people = all.filter((one) => one === impression).length;
      return people === 0 ? [] : [{ impression, people }];
    }),
  };
}

/**
 * Scores directions on the interpersonal circumplex as it is commonly done (Wiggins 1979; Gurtman and Balakrishnan
 * 1998): each choice is a unit vector of weight 1, and the mean vector says where they point and how much they agree.
 */
export function sumOf(chosen: readonly Octant[]): Sum {
  const n = chosen.length;
  // In the order of the form: rounding must not let the order of people decide between two words.
  const inOrder = OCTANTS.flatMap((octant) => chosen.filter((one) => one === octant));
  const mean = (part: (radians: number) => number) =>
    n === 0 ? 0 : inOrder.reduce((sum, one) => sum + part((ANGLE[one] * Math.PI) / 180), 0) / n;
  const x = mean(Math.cos);
  const y = mean(Math.sin);
  const agreement = Math.hypot(x, y);
  const angle = agreement < NONE ? null : turn((Math.atan2(y, x) * 180) / Math.PI);
  return { n, x, y, agreement, angle, nearest: angle === null ? null : nearest(angle) };
}

/** The direction people agree on; null when they saw different things, or too few were chosen to say. */
export function agreedOn({ n, agreement, nearest }: Sum): Octant | null {
  return n >= FEWEST && agreement >= AGREED ? nearest : null;
}

/** Into 0 up to 360, also where rounding left a hair's breadth below a full turn. */
function turn(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return 360 - turned < NONE ? 0 : turned;
}

function nearest(angle: number): Octant {
  const away = (octant: Octant) => {
    const gap = Math.abs(angle - ANGLE[octant]);
    return Math.min(gap, 360 - gap);
  };
  return OCTANTS.reduce((best, octant) => (away(octant) < away(best) ? octant : best));
}
