import type { Feeling } from '../contract/feelings.ts';
import type { AskId, GroupId } from '../contract/primitives.ts';
import type { Results, Strip } from '../contract/results.ts';
import * as access from '../domain/access.ts';
import { readsResults } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { dayOf } from '../domain/time.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import { requireAsker, visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/** The asker opens what came back, by hand. From then on the ask cannot be withdrawn. */
export async function openAnswers(
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
    if (ask.state === 'withdrawn') throw new DomainError('not_found');
    const openedAfterClose = ask.state === 'closed';
    if (ask.opened && ask.openedAfterClose === openedAfterClose) return;
    await asks.update(tx, groupId, askId, { opened: true, openedAfterClose });
    await events.append(
      tx,
      group,
      [{ type: 'ask.read', subjects: { askId }, audience: [me.id] }],
      dayOf(deps.clock()),
    );
  });
}

/**
 * What came back: the named part as it arrives, the numbers once the ask has closed.
 *
 * @throws DomainError `not_found` for everybody who may not read it, `not_opened` before the asker opened it
 */
export async function getResults(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
): Promise<Results> {
  const db = deps.store.read;
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const { ask, as } = await visible(db, groupId, askId, me.id);
  if (ask.state === 'withdrawn' || !readsResults(ask, as)) throw new DomainError('not_found');
  if (as === 'asker' && !ask.opened) throw new DomainError('not_opened');

  const people = await memberships.all(db, groupId);
  const given = await answers.ofAsk(db, groupId, askId);
  const reception = ask.state === 'closed' ? await answers.reception(db, groupId, askId) : null;
  const strip = (frozen: Strip | null): Strip | null =>
    frozen && {
      counts: frozen.counts,
      median: frozen.median,
      n: frozen.n,
      cantSay: frozen.cantSay,
      // How it stood to the guess is the asker's own.
      atOrAbove: as === 'asker' ? frozen.atOrAbove : null,
    };
  return {
    state: ask.state,
    answers: given.map((answer) => {
      const author = people.find((one) => one.id === answer.memberId);
      return {
        id: answer.id,
        from: {
          memberId: author?.id ?? null,
          name: author?.name ?? '',
          role: author?.role ?? 'member',
        },
        feelings: answer.feelings,
        body: answer.body,
        pad: answer.pad,
        words: answer.words,
        cameAcross: answer.cameAcross,
        moreOf: answer.moreOf,
        moreOfText: answer.moreOfText,
        inRoom: answer.inRoom,
        hidden: answer.hidden,
        reactions: [],
        kept: [],
        // That somebody thought again is between them and the asker.
        changed: as === 'asker' && answer.version > 1,
      };
    }),
    feelings: tally(given.flatMap((answer) => answer.feelings)),
    numbers: reception && {
      n: reception.n,
      understood: strip(reception.strips.understood),
      closeness: strip(reception.strips.closeness),
      warmth: strip(reception.strips.warmth),
    },
    moreOf: [],
    impression: null,
    lateWords: [],
    fear: null,
    reflection: null,
    comparison: as === 'asker' && reception?.label ? { label: reception.label } : null,
  };
}

/** How many people named each feeling, most first, then by name: an order that says nothing of who came when. */
function tally(feelings: readonly Feeling[]): Results['feelings'] {
  const people = new Map<Feeling, number>();
  for (const feeling of feelings) people.set(feeling, (people.get(feeling) ?? 0) + 1);
  return [...people]
    .map(([feeling, people]) => ({ feeling, people }))
    .sort((a, b) => b.people - a.people || (a.feeling < b.feeling ? -1 : 1));
}
