import { and, asc, desc, eq, inArray, isNotNull, lt, lte, ne, or } from 'drizzle-orm';

import type { Guess } from '../contract/asks.ts';
import type { AskId, GroupId, Instant, MeetingId, MemberId } from '../contract/primitives.ts';
import { afterAll } from '../ids.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type AskRow = Db['tables']['asks']['$inferSelect'];

export const find = findOne((db, groupId: GroupId, id: AskId) => {
  const { asks } = db.tables;
  return db
    .select()
    .from(asks)
    .where(and(eq(asks.groupId, groupId), eq(asks.id, id)));
});

/** Who was asked, as it stood when the ask opened. */
export async function eligible(db: Db, groupId: GroupId, askId: AskId): Promise<MemberId[]> {
  const rows = await asked(db, groupId, askId);
  return rows.map((row) => row.memberId);
}

const asked = findAll((db, groupId: GroupId, askId: AskId) => {
  const { eligible } = db.tables;
  return db
    .select({ memberId: eligible.memberId })
    .from(eligible)
    .where(and(eq(eligible.groupId, groupId), eq(eligible.askId, askId)));
});

export async function guess(db: Db, groupId: GroupId, askId: AskId): Promise<Guess | null> {
  const row = await guessRow(db, groupId, askId);
  if (!row) return null;
  const { groupId: _group, askId: _ask, ...guess } = row;
  return guess;
}

const guessRow = findOne((db, groupId: GroupId, askId: AskId) => {
  const { guesses } = db.tables;
  return db
    .select()
    .from(guesses)
    .where(and(eq(guesses.groupId, groupId), eq(guesses.askId, askId)));
});

export async function insert(
  tx: Tx,
  ask: AskRow,
  eligible: readonly MemberId[],
  guess: Guess | null,
): Promise<void> {
  const { groupId, id: askId } = ask;
  await tx.insert(tx.tables.asks).values(ask);
  await tx
    .insert(tx.tables.eligible)
    .values(eligible.map((memberId) => ({ groupId, askId, memberId })));
  if (guess) await tx.insert(tx.tables.guesses).values({ groupId, askId, ...guess });
}

/** What may change after an ask opened: how far it has come, and, when withdrawn, that its words go. */
export type AskChanges = Partial<
  Pick<
    AskRow,
    | 'state'
    | 'closedAt'
    | 'opened'
    | 'openedAfterClose'
    | 'shared'
    | 'moment'
    | 'ownQuestion'
    | 'meant'
    | 'goalId'
    | 'ladder'
    | 'ladderVersion'
    | 'event'
    | 'eventHash'
    | 'lost'
  >
>;

export async function update(
  tx: Tx,
  groupId: GroupId,
  id: AskId,
  changes: AskChanges,
): Promise<void> {
  const { asks } = tx.tables;
  await tx
    .update(asks)
    .set(changes)
    .where(and(eq(asks.groupId, groupId), eq(asks.id, id)));
}

export async function eraseGuess(tx: Tx, groupId: GroupId, askId: AskId): Promise<void> {
  const { guesses } = tx.tables;
  await tx.delete(guesses).where(and(eq(guesses.groupId, groupId), eq(guesses.askId, askId)));
}

/** A member's asks about one meeting, withdrawn ones included. */
export const ofAskerAbout = findAll(
  (db, groupId: GroupId, askerId: MemberId, meetingId: MeetingId) => {
    const { asks } = db.tables;
    return db
      .select()
      .from(asks)
      .where(
        and(eq(asks.groupId, groupId), eq(asks.askerId, askerId), eq(asks.meetingId, meetingId)),
      )
      .orderBy(desc(asks.id));
  },
);

/** Asks a member may see, newest first: their own, those they were asked, and shared ones once closed. */
export async function visibleTo(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  page: { before: AskId | undefined; limit: number },
): Promise<AskRow[]> {
  return pageOf(db, groupId, memberId, page.before ?? afterAll(), page.limit);
}

type Page = [groupId: GroupId, memberId: MemberId, before: AskId, limit: number];
const pageOf = findAll((db, ...[groupId, memberId, before, limit]: Page) => {
  const { asks, eligible } = db.tables;
  const asked = db
    .select({ askId: eligible.askId })
    .from(eligible)
    .where(and(eq(eligible.groupId, groupId), eq(eligible.memberId, memberId)));
  return db
    .select()
    .from(asks)
    .where(
      and(
        eq(asks.groupId, groupId),
        ne(asks.state, 'withdrawn'),
        lt(asks.id, before),
        or(
          eq(asks.askerId, memberId),
          inArray(asks.id, asked),
          and(or(eq(asks.seenBy, 'group'), isNotNull(asks.shared)), eq(asks.state, 'closed')),
        ),
      ),
    )
    .orderBy(desc(asks.id))
    .limit(limit);
});

/** A member's own asks that are open, or closed and not opened since. */
export const awaitingAsker = findAll((db, groupId: GroupId, askerId: MemberId) => {
  const { asks } = db.tables;
  return db
    .select()
    .from(asks)
    .where(
      and(
        eq(asks.groupId, groupId),
        eq(asks.askerId, askerId),
        or(eq(asks.state, 'open'), and(eq(asks.state, 'closed'), eq(asks.openedAfterClose, false))),
      ),
    )
    .orderBy(desc(asks.id));
});

/** Open asks a member was asked. */
export async function openFor(db: Db, groupId: GroupId, memberId: MemberId): Promise<AskRow[]> {
  const rows = await openEligible(db, groupId, memberId);
  return rows.map((row) => row.ask);
}

const openEligible = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { asks, eligible } = db.tables;
  return db
    .select({ ask: asks })
    .from(eligible)
    .innerJoin(asks, and(eq(asks.groupId, eligible.groupId), eq(asks.id, eligible.askId)))
    .where(
      and(eq(eligible.groupId, groupId), eq(eligible.memberId, memberId), eq(asks.state, 'open')),
    )
    .orderBy(desc(asks.id));
});

/** Open asks of all groups whose time is over: for the job that closes them. */
export const due = findAll((db, now: Instant) => {
  const { asks } = db.tables;
  return db
    .select({ groupId: asks.groupId, id: asks.id })
    .from(asks)
    .where(and(eq(asks.state, 'open'), eq(asks.mode, 'signed'), lte(asks.closesAt, now)))
    .orderBy(asc(asks.closesAt));
});

/** When the next open ask of any group closes; those that take answers without names close on a tick. */
export async function nextDue(db: Db): Promise<Instant | null> {
  const row = await nearest(db);
  return row?.at ?? null;
}

const nearest = findOne((db) => {
  const { asks } = db.tables;
  return db
    .select({ at: asks.closesAt })
    .from(asks)
    .where(and(eq(asks.state, 'open'), eq(asks.mode, 'signed')))
    .orderBy(asc(asks.closesAt))
    .limit(1);
});

/** When a group's first ask opened; null before it. */
export async function firstOpenedAt(db: Db, groupId: GroupId): Promise<Instant | null> {
  const row = await first(db, groupId);
  return row?.at ?? null;
}

const first = findOne((db, groupId: GroupId) => {
  const { asks } = db.tables;
  return db
    .select({ at: asks.openedAt })
    .from(asks)
    .where(eq(asks.groupId, groupId))
    .orderBy(asc(asks.id))
    .limit(1);
});
