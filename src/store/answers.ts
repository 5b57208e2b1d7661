import { and, asc, count, eq, inArray } from 'drizzle-orm';

import type { Sentence } from '../contract/answers.ts';
import type { AnswerId, AskId, GroupId, MemberId } from '../contract/primitives.ts';
import type { Reception } from '../domain/reception.ts';
import type { Db, Tx } from './store.ts';

type AnswerRow = Db['tables']['answers']['$inferSelect'];
export interface AnswerWithWords extends AnswerRow {
  /** In the order they were written. */
  words: Sentence[];
}

/** All answers to an ask, by their random ids: in no order. */
export async function ofAsk(db: Db, groupId: GroupId, askId: AskId): Promise<AnswerWithWords[]> {
  const { answers, answerWords } = db.tables;
  const rows = await db
    .select({ answer: answers, channel: answerWords.channel, text: answerWords.text })
    .from(answers)
    .leftJoin(
      answerWords,
      and(eq(answerWords.groupId, answers.groupId), eq(answerWords.answerId, answers.id)),
    )
    .where(and(eq(answers.groupId, groupId), eq(answers.askId, askId)))
    .orderBy(asc(answers.id), asc(answerWords.position));
  const found = new Map<AnswerId, AnswerWithWords>();
  for (const { answer, channel, text } of rows) {
    const one = found.get(answer.id) ?? { ...answer, words: [] };
    if (channel !== null && text !== null) one.words.push({ channel, text });
    found.set(answer.id, one);
  }
  return [...found.values()];
}

export async function ofMember(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<AnswerWithWords | null> {
  const all = await ofAsk(db, groupId, askId);
  return all.find((answer) => answer.memberId === memberId) ?? null;
}

/** Inserts an answer, or replaces what it said; one a member and ask. */
export async function save(
  tx: Tx,
  groupId: GroupId,
  { words, ...answer }: AnswerWithWords,
): Promise<void> {
  const { answers, answerWords } = tx.tables;
  const { id: answerId } = answer;
  const { groupId: _group, id: _id, askId: _ask, memberId: _member, ...said } = answer;
  await tx
    .insert(answers)
    .values(answer)
    .onConflictDoUpdate({ target: [answers.groupId, answers.id], set: said });
  await tx
    .delete(answerWords)
    .where(and(eq(answerWords.groupId, groupId), eq(answerWords.answerId, answerId)));
  if (words.length > 0)
    await tx
      .insert(answerWords)
      .values(words.map((sentence, position) => ({ groupId, answerId, position, ...sentence })));
}

export async function remove(tx: Tx, groupId: GroupId, id: AnswerId): Promise<void> {
  const { answers } = tx.tables;
  await tx.delete(answers).where(and(eq(answers.groupId, groupId), eq(answers.id, id)));
}

/** Erases everything anybody gave to an ask. */
export async function removeOfAsk(tx: Tx, groupId: GroupId, askId: AskId): Promise<void> {
  const { answers, passes, receptions } = tx.tables;
  await tx.delete(answers).where(and(eq(answers.groupId, groupId), eq(answers.askId, askId)));
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
  const { passes } = db.tables;
  const rows = await db
    .select({ askId: passes.askId })
    .from(passes)
    .where(
      and(eq(passes.groupId, groupId), eq(passes.askId, askId), eq(passes.memberId, memberId)),
    );
  return rows.length > 0;
}

export async function pass(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<void> {
  await tx.insert(tx.tables.passes).values({ groupId, askId, memberId }).onConflictDoNothing();
}

export async function unpass(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<void> {
  const { passes } = tx.tables;
  await tx
    .delete(passes)
    .where(
      and(eq(passes.groupId, groupId), eq(passes.askId, askId), eq(passes.memberId, memberId)),
    );
}

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
  const { receptions } = db.tables;
  const [row] = await db
    .select({ reception: receptions.reception })
    .from(receptions)
    .where(and(eq(receptions.groupId, groupId), eq(receptions.askId, askId)));
  return row?.reception ?? null;
}
