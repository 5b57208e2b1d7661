import type { Credential } from '../contract/accounts.ts';
import type { AccountId } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf, milliseconds, MINUTE, plus } from '../domain/time.ts';
import { newSecret, sha256, timeOrderedId } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as passkeys from '../store/passkeys.ts';
import * as security from '../store/security.ts';
import { isUnique, type Tx } from '../store/store.ts';
import type { Actor, Browser, Deps, KnownPasskey, PasskeyPlace } from './deps.ts';
import { enter, requireSession, type SignedIn } from './sessions.ts';

/** How long an authenticator may take. */
const CHALLENGE_MINUTES = 5;
/** What a passkey is called whose browser does not say what it is. */
const UNNAMED = 'Passkey';

interface Options {
  options: Record<string, unknown>;
}

/** @throws DomainError `passkeys_need_tls` */
export async function passkeyForNewAccount(
  deps: Deps,
  browser: Browser,
  signInName: string,
): Promise<Options> {
  const place = placeOf(browser);
  const accountId = timeOrderedId<AccountId>(milliseconds(deps.clock()));
  const challenge = await newChallenge(deps, accountId);
  return {
    options: await deps.passkeys.optionsToMake(place, {
      challenge,
      accountId,
      signInName,
      known: [],
    }),
  };
}

/** @throws DomainError `passkeys_need_tls` */
export async function passkeyToSignIn(deps: Deps, browser: Browser): Promise<Options> {
  const place = placeOf(browser);
  return { options: await deps.passkeys.optionsToUse(place, await newChallenge(deps, null)) };
}

/** @throws DomainError `passkeys_need_tls` */
export async function passkeyToAdd(deps: Deps, actor: Actor, browser: Browser): Promise<Options> {
  const place = placeOf(browser);
  const { accountId } = actor;
  const account = await accounts.find(deps.store.read, accountId);
  if (!account) throw new DomainError('unauthenticated');
  const known = await passkeys.ofAccount(deps.store.read, accountId);
  const challenge = await newChallenge(deps, accountId);
  const { signInName } = account;
  return {
    options: await deps.passkeys.optionsToMake(place, { challenge, accountId, signInName, known }),
  };
}

/** @throws DomainError `passkeys_need_tls`, `passkey_refused`, `not_asked`, `wrong_mode` */
export async function signInWithPasskey(
  deps: Deps,
  browser: Browser,
  input: { passkey: Credential; oneAnswer: Actor['only'] },
): Promise<SignedIn> {
  const use = await used(deps, browser, input.passkey);
  return deps.store.transact(async (tx) => {
    const now = deps.clock();
    const found = await accounts.lock(tx, use.accountId);
    await noteUse(deps, tx, use);
    if (!found) throw new DomainError('passkey_refused');
    const only = input.oneAnswer;
    return enter(tx, found, { browser, now, only, as: 'signed_in_with_passkey' });
  });
}

/** @throws DomainError `passkeys_need_tls`, `passkey_refused`, `passkey_taken`, `unauthenticated` */
export async function addPasskey(
  deps: Deps,
  actor: Actor,
  browser: Browser,
  input: { name: string; passkey: Credential },
): Promise<void> {
  const { accountId, passkey } = await made(deps, browser, input.passkey);
  if (accountId !== actor.accountId) throw new DomainError('passkey_refused');
  await deps.store.transact(async (tx) => {
    await requireSession(tx, actor);
    await keep(deps, tx, accountId, passkey, input.name);
    await security.note(tx, accountId, 'passkey_added', input.name, deps.clock());
  });
}

/** The last way in stays. @throws DomainError `unauthenticated`, `not_found`, `last_way_in` */
export async function removePasskey(deps: Deps, actor: Actor, id: string): Promise<void> {
  const { accountId } = actor;
  await deps.store.transact(async (tx) => {
    const { passwordHash } = await requireSession(tx, actor);
    const removed = await passkeys.remove(tx, accountId, id);
    if (!removed) throw new DomainError('not_found');
    const left = await passkeys.ofAccount(tx, accountId);
    if (left.length === 0 && passwordHash === null) throw new DomainError('last_way_in');
    await security.note(tx, accountId, 'passkey_removed', removed.name, deps.clock());
  });
}

export interface Made {
  /** For which account it was made; at sign-up the one that will be. */
  accountId: AccountId;
  passkey: KnownPasskey;
}

/**
 * The passkey that an authenticator made. Its challenge is used up, whatever comes of it.
 *
 * @throws DomainError `passkeys_need_tls`, `passkey_refused`
 */
export async function made(deps: Deps, browser: Browser, credential: Credential): Promise<Made> {
  const { place, challenge, accountId } = await taken(deps, browser, credential);
  const passkey = await deps.passkeys.made(place, credential, challenge);
  if (!passkey || !accountId) throw new DomainError('passkey_refused');
  return { accountId, passkey };
}

/** Puts a passkey among the ways into an account. @throws DomainError `passkey_taken` */
export async function keep(
  deps: Deps,
  tx: Tx,
  accountId: AccountId,
  passkey: KnownPasskey,
  name: string,
): Promise<void> {
  const addedOn = dayOf(deps.clock());
  const row = { ...passkey, accountId, name: name || UNNAMED, addedOn, lastUsedOn: null };
  try {
    await tx.attempt((tx) => passkeys.insert(tx, row));
  } catch (error) {
    if (isUnique(error)) throw new DomainError('passkey_taken');
    throw error;
  }
}

export interface Used {
  id: string;
  accountId: AccountId;
  counter: number;
}

/**
 * The use of a passkey that is known here; nothing is noted yet. Its challenge is used up, whatever comes of it.
 *
 * @throws DomainError `passkeys_need_tls`; `passkey_refused`, the same for an unknown passkey and a wrong answer
 */
export async function used(deps: Deps, browser: Browser, credential: Credential): Promise<Used> {
  const { place, challenge, accountId } = await taken(deps, browser, credential);
  const passkey = await passkeys.find(deps.store.read, credential.id);
  // A challenge to make a passkey is none to use one.
  if (!passkey || accountId) throw new DomainError('passkey_refused');
  const counter = await deps.passkeys.used(place, credential, challenge, passkey);
  if (counter === null) throw new DomainError('passkey_refused');
  return { id: passkey.id, accountId: passkey.accountId, counter };
}

/** @throws DomainError `passkey_refused` when it was removed meanwhile */
export async function noteUse(deps: Deps, tx: Tx, { id, counter }: Used): Promise<void> {
  const lastUsedOn = dayOf(deps.clock());
  if (!(await passkeys.use(tx, id, { counter, lastUsedOn })))
    throw new DomainError('passkey_refused');
}

function placeOf({ place }: Browser): PasskeyPlace {
  if (!place) throw new DomainError('passkeys_need_tls');
  return place;
}

/** A challenge for one ceremony: to make a passkey for an account, or, with null, to use one. */
async function newChallenge(deps: Deps, accountId: AccountId | null): Promise<string> {
  const challenge = newSecret();
  const now = deps.clock();
  const kept = {
    hash: sha256(challenge),
    accountId,
    expiresAt: plus(now, CHALLENGE_MINUTES * MINUTE),
  };
  await deps.store.transact((tx) => passkeys.insertChallenge(tx, kept, now));
  return challenge;
}

async function taken(deps: Deps, browser: Browser, credential: Credential) {
  const place = placeOf(browser);
  const challenge = deps.passkeys.challengeOf(credential);
  if (challenge === null) throw new DomainError('passkey_refused');
  const hash = sha256(challenge);
  const kept = await deps.store.transact((tx) => passkeys.takeChallenge(tx, hash));
  if (!kept || kept.expiresAt < deps.clock()) throw new DomainError('passkey_refused');
  return { place, challenge, accountId: kept.accountId };
}
