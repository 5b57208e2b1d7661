import type { getMyAnswer as operation, MyAnswer, PutAnswer } from '../contract/answers.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AnswerId, AskId, GroupId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/answers.ts';
import { requireOpen } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import { randomId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as lateWords from '../store/late-words.ts';
import * as memberships from '../store/memberships.ts';
import * as reports from '../store/reports.ts';
import * as sessions from '../store/sessions.ts';
import type { Tx } from '../store/store.ts';
import { visible, type Visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * Sends my answer, or a later version of it. Repeating a send gets the same reply and changes nothing.
 *
 * @throws DomainError `not_asked`, `ask_closed`, `answer_changed_elsewhere`
 */
export async function putAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  input: PutAnswer,
): Promise<{ answer: MyAnswer; replacedOther: boolean }> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const found = await visible(tx, groupId, askId, me.id);
    requirePeer(found);
    const existing = await answers.ofMember(tx, groupId, askId, me.id);
    if (existing && rules.isRepeat(existing, input))
      return { answer: shown(existing), replacedOther: false };
    const now = deps.clock();
    requireOpen(found.ask, now);
    const answered = rules.answer({
      ask: found.ask,
      by: me,
      existing,
      input,
      id: randomId<AnswerId>(),
      takenBack: await answers.unpass(tx, groupId, askId, me.id),
    });

    const row = {
      ...answered.answer,
      hidden: existing?.hidden ?? false,
      reactions: existing?.reactions ?? [],
      groupId,
      askId,
      memberId: me.id,
      answeredOn: dayOf(now),
    };
    await (existing ? answers.replace : answers.insert)(tx, groupId, row);
    await events.append(tx, group, answered.happened, dayOf(now));
    await endIfOnly(tx, actor);
    return { answer: shown(row), replacedOther: answered.replacedOther };
  });
}

export async function getMyAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<ReplyOf<typeof operation>> {
  const db = deps.store.read;
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const found = await visible(db, groupId, askId, me.id);
  requirePeer(found);
  const answer = await answers.ofMember(db, groupId, askId, me.id);
  const late = await lateWords.ofMember(db, groupId, askId, me.id);
  const until = rules.lateUntil(found.ask);
  return {
    answer: answer && shown(answer),
    passed: await answers.passed(db, groupId, askId, me.id),
    reactions: answer?.reactions ?? [],
    reported: answer !== null && (await reports.ofAnswer(db, groupId, answer.id)) !== null,
    lateWord: late && { channel: late.channel, text: late.text },
    lateWordUntil: !late && until && deps.clock() < until ? until : null,
  };
}

/** @throws DomainError `not_asked`, `ask_closed`, `ask_opened` */
export async function passAsk(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const found = await visible(tx, groupId, askId, me.id);
    requirePeer(found);
    requireOpen(found.ask, deps.clock());
    await endIfOnly(tx, actor);
    if (await answers.passed(tx, groupId, askId, me.id)) return;
    const existing = await answers.ofMember(tx, groupId, askId, me.id);
    const happened = rules.pass(found.ask, me.id, existing);
    if (existing) await answers.remove(tx, groupId, existing.id);
    await answers.pass(tx, groupId, askId, me.id, existing?.version ?? 0);
    await events.append(tx, group, happened, dayOf(deps.clock()));
  });
}

/** A session for one answer on a shared device has done what it was for. */
async function endIfOnly(tx: Tx, actor: Actor): Promise<void> {
  if (actor.only) await sessions.end(tx, actor.sessionId);
}

/** @throws DomainError `not_asked` */
function requirePeer({ as }: Visible): void {
  if (as !== 'peer') throw new DomainError('not_asked');
}

const shown = ({
  feelings,
  body,
  pad,
  words,
  cameAcross,
  moreOf,
  moreOfText,
  inRoom,
  understood,
  closeness,
  warmth,
  version,
}: answers.AnswerWithWords): MyAnswer => ({
  feelings,
  body,
  pad,
  words,
  cameAcross,
  moreOf,
  moreOfText,
  inRoom,
  understood,
  closeness,
  warmth,
  version,
});
