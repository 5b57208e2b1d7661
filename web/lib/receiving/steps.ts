import type { Ask } from '#contract/asks.ts';
import type { Results } from '#contract/results.ts';
import { m } from '#lib/messages.ts';

export type Step = 'guess' | 'feelings' | 'words' | 'numbers' | 'ladder' | 'comparison';

/**
 * The pages of reading, in their order. A guess that was not made has none; what one keeps is the asker's own and
 * comes when nothing more arrives.
 */
export function stepsOf(ask: Ask, results: Results): Step[] {
  return [
    ...(guessShown(ask) ? (['guess'] as const) : []),
    'feelings',
    'words',
    'numbers',
    ...(results.goal ? (['ladder'] as const) : []),
    ...(ask.as === 'asker' && results.state === 'closed' ? (['comparison'] as const) : []),
  ];
}

/** The guess in words, and the fear: null when neither was written down. */
export function guessShown({ mine }: Ask): { guess: string | null; fear: string | null } | null {
  if (!mine?.guess) return null;
  const guess = m.scales.guess(mine.guess);
  const { fear: kind, fearWords } = mine.guess;
  const fear = kind === 'own' ? fearWords : kind && `${m.asks.fear[kind]}.`;
  return guess === null && fear === null ? null : { guess, fear };
}
