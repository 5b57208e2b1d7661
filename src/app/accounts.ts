import type { Account, NewAccount } from '../contract/accounts.ts';
import type { AccountId, Instant } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { DAY, dayOf, milliseconds, plus } from '../domain/time.ts';
import { foldCode, foldName, newSecret, sha256, timeOrderedId, typedCode } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import { isUnique, type Tx } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';

/** A session nobody used for this long has ended. */
export const SESSION_DAYS = 90;
const RECOVERY_CODES = 8;

interface SignedIn {
  account: Account;
  /** For the cookie; the database keeps its hash alone. */
  token: string;
}

export async function isSetUp(deps: Deps): Promise<boolean> {
  return accounts.any(deps.store.read);
}

/**
 * Makes the first account, which may create groups.
 *
 * @throws DomainError `already_set_up`, `wrong_setup_code`
 */
export async function setUp(
  deps: Deps,
  { code, ...input }: NewAccount & { code: string },
): Promise<SignedIn & { recoveryCodes: string[] }> {
  const made = await prepareAccount(deps, input, { mayCreateGroups: true });
  return deps.store.transact(async (tx) => {
    if (await accounts.any(tx)) throw new DomainError('already_set_up');
    if (!deps.isSetupCode(foldCode(code))) throw new DomainError('wrong_setup_code');
    await made.insert(tx);
    return made.result;
  });
}

/**
 * Makes everything of a new account that takes time, so that nothing slow happens inside the transaction.
 *
 * @throws DomainError `sign_in_name_taken`, by `insert`
 */
export async function prepareAccount(
  deps: Deps,
  { signInName, password, email }: NewAccount,
  { mayCreateGroups }: { mayCreateGroups: boolean },
) {
  const now = deps.clock();
  const id = timeOrderedId<AccountId>(milliseconds(now));
  const hash = password === null ? null : await deps.passwords.hash(password);
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => typedCode(4));
  const token = newSecret();
  const row = {
    id,
    signInName,
    signInFolded: foldName(signInName),
    email,
    mayCreateGroups,
    operator: mayCreateGroups,
    leaderMayRecover: false,
    createdOn: dayOf(now),
  };
  return {
    id,
    result: { account: shown({ account: row, passwordHash: hash }), token, recoveryCodes },
    async insert(tx: Tx): Promise<void> {
      try {
        await tx.attempt((tx) =>
          accounts.insert(
            tx,
            row,
            hash,
            recoveryCodes.map((code) => sha256(foldCode(code))),
          ),
        );
      } catch (error) {
        if (isUnique(error)) throw new DomainError('sign_in_name_taken');
        throw error;
      }
      await accounts.insertSession(tx, sessionOf(id, token, now));
    },
  };
}

/** @throws DomainError `wrong_credentials`, the same for an unknown name and a wrong password */
export async function signIn(
  deps: Deps,
  input: { signInName: string; password: string },
): Promise<SignedIn> {
  const found = await accounts.bySignInName(deps.store.read, foldName(input.signInName));
  const right = await deps.passwords.verify(found?.passwordHash ?? null, input.password);
  if (!found || !right) throw new DomainError('wrong_credentials');
  const token = newSecret();
  await deps.store.transact((tx) =>
    accounts.insertSession(tx, sessionOf(found.account.id, token, deps.clock())),
  );
  return { account: shown(found), token };
}

export async function signOut(deps: Deps, actor: Actor): Promise<void> {
  await deps.store.transact((tx) => accounts.endSession(tx, actor.sessionId));
  deps.live.endSession(actor.sessionId);
}

/**
 * Sets a new password by a recovery code, ends every session of the account and starts one here.
 *
 * @throws DomainError `wrong_credentials`
 */
export async function recover(
  deps: Deps,
  input: { signInName: string; code: string; password: string },
): Promise<SignedIn & { codesLeft: number }> {
  const hash = await deps.passwords.hash(input.password);
  const token = newSecret();
  const { ended, ...result } = await deps.store.transact(async (tx) => {
    const found = await accounts.bySignInName(tx, foldName(input.signInName));
    if (!found) throw new DomainError('wrong_credentials');
    const { account } = found;
    const taken = await accounts.takeRecoveryCode(tx, account.id, sha256(foldCode(input.code)));
    if (!taken) throw new DomainError('wrong_credentials');
    await accounts.setPassword(tx, account.id, hash);
    const ended = await accounts.endSessions(tx, account.id);
    await accounts.insertSession(tx, sessionOf(account.id, token, deps.clock()));
    const codesLeft = await accounts.recoveryCodesLeft(tx, account.id);
    return { ended, account: shown({ account, passwordHash: hash }), token, codesLeft };
  });
  for (const session of ended) deps.live.endSession(session);
  return result;
}

/**
 * The actor behind a session's token; null when it is none or has ended. `renewed`: the first use of a day, from
 * which the session lasts as long again.
 */
export async function actorOf(
  deps: Deps,
  token: string,
): Promise<{ actor: Actor; renewed: boolean } | null> {
  const sessionId = sha256(token);
  const session = await accounts.session(deps.store.read, sessionId);
  const now = deps.clock();
  if (!session || session.expiresOn < dayOf(now)) return null;
  const actor = { accountId: session.accountId, sessionId };
  if (session.lastSeenOn >= dayOf(now)) return { actor, renewed: false };
  const renewed = await deps.store.transact((tx) =>
    accounts.renewSession(tx, sessionOf(session.accountId, token, now)),
  );
  return renewed ? { actor, renewed } : null;
}

/** Whether a session that held something open is still one. */
export async function isSession(deps: Deps, sessionId: string): Promise<boolean> {
  const session = await accounts.session(deps.store.read, sessionId);
  return session !== null && session.expiresOn >= dayOf(deps.clock());
}

export async function getMe(deps: Deps, actor: Actor): Promise<Account> {
  const found = await accounts.withPassword(deps.store.read, actor.accountId);
  if (!found) throw new DomainError('unauthenticated');
  return shown(found);
}

const shown = ({ account, passwordHash }: accounts.Found): Account => ({
  id: account.id,
  signInName: account.signInName,
  email: account.email,
  mayCreateGroups: account.mayCreateGroups,
  operator: account.operator,
  hasPassword: passwordHash !== null,
  leaderMayRecover: account.leaderMayRecover,
});

const sessionOf = (accountId: AccountId, token: string, now: Instant): accounts.Session => ({
  tokenHash: sha256(token),
  accountId,
  lastSeenOn: dayOf(now),
  expiresOn: dayOf(plus(now, SESSION_DAYS * DAY)),
});
