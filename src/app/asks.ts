import type { Ask, AskSummary, OpenAsk } from '../contract/asks.ts';
import type { AskId, GroupId, MemberId } from '../contract/primitives.ts';
import type { AnonymousAnswer } from '../contract/puts.ts';
import * as access from '../domain/access.ts';
import { eventHash } from '../domain/anonymity/tickets.ts';
import * as rules from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import * as practice from '../domain/goals.ts';
import type { DomainEvent } from '../domain/events.ts';
import { type AnonymousCounts, goalTally, looksHard, receive } from '../domain/reception.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as idempotency from '../store/idempotency.ts';
import * as meetings from '../store/meetings.ts';
import * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import * as tickets from '../store/tickets.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';
import { anonymityOf } from './anonymity.ts';

/**
 * Opens an ask about a meeting. A repeat with the same key within a day gets the ask that the first one made.
 *
 * @throws DomainError `only_watching`, `not_at_meeting`, `too_late_to_ask`, `already_asked`, `nobody_to_ask`,
 * `anonymous_asks_off`, `too_few_candidates`, `not_your_goal`, `goal_not_active`, `no_ladder`
 */
export async function openAsk(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  input: OpenAsk,
  key: string | null,
): Promise<Ask> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.participant(membership);
    const before = await idempotency.find(tx, groupId, me.id, key);
    if (before) return view(tx, people, await visible(tx, groupId, before as AskId, me.id));

    const active = new Set(people.filter(rules.takesPart).map((one) => one.id));
    const meeting = access.there(await meetings.find(tx, groupId, input.meetingId));
    const attendance = await meetings.attendance(tx, groupId, meeting.id);
    const now = deps.clock();
    const id = timeOrderedId<AskId>(milliseconds(now));
    const goal = input.goalId ? await goals.find(tx, groupId, input.goalId) : null;
    const texts = input.goalId ? practice.ladderForPeers(goal, me.id) : null;
    const { ask, eligible, guess, event, happened } = rules.open({
      group,
      writtenDown: deps.writtenDown,
      meeting,
      attendance: attendance.map((one) => ({ ...one, active: active.has(one.memberId) })),
      earlier: await asks.ofAskerAbout(tx, groupId, me.id, meeting.id),
      people,
      firstAsk: await asks.firstOpenedAt(tx, groupId),
      ticketKey: deps.tickets.current(),
      askerId: me.id,
      input,
      ladder: goal && texts && { texts, version: goal.ladderVersion },
      id,
      now,
    });
    const row = {
      ...ask,
      event,
      eventHash: Buffer.from(eventHash(event)).toString('hex'),
    };
    await asks.insert(tx, row, eligible, guess);
    await idempotency.remember(tx, groupId, { memberId: me.id, key, resultId: id }, now);
    await events.append(tx, group, happened, dayOf(now));
    return view(tx, people, { ask: row, eligible, as: 'asker', memberId: me.id });
  });
}

export async function getAsk(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<Ask> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  return view(db, people, await visible(db, groupId, askId, me.id));
}

export async function listAsks(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  page: { before?: AskId | undefined; limit: number },
): Promise<{ asks: AskSummary[]; next: AskId | null }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const rows = await asks.visibleTo(db, groupId, me.id, {
    before: page.before,
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const reactions = await answers.reactionsTo(
    db,
    groupId,
    me.id,
    shown.map((ask) => ask.id),
  );
  const summaries = [];
  for (const ask of shown) {
    const eligible = await whoWasAsked(db, ask);
    summaries.push({
      id: ask.id,
      askerName: people.find((one) => one.id === ask.askerId)?.name ?? '',
      as: rules.relation(ask, eligible, me.id) ?? ('reader' as const),
      moment: ask.moment,
      state: ask.state,
      openedAt: ask.openedAt,
      closesAt: ask.closesAt,
      closedAt: ask.closedAt,
      shared: ask.shared !== null,
      reactions: reactions.get(ask.id) ?? [],
    });
  }
  return { asks: summaries, next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null };
}

/** The asker closes a signed ask early. Closing one that has closed changes nothing. @throws DomainError `wrong_mode` */
export async function closeAsk(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<Ask> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.member(membership);
    const found = await visible(tx, groupId, askId, me.id);
    requireAsker(found.as);
    if (found.ask.state === 'withdrawn') throw new DomainError('ask_closed');
    rules.requireSigned(found.ask);
    if (found.ask.state === 'open') await close(deps, tx, group, found.ask);
    return view(tx, people, await visible(tx, groupId, askId, me.id));
  });
}

/** The asks of all groups whose time is over, whose results are in the database alone. */
export const dueAsks = (deps: Deps) => asks.due(deps.store.read, deps.clock());

/** Closes an ask whose time is over. */
export async function closeDueAsk(
  deps: Deps,
  { groupId, id }: { groupId: GroupId; id: AskId },
): Promise<void> {
  await deps.store.transact(async (tx) => {
    // Of several processes that come at the same moment, those that come late leave no trace.
    await groups.lockQuietly(tx, groupId);
    const ask = await asks.find(tx, groupId, id);
    if (ask?.state !== 'open' || deps.clock() < ask.closesAt) return;
    await close(deps, tx, await groups.lock(tx, groupId), ask);
  });
}

/**
 * The one place where an ask closes: its results are computed and frozen here, once.
 *
 * @param unsigned what was released without names, and what of it is only counted
 */
export async function close(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  ask: asks.AskRow,
  unsigned: { answers: readonly AnonymousAnswer[]; counts: AnonymousCounts | null } | null = null,
): Promise<void> {
  const { groupId, id } = ask;
  const now = deps.clock();
  const given = await answers.ofAsk(tx, groupId, id);
  const guess = await asks.guess(tx, groupId, id);
  const counted = given.filter((answer) => answer.counted);
  const tapped = [...counted, ...(unsigned?.answers ?? [])];
  await answers.freeze(tx, groupId, id, {
    ...receive(tapped, guess),
    ...(ask.ladder && { goal: goalTally(tapped) }),
    ...(unsigned && { anonymous: unsigned.counts }),
  });
  await asks.update(tx, groupId, id, {
    state: 'closed',
    closedAt: now < ask.closesAt ? now : ask.closesAt,
  });
  const eligible = await whoWasAsked(tx, ask);
  await events.append(
    tx,
    group,
    [
      {
        type: 'ask.closed',
        subjects: { askId: id },
        audience: rules.audienceOfClosing(ask, eligible),
      },
    ],
    dayOf(now),
  );
}

/** When the next ask or meeting of any group is due. */
export async function nextDue(deps: Deps) {
  const ask = await asks.nextDue(deps.store.read);
  const meeting = await meetings.nextDue(deps.store.read);
  return ask && meeting ? (ask < meeting ? ask : meeting) : (ask ?? meeting);
}

/**
 * Takes an ask back unread: its words, its guess and every answer to it are erased.
 *
 * @throws DomainError `ask_opened`
 */
export async function withdrawAsk(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, as } = await visible(tx, groupId, askId, me.id);
    requireAsker(as);
    if (ask.state === 'withdrawn') return;
    rules.requireWithdrawable(ask);
    await events.append(tx, group, [await erase(deps, tx, ask)], dayOf(deps.clock()));
  });
}

/** Erases all that an ask said and got; what is left of it says that it was withdrawn. Returns what happened. */
export async function erase(deps: Deps, tx: Tx, ask: asks.AskRow): Promise<DomainEvent> {
  const { groupId, id: askId } = ask;
  const eligible = await whoWasAsked(tx, ask);
  await answers.removeOfAsk(tx, groupId, askId);
  await parts.removeOfAsk(tx, groupId, askId);
  await tickets.removeOfAsk(tx, groupId, askId);
  await asks.eraseGuess(tx, groupId, askId);
  await asks.update(tx, groupId, askId, {
    state: 'withdrawn',
    closedAt: deps.clock(),
    moment: null,
    ownQuestion: null,
    meant: null,
    goalId: null,
    ladder: null,
    ladderVersion: null,
    event: null,
    // A hash of so few words would let a guess at them be tried.
    eventHash: '',
    shared: null,
  });
  return {
    type: 'ask.withdrawn',
    subjects: { askId },
    audience:
      ask.state === 'closed' ? rules.audienceOfClosing(ask, eligible) : [ask.askerId, ...eligible],
  };
}

/** @throws DomainError `not_yours` */
export function requireAsker(as: Ask['as']): void {
  if (as !== 'asker') throw new DomainError('not_yours');
}

export interface Visible {
  ask: asks.AskRow;
  eligible: MemberId[];
  as: Ask['as'];
  memberId: MemberId;
}

/** Who was asked, as it stood when the ask opened. It says so itself; once it was withdrawn only the table does. */
async function whoWasAsked(db: Db, ask: asks.AskRow): Promise<MemberId[]> {
  return rules.askedIn(ask) ?? asks.eligible(db, ask.groupId, ask.id);
}

/** The ask, if it exists for this member. @throws DomainError `not_found` */
export async function visible(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  memberId: MemberId,
): Promise<Visible> {
  const ask = access.there(await asks.find(db, groupId, askId));
  const eligible = await whoWasAsked(db, ask);
  const as = access.there(rules.relation(ask, eligible, memberId));
  return { ask, eligible, as, memberId };
}

/** What one member sees of an ask: the guess is the asker's alone, `meant` is for those who have answered. */
export async function view(
  db: Db,
  people: readonly memberships.MembershipRow[],
  { ask, eligible, as, memberId }: Visible,
): Promise<Ask> {
  const { groupId, id } = ask;
  const person = (memberId: MemberId) => {
    const found = people.find((one) => one.id === memberId);
    return { memberId, name: found?.name ?? '', role: found?.role ?? ('member' as const) };
  };
  const given = as === 'reader' ? [] : await answers.ofAsk(db, groupId, id);
  const answered = given.some((answer) => answer.memberId === memberId);
  // Without names nobody is told apart by it: everybody reads it at the end.
  const meantShown = ask.mode === 'signed' ? answered : ask.state === 'closed';
  const goal = as === 'asker' && ask.goalId ? await goals.find(db, groupId, ask.goalId) : null;
  const reception =
    as === 'asker' && ask.state === 'closed' ? await answers.reception(db, groupId, id) : null;
  return {
    id,
    meetingId: ask.meetingId,
    asker: person(ask.askerId),
    moment: ask.moment,
    question: ask.question,
    ownQuestion: ask.ownQuestion,
    meant: as === 'asker' || meantShown ? ask.meant : null,
    dose: ask.dose,
    ladder: as === 'reader' ? null : ask.ladder,
    seenBy: ask.seenBy,
    mode: ask.mode,
    openedAt: ask.openedAt,
    closesAt: ask.closesAt,
    closedAt: ask.closedAt,
    state: ask.state,
    lost: ask.lost,
    eligible: people.filter((one) => eligible.includes(one.id)).map((one) => person(one.id)),
    as,
    shared: ask.shared,
    anonymity: await anonymityOf(db, ask, people),
    mine:
      as === 'asker'
        ? {
            guess: await asks.guess(db, groupId, id),
            goal: goal && { id: goal.id, title: goal.title },
            arrived: ask.mode === 'signed' || ask.state === 'closed' ? given.length : 0,
            opened: ask.opened,
            gently: reception !== null && looksHard(reception.strips),
          }
        : null,
  };
}
