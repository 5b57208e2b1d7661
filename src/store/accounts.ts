// Accounts live outside groups: these are the only query functions that take no group.
import { and, count, eq } from 'drizzle-orm';

import type { AccountId, Day, GroupId } from '../contract/primitives.ts';
import type { Db, Tx } from './store.ts';

export type AccountRow = Db['tables']['accounts']['$inferSelect'];

/** An account and its password's hash, if it has one. */
export interface Found {
  account: AccountRow;
  passwordHash: string | null;
}

export async function any(db: Db): Promise<boolean> {
  const rows = await db.select({ id: db.tables.accounts.id }).from(db.tables.accounts).limit(1);
  return rows.length > 0;
}

export async function find(db: Db, id: AccountId): Promise<AccountRow | null> {
  const { accounts } = db.tables;
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row ?? null;
}

export async function withPassword(db: Db, id: AccountId): Promise<Found | null> {
  const [row] = await found(db).where(eq(db.tables.accounts.id, id));
  return row ?? null;
}

/** The account that signs in with this folded name. */
export async function bySignInName(db: Db, folded: string): Promise<Found | null> {
  const [row] = await found(db).where(eq(db.tables.accounts.signInFolded, folded));
  return row ?? null;
}

function found(db: Db) {
  const { accounts, passwords } = db.tables;
  return db
    .select({ account: accounts, passwordHash: passwords.hash })
    .from(accounts)
    .leftJoin(passwords, eq(passwords.accountId, accounts.id));
}

export async function insert(
  tx: Tx,
  account: AccountRow,
  passwordHash: string | null,
  recoveryHashes: string[],
): Promise<void> {
  const { accounts, passwords, recoveryCodes } = tx.tables;
  await tx.insert(accounts).values(account);
  if (passwordHash !== null)
    await tx.insert(passwords).values({ accountId: account.id, hash: passwordHash });
  await tx
    .insert(recoveryCodes)
    .values(recoveryHashes.map((hash) => ({ accountId: account.id, hash })));
}

export async function setPassword(tx: Tx, accountId: AccountId, hash: string): Promise<void> {
  const { passwords } = tx.tables;
  await tx
    .insert(passwords)
    .values({ accountId, hash })
    .onConflictDoUpdate({ target: passwords.accountId, set: { hash } });
}

/** Uses up a recovery code; false when there is no such unused code. */
export async function takeRecoveryCode(
  tx: Tx,
  accountId: AccountId,
  hash: string,
): Promise<boolean> {
  const { recoveryCodes } = tx.tables;
  const taken = await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.hash, hash)))
    .returning({ hash: recoveryCodes.hash });
  return taken.length > 0;
}

export async function recoveryCodesLeft(db: Db, accountId: AccountId): Promise<number> {
  const { recoveryCodes } = db.tables;
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.accountId, accountId));
  return row?.left ?? 0;
}

export async function groupsOf(db: Db, accountId: AccountId): Promise<GroupId[]> {
  const { accountGroups } = db.tables;
  const rows = await db
    .select({ groupId: accountGroups.groupId })
    .from(accountGroups)
    .where(eq(accountGroups.accountId, accountId));
  return rows.map((row) => row.groupId);
}

export async function joinGroup(tx: Tx, accountId: AccountId, groupId: GroupId): Promise<void> {
  await tx.insert(tx.tables.accountGroups).values({ accountId, groupId });
}

export interface Session {
  tokenHash: string;
  accountId: AccountId;
  lastSeenOn: Day;
  expiresOn: Day;
}

export async function session(db: Db, tokenHash: string): Promise<Session | null> {
  const { sessions } = db.tables;
  const [row] = await db.select().from(sessions).where(eq(sessions.tokenHash, tokenHash));
  return row ?? null;
}

export async function insertSession(tx: Tx, session: Session): Promise<void> {
  await tx.insert(tx.tables.sessions).values(session);
}

/** Moves a session on to newer days; false when it has ended meanwhile, and stays ended. */
export async function renewSession(
  tx: Tx,
  { tokenHash, lastSeenOn, expiresOn }: Session,
): Promise<boolean> {
  const { sessions } = tx.tables;
  const renewed = await tx
    .update(sessions)
    .set({ lastSeenOn, expiresOn })
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ tokenHash: sessions.tokenHash });
  return renewed.length > 0;
}

export async function endSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.delete(tx.tables.sessions).where(eq(tx.tables.sessions.tokenHash, tokenHash));
}

/** Ends every session of an account and names them. */
export async function endSessions(tx: Tx, accountId: AccountId): Promise<string[]> {
  const { sessions } = tx.tables;
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.accountId, accountId))
    .returning({ tokenHash: sessions.tokenHash });
  return ended.map((row) => row.tokenHash);
}
