import type { Role } from '../contract/groups.ts';
import { DomainError } from './errors.ts';

/**
 * Who does not belong here is told that nothing is here.
 *
 * @throws DomainError `not_found`
 */
export function member<Membership>(membership: Membership | null): Membership {
  if (!membership) throw new DomainError('not_found');
  return membership;
}

/** @throws DomainError `not_found` for strangers, `forbidden` for members who do not lead */
export function leader<Membership extends { role: Role }>(
  membership: Membership | null,
): Membership {
  const me = member(membership);
  if (me.role !== 'leader') throw new DomainError('forbidden');
  return me;
}
