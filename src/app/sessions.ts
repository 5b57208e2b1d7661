import type { Account } from '../contract/accounts.ts';
import type { AccountId, AskId, Cursor, GroupId, Instant } from '../contract/primitives.ts';
import { requireSigned } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { DAY, dayOf, HOUR, plus } from '../domain/time.ts';
import { newSecret, sha256 } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as asks from '../store/asks.ts';
import * as memberships from '../store/memberships.ts';
import * as security from '../store/security.ts';
import * as sessions from '../store/sessions.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Browser, Deps } from './deps.ts';

/** A session nobody used for this long has ended. */
export const SESSION_DAYS = 90;
/** A session for one answer ends with the day; one begun late in it has at least this long. */
const ONE_ANSWER_HOURS = 3;

export interface SignedIn {
  account: Account;
  /** For the cookie; the database keeps its hash alone. */
  token: string;
}

/** The one ask that a session on a shared device is for. */
type Only = { groupId: GroupId; askId: AskId } | null;

/** A session about to begin: its token, and what is kept of it. */
export function newSession(accountId: AccountId, { device }: Browser, now: Instant, only: Only) {
  const token = newSecret();
  const today = dayOf(now);
  const row: sessions.SessionRow = {
    tokenHash: sha256(token),
    accountId,
    lastSeenOn: today,
    expiresOn: only ? dayOf(plus(now, ONE_ANSWER_HOURS * HOUR)) : expiryOf(now),
    device,
    openedOn: today,
    onlyGroupId: only?.groupId ?? null,
    onlyAskId: only?.askId ?? null,
  };
  return { token, row };
}

/**
 * Begins the session of somebody who has shown who they are.
 *
 * @throws DomainError for a session that may answer one ask: `not_asked`; `wrong_mode` where answers may have no name,
 *   since only one's own device can give one
 */
export async function enter(
  tx: Tx,
  found: accounts.Found,
  entering: {
    browser: Browser;
    now: Instant;
    only: Only;
    as: 'signed_in' | 'signed_in_with_passkey';
  },
): Promise<SignedIn> {
  const { browser, now, only, as } = entering;
  const { id } = found.account;
  if (only) requireSigned(await askedIn(tx, id, only));
  const { token, row } = newSession(id, browser, now, only);
  await sessions.insert(tx, row);
  const event = only ? 'signed_in_for_one_answer' : as;
  await security.note(tx, id, event, browser.device, now);
  return { account: shownAccount(found), token };
}

async function askedIn(db: Db, accountId: AccountId, { groupId, askId }: NonNullable<Only>) {
  const me = await memberships.ofAccount(db, groupId, accountId);
  const ask = await asks.find(db, groupId, askId);
  if (!me || !ask || !(await asks.eligible(db, groupId, askId)).includes(me.id))
    throw new DomainError('not_asked');
  return ask;
}

/** What an account's owner sees of it. */
export const shownAccount = ({ account, passwordHash }: accounts.Found): Account => ({
  id: account.id,
  signInName: account.signInName,
  email: account.email,
  mayCreateGroups: account.mayCreateGroups,
  operator: account.operator,
  hasPassword: passwordHash !== null,
  leaderMayRecover: account.leaderMayRecover,
});

interface Found {
  actor: Actor;
  /** This is the first use of a day, from which the session lasts as long again. */
  renewed: boolean;
  /** The place in the log of the group that is read, before whatever is read next. */
  cursor: Cursor | null;
}

/**
 * The actor behind a session's token; null when it is none or has ended.
 *
 * @param reads the group that is read from, if it is one
 */
export async function actorOf(
  deps: Deps,
  token: string,
  reads: GroupId | null = null,
): Promise<Found | null> {
  const sessionId = sha256(token);
  const db = deps.store.read;
  const found = reads
    ? await sessions.findWithHead(db, sessionId, reads)
    : { session: await sessions.find(db, sessionId), head: null };
  const session = found?.session;
  const now = deps.clock();
  const today = dayOf(now);
  if (!session || session.expiresOn < today) return null;
  const { accountId, onlyGroupId: groupId, onlyAskId: askId } = session;
  const only = groupId && askId ? { groupId, askId } : null;
  const actor = { accountId, sessionId, only };
  const cursor = reads && deps.cursors.seal(reads, found.head ?? 0);
  if (only || session.lastSeenOn >= today) return { actor, renewed: false, cursor };
  const days = { lastSeenOn: today, expiresOn: expiryOf(now) };
  const renewed = await deps.store.transact((tx) => sessions.renew(tx, sessionId, days));
  return renewed ? { actor, renewed, cursor } : null;
}

/** Whether a session that held something open is still one. */
export async function isSession(deps: Deps, sessionId: string): Promise<boolean> {
  const session = await sessions.find(deps.store.read, sessionId);
  return session !== null && session.expiresOn >= dayOf(deps.clock());
}

/**
 * Confirming takes time, in which the account's owner may have ended this session from elsewhere: then what was
 * confirmed here counts no more. Nobody else changes the account until the transaction is over.
 *
 * @throws DomainError `unauthenticated`
 */
export async function requireSession(
  tx: Tx,
  { accountId, sessionId }: Actor,
): Promise<accounts.Found> {
  const found = await accounts.lock(tx, accountId);
  if (!found || !(await sessions.find(tx, sessionId))) throw new DomainError('unauthenticated');
  return found;
}

export async function signOut(deps: Deps, actor: Actor): Promise<void> {
  await deps.store.transact((tx) => sessions.end(tx, actor.sessionId));
  deps.live.endSession(actor.sessionId);
}

/** How a session is named to its owner: whoever reads the name learns neither the token nor its hash. */
export const publicId = (tokenHash: string) => sha256(tokenHash);

/** Ends one session of the actor's account. @throws DomainError `not_found` */
export async function endSession(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ current: boolean }> {
  const ended = await deps.store.transact(async (tx) => {
    const now = deps.clock();
    const mine = await sessions.ofAccount(tx, actor.accountId, dayOf(now));
    const session = mine.find((one) => publicId(one.tokenHash) === id);
    if (!session) throw new DomainError('not_found');
    await sessions.end(tx, session.tokenHash);
    await security.note(tx, actor.accountId, 'session_ended', session.device, now);
    return session.tokenHash;
  });
  deps.live.endSession(ended);
  return { current: ended === actor.sessionId };
}

/** Ends every session of the account but this one. */
export async function endOtherSessions(deps: Deps, actor: Actor): Promise<void> {
  const ended = await deps.store.transact(async (tx) => {
    const ended = await sessions.endAll(tx, actor.accountId, actor.sessionId);
    if (ended.length > 0)
      await security.note(tx, actor.accountId, 'other_sessions_ended', '', deps.clock());
    return ended;
  });
  closeAll(deps, ended);
}

/** Closes at once what sessions that have ended hold open. */
export function closeAll(deps: Deps, ended: readonly string[]): void {
  for (const session of ended) deps.live.endSession(session);
}

/** Takes away the rows of sessions that ran out before today. */
export async function forgetExpiredSessions(deps: Deps): Promise<void> {
  await deps.store.transact((tx) => sessions.forgetExpired(tx, dayOf(deps.clock())));
}

const expiryOf = (now: Instant) => dayOf(plus(now, SESSION_DAYS * DAY));
