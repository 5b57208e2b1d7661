import * as z from 'zod/mini';

/**
 * How somebody came across in one moment: eight directions of the interpersonal circumplex, by their common
 * two-letter codes, clockwise from the top (90°, 45° … 135°). The words people see are ours.
 */
export const Octant = z.enum(['PA', 'NO', 'LM', 'JK', 'HI', 'FG', 'DE', 'BC']);
export type Octant = z.infer<typeof Octant>;
export const OCTANTS = Octant.options;

/** What may be chosen: up to two directions, or one of the two that are none, alone. */
export const Impression = z.enum([...OCTANTS, 'mixed', 'cant_say']);
export type Impression = z.infer<typeof Impression>;

export const Impressions = z.array(Impression).check(
  z.maxLength(2),
  z.refine((chosen) => new Set(chosen).size === chosen.length),
  z.refine(
    (chosen) => chosen.length < 2 || !chosen.some((one) => one === 'mixed' || one === 'cant_say'),
  ),
);

/** "I'd welcome more of…" */
export const MoreOf = z.enum([
  'what_you_feel',
  'taking_your_time',
  'asking_us',
  'letting_us_answer',
  'disagreeing',
  'humour',
  'quiet_moments',
  'what_you_need',
  'story_behind',
  'how_i_affect_you',
  'starting',
  'staying',
  'just_this',
]);
export type MoreOf = z.infer<typeof MoreOf>;
