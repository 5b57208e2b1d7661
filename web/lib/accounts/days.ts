import type { Day } from '#contract/primitives.ts';
import { m } from '#lib/messages.ts';

/** "today", "on Tuesday": a day as the service keeps it, without a time. */
export const onDay = (day: Day) =>
  m.times.on(`${day}T12:00:00.000Z`, 'UTC', new Date().toISOString());
