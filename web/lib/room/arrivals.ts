import type { Waiting } from '#contract/meetings.ts';

const key = (waiting: Waiting) => `${waiting.kind}:${waiting.askId}`;

/**
 * What is new in the list since it was last looked at: rows that were not there, and my ask when more has
 * arrived for it. Rows that went, or stayed as they were, are not news.
 */
export function arrivals(before: readonly Waiting[], after: readonly Waiting[]): Waiting[] {
  const known = new Map(before.map((waiting) => [key(waiting), waiting]));
  return after.filter((waiting) => {
    const earlier = known.get(key(waiting));
    if (waiting.kind !== 'arriving') return earlier === undefined;
    return waiting.arrived > (earlier?.kind === 'arriving' ? earlier.arrived : 0);
  });
}
