import type { Given, Group, Role } from '../contract/groups.ts';
import type { AnswerId, GroupId, LateWordId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import type { DomainEvent } from '../domain/events.ts';
import * as rules from '../domain/groups.ts';
import { withoutDots } from '../domain/reception.ts';
import { dayOf } from '../domain/time.ts';
import { randomId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as invitations from '../store/invitations.ts';
import * as leaving from '../store/leaving.ts';
import * as meetings from '../store/meetings.ts';
import * as memberships from '../store/memberships.ts';
import type { Tx } from '../store/store.ts';
import { erase } from './asks.ts';
import type { Actor, Deps } from './deps.ts';
import { shown } from './groups.ts';
import { invitationsChanged } from './invitations.ts';

/**
 * A leader gives somebody another role, or lets a leader only watch.
 *
 * @throws DomainError `forbidden`, `not_a_member`, `last_leader`, `group_full`
 */
export async function changeRole(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: MemberId,
  { role, spectator }: { role: Role; spectator: boolean },
): Promise<Group> {
  return changeRoles(deps, actor, groupId, () => [{ id, role, spectator }]);
}

/**
 * My leadership goes to somebody, and I become a member. To whom leads already, I only step down.
 *
 * @throws DomainError `forbidden`, `not_a_member`, `last_leader`, `group_full`
 */
export async function handOver(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  to: MemberId,
): Promise<Group> {
  return changeRoles(deps, actor, groupId, (me, active) => {
    const leads = active.some((one) => one.id === to && one.role === 'leader');
    return [
      { id: me.id, role: 'member', spectator: false },
      // Whoever leads already goes on as they did, also where they only watch.
      ...(leads ? [] : [{ id: to, role: 'leader' as const, spectator: false }]),
    ];
  });
}

async function changeRoles(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  given: (
    me: memberships.MembershipRow,
    active: readonly memberships.MembershipRow[],
  ) => Parameters<typeof rules.changeRoles>[2],
): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.leader(membership);
    const active = people.filter(memberships.isActive);
    const now = deps.clock();
    const happened: DomainEvent[] = [];
    for (const { id, role, spectator } of rules.changeRoles(group, active, given(me, active))) {
      const led = active.some((one) => one.id === id && one.role === 'leader');
      await memberships.update(tx, groupId, id, {
        role,
        spectator,
        ...(led && role !== 'leader' && { ledUntil: now }),
      });
      happened.push({ type: 'member.changed', subjects: { memberId: id }, audience: null });
      if (spectator) happened.push(...(await leaveSeat(tx, group, id)));
    }
    await events.append(tx, group, happened, dayOf(now));
    return shown(tx, group, me.id);
  });
}

/**
 * A leader takes somebody out of the group, at once. What is theirs stays for when they are invited again; their
 * open asks are withdrawn.
 *
 * @throws DomainError `forbidden`, `not_a_member`, `last_leader`
 */
export async function removeMember(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: MemberId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    access.leader(membership);
    const active = people.filter(memberships.isActive);
    rules.requireDispensable(active, id);
    const now = deps.clock();
    const happened = await leaveSeat(tx, group, id);
    for (const ask of await leaving.asksOf(tx, groupId, id))
      if (ask.state === 'open') happened.push(await erase(deps, tx, ask));
    const going = active.find((one) => one.id === id);
    await memberships.end(tx, groupId, id, going?.role === 'leader' ? { ledUntil: now } : {});
    if (going?.accountId) await leaving.untie(tx, groupId, going.accountId);
    happened.push(...(await withdrawInvitationsOf(tx, groupId, id)));
    await events.append(tx, group, [...happened, left(id)], dayOf(now));
  });
  deps.live.endMember(groupId, id);
}

/** I leave, and what is mine is erased. @throws DomainError `last_leader` */
export async function leaveGroup(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  given: Given,
): Promise<void> {
  const id = await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.belongs(membership);
    rules.requireDispensable(people.filter(memberships.isActive), me.id);
    await depart(deps, tx, group, me, given);
    return me.id;
  });
  deps.live.endMember(groupId, id);
}

/**
 * Somebody goes for good: what they asked, kept and brought up is erased; of what they gave stays what they chose,
 * without them. The membership stays as a nameless one, so that the lists they stand in keep their length.
 */
async function depart(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  member: memberships.MembershipRow,
  given: Given,
): Promise<void> {
  const { id } = member;
  const now = deps.clock();
  const happened = await leaveSeat(tx, group, id);
  for (const ask of await leaving.asksOf(tx, group.id, id)) {
    if (ask.state === 'open') {
      // Whoever is writing to it reads that it is gone.
      happened.push(await erase(deps, tx, ask));
      await leaving.eraseBeside(tx, ask);
    } else await leaving.eraseAsk(tx, ask);
  }
  for (const answer of await leaving.answersOf(tx, group.id, id)) await give(tx, answer, given);
  if (given === 'keep')
    await leaving.unlinkLateWords(tx, group.id, id, () => randomId<LateWordId>());
  else await leaving.eraseLateWords(tx, group.id, id);
  await leaving.eraseOwn(tx, group.id, id);
  await leaving.forgetAuthor(tx, group.id, id);
  if (given !== 'keep') await leaving.eraseOwned(tx, group.id, id);
  await memberships.end(tx, group.id, id, { accountId: null, ledUntil: null });
  if (member.accountId) await leaving.untie(tx, group.id, member.accountId);
  happened.push(...(await withdrawInvitationsOf(tx, group.id, id)));
  await events.append(tx, group, [...happened, left(id)], dayOf(now));
}

/** Leaves of one answer what its author wants to be left. */
async function give(tx: Tx, answer: answers.AnswerRow, given: Given): Promise<void> {
  if (given !== 'erase')
    return leaving.unlinkAnswer(tx, answer, {
      id: randomId<AnswerId>(),
      words: given === 'keep',
    });
  const { groupId, askId } = answer;
  await answers.remove(tx, groupId, answer.id);
  const { understood, closeness, warmth, goalLevel, cameAcross, counted } = answer;
  const gaveValues =
    (understood ?? closeness ?? warmth ?? goalLevel) !== null || cameAcross.length > 0;
  if (!counted || !gaveValues) return;
  const reception = await answers.reception(tx, groupId, askId);
  if (!reception) return;
  const others = await answers.ofAsk(tx, groupId, askId);
  const counting = others.filter((other) => other.counted);
  await leaving.replaceReception(tx, groupId, askId, withoutDots(reception, counting));
}

/** Nobody comes back by a link of their own making. */
async function withdrawInvitationsOf(
  tx: Tx,
  groupId: GroupId,
  memberId: MemberId,
): Promise<DomainEvent[]> {
  const any = await invitations.withdrawOf(tx, groupId, memberId);
  return any ? [await invitationsChanged(tx, groupId)] : [];
}

/** Gives up the seat in the open meeting, if there is one. */
async function leaveSeat(
  tx: Tx,
  group: groups.GroupRow,
  memberId: MemberId,
): Promise<DomainEvent[]> {
  const { id: groupId, openMeetingId: meetingId } = group;
  const seats = meetingId ? await meetings.attendance(tx, groupId, meetingId) : [];
  if (!meetingId || !seats.some((seat) => seat.memberId === memberId && !seat.left)) return [];
  await meetings.leaveSeat(tx, groupId, meetingId, memberId);
  return [{ type: 'seat.left', subjects: { meetingId, memberId }, audience: null }];
}

const left = (memberId: MemberId): DomainEvent => ({
  type: 'member.left',
  subjects: { memberId },
  audience: null,
});
