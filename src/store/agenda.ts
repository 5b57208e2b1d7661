import { and, asc, count, eq } from 'drizzle-orm';

import type { AgendaItemId, GroupId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type AgendaRow = Db['tables']['agendaItems']['$inferSelect'];

/** What waits in a group, oldest first. */
export const all = findAll((db, groupId: GroupId) => {
  const { agendaItems } = db.tables;
  return db
    .select()
    .from(agendaItems)
    .where(eq(agendaItems.groupId, groupId))
    .orderBy(asc(agendaItems.id));
});

export async function waiting(db: Db, groupId: GroupId): Promise<number> {
  const row = await counted(db, groupId);
  return row?.n ?? 0;
}

const counted = findOne((db, groupId: GroupId) => {
  const { agendaItems } = db.tables;
  return db.select({ n: count() }).from(agendaItems).where(eq(agendaItems.groupId, groupId));
});

export async function insert(tx: Tx, item: AgendaRow): Promise<void> {
  await tx.insert(tx.tables.agendaItems).values(item);
}

export async function remove(tx: Tx, groupId: GroupId, id: AgendaItemId): Promise<void> {
  const { agendaItems } = tx.tables;
  await tx.delete(agendaItems).where(and(eq(agendaItems.groupId, groupId), eq(agendaItems.id, id)));
}
