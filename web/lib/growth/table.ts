import type { Level } from '#contract/goals.ts';
import type { Growth } from '#contract/growth.ts';
import type { Day } from '#contract/primitives.ts';

import { contains, type Span } from './span.ts';

/** All that belongs to one day, for a row of the table. */
export interface Evening {
  on: Day;
  asks: Growth['asks'];
  rated: { goal: Growth['goals'][number]; level: Level }[];
  kept: Growth['kept'];
}

/** Every evening the member was at, and every other day on which something was kept, oldest first. */
export function eveningsOf(growth: Growth, span: Span): Evening[] {
  const days = new Map<Day, Evening>();
  const day = (on: Day): Evening => {
    const found = days.get(on) ?? { on, asks: [], rated: [], kept: [] };
    days.set(on, found);
    return found;
  };
  const inside = <One extends { on: Day }>(all: readonly One[]) =>
    all.filter(({ on }) => contains(span, on));
  for (const { on } of inside(growth.meetings).filter(({ attended }) => attended)) day(on);
  for (const ask of inside(growth.asks)) day(ask.on).asks.push(ask);
  for (const goal of growth.goals)
    for (const { on, level } of inside(goal.points))
      if (level !== null) day(on).rated.push({ goal, level });
  for (const kept of inside(growth.kept)) day(kept.on).kept.push(kept);
  return [...days.values()].sort((a, b) => a.on.localeCompare(b.on));
}
