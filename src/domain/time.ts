// Arithmetic on instants. Nothing here reads a clock.
import type { Day, Instant } from '../contract/primitives.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant from milliseconds since 1970. */
export const instant = (at: number) => new Date(at).toISOString() as Instant;

/** Milliseconds since 1970. */
export const milliseconds = (at: Instant) => Date.parse(at);

/** `at` moved by so many milliseconds. */
export const plus = (at: Instant, by: number) => instant(milliseconds(at) + by);

/** The UTC day of an instant. */
export const dayOf = (at: Instant) => at.slice(0, 10) as Day;
