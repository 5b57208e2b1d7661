import type { FearKind } from '#contract/asks.ts';
import { lengthOf } from '#contract/primitives.ts';
import type { Happened, Reflection, Results } from '#contract/results.ts';

/** What is being written after reading. The line is as typed. */
export interface ReflectionDraft {
  happened: Happened | null;
  /** 0 to 100. */
  likelyNext: number | null;
  line: string;
}

/** Code points of the line. */
export const LONGEST_LINE = 140;

/** Fears that the three questions can answer, if enough people did. */
const BY_NUMBERS: ReadonlySet<FearKind> = new Set([
  'someone_far',
  'most_far',
  'no_warmth',
  'not_got',
]);

/**
 * What the numbers say to "Did what I feared happen?": `cant_tell` where they could, and too few answered; null where
 * only the asker can judge.
 */
export function fromNumbers(
  fear: FearKind | null,
  results: Pick<Results, 'fear'>,
): Happened | null {
  if (fear === null || !BY_NUMBERS.has(fear)) return null;
  const happened = results.fear?.happened ?? null;
  if (happened === null) return 'cant_tell';
  return happened ? 'yes' : 'no';
}

/** What stands there at first: what was saved, and where nothing was, what the numbers say. */
export const draftOf = (saved: Reflection | null, happened: Happened | null): ReflectionDraft => ({
  happened: saved?.happened ?? happened,
  likelyNext: saved?.likelyNext ?? null,
  line: saved?.line ?? '',
});

/** What is sent; null while the line is too long. */
export function reflectionOf({ happened, likelyNext, line }: ReflectionDraft): Reflection | null {
  const text = line.normalize('NFC').trim();
  return lengthOf(text) > LONGEST_LINE ? null : { happened, likelyNext, line: text || null };
}
