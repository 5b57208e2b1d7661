import { and, asc, eq } from 'drizzle-orm';

import type { AccountId, GroupId, Instant, MemberId } from '../contract/primitives.ts';
import type { Db, Tx } from './store.ts';

export type MembershipRow = Db['tables']['memberships']['$inferSelect'];

/** The active membership of an account. */
export async function ofAccount(
  db: Db,
  groupId: GroupId,
  accountId: AccountId,
): Promise<MembershipRow | null> {
  const { memberships } = db.tables;
  const [row] = await db
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, groupId),
        eq(memberships.accountId, accountId),
        eq(memberships.state, 'active'),
      ),
    );
  return row ?? null;
}

/** Everybody who ever belonged, former members included, by name. */
export async function all(db: Db, groupId: GroupId): Promise<MembershipRow[]> {
  const { memberships } = db.tables;
  return db
    .select()
    .from(memberships)
    .where(eq(memberships.groupId, groupId))
    .orderBy(asc(memberships.nameFolded));
}

export async function insert(tx: Tx, membership: MembershipRow): Promise<void> {
  await tx.insert(tx.tables.memberships).values(membership);
}

export async function accept(
  tx: Tx,
  groupId: GroupId,
  acceptance: { memberId: MemberId; version: number; acceptedAt: Instant },
): Promise<void> {
  await tx.insert(tx.tables.acceptances).values({ groupId, ...acceptance });
}
