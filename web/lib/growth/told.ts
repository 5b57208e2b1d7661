import { LEVELS, type Level } from '#contract/goals.ts';
import type { Growth } from '#contract/growth.ts';
import type { Question } from '#contract/scales.ts';
import { m } from '#lib/messages-looking-back.ts';
import { keptAsRead } from '#lib/reviews/reviewed.ts';

import type { Point } from './drawing.ts';
import { contains, type Span } from './span.ts';

const said = m.years;

/** The text of a level on a ladder. */
export const levelSaid = (ladder: readonly string[], level: Level): string =>
  ladder[LEVELS.indexOf(level)] ?? '';

/** The middle of what others saw, which may lie between two levels. */
function peersSaid(ladder: readonly string[], level: number): string {
  const [below, above] = [Math.floor(level), Math.ceil(level)] as Level[];
  return said.between(levelSaid(ladder, below ?? 0), levelSaid(ladder, above ?? 0));
}

/** One point in a sentence or two. */
export function told(point: Point, question: Question): string {
  switch (point.row) {
    case 'kept':
      return said.said(point.on, { ...point.kept, text: keptAsRead(point.kept) });
    case 'ask': {
      const { on, moment, guess, came } = point.ask;
      const guessed = guess?.[question] ?? null;
      return said.ask({ on, moment, guess: guessed, came: came[question], question });
    }
    case 'level': {
      const { title, ladder } = point.goal;
      const { on, level, peers } = point.rated;
      return said.rated({
        on,
        title,
        own: level === null ? null : levelSaid(ladder, level),
        peers: peers === null ? null : peersSaid(ladder, peers),
      });
    }
    case 'meeting':
      return said.met(point.on, point.met.number);
  }
}

/** The whole drawing in a sentence or two. */
export function saysOf(growth: Growth, span: Span, question: Question): string {
  const asks = growth.asks.filter(({ on }) => contains(span, on));
  const differences = asks.flatMap(({ guess, came }) => {
    const [guessed = null, back] = [guess?.[question], came[question]];
    return guessed === null || back === null ? [] : [back - guessed];
  });
  return said.says({
    asks: asks.length,
    nearer: differences.filter((one) => one > 0).length,
    same: differences.filter((one) => one === 0).length,
    further: differences.filter((one) => one < 0).length,
    goals: growth.goals.filter(({ points }) => points.some(({ on }) => contains(span, on))).length,
    kept: growth.kept.filter(({ on }) => contains(span, on)).length,
    meetings: growth.meetings.filter(({ on, attended }) => attended && contains(span, on)).length,
  });
}
