// What a member leaves in a group, over all tables: the one place that knows where it is.
import { and, eq, ne } from 'drizzle-orm';

import type {
  AccountId,
  AnswerId,
  AskId,
  GroupId,
  LateWordId,
  MemberId,
} from '../contract/primitives.ts';
import type { Reception } from '../domain/reception.ts';
import type { AnswerRow } from './answers.ts';
import type { AskRow } from './asks.ts';
import * as goals from './goals.ts';
import { findAll } from './prepared.ts';
import type { Tx } from './store.ts';

/** The asks of a member that say something still, in no order. */
export const asksOf = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { asks } = db.tables;
  return db
    .select()
    .from(asks)
    .where(and(eq(asks.groupId, groupId), eq(asks.askerId, memberId), ne(asks.state, 'withdrawn')));
});

/** The answers a member gave, in no order. */
export const answersOf = findAll((db, groupId: GroupId, memberId: MemberId) => {
  const { answers } = db.tables;
  return db
    .select()
    .from(answers)
    .where(and(eq(answers.groupId, groupId), eq(answers.memberId, memberId)));
});

/** Erases asks that are over, with everything that was given to them. */
export async function eraseAsk(tx: Tx, { groupId, id }: AskRow): Promise<void> {
  const { asks } = tx.tables;
  await tx.delete(asks).where(and(eq(asks.groupId, groupId), eq(asks.id, id)));
}

/** Erases what stands beside an ask that is left as a withdrawn one. */
export async function eraseBeside(tx: Tx, { groupId, id }: AskRow): Promise<void> {
  for (const table of [tx.tables.lateWords, tx.tables.reflections, tx.tables.reports])
    await tx.delete(table).where(and(eq(table.groupId, groupId), eq(table.askId, id)));
}

/** Erases what a member practised, kept, brought up and passed on, and every trace that names them. */
export async function eraseOwn(tx: Tx, groupId: GroupId, memberId: MemberId): Promise<void> {
  const { kept, agendaItems, passes, idempotencyKeys, acceptances, invitations, checkOuts } =
    tx.tables;
  await goals.eraseOf(tx, groupId, memberId);
  for (const table of [kept, agendaItems, passes, idempotencyKeys, acceptances, checkOuts])
    await tx.delete(table).where(and(eq(table.groupId, groupId), eq(table.memberId, memberId)));
  await tx
    .delete(invitations)
    .where(and(eq(invitations.groupId, groupId), eq(invitations.joinedAs, memberId)));
}

/** Erases the words of what a member wrote without a name and has owned since. */
export async function eraseOwned(tx: Tx, groupId: GroupId, memberId: MemberId): Promise<void> {
  const { ownings, parts } = tx.tables;
  const owned = await tx
    .select({ askId: ownings.askId, id: ownings.partId })
    .from(ownings)
    .where(and(eq(ownings.groupId, groupId), eq(ownings.memberId, memberId)));
  for (const { askId, id } of owned)
    await tx
      .update(parts)
      .set({ state: 'taken_back', text: '' })
      .where(and(eq(parts.groupId, groupId), eq(parts.askId, askId), eq(parts.id, id)));
}

/** Takes a member's name off the sentences that others kept of them, and off what was reported. */
export async function forgetAuthor(tx: Tx, groupId: GroupId, memberId: MemberId): Promise<void> {
  const { kept, reports } = tx.tables;
  await tx
    .update(kept)
    .set({ fromId: null })
    .where(and(eq(kept.groupId, groupId), eq(kept.fromId, memberId)));
  await tx
    .update(reports)
    .set({ authorId: null })
    .where(and(eq(reports.groupId, groupId), eq(reports.authorId, memberId)));
}

/**
 * Leaves an answer without its author, under an id that nobody knew and in a new place: where a row lies in its table
 * says when it was given. Its words stay too, unless they go.
 */
export async function unlinkAnswer(
  tx: Tx,
  given: AnswerRow,
  { id, words }: { id: AnswerId; words: boolean },
): Promise<void> {
  const { groupId } = given;
  const { answers, kept, reports } = tx.tables;
  await tx
    .insert(answers)
    .values({ ...given, id, memberId: null, ...(!words && { words: [], moreOfText: null }) });
  for (const table of [kept, reports])
    await tx
      .update(table)
      .set({ answerId: id })
      .where(and(eq(table.groupId, groupId), eq(table.answerId, given.id)));
  await tx.delete(answers).where(and(eq(answers.groupId, groupId), eq(answers.id, given.id)));
}

/** Erases what a member said late. */
export async function eraseLateWords(tx: Tx, groupId: GroupId, memberId: MemberId): Promise<void> {
  const { lateWords } = tx.tables;
  await tx
    .delete(lateWords)
    .where(and(eq(lateWords.groupId, groupId), eq(lateWords.memberId, memberId)));
}

/** Leaves what a member said late without its author. */
export async function unlinkLateWords(
  tx: Tx,
  groupId: GroupId,
  memberId: MemberId,
  freshId: () => LateWordId,
): Promise<void> {
  const { lateWords } = tx.tables;
  const theirs = await tx
    .select({ id: lateWords.id })
    .from(lateWords)
    .where(and(eq(lateWords.groupId, groupId), eq(lateWords.memberId, memberId)));
  for (const { id } of theirs)
    await tx
      .update(lateWords)
      .set({ id: freshId(), memberId: null })
      .where(and(eq(lateWords.groupId, groupId), eq(lateWords.id, id)));
}

/**
 * Ends what ties an account to a group: that it belongs, a link by which a leader would help it back in, and sessions
 * on a shared device for one answer there.
 */
export async function untie(tx: Tx, groupId: GroupId, accountId: AccountId): Promise<void> {
  for (const table of [tx.tables.accountGroups, tx.tables.recoveryLinks])
    await tx.delete(table).where(and(eq(table.groupId, groupId), eq(table.accountId, accountId)));
  const { sessions } = tx.tables;
  await tx
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.onlyGroupId, groupId)));
}

/** Puts another reception in the place of a frozen one. */
export async function replaceReception(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  reception: Reception,
): Promise<void> {
  const { receptions } = tx.tables;
  await tx
    .update(receptions)
    .set({ reception })
    .where(and(eq(receptions.groupId, groupId), eq(receptions.askId, askId)));
}
