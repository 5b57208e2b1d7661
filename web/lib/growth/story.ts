import type { Growth } from '#contract/growth.ts';
import type { Day, KeptId, ReviewId } from '#contract/primitives.ts';

import { contains, type Span } from './span.ts';

/** Something the member wrote for themself. */
export interface Note {
  id: ReviewId | KeptId;
  on: Day;
  text: string;
  from: 'review' | 'journal';
}

/** Some time in the member's own words. */
export interface Story {
  /** The last thing they wrote; null where they wrote nothing, which is fine. */
  note: Note | null;
  /** How much more there is. */
  more: number;
  asks: number;
}

/** Everything the member wrote for themself in that time, oldest first. */
export function notesOf(growth: Pick<Growth, 'reviews' | 'kept'>, span: Span): Note[] {
  const reviews = growth.reviews.flatMap(({ id, on, note }): Note[] =>
    note !== null && contains(span, on) ? [{ id, on, text: note, from: 'review' }] : [],
  );
  const lines = growth.kept.flatMap(({ id, on, text, from }): Note[] =>
    from === null && contains(span, on) ? [{ id, on, text, from: 'journal' }] : [],
  );
  return [...lines, ...reviews].sort((a, b) => a.on.localeCompare(b.on));
}

/** What that time is told with: the closing words of a review before a line of the journal. */
export function storyOf(growth: Pick<Growth, 'reviews' | 'kept' | 'asks'>, span: Span): Story {
  const notes = notesOf(growth, span);
  const note = notes.findLast(({ from }) => from === 'review') ?? notes.at(-1) ?? null;
  return {
    note,
    more: Math.max(0, notes.length - 1),
    asks: growth.asks.filter(({ on }) => contains(span, on)).length,
  };
}
