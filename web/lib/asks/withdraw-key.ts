import type { AskId } from '#contract/primitives.ts';

/** Under which an ask that is being taken back can be had back. */
export const withdrawKey = (id: AskId) => `withdraw:${id}`;
