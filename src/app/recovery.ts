import type { Account, Confirmation } from '../contract/accounts.ts';
import type {
  listRecoveryLinks as listing,
  makeRecoveryLink as making,
} from '../contract/groups.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AccountId, GroupId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import { DAY, dayOf, plus } from '../domain/time.ts';
import { foldName, newSecret, sha256 } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as recovery from '../store/recovery.ts';
import * as security from '../store/security.ts';
import * as sessions from '../store/sessions.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Browser, Deps } from './deps.ts';
import { hashOfCode } from './recovery-codes.ts';
import { confirm } from './security.ts';
import { closeAll, newSession, requireSession, shownAccount, type SignedIn } from './sessions.ts';

/** Time for the member to see the link and stop it. */
const LINK_WAITS = DAY;
const LINK_LASTS = 7 * DAY;

/**
 * Sets a new password by a recovery code, ends every session of the account and starts one here.
 *
 * @throws DomainError `wrong_credentials`
 */
export async function recover(
  deps: Deps,
  browser: Browser,
  input: { signInName: string; code: string; password: string },
): Promise<SignedIn & { codesLeft: number }> {
  const hash = await deps.passwords.hash(input.password);
  const { ended, ...result } = await deps.store.transact(async (tx) => {
    const named = await accounts.bySignInName(tx, foldName(input.signInName));
    const found = named && (await accounts.lock(tx, named.account.id));
    if (!found) throw new DomainError('wrong_credentials');
    const { id } = found.account;
    if (!(await recovery.takeCode(tx, id, hashOfCode(input.code))))
      throw new DomainError('wrong_credentials');
    const entered = await comeBack(deps, tx, found, { browser, hash, event: 'recovered_by_code' });
    return { ...entered, codesLeft: await recovery.codesLeft(tx, id) };
  });
  closeAll(deps, ended);
  return result;
}

/**
 * Leaders only, for a member who allowed it beforehand, leads nothing and belongs to no other group.
 *
 * @throws DomainError `not_found`, `forbidden`; `recovery_refused`, whatever the reason
 */
export async function makeRecoveryLink(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  memberId: MemberId,
): Promise<ReplyOf<typeof making>> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const people = await memberships.all(tx, groupId);
    const accountId = people.find((one) => one.id === memberId)?.accountId;
    if (
      !accountId ||
      !(await accounts.lock(tx, accountId)) ||
      !(await mayBeHelped(tx, accountId, groupId))
    )
      throw new DomainError('recovery_refused');

    const now = deps.clock();
    const token = newSecret();
    const usableFrom = plus(now, LINK_WAITS);
    const usableUntil = plus(usableFrom, LINK_LASTS);
    const on = dayOf(now);
    await recovery.setLink(tx, {
      accountId,
      tokenHash: sha256(token),
      groupId,
      madeBy: me.id,
      on,
      usableFrom,
      usableUntil,
    });
    await security.note(tx, accountId, 'recovery_link_made', me.name, now);
    await events.append(tx, group, [await linkChanged(tx, groupId, accountId)], on);
    return { token, usableFrom, usableUntil };
  });
}

/** @throws DomainError `not_found`, `forbidden` */
export async function listRecoveryLinks(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<ReplyOf<typeof listing>> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  access.leader(membership);
  const links = await recovery.linksOf(db, groupId, deps.clock());
  return {
    links: links.flatMap((link) => {
      const member = people.find(
        (one) => one.accountId === link.accountId && one.state === 'active',
      );
      const madeBy = people.find((one) => one.id === link.madeBy)?.name ?? '';
      const { on, usableFrom } = link;
      return member ? [{ memberId: member.id, madeBy, on, usableFrom }] : [];
    }),
  };
}

/** Makes a leader's link useless. Without one, nothing changes. */
export async function stopRecoveryLink(deps: Deps, actor: Actor): Promise<void> {
  await stopLink(deps, actor.accountId, async () => {});
}

/**
 * Whether a leader may help back in. Without it, a link that was made is void.
 *
 * @throws DomainError `not_confirmed`
 */
export async function allowLeaderRecovery(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  input: { allowed: boolean; confirmation: Confirmation },
): Promise<Account> {
  await confirm(deps, actor, browser, input.confirmation);
  const { accountId } = actor;
  const decide = async (tx: Tx) => {
    await requireSession(tx, actor);
    await accounts.update(tx, accountId, { leaderMayRecover: input.allowed });
    const event = input.allowed ? 'leader_recovery_allowed' : 'leader_recovery_refused';
    await security.note(tx, accountId, event, '', deps.clock());
  };
  if (input.allowed) await deps.store.transact(decide);
  else await stopLink(deps, accountId, decide);
  const found = await accounts.withPassword(deps.store.read, accountId);
  if (!found) throw new DomainError('unauthenticated');
  return shownAccount(found);
}

/**
 * By a leader's link, a day after it was made: sets a new password, ends every session and starts one here.
 *
 * @throws DomainError `recovery_refused`, whatever the reason
 */
export async function recoverByLink(
  deps: Deps,
  browser: Browser,
  input: { token: string; password: string },
): Promise<SignedIn> {
  const tokenHash = sha256(input.token);
  const made = await recovery.linkByToken(deps.store.read, tokenHash);
  if (!made) throw new DomainError('recovery_refused');
  const hash = await deps.passwords.hash(input.password);
  const { groupId, accountId } = made;
  const { ended, ...result } = await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const link = await recovery.linkByToken(tx, tokenHash);
    const found = await accounts.lock(tx, accountId);
    const now = deps.clock();
    if (!link || !found || now < link.usableFrom || now >= link.usableUntil)
      throw new DomainError('recovery_refused');
    if (!(await mayBeHelped(tx, accountId, groupId))) throw new DomainError('recovery_refused');
    await recovery.removeLink(tx, accountId);
    await events.append(tx, group, [await linkChanged(tx, groupId, accountId)], dayOf(now));
    return comeBack(deps, tx, found, { browser, hash, event: 'recovered_by_link' });
  });
  closeAll(deps, ended);
  return result;
}

/** Consent counts while its owner is a member here, and belongs nowhere else. */
async function mayBeHelped(db: Db, accountId: AccountId, groupId: GroupId): Promise<boolean> {
  const account = await accounts.find(db, accountId);
  if (!account?.leaderMayRecover) return false;
  const here = await memberships.ofAccount(db, groupId, accountId);
  if (here?.role !== 'member') return false;
  for (const other of await accounts.groupsOf(db, accountId))
    if (other !== groupId && (await memberships.ofAccount(db, other, accountId))) return false;
  return true;
}

/** A new password in the place of what was lost; whoever was signed in is not any more. */
async function comeBack(
  deps: Deps,
  tx: Tx,
  { account }: accounts.Found,
  by: { browser: Browser; hash: string; event: 'recovered_by_code' | 'recovered_by_link' },
): Promise<SignedIn & { ended: string[] }> {
  const now = deps.clock();
  await accounts.setPassword(tx, account.id, by.hash);
  const ended = await sessions.endAll(tx, account.id, null);
  const { token, row } = newSession(account.id, by.browser, now, null);
  await sessions.insert(tx, row);
  await security.note(tx, account.id, by.event, by.browser.device, now);
  return { ended, token, account: shownAccount({ account, passwordHash: by.hash }) };
}

/** Takes away the account's link, if it has one, together with what `also` does. */
async function stopLink(
  deps: Deps,
  accountId: AccountId,
  also: (tx: Tx) => Promise<void>,
): Promise<void> {
  const now = deps.clock();
  await deps.store.transact(async (tx) => {
    const made = await recovery.linkOf(tx, accountId, now);
    const group = made ? await groups.lock(tx, made.groupId) : null;
    await also(tx);
    if (!(await recovery.removeLink(tx, accountId)) || !group) return;
    await security.note(tx, accountId, 'recovery_link_stopped', '', now);
    await events.append(tx, group, [await linkChanged(tx, group.id, accountId)], dayOf(now));
  });
}

/** Leaders see the links of a group, and the member sees theirs. */
async function linkChanged(db: Db, groupId: GroupId, accountId: AccountId) {
  const people = await memberships.all(db, groupId);
  const active = people.filter((one) => one.state === 'active');
  const member = people.find((one) => one.accountId === accountId);
  return {
    type: 'member.changed' as const,
    subjects: member ? { memberId: member.id } : {},
    audience: active
      .filter((one) => one.role === 'leader' || one.id === member?.id)
      .map((one) => one.id),
  };
}
