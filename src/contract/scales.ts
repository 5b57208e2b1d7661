import * as z from 'zod/mini';

/** How well do you get it: 0 Not yet … 4 Fully. `null` is "Can't say yet", never a zero. */
const Understood = z.nullable(z.int().check(z.minimum(0), z.maximum(4)));
/** Nearer or further, compared with before: −3 Much further away … +3 Much nearer. */
const Closeness = z.nullable(z.int().check(z.minimum(-3), z.maximum(3)));
/** How much warmth I notice: 0 None I can find … 4 A great deal. */
const Warmth = z.nullable(z.int().check(z.minimum(0), z.maximum(4)));

/** The three taps of an answer, or the three guesses of an asker. */
export const Taps = z.object({ understood: Understood, closeness: Closeness, warmth: Warmth });
export type Taps = z.infer<typeof Taps>;

/**
 * The fourth tap, where an ask has a ladder: the level of the asker's own that today looked most like, −2 to 2. `null` is
 * "I couldn't see this".
 */
export const GoalLevel = z.nullable(z.int().check(z.minimum(-2), z.maximum(2)));
export const GOAL_RANGE = [-2, 2] as const;

/** How the asker's own level of a meeting, given before, stands to the middle of what peers saw. */
export const LevelComparison = z.enum(['others_saw_more', 'you_noticed_more', 'about_the_same']);
export type LevelComparison = z.infer<typeof LevelComparison>;

export const Question = z.enum(['understood', 'closeness', 'warmth']);
export type Question = z.infer<typeof Question>;
export const QUESTIONS = Question.options;

/** Lowest and highest value of each scale. */
export const RANGE = {
  understood: [0, 4],
  closeness: [-3, 3],
  warmth: [0, 4],
} as const satisfies Record<Question, readonly [number, number]>;
