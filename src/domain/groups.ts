import type { CrisisContact, GroupState, Role } from '../contract/groups.ts';
import type { Instant, MemberId } from '../contract/primitives.ts';
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

/** Nobody is invited or joins while it is closed; invitations stay good. @throws DomainError `group_closed` */
export function requireNotClosed(group: { closed: boolean }): void {
  if (group.closed) throw new DomainError('group_closed');
}

/** What a leader may set. */
interface Settings {
  name: string;
  purpose: string;
  timeZone: string;
  cap: number;
  leaders: number;
  closed: boolean;
  anonymousAsks: boolean;
}

/**
 * Sets what is given; null when that changes nothing.
 *
 * @throws DomainError `too_many_people` where more are there than it would have places
 */
export function change<Group extends Settings>(
  group: Group,
  active: readonly { role: Role }[],
  given: { [Setting in keyof Settings]?: Settings[Setting] | undefined },
): Settings | null {
  const led = active.filter((one) => one.role === 'leader').length;
  const after = {
    name: given.name ?? group.name,
    purpose: given.purpose ?? group.purpose,
    timeZone: given.timeZone ?? group.timeZone,
    cap: given.cap ?? group.cap,
    leaders: given.leaders ?? group.leaders,
    closed: given.closed ?? group.closed,
    anonymousAsks: given.anonymousAsks ?? group.anonymousAsks,
  };
  if (active.length - led > after.cap || led > after.leaders)
    throw new DomainError('too_many_people');
  const changed = (Object.keys(after) as (keyof Settings)[]).some(
    (key) => after[key] !== group[key],
  );
  return changed ? after : null;
}

/**
 * The agreement that follows the present one; null when it says the same.
 *
 * @throws DomainError `agreement_changed` when a newer one stands than the one it was written from
 */
export function changeAgreement(
  present: { version: number; text: string },
  given: { text: string; replaces: number },
): { version: number; text: string } | null {
  if (given.replaces !== present.version) throw new DomainError('agreement_changed');
  return given.text === present.text ? null : { version: present.version + 1, text: given.text };
}

interface InRole {
  id: MemberId;
  role: Role;
  spectator: boolean;
}

/**
 * Gives members other roles, all at once; returns those whose role becomes another.
 *
 * @throws DomainError `not_a_member`, `last_leader`, `group_full`
 */
export function changeRoles(
  group: { cap: number; leaders: number },
  active: readonly InRole[],
  given: readonly InRole[],
): InRole[] {
  for (const one of given)
    if (!active.some((member) => member.id === one.id)) throw new DomainError('not_a_member');
  const after = active.map((member) => given.find((one) => one.id === member.id) ?? member);
  const count = (people: readonly InRole[], role: Role) =>
    people.filter((one) => one.role === role).length;
  const leaders = count(after, 'leader');
  if (leaders === 0) throw new DomainError('last_leader');
  if (leaders > group.leaders || count(after, 'member') > group.cap)
    throw new DomainError('group_full');
  return given.filter((one) =>
    active.some(
      (member) =>
        member.id === one.id && (member.role !== one.role || member.spectator !== one.spectator),
    ),
  );
}

/** Somebody goes, by themself or not. @throws DomainError `not_a_member`, `last_leader` */
export function requireDispensable(
  active: readonly { id: MemberId; role: Role }[],
  id: MemberId,
): void {
  const going = active.find((one) => one.id === id);
  if (!going) throw new DomainError('not_a_member');
  const leaders = active.filter((one) => one.role === 'leader');
  if (going.role === 'leader' && leaders.length === 1) throw new DomainError('last_leader');
}
