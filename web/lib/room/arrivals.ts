import type { Waiting } from '#contract/meetings.ts';

/** What a row is about: one of a kind for each ask, and one for all reports. */
export const keyOf = (waiting: Waiting) =>
  waiting.kind === 'reports' ? waiting.kind : `${waiting.kind}:${waiting.askId}`;

/** How many there are behind a row that counts, else one. */
function sizeOf(waiting: Waiting): number {
  switch (waiting.kind) {
    case 'arriving':
      return waiting.arrived;
    case 'reports':
      return waiting.reports;
    case 'ask':
    case 'ready':
    case 'late_words':
    case 'reported':
      return 1;
  }
}

/**
 * What is new in the list since it was last looked at: rows that were not there, and those behind which there is
 * more now. Rows that went, or stayed as they were, are not news; nor is my own ask before anything has come.
 */
export function arrivals(before: readonly Waiting[], after: readonly Waiting[]): Waiting[] {
  const known = new Map(before.map((waiting) => [keyOf(waiting), sizeOf(waiting)]));
  return after.filter((waiting) => sizeOf(waiting) > (known.get(keyOf(waiting)) ?? 0));
}
