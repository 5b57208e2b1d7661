import { asc, desc, eq, sql } from 'drizzle-orm';

import type { CrisisContact } from '../contract/groups.ts';
import type { GroupId, Instant } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { findAll, findOne, prepared } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type GroupRow = Db['tables']['groups']['$inferSelect'];

/**
 * Every change inside a group begins here: raising `seq` is the group's lock and gives the change its place in
 * the log.
 *
 * @throws DomainError `not_found`
 */
export async function lock(tx: Tx, groupId: GroupId): Promise<GroupRow> {
  const [group] = await raiseSeq(tx, { groupId });
  if (!group) throw new DomainError('not_found');
  tx.touched(groupId);
  return group;
}

const raiseSeq = prepared((db, { groupId }: { groupId: GroupId }) => {
  const { groups } = db.tables;
  return db
    .update(groups)
    .set({ seq: sql`${groups.seq} + 1` })
    .where(eq(groups.id, groupId))
    .returning();
});

/**
 * The same lock for what must leave no trace in the log: being given a ticket, or signing an ask that also takes
 * answers without names. `seq` stays.
 *
 * @throws DomainError `not_found`
 */
export async function lockQuietly(tx: Tx, groupId: GroupId): Promise<GroupRow> {
  const { groups } = tx.tables;
  const [group] = await tx
    .update(groups)
    .set({ seq: sql`${groups.seq}` })
    .where(eq(groups.id, groupId))
    .returning();
  if (!group) throw new DomainError('not_found');
  return group;
}

export const find = findOne((db, groupId: GroupId) => {
  const { groups } = db.tables;
  return db.select().from(groups).where(eq(groups.id, groupId));
});

export async function insert(tx: Tx, group: GroupRow): Promise<void> {
  await tx.insert(tx.tables.groups).values(group);
  tx.touched(group.id);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  changes: Partial<Omit<GroupRow, 'id' | 'seq' | 'createdOn'>>,
): Promise<void> {
  await tx.update(tx.tables.groups).set(changes).where(eq(tx.tables.groups.id, groupId));
}

export async function agreement(
  db: Db,
  groupId: GroupId,
): Promise<{ version: number; text: string; since: Instant }> {
  const row = await agreementInForce(db, groupId);
  if (!row) throw new DomainError('not_found');
  return row;
}

const agreementInForce = findOne((db, groupId: GroupId) => {
  const { agreements, groups } = db.tables;
  return db
    .select({ version: agreements.version, text: agreements.text, since: agreements.since })
    .from(agreements)
    .innerJoin(groups, eq(groups.id, agreements.groupId))
    .where(
      sql`${agreements.groupId} = ${groupId} and ${agreements.version} = ${groups.agreementVersion}`,
    );
});

/** Every version there was, newest first. */
export const agreements = findAll((db, groupId: GroupId) => {
  const { agreements } = db.tables;
  return db
    .select({ version: agreements.version, text: agreements.text, since: agreements.since })
    .from(agreements)
    .where(eq(agreements.groupId, groupId))
    .orderBy(desc(agreements.version));
});

export async function insertAgreement(
  tx: Tx,
  groupId: GroupId,
  agreement: { version: number; text: string; since: Instant },
): Promise<void> {
  await tx.insert(tx.tables.agreements).values({ groupId, ...agreement });
}

export const crisisContacts = findAll((db, groupId: GroupId) => {
  const { crisisContacts } = db.tables;
  return db
    .select({
      kind: crisisContacts.kind,
      name: crisisContacts.name,
      reach: crisisContacts.reach,
    })
    .from(crisisContacts)
    .where(eq(crisisContacts.groupId, groupId))
    .orderBy(asc(crisisContacts.position));
});

export async function setCrisisContacts(
  tx: Tx,
  groupId: GroupId,
  contacts: readonly CrisisContact[],
): Promise<void> {
  const { crisisContacts } = tx.tables;
  await tx.delete(crisisContacts).where(eq(crisisContacts.groupId, groupId));
  if (contacts.length > 0)
    await tx
      .insert(crisisContacts)
      .values(contacts.map((contact, position) => ({ groupId, position, ...contact })));
}
