import type { AgendaItem } from '../contract/agenda.ts';
import type { AgendaItemId, AskId, GroupId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/agenda.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as agenda from '../store/agenda.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import { requireAsker, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

export async function getAgenda(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ items: AgendaItem[] }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const items = await agenda.all(db, groupId);
  return { items: items.map((item) => shown(item, people, me.id)) };
}

/**
 * Brings something to the next meeting. The same words again get the item that waits already.
 *
 * @throws DomainError `agenda_full`; for an ask that is not the caller's `not_found`, `not_yours`
 */
export async function addToAgenda(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  { text, askId }: { text: string; askId: AskId | null },
): Promise<AgendaItem> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    if (askId) {
      const { ask, as } = await visible(tx, groupId, askId, me.id);
      requireAsker(as);
      if (ask.state === 'withdrawn') throw new DomainError('not_found');
    }
    const items = await agenda.all(tx, groupId);
    const mine = items.filter((item) => item.memberId === me.id);
    const before = mine.find((item) => item.text === text && item.askId === askId);
    if (before) return shown(before, [me], me.id);
    rules.requireRoom(mine);

    const now = deps.clock();
    const item = {
      groupId,
      id: timeOrderedId<AgendaItemId>(milliseconds(now)),
      memberId: me.id,
      text,
      askId,
      addedOn: dayOf(now),
    };
    await agenda.insert(tx, item);
    await events.append(tx, group, [changed], dayOf(now));
    return shown(item, [me], me.id);
  });
}

/** Talked about, or not wanted any more. @throws DomainError `not_found`, `not_yours` */
export async function takeOffAgenda(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: AgendaItemId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const items = await agenda.all(tx, groupId);
    const item = access.there(items.find((one) => one.id === id) ?? null);
    rules.requireMayTakeOff(item, me);
    await agenda.remove(tx, groupId, id);
    await events.append(tx, group, [changed], dayOf(deps.clock()));
  });
}

const changed = { type: 'agenda.changed' as const, subjects: {}, audience: null };

const shown = (
  { id, memberId, text, askId, addedOn }: agenda.AgendaRow,
  people: readonly memberships.MembershipRow[],
  me: MemberId,
): AgendaItem => ({
  id,
  from: { memberId, name: people.find((one) => one.id === memberId)?.name ?? '' },
  text,
  askId: memberId === me ? askId : null,
  addedOn,
});
