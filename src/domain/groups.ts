import type { CrisisContact, GroupState, Role } from '../contract/groups.ts';
import type { Instant } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';

/** How long a personal invitation can be used. */
export const INVITATION_DAYS = 14;

/**
 * A group may be opened to people once they know whom to turn to.
 *
 * @throws DomainError `crisis_contacts_missing`
 */
export function activate(contacts: readonly CrisisContact[]): void {
  const kinds = new Set(contacts.map((contact) => contact.kind));
  if (!kinds.has('emergency') || !kinds.has('crisis_line'))
    throw new DomainError('crisis_contacts_missing');
}

/** @throws DomainError `crisis_contacts_missing` when an active group would be left without */
export function changeContacts(state: GroupState, contacts: readonly CrisisContact[]): void {
  if (state === 'active') activate(contacts);
}

/** @throws DomainError `group_not_active` */
export function requireActive(group: { state: GroupState }): void {
  if (group.state !== 'active') throw new DomainError('group_not_active');
}

/**
 * The cap counts members; leaders have as many places as the group was made for.
 *
 * @throws DomainError `group_full`
 */
export function requirePlace(
  group: { cap: number; leaders: number },
  active: readonly { role: Role }[],
  role: Role,
): void {
  const taken = active.filter((one) => one.role === role).length;
  if (!(taken < (role === 'leader' ? group.leaders : group.cap)))
    throw new DomainError('group_full');
}

/** How an invitation stands at this moment. */
export function invitationState(
  invitation: { state: 'open' | 'used' | 'withdrawn'; expiresAt: Instant },
  now: Instant,
): 'open' | 'used' | 'withdrawn' | 'expired' {
  if (invitation.state === 'open' && !(now < invitation.expiresAt)) return 'expired';
  return invitation.state;
}

/** @throws DomainError `invitation_used`, `invitation_expired`, `invitation_withdrawn` */
export function requireOpen(invitation: Parameters<typeof invitationState>[0], now: Instant): void {
  const state = invitationState(invitation, now);
  if (state !== 'open') throw new DomainError(`invitation_${state}`);
}
