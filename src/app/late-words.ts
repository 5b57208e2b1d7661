import type { Sentence } from '../contract/answers.ts';
import type { AskId, GroupId, LateWordId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { lateUntil } from '../domain/answers.ts';
import * as asks from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import { randomId } from '../ids.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as lateWords from '../store/late-words.ts';
import * as memberships from '../store/memberships.ts';
import { visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * One sentence about an ask that has closed, by anybody who was asked. Saying the very same again gets the same
 * reply and changes nothing.
 *
 * @throws DomainError `not_asked`, `ask_not_closed`, `too_late_to_say`, `already_said_late`
 */
export async function sayLate(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  { channel, text }: Sentence,
): Promise<{ id: LateWordId }> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, as } = await visible(tx, groupId, askId, me.id);
    if (as !== 'peer') throw new DomainError('not_asked');
    const before = await lateWords.ofMember(tx, groupId, askId, me.id);
    if (before?.channel === channel && before.text === text) return { id: before.id };
    if (before) throw new DomainError('already_said_late');
    asks.requireClosed(ask);
    const now = deps.clock();
    const until = lateUntil(ask);
    if (!until || !(now < until)) throw new DomainError('too_late_to_say');

    const id = randomId<LateWordId>();
    await lateWords.insert(tx, { groupId, id, askId, memberId: me.id, channel, text, read: false });
    const readers = asks.readersOf(ask);
    await events.append(
      tx,
      group,
      [
        {
          type: 'late_word.arrived',
          subjects: { askId },
          audience: readers && [...readers, me.id],
        },
      ],
      dayOf(now),
    );
    return { id };
  });
}
