// Accounts live outside groups: these are the only query functions that take no group.
import { asc, eq } from 'drizzle-orm';

import type { AccountId, GroupId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
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

export const find = findOne((db, id: AccountId) => {
  const { accounts } = db.tables;
  return db.select().from(accounts).where(eq(accounts.id, id));
});

export const withPassword = findOne((db, id: AccountId) =>
  found(db).where(eq(db.tables.accounts.id, id)),
);

/**
 * Every change of an account's ways in, and every entrance by one, begins here: whoever comes meanwhile waits, and
 * then finds what has changed. A group's lock, where there is one, comes first. Null for an account that is gone.
 */
export async function lock(tx: Tx, id: AccountId): Promise<Found | null> {
  const { accounts } = tx.tables;
  await tx.update(accounts).set({ id }).where(eq(accounts.id, id));
  return withPassword(tx, id);
}

/** The account that signs in with this folded name. */
export const bySignInName = findOne((db, folded: string) =>
  found(db).where(eq(db.tables.accounts.signInFolded, folded)),
);

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
): Promise<void> {
  await tx.insert(tx.tables.accounts).values(account);
  if (passwordHash !== null) await setPassword(tx, account.id, passwordHash);
}

export async function setPassword(tx: Tx, accountId: AccountId, hash: string): Promise<void> {
  const { passwords } = tx.tables;
  await tx
    .insert(passwords)
    .values({ accountId, hash })
    .onConflictDoUpdate({ target: passwords.accountId, set: { hash } });
}

export async function removePassword(tx: Tx, accountId: AccountId): Promise<void> {
  const { passwords } = tx.tables;
  await tx.delete(passwords).where(eq(passwords.accountId, accountId));
}

export async function update(
  tx: Tx,
  id: AccountId,
  fields: Partial<Pick<AccountRow, 'email' | 'mayCreateGroups' | 'leaderMayRecover'>>,
): Promise<void> {
  const { accounts } = tx.tables;
  await tx.update(accounts).set(fields).where(eq(accounts.id, id));
}

/** Accounts that may create groups, by their sign-in names. */
export async function creators(db: Db): Promise<AccountRow[]> {
  const { accounts } = db.tables;
  return db
    .select()
    .from(accounts)
    .where(eq(accounts.mayCreateGroups, true))
    .orderBy(asc(accounts.signInFolded));
}

export async function groupsOf(db: Db, accountId: AccountId): Promise<GroupId[]> {
  const rows = await memberOf(db, accountId);
  return rows.map((row) => row.groupId);
}

const memberOf = findAll((db, accountId: AccountId) => {
  const { accountGroups } = db.tables;
  return db
    .select({ groupId: accountGroups.groupId })
    .from(accountGroups)
    .where(eq(accountGroups.accountId, accountId));
});

export async function joinGroup(tx: Tx, accountId: AccountId, groupId: GroupId): Promise<void> {
  await tx.insert(tx.tables.accountGroups).values({ accountId, groupId });
}
