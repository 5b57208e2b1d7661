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
  return row ? mineOf(row) : null;
}

const activeOfAccount = findOne((db, groupId: GroupId, accountId: AccountId) => {
  const { memberships } = db.tables;
  return withAgreed(db, groupId).where(
    and(
      eq(memberships.groupId, groupId),
      eq(memberships.accountId, accountId),
      eq(memberships.state, 'active'),
    ),
  );
});

/** A membership beside the version of the agreement that stands. */
function withAgreed(db: Db, groupId: GroupId) {
  const { groups, memberships } = db.tables;
  // No join: SQLite plans one anew for each value it is given, and every request comes by here.
  const agreed = db
    .select({ version: groups.agreementVersion })
    .from(groups)
    .where(eq(groups.id, groupId));
  return db.select({ membership: memberships, agreed: sql<number>`(${agreed})` }).from(memberships);
}

/** Everybody who ever belonged, by name; former members have none. */
export async function all(db: Db, groupId: GroupId): Promise<MembershipRow[]> {
  const rows = await rowsOf(db, groupId);
  return rows.map(({ membership }) => named(membership));
}

/** The active membership of an account, and everybody who ever belonged: for whoever needs both, in one look. */
export async function withMine(
  db: Db,
  groupId: GroupId,
  accountId: AccountId,
): Promise<{ membership: Mine | null; people: MembershipRow[] }> {
  const rows = await rowsOf(db, groupId);
  const people = rows.map(({ membership }) => named(membership));
  const own = rows.find(
    ({ membership }) => membership.accountId === accountId && isActive(membership),
  );
  return { membership: own ? mineOf(own) : null, people };
}

const rowsOf = findAll((db, groupId: GroupId) => {
  const { memberships } = db.tables;
  return withAgreed(db, groupId)
    .where(eq(memberships.groupId, groupId))
    .orderBy(asc(memberships.nameFolded));
});

const mineOf = ({ membership, agreed }: { membership: MembershipRow; agreed: number }): Mine => ({
  ...membership,
  mustAccept: membership.accepted < agreed,
});

const named = (row: MembershipRow): MembershipRow =>
  row.state === 'former' ? { ...row, name: '' } : row;

/** Everybody who belongs now, by name. */
export async function active(db: Db, groupId: GroupId): Promise<MembershipRow[]> {
  const everybody = await all(db, groupId);
  return everybody.filter(isActive);
}

export const isActive = ({ state }: MembershipRow): boolean => state === 'active';

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
