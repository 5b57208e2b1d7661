import { and, asc, count, eq, inArray } from 'drizzle-orm';

import type { Reaction } from '../contract/answers.ts';
import type { AnswerId, AskId, GroupId, MemberId } from '../contract/primitives.ts';
import type { Reception } from '../domain/reception.ts';
import { findAll, findOne, prepared } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type AnswerRow = Db['tables']['answers']['$inferSelect'];

/** All answers to an ask, by their random ids: in no order. */
export const ofAsk = findAll((db, groupId: GroupId, askId: AskId) => {
  const { answers } = db.tables;
  return db
    .select()
    .from(answers)
    .where(and(eq(answers.groupId, groupId), eq(answers.askId, askId)))
    .orderBy(asc(answers.id));
});

export const ofMember = findOne((db, groupId: GroupId, askId: AskId, memberId: MemberId) => {
  const { answers } = db.tables;
  return db
    .select()
    .from(answers)
    .where(
      and(eq(answers.groupId, groupId), eq(answers.askId, askId), eq(answers.memberId, memberId)),
    );
});

/** A member's first answer to an ask. */
export const insert = prepared((db, answer: AnswerRow) =>
  db.insert(db.tables.answers).values(answer),
);

/** Replaces what an answer said. */
export const replace = prepared((db, answer: AnswerRow) => {
  const { answers } = db.tables;
  const { groupId, id, askId: _ask, memberId: _member, ...said } = answer;
  return db
    .update(answers)
    .set(said)
    .where(and(eq(answers.groupId, groupId), eq(answers.id, id)));
});

/** What may change of an answer without what it says. */
export async function mark(
  tx: Tx,
  groupId: GroupId,
  id: AnswerId,
  marks: Partial<Pick<AnswerRow, 'hidden' | 'reactions' | 'saidInRoom'>>,
): Promise<void> {
  const { answers } = tx.tables;
  await tx
    .update(answers)
    .set(marks)
    .where(and(eq(answers.groupId, groupId), eq(answers.id, id)));
}

/** Erases what somebody wrote, and leaves what they chose; a device that saw the words has seen another version. */
export async function blank(
  tx: Tx,
  groupId: GroupId,
  { id, version }: Pick<AnswerRow, 'id' | 'version'>,
): Promise<void> {
  const { answers } = tx.tables;
  await tx
    .update(answers)
    .set({ words: [], moreOfText: null, version: version + 1 })
    .where(and(eq(answers.groupId, groupId), eq(answers.id, id)));
}

export async function remove(tx: Tx, groupId: GroupId, id: AnswerId): Promise<void> {
  const { answers } = tx.tables;
  await tx.delete(answers).where(and(eq(answers.groupId, groupId), eq(answers.id, id)));
}

/** Erases everything anybody gave to an ask. */
export async function removeOfAsk(tx: Tx, groupId: GroupId, askId: AskId): Promise<void> {
  const { answers, lateWords, passes, receptions, reflections } = tx.tables;
  await tx.delete(answers).where(and(eq(answers.groupId, groupId), eq(answers.askId, askId)));
  await tx.delete(lateWords).where(and(eq(lateWords.groupId, groupId), eq(lateWords.askId, askId)));
  await tx
    .delete(reflections)
    .where(and(eq(reflections.groupId, groupId), eq(reflections.askId, askId)));
  await tx
    .delete(receptions)
    .where(and(eq(receptions.groupId, groupId), eq(receptions.askId, askId)));
  await tx.delete(passes).where(and(eq(passes.groupId, groupId), eq(passes.askId, askId)));
}

/** How many answers each of these asks has. */
export async function counts(
  db: Db,
  groupId: GroupId,
  askIds: readonly AskId[],
): Promise<Map<AskId, number>> {
  if (askIds.length === 0) return new Map();
  const { answers } = db.tables;
  const rows = await db
    .select({ askId: answers.askId, n: count() })
    .from(answers)
    .where(and(eq(answers.groupId, groupId), inArray(answers.askId, [...askIds])))
    .groupBy(answers.askId);
  return new Map(rows.map((row) => [row.askId, row.n]));
}

/** What came back for a member's answers to these asks. */
export async function reactionsTo(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  askIds: readonly AskId[],
): Promise<Map<AskId, Reaction[]>> {
  if (askIds.length === 0) return new Map();
  const { answers } = db.tables;
  const rows = await db
    .select({ askId: answers.askId, reactions: answers.reactions })
    .from(answers)
    .where(
      and(
        eq(answers.groupId, groupId),
        eq(answers.memberId, memberId),
        inArray(answers.askId, [...askIds]),
      ),
    );
  return new Map(rows.map((row) => [row.askId, row.reactions]));
}

/** Which of these asks a member has dealt with, by an answer or a pass. */
export async function settledBy(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  askIds: readonly AskId[],
): Promise<Set<AskId>> {
  if (askIds.length === 0) return new Set();
  const { answers, passes } = db.tables;
  const ids = [...askIds];
  const answered = await db
    .select({ askId: answers.askId })
    .from(answers)
    .where(
      and(
        eq(answers.groupId, groupId),
        eq(answers.memberId, memberId),
        inArray(answers.askId, ids),
      ),
    );
  const passed = await db
    .select({ askId: passes.askId })
    .from(passes)
    .where(
      and(eq(passes.groupId, groupId), eq(passes.memberId, memberId), inArray(passes.askId, ids)),
    );
  return new Set([...answered, ...passed].map((row) => row.askId));
}

export async function passed(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<boolean> {
  return (await passOf(db, groupId, askId, memberId)) !== null;
}

const passOf = findOne((db, groupId: GroupId, askId: AskId, memberId: MemberId) => {
  const { passes } = db.tables;
  return db
    .select({ askId: passes.askId })
    .from(passes)
    .where(
      and(eq(passes.groupId, groupId), eq(passes.askId, askId), eq(passes.memberId, memberId)),
    );
});

export async function pass(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
  version: number,
): Promise<void> {
  await tx
    .insert(tx.tables.passes)
    .values({ groupId, askId, memberId, version })
    .onConflictDoNothing();
}

/** Takes a pass back. @returns the version of the answer that it had taken back, else 0 */
export async function unpass(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<number> {
  const [row] = await deletePass(tx, { groupId, askId, memberId });
  return row?.version ?? 0;
}

const deletePass = prepared(
  (db, { groupId, askId, memberId }: { groupId: GroupId; askId: AskId; memberId: MemberId }) => {
    const { passes } = db.tables;
    return db
      .delete(passes)
      .where(
        and(eq(passes.groupId, groupId), eq(passes.askId, askId), eq(passes.memberId, memberId)),
      )
      .returning({ version: passes.version });
  },
);

/** Freezes how an ask came out. */
export async function freeze(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  reception: Reception,
): Promise<void> {
  await tx.insert(tx.tables.receptions).values({ groupId, askId, n: reception.n, reception });
}

export async function reception(db: Db, groupId: GroupId, askId: AskId): Promise<Reception | null> {
  const row = await frozen(db, groupId, askId);
  return row?.reception ?? null;
}

const frozen = findOne((db, groupId: GroupId, askId: AskId) => {
  const { receptions } = db.tables;
  return db
    .select({ reception: receptions.reception })
    .from(receptions)
    .where(and(eq(receptions.groupId, groupId), eq(receptions.askId, askId)));
});
