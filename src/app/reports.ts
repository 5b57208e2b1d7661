import type {
  AnswerId,
  AskId,
  GroupId,
  MemberId,
  PartId,
  ReportId,
} from '../contract/primitives.ts';
import type { Report, ReportReason } from '../contract/reports.ts';
import * as access from '../domain/access.ts';
import { answerIsMine } from '../domain/answers.ts';
import { partChanged, readersOf } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import * as rules from '../domain/reports.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import * as reports from '../store/reports.ts';
import type { Db, Tx } from '../store/store.ts';
import { visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';
import { hiding, received } from './reactions.ts';

/**
 * Puts an answer to my ask away and tells the leaders and its author. While a report waits, another changes nothing.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`
 */
export async function reportAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  answerId: AnswerId,
  reason: ReportReason,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, answer } = await received(tx, groupId, askId, answerId, me.id);
    const what = { askId, answerId, authorId: answer.memberId, reportedBy: me.id, reason };
    await report(deps, tx, group, what, async () => {
      if (answer.hidden) return [];
      await answers.mark(tx, groupId, answerId, { hidden: true });
      return [hiding(ask, answerId)];
    });
  });
}

/**
 * Reports an answer or a part. While a report waits, another changes nothing; once it is closed, there can be another.
 *
 * @param hide puts away what is reported
 */
export async function report(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  what: Pick<reports.ReportRow, 'askId' | 'answerId' | 'authorId' | 'reportedBy' | 'reason'>,
  hide: () => Promise<DomainEvent[]>,
): Promise<void> {
  const { id: groupId } = group;
  const before = await reports.ofAnswer(tx, groupId, what.answerId);
  if (before?.outcome === null) return;

  const now = deps.clock();
  const id = before?.id ?? timeOrderedId<ReportId>(milliseconds(now));
  const row = { ...what, groupId, id, outcome: null, on: dayOf(now) };
  if (before) await reports.update(tx, groupId, id, row);
  else await reports.insert(tx, row);
  const happened = await hide();
  happened.push(...rules.told(row, await leadersOf(tx, groupId)));
  await events.append(tx, group, happened, dayOf(now));
}

/** What was reported, for leaders, whoever wrote or reported it. @throws DomainError `forbidden` */
export async function listReports(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ reports: Report[] }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  access.leader(membership);
  const name = (id: MemberId | null) => people.find((one) => one.id === id)?.name ?? '';
  const shown: Report[] = [];
  for (const report of await reports.all(db, groupId)) {
    const given = await answers.ofAsk(db, groupId, report.askId);
    const answer = given.find((one) => one.id === report.answerId);
    const part = answer ? null : await partOf(db, report);
    shown.push({
      id: report.id,
      reason: report.reason,
      reportedBy: name(report.reportedBy),
      author: name(report.authorId),
      words: answer
        ? [
            ...answer.words,
            ...(answer.moreOfText === null ? [] : [{ channel: null, text: answer.moreOfText }]),
          ]
        : part && part.text !== ''
          ? [{ channel: part.channel, text: part.text }]
          : [],
      anonymous: part !== null,
      on: report.on,
      outcome: report.outcome,
    });
  }
  return { reports: shown };
}

/**
 * Closes a report: talked about, or the words removed for everybody. What was frozen when the ask closed stays.
 * Closing one that is closed changes nothing, but that what was talked about may still be removed.
 *
 * @throws DomainError `forbidden`, also for a leader who wrote it while there is another one
 */
export async function closeReport(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: ReportId,
  outcome: 'talked' | 'removed',
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const report = access.there(await reports.find(tx, groupId, id));
    const leading = await leadersOf(tx, groupId);
    rules.requireUninvolved(report, me.id, leading);
    if (!rules.takes(report, outcome)) return;

    const happened: DomainEvent[] = rules.told(report, leading);
    await reports.update(tx, groupId, id, { outcome });
    const part = await partOf(tx, report);
    if (outcome === 'removed' && part) {
      const ask = access.there(await asks.find(tx, groupId, report.askId));
      await parts.update(tx, groupId, report.askId, part.id, { state: 'removed', text: '' });
      happened.push(partChanged(ask, part.id));
    } else if (outcome === 'removed') {
      const { askId } = report;
      const answerId = report.answerId as AnswerId;
      const ask = access.there(await asks.find(tx, groupId, askId));
      const given = await answers.ofAsk(tx, groupId, askId);
      const answer = given.find((one) => one.id === answerId);
      if (answer) await answers.blank(tx, groupId, answer);
      if (answer && !answer.hidden)
        happened.push({
          type: 'answer.changed',
          subjects: { askId, answerId },
          audience: readersOf(ask),
        });
    }
    await events.append(tx, group, happened, dayOf(deps.clock()));
  });
}

/**
 * Takes an answer of mine back that was reported: it is gone for good. The frozen results stay as they are, and an
 * ask that is still open counts it no more.
 *
 * @throws DomainError `not_asked`, `answer_not_reported`
 */
export async function withdrawAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, as } = await visible(tx, groupId, askId, me.id);
    if (as !== 'peer') throw new DomainError('not_asked');
    const answer = await answers.ofMember(tx, groupId, askId, me.id);
    const report = answer && (await reports.ofAnswer(tx, groupId, answer.id));
    if (!report) throw new DomainError('answer_not_reported');

    await answers.remove(tx, groupId, answer.id);
    // Nobody who took something back is asked for it again.
    if (ask.state === 'open') await answers.pass(tx, groupId, askId, me.id, answer.version);
    await reports.update(tx, groupId, report.id, { outcome: 'withdrawn' });
    await events.append(
      tx,
      group,
      [
        {
          type: 'answer.gone',
          subjects: { askId, answerId: answer.id },
          audience: readersOf(ask),
        },
        answerIsMine(askId, me.id),
        ...rules.told(report, await leadersOf(tx, groupId)),
      ],
      dayOf(deps.clock()),
    );
  });
}

/** The part a report is about; null when it is about a signed answer. */
const partOf = (db: Db, { groupId, askId, answerId }: reports.ReportRow) =>
  parts.find(db, groupId, askId, answerId as PartId);

/** Who leads the group now. */
export async function leadersOf(db: Db, groupId: GroupId): Promise<MemberId[]> {
  const people = await memberships.active(db, groupId);
  return people.filter((one) => one.role === 'leader').map((one) => one.id);
}
