import type { Account, listCreators as listing, NewAccount } from '../contract/accounts.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AccountId } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { foldCode, foldName, timeOrderedId } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as meta from '../store/meta.ts';
import * as recovery from '../store/recovery.ts';
import * as security from '../store/security.ts';
import * as sessions from '../store/sessions.ts';
import { type Db, isUnique, type Tx } from '../store/store.ts';
import type { Actor, Browser, Deps } from './deps.ts';
import { keep, made } from './passkeys.ts';
import { newCodes } from './recovery-codes.ts';
import { enter, newSession, shownAccount, type SignedIn } from './sessions.ts';

export async function isSetUp(deps: Deps): Promise<boolean> {
  return accounts.any(deps.store.read);
}

/**
 * Makes the first account, which may create groups and says who else may.
 *
 * @throws DomainError `already_set_up`, `wrong_setup_code`, `passkey_refused`, `passkeys_need_tls`
 */
export async function setUp(
  deps: Deps,
  browser: Browser,
  { code, ...input }: NewAccount & { code: string },
): Promise<SignedIn & { recoveryCodes: string[] }> {
  const made = await prepareAccount(deps, browser, input, { operator: true });
  return deps.store.transact(async (tx) => {
    await meta.lock(tx);
    if (await accounts.any(tx)) throw new DomainError('already_set_up');
    if (!deps.isSetupCode(foldCode(code))) throw new DomainError('wrong_setup_code');
    await made.insert(tx);
    return made.result;
  });
}

/**
 * Makes everything of a new account that takes time, so that nothing slow happens inside the transaction.
 *
 * @throws DomainError `passkey_refused`, `passkeys_need_tls`; by `insert`: `sign_in_name_taken`, `passkey_taken`
 */
export async function prepareAccount(
  deps: Deps,
  browser: Browser,
  { signInName, password, passkey: credential, email }: NewAccount,
  { operator }: { operator: boolean },
) {
  const now = deps.clock();
  const passkey = credential && (await made(deps, browser, credential));
  const passwordHash = password === null ? null : await deps.passwords.hash(password);
  const id = passkey?.accountId ?? timeOrderedId<AccountId>(milliseconds(now));
  const { codes, hashes } = newCodes();
  const account = {
    id,
    signInName,
    signInFolded: foldName(signInName),
    email,
    mayCreateGroups: operator,
    operator,
    leaderMayRecover: false,
    createdOn: dayOf(now),
  };
  const session = newSession(id, browser, now, null);
  return {
    id,
    result: {
      account: shownAccount({ account, passwordHash }),
      token: session.token,
      recoveryCodes: codes,
    },
    async insert(tx: Tx): Promise<void> {
      // A passkey that was to be added to an account makes no other one.
      if (await accounts.find(tx, id)) throw new DomainError('passkey_refused');
      try {
        await tx.attempt((tx) => accounts.insert(tx, account, passwordHash));
      } catch (error) {
        if (isUnique(error)) throw new DomainError('sign_in_name_taken');
        throw error;
      }
      if (passkey) await keep(deps, tx, id, passkey.passkey, browser.device);
      await recovery.setCodes(tx, id, hashes);
      await sessions.insert(tx, session.row);
      await security.note(tx, id, 'account_made', browser.device, now);
    },
  };
}

/**
 * @throws DomainError `wrong_credentials`, the same for an unknown name and a wrong password; `not_asked` and
 *   `wrong_mode`, after both were right, for a session that may answer one ask
 */
export async function signIn(
  deps: Deps,
  browser: Browser,
  input: { signInName: string; password: string; oneAnswer: Actor['only'] },
): Promise<SignedIn> {
  const found = await accounts.bySignInName(deps.store.read, foldName(input.signInName));
  const right = await deps.passwords.verify(found?.passwordHash ?? null, input.password);
  if (!found || !right) throw new DomainError('wrong_credentials');
  const now = deps.clock();
  const only = input.oneAnswer;
  return deps.store.transact(async (tx) => {
    // Checking takes time, in which the password may have been changed: by whoever was afraid of this very sign-in.
    const still = await accounts.lock(tx, found.account.id);
    if (!still || still.passwordHash !== found.passwordHash)
      throw new DomainError('wrong_credentials');
    return enter(tx, still, { browser, now, only, as: 'signed_in' });
  });
}

export async function getMe(deps: Deps, actor: Actor): Promise<Account> {
  const found = await accounts.withPassword(deps.store.read, actor.accountId);
  if (!found) throw new DomainError('unauthenticated');
  return shownAccount(found);
}

/** For the operator. @throws DomainError `not_found` for everybody else */
export async function listCreators(deps: Deps, actor: Actor): Promise<ReplyOf<typeof listing>> {
  await requireOperator(deps.store.read, actor);
  return creators(deps.store.read, actor);
}

/**
 * Says whether the account of that sign-in name may create groups. The operator always may.
 *
 * @throws DomainError `not_found`, also for a name nobody has
 */
export async function setCreator(
  deps: Deps,
  actor: Actor,
  input: { signInName: string; may: boolean },
): Promise<ReplyOf<typeof listing>> {
  return deps.store.transact(async (tx) => {
    await requireOperator(tx, actor);
    const found = await accounts.bySignInName(tx, foldName(input.signInName));
    if (!found) throw new DomainError('not_found');
    if (!found.account.operator)
      await accounts.update(tx, found.account.id, { mayCreateGroups: input.may });
    return creators(tx, actor);
  });
}

async function requireOperator(db: Db, actor: Actor): Promise<void> {
  const account = await accounts.find(db, actor.accountId);
  if (!account?.operator) throw new DomainError('not_found');
}

async function creators(db: Db, actor: Actor): Promise<ReplyOf<typeof listing>> {
  const rows = await accounts.creators(db);
  return {
    creators: rows.map(({ id, signInName }) => ({ signInName, me: id === actor.accountId })),
  };
}
