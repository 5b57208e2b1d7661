import { Reaction } from '../contract/answers.ts';
import type { AnswerId, AskId, GroupId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/asks.ts';
import type { DomainEvent } from '../domain/events.ts';
import { dayOf } from '../domain/time.ts';
import * as answers from '../store/answers.ts';
import type { AskRow } from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import type { Db } from '../store/store.ts';
import { requireAsker, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * Gives something back to whoever answered my ask; giving nothing takes it back.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`
 */
export async function react(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  answerId: AnswerId,
  given: readonly Reaction[],
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, answer } = await received(tx, groupId, askId, answerId, me.id);
    // In one order, so that it does not say what was thought of first.
    const reactions = Reaction.options.filter((one) => given.includes(one));
    if (reactions.join() === answer.reactions.join()) return;
    await answers.mark(tx, groupId, answerId, { reactions });
    const audience = [ask.askerId, ...(answer.memberId ? [answer.memberId] : [])];
    await events.append(
      tx,
      group,
      [{ type: 'reaction.changed', subjects: { askId, answerId }, audience }],
      dayOf(deps.clock()),
    );
  });
}

/**
 * Puts an answer to my ask away for everybody who reads it, or takes it out again.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`
 */
export async function hideAnswer(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  answerId: AnswerId,
  hidden: boolean,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, answer } = await received(tx, groupId, askId, answerId, me.id);
    if (answer.hidden === hidden) return;
    await answers.mark(tx, groupId, answerId, { hidden });
    await events.append(tx, group, [hiding(ask, answerId)], dayOf(deps.clock()));
  });
}

/** An answer was put away or taken out again: whoever reads it is told, its author is not. */
export const hiding = (ask: AskRow, answerId: AnswerId): DomainEvent => ({
  type: 'answer.hidden',
  subjects: { askId: ask.id, answerId },
  audience: rules.readersOf(ask),
});

/**
 * One answer to this member's own ask, once they have opened it.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`
 */
export async function received(
  db: Db,
  groupId: GroupId,
  askId: AskId,
  answerId: AnswerId,
  memberId: MemberId,
): Promise<{ ask: AskRow; answer: answers.AnswerRow }> {
  const { ask, as } = await visible(db, groupId, askId, memberId);
  requireAsker(as);
  rules.requireOpened(ask);
  const given = await answers.ofAsk(db, groupId, askId);
  return { ask, answer: access.there(given.find((one) => one.id === answerId) ?? null) };
}
