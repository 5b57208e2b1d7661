import type { AskId, MemberId, ReportId } from '../contract/primitives.ts';
import type { ReportOutcome } from '../contract/reports.ts';
import { DomainError } from './errors.ts';
import type { DomainEvent } from './events.ts';

interface Reported {
  id: ReportId;
  askId: AskId;
  authorId: MemberId | null;
  outcome: ReportOutcome | null;
}

/**
 * Whether a report can still take this outcome. One that was talked about can still be removed; what is gone is gone.
 */
export const takes = ({ outcome }: Pick<Reported, 'outcome'>, next: 'talked' | 'removed') =>
  outcome === null || (outcome === 'talked' && next === 'removed');

/**
 * Nobody decides about their own words while another leader can.
 *
 * @throws DomainError `forbidden`
 */
export function requireUninvolved(
  { authorId }: Pick<Reported, 'authorId'>,
  me: MemberId,
  leaders: readonly MemberId[],
): void {
  if (authorId === me && leaders.some((leader) => leader !== me))
    throw new DomainError('forbidden');
}

/** Leaders see what waits for them; the author alone is told which ask it was. */
export function told(
  { askId, authorId }: Pick<Reported, 'askId' | 'authorId'>,
  leaders: readonly MemberId[],
): DomainEvent[] {
  const type = 'reports.changed';
  const happened: DomainEvent[] = [{ type, subjects: {}, audience: [...leaders] }];
  if (authorId) happened.push({ type, subjects: { askId }, audience: [authorId] });
  return happened;
}
