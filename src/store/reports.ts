import { and, asc, count, desc, eq, isNull, ne } from 'drizzle-orm';

import type {
  AnswerId,
  AskId,
  GroupId,
  MemberId,
  PartId,
  ReportId,
} from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type ReportRow = Db['tables']['reports']['$inferSelect'];

/** All of a group: open ones first, then newest first. */
export async function all(db: Db, groupId: GroupId): Promise<ReportRow[]> {
  const rows = await newestFirst(db, groupId);
  return [
    ...rows.filter((one) => one.outcome === null),
    ...rows.filter((one) => one.outcome !== null),
  ];
}

const newestFirst = findAll((db, groupId: GroupId) => {
  const { reports } = db.tables;
  return db.select().from(reports).where(eq(reports.groupId, groupId)).orderBy(desc(reports.id));
});

export const find = findOne((db, groupId: GroupId, id: ReportId) => {
  const { reports } = db.tables;
  return db
    .select()
    .from(reports)
    .where(and(eq(reports.groupId, groupId), eq(reports.id, id)));
});

/** Of an answer or a part. */
export const ofAnswer = findOne((db, groupId: GroupId, answerId: AnswerId | PartId) => {
  const { reports } = db.tables;
  return db
    .select()
    .from(reports)
    .where(and(eq(reports.groupId, groupId), eq(reports.answerId, answerId)));
});

/** What was reported of one ask. */
export const ofAsk = findAll((db, groupId: GroupId, askId: AskId) => {
  const { reports } = db.tables;
  return db
    .select()
    .from(reports)
    .where(and(eq(reports.groupId, groupId), eq(reports.askId, askId)));
});

/** How many wait for a leader. */
export async function open(db: Db, groupId: GroupId): Promise<number> {
  const row = await countOpen(db, groupId);
  return row?.n ?? 0;
}

const countOpen = findOne((db, groupId: GroupId) => {
  const { reports } = db.tables;
  return db
    .select({ n: count() })
    .from(reports)
    .where(and(eq(reports.groupId, groupId), isNull(reports.outcome)));
});

/** Asks of others in which an answer of this member was reported and nobody has closed that yet. */
export const openAbout = findAll((db, groupId: GroupId, authorId: MemberId) => {
  const { asks, reports } = db.tables;
  return db
    .select({ askId: asks.id, askerId: asks.askerId })
    .from(reports)
    .innerJoin(asks, and(eq(asks.groupId, reports.groupId), eq(asks.id, reports.askId)))
    .where(
      and(
        eq(reports.groupId, groupId),
        eq(reports.authorId, authorId),
        isNull(reports.outcome),
        ne(asks.state, 'withdrawn'),
      ),
    )
    .orderBy(asc(reports.id));
});

export async function insert(tx: Tx, report: ReportRow): Promise<void> {
  await tx.insert(tx.tables.reports).values(report);
}

export async function update(
  tx: Tx,
  groupId: GroupId,
  id: ReportId,
  changes: Partial<Pick<ReportRow, 'outcome' | 'reason' | 'on'>>,
): Promise<void> {
  const { reports } = tx.tables;
  await tx
    .update(reports)
    .set(changes)
    .where(and(eq(reports.groupId, groupId), eq(reports.id, id)));
}
