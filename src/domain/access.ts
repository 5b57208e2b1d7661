import type { Role } from '../contract/groups.ts';
import { DomainError } from './errors.ts';

/** A member as use cases are given one. */
interface Belonging {
  role: Role;
  spectator: boolean;
  /** A newer agreement than the one they accepted stands. */
  mustAccept: boolean;
}

/**
 * What is not there, and what somebody may not know of, is refused alike.
 *
 * @throws DomainError `not_found`
 */
export function there<Thing>(thing: Thing | null): Thing {
  if (!thing) throw new DomainError('not_found');
  return thing;
}

/**
 * Who belongs to the group, whether or not they have accepted its present agreement: for reading that agreement,
 * accepting it, listening, and leaving. Everything else asks for a `member`.
 *
 * @throws DomainError `not_found`
 */
export function belongs<Membership extends Belonging>(membership: Membership | null): Membership {
  return there(membership);
}

/**
 * Who does not belong here is told that nothing is here; who has not accepted what the group agreed on does that
 * before anything else.
 *
 * @throws DomainError `not_found`, `agreement_to_accept`
 */
export function member<Membership extends Belonging>(membership: Membership | null): Membership {
  const me = belongs(membership);
  if (me.mustAccept) throw new DomainError('agreement_to_accept');
  return me;
}

/** @throws DomainError `not_found` for strangers, `forbidden` for members who do not lead, `agreement_to_accept` */
export function leader<Membership extends Belonging>(membership: Membership | null): Membership {
  const me = member(membership);
  if (me.role !== 'leader') throw new DomainError('forbidden');
  return me;
}

/**
 * Who takes part: takes a seat, asks, and is asked. A leader who only watches over the group does not.
 *
 * @throws DomainError `not_found`, `agreement_to_accept`, `only_watching`
 */
export function participant<Membership extends Belonging>(
  membership: Membership | null,
): Membership {
  const me = member(membership);
  if (me.spectator) throw new DomainError('only_watching');
  return me;
}
