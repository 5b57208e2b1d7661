import type { Account, Confirmation, Security } from '../contract/accounts.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import * as accounts from '../store/accounts.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as passkeys from '../store/passkeys.ts';
import * as recovery from '../store/recovery.ts';
import * as security from '../store/security.ts';
import * as sessions from '../store/sessions.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Browser, Deps } from './deps.ts';
import { noteUse, used } from './passkeys.ts';
import { newCodes } from './recovery-codes.ts';
import { closeAll, publicId, requireSession, shownAccount } from './sessions.ts';

const LOG_SHOWN = 100;

/** The ways into my account, where it is open, and what happened to them. */
export async function getSecurity(deps: Deps, actor: Actor): Promise<Security> {
  const db = deps.store.read;
  const { accountId } = actor;
  const today = dayOf(deps.clock());
  const keys = await passkeys.ofAccount(db, accountId);
  const open = await sessions.ofAccount(db, accountId, today);
  const log = await security.newest(db, accountId, LOG_SHOWN);
  return {
    passkeys: keys.map(({ id, name, addedOn, lastUsedOn }) => ({ id, name, addedOn, lastUsedOn })),
    sessions: open.map((session) => ({
      id: publicId(session.tokenHash),
      device: session.device,
      openedOn: session.openedOn ?? session.lastSeenOn,
      lastSeenOn: session.lastSeenOn,
      current: session.tokenHash === actor.sessionId,
    })),
    recoveryCodesLeft: await recovery.codesLeft(db, accountId),
    recoveryLink: await linkShown(db, await recovery.linkOf(db, accountId, deps.clock())),
    log: log.map(({ event, detail, on }) => ({ event, detail, on })),
  };
}

async function linkShown(db: Db, link: recovery.LinkRow | null): Promise<Security['recoveryLink']> {
  if (!link) return null;
  const group = await groups.find(db, link.groupId);
  const people = await memberships.all(db, link.groupId);
  const madeBy = people.find((one) => one.id === link.madeBy);
  return { groupName: group?.name ?? '', madeBy: madeBy?.name ?? '', on: link.on };
}

/**
 * That it is the account's owner who is about to change a way in.
 *
 * @throws DomainError `not_confirmed`, `passkeys_need_tls`
 */
export async function confirm(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  { password, passkey }: Confirmation,
): Promise<void> {
  if (password !== null) {
    const found = await accounts.withPassword(deps.store.read, actor.accountId);
    const right = await deps.passwords.verify(found?.passwordHash ?? null, password);
    if (!right) throw new DomainError('not_confirmed');
  }
  if (passkey !== null) {
    try {
      const use = await used(deps, browser, passkey);
      if (use.accountId !== actor.accountId) throw new DomainError('not_confirmed');
      await deps.store.transact((tx) => noteUse(deps, tx, use));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'passkey_refused')
        throw new DomainError('not_confirmed');
      throw error;
    }
  }
}

/**
 * Sets, changes or (with null) removes the password; the other sessions end.
 *
 * @throws DomainError `not_confirmed`, `last_way_in`
 */
export async function setPassword(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  input: { password: string | null; confirmation: Confirmation },
): Promise<Account> {
  await confirm(deps, actor, browser, input.confirmation);
  const hash = input.password === null ? null : await deps.passwords.hash(input.password);
  const { accountId, sessionId } = actor;
  const { ended, account } = await deps.store.transact(async (tx) => {
    await requireSession(tx, actor);
    if (hash !== null) {
      await accounts.setPassword(tx, accountId, hash);
    } else {
      const keys = await passkeys.ofAccount(tx, accountId);
      if (keys.length === 0) throw new DomainError('last_way_in');
      await accounts.removePassword(tx, accountId);
    }
    const event = hash === null ? 'password_removed' : 'password_set';
    await security.note(tx, accountId, event, '', deps.clock());
    const ended = await sessions.endAll(tx, accountId, sessionId);
    return { ended, account: await mine(tx, actor) };
  });
  closeAll(deps, ended);
  return account;
}

/** @throws DomainError `not_confirmed` */
export async function changeEmail(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  input: { email: string | null; confirmation: Confirmation },
): Promise<Account> {
  await confirm(deps, actor, browser, input.confirmation);
  return deps.store.transact(async (tx) => {
    await requireSession(tx, actor);
    await accounts.update(tx, actor.accountId, { email: input.email });
    await security.note(tx, actor.accountId, 'email_changed', '', deps.clock());
    return mine(tx, actor);
  });
}

/** New codes; those from before no longer work. @throws DomainError `not_confirmed` */
export async function renewRecoveryCodes(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  input: { confirmation: Confirmation },
): Promise<string[]> {
  await confirm(deps, actor, browser, input.confirmation);
  const { codes, hashes } = newCodes();
  await deps.store.transact(async (tx) => {
    await requireSession(tx, actor);
    await recovery.setCodes(tx, actor.accountId, hashes);
    await security.note(tx, actor.accountId, 'recovery_codes_renewed', '', deps.clock());
  });
  return codes;
}

async function mine(tx: Tx, actor: Actor): Promise<Account> {
  const found = await accounts.withPassword(tx, actor.accountId);
  if (!found) throw new DomainError('unauthenticated');
  return shownAccount(found);
}
