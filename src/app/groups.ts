import type {
  Agreement,
  changeGroup as Change,
  CreateGroup,
  CrisisContact,
  Group,
} from '../contract/groups.ts';
import type { InputOf } from '../contract/operation.ts';
import type { GroupId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import * as rules from '../domain/groups.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { foldName, timeOrderedId } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import type { Db } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';

/** @throws DomainError `may_not_create_groups` */
export async function createGroup(deps: Deps, actor: Actor, input: CreateGroup): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const account = await accounts.find(tx, actor.accountId);
    if (!account?.mayCreateGroups) throw new DomainError('may_not_create_groups');
    const now = deps.clock();
    const id = timeOrderedId<GroupId>(milliseconds(now));
    const group = {
      id,
      name: input.name,
      purpose: input.purpose,
      timeZone: input.timeZone,
      leaders: input.leaders,
      cap: input.cap,
      state: 'draft' as const,
      agreementVersion: 1,
      closed: false,
      anonymousAsks: true,
      openMeetingId: null,
      meetings: 0,
      seq: 1,
      createdOn: dayOf(now),
    };
    const leader = {
      groupId: id,
      id: timeOrderedId<MemberId>(milliseconds(now)),
      accountId: actor.accountId,
      name: input.myName,
      nameFolded: foldName(input.myName),
      role: 'leader' as const,
      state: 'active' as const,
      joinedAt: now,
      spectator: false,
      accepted: 1,
      ledUntil: null,
    };
    await groups.insert(tx, group);
    await groups.insertAgreement(tx, id, { version: 1, text: input.agreement, since: now });
    await groups.setCrisisContacts(tx, id, input.crisisContacts);
    await memberships.insert(tx, leader);
    await memberships.accept(tx, id, { memberId: leader.id, version: 1, acceptedAt: now });
    await accounts.joinGroup(tx, actor.accountId, id);
    await events.append(tx, group, [changed], dayOf(now));
    return shown(tx, group, leader.id);
  });
}

export async function getGroup(deps: Deps, actor: Actor, groupId: GroupId): Promise<Group> {
  const db = deps.store.read;
  const group = access.there(await groups.find(db, groupId));
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.belongs(membership);
  return shown(db, group, me.id, people);
}

/** @throws DomainError `forbidden`, `crisis_contacts_missing` */
export async function setCrisisContacts(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  contacts: readonly CrisisContact[],
): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    rules.changeContacts(group.state, contacts);
    await groups.setCrisisContacts(tx, groupId, contacts);
    await events.append(tx, group, [changed], dayOf(deps.clock()));
    return shown(tx, group, me.id);
  });
}

/** @throws DomainError `forbidden`, `crisis_contacts_missing` */
export async function activateGroup(deps: Deps, actor: Actor, groupId: GroupId): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    if (group.state === 'active') return shown(tx, group, me.id);
    rules.activate(await groups.crisisContacts(tx, groupId));
    await groups.update(tx, groupId, { state: 'active' });
    await events.append(tx, group, [changed], dayOf(deps.clock()));
    return shown(tx, { ...group, state: 'active' }, me.id);
  });
}

/** Leaders set what the group is called, what it is for, its places, and whether anybody new may come. */
export async function changeGroup(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  { open, ...given }: InputOf<typeof Change>['body'],
): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.leader(membership);
    const after = rules.change(group, people.filter(memberships.isActive), {
      ...given,
      ...(open !== undefined && { closed: !open }),
    });
    if (!after) return shown(tx, group, me.id);
    await groups.update(tx, groupId, after);
    await events.append(tx, group, [changed], dayOf(deps.clock()));
    return shown(tx, { ...group, ...after }, me.id);
  });
}

export async function listAgreements(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ agreements: Agreement[] }> {
  const db = deps.store.read;
  access.belongs(await memberships.ofAccount(db, groupId, actor.accountId));
  return { agreements: await groups.agreements(db, groupId) };
}

/**
 * A new version of the agreement. Its author accepts it by writing it; everybody else does so before anything else.
 *
 * @throws DomainError `forbidden`, `agreement_changed`
 */
export async function changeAgreement(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  input: { text: string; replaces: number },
): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const next = rules.changeAgreement(await groups.agreement(tx, groupId), input);
    if (!next) return shown(tx, group, me.id);
    const now = deps.clock();
    await groups.insertAgreement(tx, groupId, { ...next, since: now });
    await groups.update(tx, groupId, { agreementVersion: next.version });
    await memberships.accept(tx, groupId, {
      memberId: me.id,
      version: next.version,
      acceptedAt: now,
    });
    await events.append(tx, group, [changed], dayOf(now));
    return shown(tx, { ...group, agreementVersion: next.version }, me.id);
  });
}

/** Accepting what one has accepted changes nothing. @throws DomainError `agreement_changed` when another stands */
export async function acceptAgreement(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  version: number,
): Promise<Group> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.belongs(await memberships.ofAccount(tx, groupId, actor.accountId));
    if (version !== group.agreementVersion) throw new DomainError('agreement_changed');
    if (!me.mustAccept) return shown(tx, group, me.id);
    const now = deps.clock();
    await memberships.accept(tx, groupId, { memberId: me.id, version, acceptedAt: now });
    await events.append(
      tx,
      group,
      // Who has accepted is nobody else's to see.
      [{ type: 'member.changed', subjects: { memberId: me.id }, audience: [me.id] }],
      dayOf(now),
    );
    return shown(tx, group, me.id);
  });
}

const changed = { type: 'group.changed' as const, subjects: {}, audience: null };

/** @param people everybody who ever belonged, where that has been read already */
export async function shown(
  db: Db,
  group: groups.GroupRow,
  me: MemberId,
  people?: readonly memberships.MembershipRow[],
): Promise<Group> {
  const members = people ?? (await memberships.all(db, group.id));
  const mine = members.find((member) => member.id === me);
  return {
    id: group.id,
    name: group.name,
    purpose: group.purpose,
    timeZone: group.timeZone,
    leaders: group.leaders,
    cap: group.cap,
    state: group.state,
    open: !group.closed,
    anonymousAsks: group.anonymousAsks,
    accepted: mine?.accepted ?? 0,
    agreement: await groups.agreement(db, group.id),
    crisisContacts: await groups.crisisContacts(db, group.id),
    members: members
      .filter((member) => member.state === 'active')
      .map(({ id, name, role, spectator }) => ({ id, name, role, spectator })),
    me,
  };
}
