// What the side without names may read and what it leaves. Nothing here knows who asks.
import { and, asc, eq, ne } from 'drizzle-orm';

import type { AskMode, AskState } from '../contract/asks.ts';
import type { AskId, GroupId, Instant, PartId } from '../contract/primitives.ts';
import type { Point } from '../contract/tickets.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type PartRow = Db['tables']['parts']['$inferSelect'];
export type OwningRow = Db['tables']['ownings']['$inferSelect'];

/** What there is to know of an ask for whoever hands something in to it. */
export interface AskWithoutNames {
  groupId: GroupId;
  id: AskId;
  mode: AskMode;
  state: AskState;
  closesAt: Instant;
  ladder: string[] | null;
  event: string | null;
  eventHash: string;
}

const columns = ({ asks }: Db['tables']) => ({
  groupId: asks.groupId,
  id: asks.id,
  mode: asks.mode,
  state: asks.state,
  closesAt: asks.closesAt,
  ladder: asks.ladder,
  event: asks.event,
  eventHash: asks.eventHash,
});

/** Null for what is not there, and for an ask that only takes names. */
export const askWithoutNames = findOne((db, groupId: GroupId, id: AskId) => {
  const { asks } = db.tables;
  return db
    .select(columns(db.tables))
    .from(asks)
    .where(and(eq(asks.groupId, groupId), eq(asks.id, id), ne(asks.mode, 'signed')));
});

/** The open ones of all groups, in the order of their ids. */
export async function openWithoutNames(db: Db): Promise<AskWithoutNames[]> {
  const { asks } = db.tables;
  return db
    .select(columns(db.tables))
    .from(asks)
    .where(and(eq(asks.state, 'open'), ne(asks.mode, 'signed')))
    .orderBy(asc(asks.id));
}

/** Author keys whose tickets were spent with a name. */
export async function spentKeys(db: Db, groupId: GroupId, askId: AskId): Promise<Set<Point>> {
  const { spentTickets } = db.tables;
  const rows = await db
    .select({ key: spentTickets.key })
    .from(spentTickets)
    .where(and(eq(spentTickets.groupId, groupId), eq(spentTickets.askId, askId)));
  return new Set(rows.map((row) => row.key));
}

/** The parts of an ask by their ids: in no order. */
export const ofAsk = findAll((db, groupId: GroupId, askId: AskId) => {
  const { parts } = db.tables;
  return db
    .select()
    .from(parts)
    .where(and(eq(parts.groupId, groupId), eq(parts.askId, askId)))
    .orderBy(asc(parts.id));
});

export const find = findOne((db, groupId: GroupId, askId: AskId, id: PartId) => {
  const { parts } = db.tables;
  return db
    .select()
    .from(parts)
    .where(and(eq(parts.groupId, groupId), eq(parts.askId, askId), eq(parts.id, id)));
});

/** Writes what was released, one after the other in the order given, which must say nothing. */
export async function insert(tx: Tx, released: readonly PartRow[]): Promise<void> {
  if (released.length > 0) await tx.insert(tx.tables.parts).values([...released]);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  changes: Partial<Pick<PartRow, 'text' | 'state' | 'hidden' | 'reactions'>>,
): Promise<void> {
  const { parts } = tx.tables;
  await tx
    .update(parts)
    .set(changes)
    .where(and(eq(parts.groupId, groupId), eq(parts.askId, askId), eq(parts.id, id)));
}

/** Which parts somebody has said they wrote. */
export const ownings = findAll((db, groupId: GroupId, askId: AskId) => {
  const { ownings } = db.tables;
  return db
    .select()
    .from(ownings)
    .where(and(eq(ownings.groupId, groupId), eq(ownings.askId, askId)));
});

export async function own(tx: Tx, owning: OwningRow): Promise<void> {
  await tx.insert(tx.tables.ownings).values(owning);
}

export async function removeOfAsk(tx: Tx, groupId: GroupId, askId: AskId): Promise<void> {
  for (const table of [tx.tables.parts, tx.tables.ownings])
    await tx.delete(table).where(and(eq(table.groupId, groupId), eq(table.askId, askId)));
}
