import type { Waiting } from '#contract/meetings.ts';
import { m } from '#lib/messages.ts';

/** How something that waits is called, in the room and at home. */
export function titleOf(waiting: Waiting): string {
  switch (waiting.kind) {
    case 'ask':
      return m.room.asks(waiting.askerName);
    case 'arriving':
      return waiting.arrived > 0 ? m.room.arriving : m.room.askOpen;
    case 'ready':
      return m.room.ready;
  }
}

/** A row for something that waits. `now` is an instant, as is everything it is compared with. */
export function rowOf(groupId: string, waiting: Waiting, timeZone: string, now: string) {
  const came = waiting.kind === 'ready' || (waiting.kind === 'arriving' && waiting.arrived > 0);
  return {
    href: `/groups/${groupId}/asks/${waiting.askId}${waiting.kind === 'ask' ? '/answer' : ''}`,
    sign: came ? ('dot' as const) : ('ring' as const),
    title: titleOf(waiting),
    line: lineOf(waiting, timeZone, now),
  };
}

function lineOf(waiting: Waiting, timeZone: string, now: string): string {
  if (waiting.kind === 'ready')
    return m.room.readySince(m.times.on(waiting.closedAt, timeZone, now));
  const until = m.times.until(waiting.closesAt, timeZone, now);
  return waiting.kind === 'arriving' && waiting.arrived > 0
    ? m.room.soFar(waiting.arrived, until)
    : m.room.openUntil(until);
}
