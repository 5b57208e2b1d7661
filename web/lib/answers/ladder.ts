// The fourth tap: fetched with an ask that has a ladder, and with no other.
import type { AnswerBody } from '#contract/answers.ts';
import type { Ask } from '#contract/asks.ts';
import { GOAL_RANGE } from '#contract/scales.ts';
import { ladder as words } from '#lib/messages-ladder.ts';

export { default as LadderStep } from './LadderStep.svelte';

/** Why the step cannot be left yet. */
export const { missing } = words;

/** What was picked, in a sentence; undefined where there is nothing to pick from. */
export const pickedIn = (
  { ladder }: Pick<Ask, 'ladder'>,
  { goalLevel }: Pick<AnswerBody, 'goalLevel'>,
): string | undefined =>
  ladder
    ? words.said(goalLevel === null ? null : (ladder[goalLevel - GOAL_RANGE[0]] ?? null))
    : undefined;
