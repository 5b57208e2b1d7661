import type { Waiting } from '#contract/meetings.ts';
import { m } from '#lib/messages-pages.ts';

/** A row for something that waits. `now` is an instant, as is everything it is compared with. */
export function rowOf(groupId: string, waiting: Waiting, timeZone: string, now: string) {
  return {
    href: `/groups/${groupId}${pathOf(waiting)}`,
    sign: hasCome(waiting) ? ('dot' as const) : ('ring' as const),
    title: m.room.titleOf(waiting),
    line: lineOf(waiting, timeZone, now),
  };
}

function pathOf(waiting: Waiting): string {
  switch (waiting.kind) {
    case 'ask':
    case 'reported':
      return `/asks/${waiting.askId}/answer`;
    case 'arriving':
    case 'ready':
    case 'late_words':
      return `/asks/${waiting.askId}`;
    case 'reports':
      return '/leading#reports';
  }
}

const hasCome = (waiting: Waiting) =>
  waiting.kind === 'ready' ||
  waiting.kind === 'late_words' ||
  (waiting.kind === 'arriving' && waiting.arrived > 0);

function lineOf(waiting: Waiting, timeZone: string, now: string): string {
  switch (waiting.kind) {
    case 'ask':
      return m.room.openUntil(m.times.until(waiting.closesAt, timeZone, now));
    case 'arriving': {
      const until = m.times.until(waiting.closesAt, timeZone, now);
      return waiting.arrived > 0 ? m.room.soFar(waiting.arrived, until) : m.room.openUntil(until);
    }
    case 'ready':
      return m.room.readySince(m.times.on(waiting.closedAt, timeZone, now));
    case 'late_words':
      return m.receiving.mine(waiting.moment);
    case 'reports':
      return m.room.reportsWait;
    case 'reported':
      return m.room.reportedWhat;
  }
}
