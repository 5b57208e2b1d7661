import type { AgendaItemId, MemberId } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';

/** More than a member can bring to one meeting. */
const MOST_ITEMS = 10;

/** @throws DomainError `agenda_full` with `limit` */
export function requireRoom(mine: readonly { id: AgendaItemId }[]): void {
  if (mine.length >= MOST_ITEMS)
    throw new DomainError('agenda_full', { limit: String(MOST_ITEMS) });
}

/** Who brought it takes it off, or a leader. @throws DomainError `not_yours` */
export function requireMayTakeOff(
  item: { memberId: MemberId },
  me: { id: MemberId; role: 'member' | 'leader' },
): void {
  if (item.memberId !== me.id && me.role !== 'leader') throw new DomainError('not_yours');
}
