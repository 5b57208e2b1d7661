import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';

import type { AccountId, Day, GroupId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type SessionRow = Db['tables']['sessions']['$inferSelect'];

export const find = findOne((db, tokenHash: string) => {
  const { sessions } = db.tables;
  return db.select().from(sessions).where(eq(sessions.tokenHash, tokenHash));
});

/** The same, with where a group's log stands; null for a group that is not there. One question for each read. */
export const findWithHead = findOne((db, tokenHash: string, groupId: GroupId) => {
  const { sessions, groups } = db.tables;
  const head = db.select({ seq: groups.seq }).from(groups).where(eq(groups.id, groupId));
  return db
    .select({ session: sessions, head: sql<number | null>`(${head})` })
    .from(sessions)
    .where(eq(sessions.tokenHash, tokenHash));
});

/** Of an account, those that have not run out; the last seen first. */
export async function ofAccount(db: Db, accountId: AccountId, today: Day): Promise<SessionRow[]> {
  const rows = await lastSeenFirst(db, accountId);
  return rows.filter((row) => row.expiresOn >= today);
}

const lastSeenFirst = findAll((db, accountId: AccountId) => {
  const { sessions } = db.tables;
  return db
    .select()
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.lastSeenOn), desc(sessions.openedOn), sessions.tokenHash);
});

export async function insert(tx: Tx, session: SessionRow): Promise<void> {
  await tx.insert(tx.tables.sessions).values(session);
}

/** Moves a session on to newer days; false when it has ended meanwhile, and stays ended. */
export async function renew(
  tx: Tx,
  tokenHash: string,
  days: { lastSeenOn: Day; expiresOn: Day },
): Promise<boolean> {
  const { sessions } = tx.tables;
  const renewed = await tx
    .update(sessions)
    .set(days)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ tokenHash: sessions.tokenHash });
  return renewed.length > 0;
}

/** False when it had ended already. */
export async function end(tx: Tx, tokenHash: string): Promise<boolean> {
  const { sessions } = tx.tables;
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ tokenHash: sessions.tokenHash });
  return ended.length > 0;
}

/** Ends every session of an account, or every one but this, and names them. */
export async function endAll(
  tx: Tx,
  accountId: AccountId,
  except: string | null,
): Promise<string[]> {
  const { sessions } = tx.tables;
  const mine = eq(sessions.accountId, accountId);
  const ended = await tx
    .delete(sessions)
    .where(except === null ? mine : and(mine, ne(sessions.tokenHash, except)))
    .returning({ tokenHash: sessions.tokenHash });
  return ended.map((row) => row.tokenHash);
}

/** Takes away what ran out before this day. */
export async function forgetExpired(tx: Tx, today: Day): Promise<void> {
  await tx.delete(tx.tables.sessions).where(lt(tx.tables.sessions.expiresOn, today));
}
