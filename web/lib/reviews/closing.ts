import { lengthOf } from '#contract/primitives.ts';
import type { Choice, Review } from '#contract/reviews.ts';

/** The end of a review as it is being written. The note is as typed. */
export interface ClosingDraft {
  choice: Choice | null;
  note: string;
}

/** Code points of the note. */
export const LONGEST_NOTE = 1000;

export const draftOf = (closing: Review['closing']): ClosingDraft => ({
  choice: closing?.choice ?? null,
  note: closing?.note ?? '',
});

/** What is sent; null while the note is too long. */
export function closingOf({ choice, note }: ClosingDraft) {
  const text = note.normalize('NFC').trim();
  return lengthOf(text) > LONGEST_NOTE ? null : { choice, note: text || null };
}
