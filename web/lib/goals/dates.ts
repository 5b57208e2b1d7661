import type { Day } from '#contract/primitives.ts';

/** The UTC day of this moment, as the service counts days. */
export const today = () => new Date().toISOString().slice(0, 10) as Day;
