import type { ExperimentId, GoalId } from '#contract/primitives.ts';

/** Names a goal that is about to be erased, so that whoever shows it leaves it out. */
export const goalKey = (goalId: GoalId) => `goal:${goalId}`;
/** The same of an experiment. */
export const experimentKey = (id: ExperimentId) => `experiment:${id}`;
