import type { GroupId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { DAY, dayOf, plus } from '../domain/time.ts';
import * as events from '../store/events.ts';
import * as memberships from '../store/memberships.ts';
import { isSession } from './sessions.ts';
import type { Actor, Deps } from './deps.ts';

/** Who listens. @throws DomainError `not_found` */
export async function listener(deps: Deps, actor: Actor, groupId: GroupId): Promise<MemberId> {
  const me = access.belongs(await memberships.ofAccount(deps.store.read, groupId, actor.accountId));
  return me.id;
}

/** What has ended for a listener meanwhile, if anything. */
export async function hasEnded(
  deps: Deps,
  listening: { sessionId: string; groupId: GroupId; memberId: MemberId },
): Promise<'session' | 'access' | null> {
  if (!(await isSession(deps, listening.sessionId))) return 'session';
  const people = await memberships.all(deps.store.read, listening.groupId);
  const still = people.some((one) => one.id === listening.memberId && one.state === 'active');
  return still ? null : 'access';
}

/** A device that was away for less long is told what it missed; after that it reads everything anew. */
const KEPT_DAYS = 90;
/** A group's latest stay however old they are: one that paused for a summer goes on where it was. */
const KEPT_EVENTS = 1000;

/** Takes out of every log what nobody comes back for. */
export async function forgetOldEvents(deps: Deps): Promise<void> {
  const outlived = {
    before: dayOf(plus(deps.clock(), -KEPT_DAYS * DAY)),
    keep: KEPT_EVENTS,
  };
  for (const groupId of await events.overgrown(deps.store.read, outlived))
    await deps.store.transact((tx) => events.forget(tx, groupId, outlived));
}
