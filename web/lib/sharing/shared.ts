import type { Ask, Shared } from '#contract/asks.ts';
import type { Results, SharedResults } from '#contract/results.ts';
import { QUESTIONS } from '#contract/scales.ts';

export const NOTHING_SHARED: Shared = { guess: false, strips: false, reflection: false };

/** Whether there is anything of each kind to show. */
export const showable = (ask: Ask, results: Results): Shared => ({
  guess:
    QUESTIONS.some((question) => (ask.mine?.guess ?? null)?.[question] !== null) &&
    !!ask.mine?.guess,
  strips: QUESTIONS.some((question) => (results.numbers?.[question] ?? null) !== null),
  reflection: (results.reflection?.line ?? null) !== null,
});

/** What the group would see of it: the same that the service gives out, made from what the asker has before them. */
export function sharedOf(ask: Ask, results: Results, shown: Shared): SharedResults {
  const guess = ask.mine?.guess ?? null;
  const { memberId, name } = ask.asker;
  return {
    asker: { memberId, name },
    moment: ask.moment,
    guess:
      shown.guess && guess
        ? { understood: guess.understood, closeness: guess.closeness, warmth: guess.warmth }
        : null,
    numbers: shown.strips ? results.numbers : null,
    reflection: shown.reflection ? { line: results.reflection?.line ?? null } : null,
  };
}
