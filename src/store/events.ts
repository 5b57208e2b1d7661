// The log of a group: written with the change it tells of, read by the live hub.
import { and, asc, desc, eq, gt, lt, lte, min, sql } from 'drizzle-orm';

import type { EventType, Subjects } from '../contract/live.ts';
import type { Day, GroupId, MemberId } from '../contract/primitives.ts';
import type { DomainEvent } from '../domain/events.ts';
import { findAll, findOne, prepared } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export interface LoggedEvent {
  seq: number;
  type: EventType;
  subjects: Subjects;
  audience: MemberId[] | null;
}

/** Writes events at the place in the log that `lock` gave this change, and the places after it. */
export async function append(
  tx: Tx,
  group: { id: GroupId; seq: number },
  happened: readonly DomainEvent[],
  on: Day,
): Promise<void> {
  if (happened.length === 0) return;
  const { id: groupId, seq } = group;
  const further = happened.length - 1;
  if (further > 0) await raiseSeq(tx, { groupId, further });
  for (const [i, { type, subjects, audience }] of happened.entries())
    await insert(tx, { groupId, seq: seq + i, type, subjects, audience, on });
}

const raiseSeq = prepared((db, { groupId, further }: { groupId: GroupId; further: number }) => {
  const { groups } = db.tables;
  return db
    .update(groups)
    .set({ seq: sql`${groups.seq} + ${further}` })
    .where(eq(groups.id, groupId));
});

const insert = prepared((db, event: Db['tables']['events']['$inferInsert']) =>
  db.insert(db.tables.events).values(event),
);

/** Events after a place, oldest first. */
export async function since(
  db: Db,
  groupId: GroupId,
  after: number,
  limit: number,
): Promise<LoggedEvent[]> {
  return page(db, groupId, after, limit);
}

const page = findAll((db, groupId: GroupId, after: number, limit: number) => {
  const { events } = db.tables;
  return db
    .select({
      seq: events.seq,
      type: events.type,
      subjects: events.subjects,
      audience: events.audience,
    })
    .from(events)
    .where(and(eq(events.groupId, groupId), gt(events.seq, after)))
    .orderBy(asc(events.seq))
    .limit(limit);
});

/** Where the log stands: the group's `seq`, or 0 for a group that is not there. */
export async function head(db: Db, groupId: GroupId): Promise<number> {
  const row = await seqOf(db, groupId);
  return row?.seq ?? 0;
}

const seqOf = findOne((db, groupId: GroupId) => {
  const { groups } = db.tables;
  return db.select({ seq: groups.seq }).from(groups).where(eq(groups.id, groupId));
});

/** The oldest place that can still be replayed from. */
export async function floor(db: Db, groupId: GroupId): Promise<number> {
  const { events } = db.tables;
  const [row] = await db
    .select({ first: min(events.seq) })
    .from(events)
    .where(eq(events.groupId, groupId));
  return row?.first ? row.first - 1 : 0;
}

/** What is taken out of a log: what is from before a day, but none of a group's latest. */
export interface Outlived {
  before: Day;
  /** How many of a group's events stay however old they are. */
  keep: number;
}

/** The groups whose log may hold something outlived. */
export async function overgrown(db: Db, { before, keep }: Outlived): Promise<GroupId[]> {
  const { groups, events } = db.tables;
  const oldest = db
    .select({ on: events.on })
    .from(events)
    .where(eq(events.groupId, groups.id))
    .orderBy(asc(events.seq))
    .limit(1);
  const rows = await db
    .select({ id: groups.id })
    .from(groups)
    // A group that never had so many is passed over without a look at its log.
    .where(and(gt(groups.seq, keep), lt(sql`(${oldest})`, before)));
  return rows.map(({ id }) => id);
}

/** Takes what is outlived out of a group's log. */
export async function forget(tx: Tx, groupId: GroupId, { before, keep }: Outlived): Promise<void> {
  const { events } = tx.tables;
  const newestToGo = tx
    .select({ seq: events.seq })
    .from(events)
    .where(eq(events.groupId, groupId))
    .orderBy(desc(events.seq))
    .offset(keep)
    .limit(1);
  await tx
    .delete(events)
    .where(
      and(
        eq(events.groupId, groupId),
        lte(events.seq, sql`(${newestToGo})`),
        lt(events.on, before),
      ),
    );
}
