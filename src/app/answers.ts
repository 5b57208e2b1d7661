import type { getMyAnswer as operation, MyAnswer, PutAnswer } from '../contract/answers.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AnswerId, AskId, GroupId, MemberId } from '../contract/primitives.ts';
import type { SpentTicket } from '../contract/tickets.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/answers.ts';
import { decode } from '../domain/anonymity/bytes.ts';
import { signingMessage, verify } from '../domain/anonymity/keys.ts';
import { anonymousIn, requireOpen, requireSigned } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import { randomId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as lateWords from '../store/late-words.ts';
import * as memberships from '../store/memberships.ts';
import * as reports from '../store/reports.ts';
import * as sessions from '../store/sessions.ts';
import type { Tx } from '../store/store.ts';
import * as tickets from '../store/tickets.ts';
import { visible, type Visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * Sends my answer, or a later version of it. Repeating a send gets the same reply and changes nothing.
 *
 * @throws DomainError `not_asked`, `ask_closed`, `answer_changed_elsewhere`, `no_ladder`; in an ask that takes answers without
 * names also `wrong_mode`, `ticket_needed`, `ticket_refused`
 */
export async function putAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  input: PutAnswer,
): Promise<{ answer: MyAnswer; replacedOther: boolean }> {
  return deps.store.transact(async (tx) => {
    // Whether it moves the log depends on the ask, which never changes its mode.
    const ask = access.there(await asks.find(tx, groupId, askId));
    const quiet = ask.mode !== 'signed';
    const group = await (quiet ? groups.lockQuietly : groups.lock)(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const found = await visible(tx, groupId, askId, me.id);
    requirePeer(found);
    const isCandidate = anonymousIn(found.ask)?.candidates.includes(me.id) ?? false;
    if (isCandidate && found.ask.mode === 'anonymous') throw new DomainError('wrong_mode');
    const existing = await answers.ofMember(tx, groupId, askId, me.id);
    if (existing && rules.isRepeat(existing, input))
      return { answer: shown(existing), replacedOther: false };
    const now = deps.clock();
    requireOpen(found.ask, now);
    if (isCandidate) await spend(deps, tx, found.ask, me.id, input.ticket);
    const answered = rules.answer({
      ask: found.ask,
      by: me,
      counted: quiet ? isCandidate : me.role !== 'leader',
      existing,
      input,
      id: randomId<AnswerId>(),
      takenBack: await answers.unpass(tx, groupId, askId, me.id),
    });

    const row = {
      ...answered.answer,
      hidden: existing?.hidden ?? false,
      reactions: existing?.reactions ?? [],
      // What is not offered any more was not said either.
      saidInRoom: input.inRoom && (existing?.saidInRoom ?? false),
      groupId,
      askId,
      memberId: me.id,
      answeredOn: dayOf(now),
    };
    await (existing ? answers.replace : answers.insert)(tx, row);
    // Before it closes, nothing of it is told to anybody.
    if (!quiet) await events.append(tx, group, answered.happened, dayOf(now));
    await endIfOnly(tx, actor);
    return { answer: shown(row), replacedOther: answered.replacedOther };
  });
}

/**
 * Spends a candidate's ticket together with their name, so that nobody answers once with and once without. What its
 * author key had handed in without a name goes at the next tick.
 *
 * @throws DomainError `ticket_needed`, `ticket_refused`
 */
async function spend(
  deps: Deps,
  tx: Tx,
  ask: asks.AskRow,
  memberId: MemberId,
  ticket: SpentTicket | null,
): Promise<void> {
  if (!ticket) throw new DomainError('ticket_needed');
  const { groupId, id: askId } = ask;
  const event = Buffer.from(ask.eventHash, 'hex');
  const keyId = anonymousIn(ask)?.key.id;
  const { key, token, signature } = ticket;
  if (
    keyId === undefined ||
    !verify(decode(signature), signingMessage(event, memberId), decode(key)) ||
    !deps.tickets.fits(keyId, event, key, token)
  )
    throw new DomainError('ticket_refused');
  const spent = await tickets.spent(tx, groupId, askId);
  const before = spent.find((one) => one.key === key || one.memberId === memberId);
  if (!before) await tickets.spend(tx, { groupId, askId, key, memberId });
  else if (before.key !== key || before.memberId !== memberId)
    throw new DomainError('ticket_refused');
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
    saidInRoom: answer?.saidInRoom ?? false,
    reported: answer !== null && (await reports.ofAnswer(db, groupId, answer.id)) !== null,
    lateWord: late && { channel: late.channel, text: late.text },
    lateWordUntil: !late && until && deps.clock() < until ? until : null,
  };
}

/**
 * Marks that I said in a meeting what I had been willing to say more about: at any time, open or closed.
 *
 * @throws DomainError `not_asked`, `wrong_mode`, `nothing_there` for an answer that offers nothing
 */
export async function sayInRoom(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  saidInRoom: boolean,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const found = await visible(tx, groupId, askId, me.id);
    requirePeer(found);
    requireSigned(found.ask);
    const answer = await answers.ofMember(tx, groupId, askId, me.id);
    if (!answer?.inRoom) throw new DomainError('nothing_there');
    if (answer.saidInRoom === saidInRoom) return;
    await answers.mark(tx, groupId, answer.id, { saidInRoom });
    await events.append(tx, group, [rules.answerIsMine(askId, me.id)], dayOf(deps.clock()));
  });
}

/** @throws DomainError `not_asked`, `wrong_mode`, `ask_closed`, `ask_opened` */
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
    requireSigned(found.ask);
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
  goalLevel,
  understood,
  closeness,
  warmth,
  version,
}: answers.AnswerRow): MyAnswer => ({
  feelings,
  body,
  pad,
  words,
  cameAcross,
  moreOf,
  moreOfText,
  inRoom,
  goalLevel,
  understood,
  closeness,
  warmth,
  version,
});
