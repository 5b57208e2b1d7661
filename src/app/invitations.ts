import type { NewAccount } from '../contract/accounts.ts';
import type { Role } from '../contract/groups.ts';
import type { Invitation, InvitationToken, InvitationView } from '../contract/invitations.ts';
import type { GroupId, InvitationId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import * as rules from '../domain/groups.ts';
import { DAY, dayOf, milliseconds, plus } from '../domain/time.ts';
import { foldName, groupOf, sha256, timeOrderedId, tokenFor } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as invitations from '../store/invitations.ts';
import * as memberships from '../store/memberships.ts';
import { type Db, isUnique } from '../store/store.ts';
import { prepareAccount } from './accounts.ts';
import type { Actor, Browser, Deps } from './deps.ts';

export async function listInvitations(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ invitations: Invitation[] }> {
  const db = deps.store.read;
  access.leader(await memberships.ofAccount(db, groupId, actor.accountId));
  const now = deps.clock();
  const rows = await invitations.list(db, groupId);
  return { invitations: rows.map((row) => shown(row, now)) };
}

/** @throws DomainError `forbidden`, `group_not_active`, `group_closed` */
export async function createInvitation(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  input: { invitee: string; role: Role },
): Promise<{ invitation: Invitation; token: InvitationToken }> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    rules.requireActive(group);
    rules.requireNotClosed(group);
    const now = deps.clock();
    const token = tokenFor(groupId) as InvitationToken;
    const invitation = {
      groupId,
      id: timeOrderedId<InvitationId>(milliseconds(now)),
      tokenHash: sha256(token),
      invitee: input.invitee,
      role: input.role,
      createdBy: me.id,
      expiresAt: plus(now, rules.INVITATION_DAYS * DAY),
      state: 'open' as const,
      joinedAs: null,
    };
    await invitations.insert(tx, invitation);
    await events.append(tx, group, [await invitationsChanged(tx, groupId)], dayOf(now));
    return { invitation: shown(invitation, now), token };
  });
}

/** Withdrawing twice, or one that is used, changes nothing. */
export async function withdrawInvitation(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: InvitationId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const rows = await invitations.list(tx, groupId);
    if (!rows.some((row) => row.id === id)) throw new DomainError('not_found');
    if (await invitations.withdraw(tx, groupId, id))
      await events.append(tx, group, [await invitationsChanged(tx, groupId)], dayOf(deps.clock()));
  });
}

/** What the holder of a link may read. Says nothing about accounts. */
export async function getInvitation(deps: Deps, token: InvitationToken): Promise<InvitationView> {
  const db = deps.store.read;
  const groupId = groupOf(token);
  const invitation = access.there(await invitations.byToken(db, groupId, sha256(token)));
  const group = access.there(await groups.find(db, groupId));
  const members = await memberships.all(db, groupId);
  const active = members.filter((member) => member.state === 'active');
  const state = rules.invitationState(invitation, deps.clock());
  return {
    state,
    invitedBy: members.find((member) => member.id === invitation.createdBy)?.name ?? '',
    groupName: group.name,
    group:
      state === 'open'
        ? {
            purpose: group.purpose,
            leaders: active.filter((one) => one.role === 'leader').map((one) => one.name),
            members: active.filter((one) => one.role === 'member').length,
            cap: group.cap,
            open: !group.closed,
            role: invitation.role,
            invitee: invitation.invitee,
            expiresAt: invitation.expiresAt,
            agreement: await groups.agreement(db, groupId),
            crisisContacts: await groups.crisisContacts(db, groupId),
          }
        : null,
  };
}

interface Joined {
  groupId: GroupId;
  memberId: MemberId;
  recoveryCodes: string[] | null;
  /** For the cookie, when an account was made. */
  token: string | null;
}

/**
 * Joins a group by an invitation: with a new account, or as the signed-in one.
 *
 * @throws DomainError `unauthenticated`, `invitation_used`, `invitation_expired`, `invitation_withdrawn`,
 *   `group_closed`, `agreement_changed`, `already_a_member`, `group_full`, `name_taken`, `sign_in_name_taken`,
 *   `passkey_refused`, `passkey_taken`, `passkeys_need_tls`
 */
export async function acceptInvitation(
  deps: Deps,
  actor: Actor | null,
  browser: Browser,
  token: InvitationToken,
  input: { account: NewAccount | null; name: string; agreementVersion: number },
): Promise<Joined> {
  if (!input.account && !actor) throw new DomainError('unauthenticated');
  const made = input.account
    ? await prepareAccount(deps, browser, input.account, { operator: false })
    : null;
  const groupId = groupOf(token);

  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const invitation = access.there(await invitations.byToken(tx, groupId, sha256(token)));
    const now = deps.clock();
    rules.requireOpen(invitation, now);
    rules.requireNotClosed(group);
    if (input.agreementVersion !== group.agreementVersion)
      throw new DomainError('agreement_changed');
    const everybody = await memberships.all(tx, groupId);
    const active = everybody.filter((member) => member.state === 'active');
    if (!made && active.some((member) => member.accountId === actor?.accountId))
      throw new DomainError('already_a_member');
    rules.requirePlace(group, active, invitation.role);

    await made?.insert(tx);
    const accountId = made?.id ?? actor?.accountId;
    if (!accountId) throw new DomainError('unauthenticated');
    // Whoever was removed comes back to what was theirs.
    const former = everybody.find((member) => member.accountId === accountId);
    const memberId = former?.id ?? timeOrderedId<MemberId>(milliseconds(now));
    const membership = {
      accountId,
      name: input.name,
      nameFolded: foldName(input.name),
      role: invitation.role,
      state: 'active' as const,
      joinedAt: now,
      spectator: false,
      accepted: input.agreementVersion,
    };
    try {
      await tx.attempt((tx) =>
        former
          ? memberships.update(tx, groupId, memberId, membership)
          : memberships.insert(tx, { ...membership, groupId, id: memberId, ledUntil: null }),
      );
    } catch (error) {
      if (isUnique(error)) throw new DomainError('name_taken');
      throw error;
    }
    await memberships.accept(tx, groupId, {
      memberId,
      version: input.agreementVersion,
      acceptedAt: now,
    });
    await accounts.joinGroup(tx, accountId, groupId);
    await invitations.use(tx, groupId, invitation.id, memberId);
    await events.append(
      tx,
      group,
      [
        { type: 'member.joined', subjects: { memberId }, audience: null },
        await invitationsChanged(tx, groupId),
      ],
      dayOf(now),
    );
    return {
      groupId,
      memberId,
      recoveryCodes: made?.result.recoveryCodes ?? null,
      token: made?.result.token ?? null,
    };
  });
}

/** Only leaders see invitations. */
/** Leaders see the invitations of a group. */
export async function invitationsChanged(db: Db, groupId: GroupId): Promise<DomainEvent> {
  const members = await memberships.all(db, groupId);
  return {
    type: 'invitations.changed',
    subjects: {},
    audience: members
      .filter((one) => one.state === 'active' && one.role === 'leader')
      .map((one) => one.id),
  };
}

const shown = (
  row: invitations.InvitationRow,
  now: Parameters<typeof rules.invitationState>[1],
): Invitation => ({
  id: row.id,
  invitee: row.invitee,
  role: row.role,
  state: rules.invitationState(row, now),
  expiresAt: row.expiresAt,
  joinedAs: row.joinedAs,
});
