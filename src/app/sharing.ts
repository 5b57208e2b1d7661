import type { Ask, Shared } from '../contract/asks.ts';
import type { AskId, GroupId } from '../contract/primitives.ts';
import type { SharedResults } from '../contract/results.ts';
import * as access from '../domain/access.ts';
import { requireClosed } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as reflections from '../store/reflections.ts';
import { requireAsker, view, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';
import { numbersOf } from './results.ts';

/**
 * Shows the group a part of what came back; with nothing chosen, no longer.
 *
 * @throws DomainError `not_yours`, `ask_not_closed`
 */
export async function shareResults(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  { guess, strips, reflection }: Shared,
): Promise<Ask> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const { membership, people } = await memberships.withMine(tx, groupId, actor.accountId);
    const me = access.member(membership);
    const found = await visible(tx, groupId, askId, me.id);
    requireAsker(found.as);
    requireClosed(found.ask);
    const before = found.ask.shared;
    const shared = guess || strips || reflection ? { guess, strips, reflection } : null;
    const same =
      before?.guess === shared?.guess &&
      before?.strips === shared?.strips &&
      before?.reflection === shared?.reflection;
    if (!same) {
      await asks.update(tx, groupId, askId, { shared });
      await events.append(
        tx,
        group,
        [{ type: 'ask.shared', subjects: { askId }, audience: null }],
        dayOf(deps.clock()),
      );
    }
    return view(tx, people, { ...found, ask: { ...found.ask, shared } });
  });
}

/**
 * What an asker shows of an ask, the same for everybody: never what peers wrote, never the fear.
 *
 * @throws DomainError `not_found` while nothing is shared
 */
export async function getSharedResults(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<SharedResults> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const { ask } = await visible(db, groupId, askId, me.id);
  const { shared, state } = ask;
  if (!shared || state !== 'closed') throw new DomainError('not_found');

  const guess = shared.guess ? await asks.guess(db, groupId, askId) : null;
  const reception = shared.strips ? await answers.reception(db, groupId, askId) : null;
  const numbers = reception && numbersOf(reception, shared.guess);
  const strips = numbers ? [numbers.understood, numbers.closeness, numbers.warmth] : [];
  const reflection = shared.reflection ? await reflections.find(db, groupId, askId) : null;
  return {
    asker: {
      memberId: ask.askerId,
      name: people.find((one) => one.id === ask.askerId)?.name ?? '',
    },
    moment: ask.moment,
    guess: guess && {
      understood: guess.understood,
      closeness: guess.closeness,
      warmth: guess.warmth,
    },
    // How many answered is said by strips; where there is none, it would be all there is to see.
    numbers: strips.some((strip) => strip !== null) ? numbers : null,
    reflection: reflection && { line: reflection.line },
  };
}
