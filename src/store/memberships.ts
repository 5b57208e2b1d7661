import { and, asc, eq, sql } from 'drizzle-orm';

import type { AccountId, GroupId, Instant, MemberId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type MembershipRow = Db['tables']['memberships']['$inferSelect'];

/** My own: with whether a newer agreement than the one I accepted stands. */
export interface Mine extends MembershipRow {
  mustAccept: boolean;
}

/** The active membership of an account. */
export async function ofAccount(
  db: Db,
  groupId: GroupId,
  accountId: AccountId,
): Promise<Mine | null> {
  const row = await activeOfAccount(db, groupId, accountId);
  return row ? { ...row.membership, mustAccept: row.membership.accepted < row.agreed } : null;
}

const activeOfAccount = findOne((db, groupId: GroupId, accountId: AccountId) => {
  const { groups, memberships } = db.tables;
  // No join: SQLite plans one anew for each value it is given, and every request comes by here.
  const agreed = db
    .select({ version: groups.agreementVersion })
    .from(groups)
    .where(eq(groups.id, groupId));
  return db
    .select({ membership: memberships, agreed: sql<number>`(${agreed})` })
    .from(memberships)
    .where(
      and(
        eq(memberships.groupId, groupId),
        eq(memberships.accountId, accountId),
        eq(memberships.state, 'active'),
      ),
    );
});

/** Everybody who ever belonged, by name; former members have none. */
export async function all(db: Db, groupId: GroupId): Promise<MembershipRow[]> {
  const rows = await rowsOf(db, groupId);
  return rows.map((row) => (row.state === 'former' ? { ...row, name: '' } : row));
}

const rowsOf = findAll((db, groupId: GroupId) => {
  const { memberships } = db.tables;
  return db
    .select()
    .from(memberships)
    .where(eq(memberships.groupId, groupId))
    .orderBy(asc(memberships.nameFolded));
});

/** Everybody who belongs now, by name. */
export async function active(db: Db, groupId: GroupId): Promise<MembershipRow[]> {
  const everybody = await all(db, groupId);
  return everybody.filter((one) => one.state === 'active');
}

export async function insert(tx: Tx, membership: MembershipRow): Promise<void> {
  await tx.insert(tx.tables.memberships).values(membership);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  id: MemberId,
  changes: Partial<Omit<MembershipRow, 'groupId' | 'id'>>,
): Promise<void> {
  const { memberships } = tx.tables;
  await tx
    .update(memberships)
    .set(changes)
    .where(and(eq(memberships.groupId, groupId), eq(memberships.id, id)));
}

/** Makes a membership a former one: nameless, its name free for others, and what else is given. */
export async function end(
  tx: Tx,
  groupId: GroupId,
  id: MemberId,
  changes: Partial<Pick<MembershipRow, 'accountId' | 'ledUntil'>>,
): Promise<void> {
  await update(tx, groupId, id, {
    ...changes,
    state: 'former',
    role: 'member',
    spectator: false,
    name: '-',
    // Longer than a name can be, so that nobody's is the same.
    nameFolded: `former ${id}`,
  });
}

/** Notes which version somebody accepted, and when. */
export async function accept(
  tx: Tx,
  groupId: GroupId,
  acceptance: { memberId: MemberId; version: number; acceptedAt: Instant },
): Promise<void> {
  const { acceptances } = tx.tables;
  const { memberId, version, acceptedAt } = acceptance;
  await tx
    .insert(acceptances)
    .values({ groupId, ...acceptance })
    .onConflictDoUpdate({
      target: [acceptances.groupId, acceptances.memberId, acceptances.version],
      set: { acceptedAt },
    });
  await update(tx, groupId, memberId, { accepted: version });
}
