import type { AskId, GroupId, KeptId } from '../contract/primitives.ts';
import type { Reflection } from '../contract/results.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/asks.ts';
import type { DomainEvent } from '../domain/events.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import type { AskRow } from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as kept from '../store/kept.ts';
import * as memberships from '../store/memberships.ts';
import * as reflections from '../store/reflections.ts';
import type { Tx } from '../store/store.ts';
import { requireAsker, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * What the asker writes for themself after reading; their line goes into their journal with it.
 *
 * @throws DomainError `not_yours`, `ask_not_closed`, `not_opened`
 */
export async function putReflection(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  input: Reflection,
): Promise<Reflection> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, as } = await visible(tx, groupId, askId, me.id);
    requireAsker(as);
    rules.requireClosed(ask);
    rules.requireOpened(ask);
    const before = await reflections.find(tx, groupId, askId);
    if (before && isSame(before, input)) return input;

    await reflections.save(tx, groupId, askId, input);
    const subjects = { askId };
    const happened: DomainEvent[] = [{ type: 'reflection.changed', subjects, audience: [me.id] }];
    if ((before?.line ?? null) !== input.line) {
      if (await keepLine(deps, tx, ask, input.line))
        happened.push({ type: 'journal.changed', subjects, audience: [me.id] });
      if (ask.shared?.reflection) happened.push({ type: 'ask.shared', subjects, audience: null });
    }
    await events.append(tx, group, happened, dayOf(deps.clock()));
    return input;
  });
}

const isSame = (a: Reflection, b: Reflection) =>
  a.happened === b.happened && a.likelyNext === b.likelyNext && a.line === b.line;

/** Brings the entry of the asker's own line in line with the reflection. @returns whether the journal changed */
async function keepLine(deps: Deps, tx: Tx, ask: AskRow, line: string | null): Promise<boolean> {
  const { groupId, id: askId, askerId: memberId } = ask;
  const entry = await kept.ownLine(tx, groupId, memberId, askId);
  if (line === null) {
    if (entry) await kept.remove(tx, groupId, entry.id);
    return entry !== null;
  }
  if (entry) await kept.reword(tx, groupId, entry.id, line);
  else
    await kept.insert(tx, {
      groupId,
      id: timeOrderedId<KeptId>(milliseconds(deps.clock())),
      memberId,
      askId,
      answerId: null,
      position: null,
      channel: null,
      text: line,
      fromId: null,
      moment: ask.moment,
      keptOn: dayOf(deps.clock()),
    });
  return true;
}
