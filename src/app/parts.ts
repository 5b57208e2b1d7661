// What can be done with a sentence that has no author.
import { Reaction } from '../contract/answers.ts';
import type { Kept } from '../contract/journal.ts';
import type { AskId, GroupId, MemberId, PartId } from '../contract/primitives.ts';
import type { ReportReason } from '../contract/reports.ts';
import type { Point, Signature } from '../contract/tickets.ts';
import * as access from '../domain/access.ts';
import { decode } from '../domain/anonymity/bytes.ts';
import { owningMessage, verify } from '../domain/anonymity/keys.ts';
import { partId } from '../domain/anonymity/release.ts';
import { mayOwn } from '../domain/anonymity/rule.ts';
import * as rules from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { told } from '../domain/reports.ts';
import { dayOf } from '../domain/time.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import * as reports from '../store/reports.ts';
import type { Db } from '../store/store.ts';
import { requireAsker, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';
import { keep, PART, shown } from './journal.ts';
import { leadersOf, report } from './reports.ts';

/**
 * Says that I wrote a part. Its key has signed my member id, so nobody else can. It is refused where the others would
 * be hidden among too few.
 *
 * @throws DomainError `not_asked`, `proof_refused`, `too_few_to_hide`, `nothing_there`
 */
export async function ownPart(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  { key, signature }: { key: Point; signature: Signature },
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, as } = await visible(tx, groupId, askId, me.id);
    if (as !== 'peer') throw new DomainError('not_asked');
    const part = access.there(await parts.find(tx, groupId, askId, id));
    if (part.state !== 'there') throw new DomainError('nothing_there');
    const event = Buffer.from(ask.eventHash, 'hex');
    if (
      !rules.anonymousIn(ask)?.candidates.includes(me.id) ||
      partId(event, part.channel, decode(key)) !== id ||
      !verify(decode(signature), owningMessage(event, id, me.id), decode(key))
    )
      throw new DomainError('proof_refused');

    const ownings = await parts.ownings(tx, groupId, askId);
    if (ownings.some((one) => one.partId === id)) return;
    const frozen = (await answers.reception(tx, groupId, askId))?.anonymous;
    const { people, candidates } = access.there(frozen ?? null);
    // Persons, not parts; whoever has left since is still the one they were.
    const owners = new Set(ownings.map((one) => one.memberId));
    if (!owners.has(me.id) && !mayOwn({ answers: people, candidates, owners: owners.size + 1 }))
      throw new DomainError('too_few_to_hide');
    await parts.own(tx, { groupId, askId, partId: id, memberId: me.id, key, signature });
    await events.append(tx, group, [rules.partChanged(ask, id)], dayOf(deps.clock()));
  });
}

/** Gives something back for a part; its author's device finds it when it looks. */
export async function reactToPart(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  given: readonly Reaction[],
): Promise<void> {
  await change(deps, actor, { groupId, askId, id }, (part, ask) => {
    // In one order, so that it does not say what was thought of first.
    const reactions = Reaction.options.filter((one) => given.includes(one));
    if (reactions.join() === part.reactions.join()) return null;
    return {
      changes: { reactions },
      event: { ...rules.partChanged(ask, id), audience: [ask.askerId] },
    };
  });
}

/** Puts a part away for everybody who reads it, or takes it out again. */
export async function hidePart(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  hidden: boolean,
): Promise<void> {
  await change(deps, actor, { groupId, askId, id }, (part, ask) =>
    part.hidden === hidden ? null : { changes: { hidden }, event: rules.partChanged(ask, id) },
  );
}

/**
 * Puts a part away and tells the leaders, who do not learn who wrote it. While a report waits, another changes nothing.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`, `nothing_there`
 */
export async function reportPart(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  reason: ReportReason,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, part } = await received(tx, groupId, askId, id, me.id);
    if (part.state !== 'there') throw new DomainError('nothing_there');
    const what = { askId, answerId: id, authorId: null, reportedBy: me.id, reason };
    await report(deps, tx, group, what, async () => {
      if (part.hidden) return [];
      await parts.update(tx, groupId, askId, id, { hidden: true });
      return [rules.partChanged(ask, id)];
    });
  });
}

/** Copies a part into my journal; again, it gives the same entry. @throws DomainError `nothing_there` */
export async function keepPart(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
): Promise<Kept> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, part } = await received(tx, groupId, askId, id, me.id);
    const { channel, text } = part;
    const sentence = part.hidden || part.state !== 'there' ? null : { channel, text };
    const from = { answerId: id, position: PART, fromId: null, moment: ask.moment };
    const entry = await keep(deps, tx, group, { memberId: me.id, askId, ...from }, sentence);
    return shown(entry, []);
  });
}

/** Takes a part back whose key has said so: its words are gone. One that is gone, or was never there, stays so. */
export async function takePartBack(
  deps: Deps,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const ask = await asks.find(tx, groupId, askId);
    const part = await parts.find(tx, groupId, askId, id);
    if (!ask || part?.state !== 'there') return;
    await parts.update(tx, groupId, askId, id, { state: 'taken_back', text: '' });
    const report = await reports.ofAnswer(tx, groupId, id);
    const happened = [rules.partChanged(ask, id)];
    if (report?.outcome === null) {
      await reports.update(tx, groupId, report.id, { outcome: 'withdrawn' });
      happened.push(...told(report, await leadersOf(tx, groupId)));
    }
    await events.append(tx, group, happened, dayOf(deps.clock()));
  });
}

async function change(
  deps: Deps,
  actor: Actor,
  { groupId, askId, id }: { groupId: GroupId; askId: AskId; id: PartId },
  decide: (
    part: parts.PartRow,
    ask: asks.AskRow,
  ) => { changes: Parameters<typeof parts.update>[4]; event: DomainEvent } | null,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, part } = await received(tx, groupId, askId, id, me.id);
    const decided = decide(part, ask);
    if (!decided) return;
    await parts.update(tx, groupId, askId, id, decided.changes);
    await events.append(tx, group, [decided.event], dayOf(deps.clock()));
  });
}

/**
 * A part of this member's own ask, once they have opened it.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`
 */
async function received(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  id: PartId,
  memberId: MemberId,
): Promise<{ ask: asks.AskRow; part: parts.PartRow }> {
  const { ask, as } = await visible(db, groupId, askId, memberId);
  requireAsker(as);
  rules.requireOpened(ask);
  return { ask, part: access.there(await parts.find(db, groupId, askId, id)) };
}
