import type { AskId, GroupId } from '../contract/primitives.ts';
import type { HeardAnswer, Results, Strip } from '../contract/results.ts';
import * as access from '../domain/access.ts';
import * as rules from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import { isOngoing } from '../domain/goals.ts';
import { agreedOn } from '../domain/impressions.ts';
import { type Count, fearMayBeShown, type Reception } from '../domain/reception.ts';
import { dayOf } from '../domain/time.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as kept from '../store/kept.ts';
import * as lateWords from '../store/late-words.ts';
import * as memberships from '../store/memberships.ts';
import * as reflections from '../store/reflections.ts';
import type { Db } from '../store/store.ts';
import { requireAsker, visible } from './asks.ts';
import { authorOf } from './authors.ts';
import type { Actor, Deps } from './deps.ts';
import { peersOf } from './goals.ts';
import { shownParts } from './anonymity.ts';

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
    if (ask.mode !== 'signed') rules.requireClosed(ask);
    const openedAfterClose = ask.state === 'closed';
    const wasNew = await lateWords.read(tx, groupId, askId);
    if (ask.opened && ask.openedAfterClose === openedAfterClose && !wasNew) return;
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
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const { ask, as } = await visible(db, groupId, askId, me.id);
  if (ask.state === 'withdrawn' || !rules.readsResults(ask, as)) throw new DomainError('not_found');
  const mine = as === 'asker';
  if (mine) rules.requireOpened(ask);

  const given = await answers.ofAsk(db, groupId, askId);
  const inSight = given.filter((answer) => !answer.hidden);
  const reception = ask.state === 'closed' ? await answers.reception(db, groupId, askId) : null;
  const unsigned = reception?.anonymous ?? null;
  const guess = mine ? await asks.guess(db, groupId, askId) : null;
  const entries = mine ? await kept.ofAsk(db, groupId, me.id, askId) : [];
  return {
    state: ask.state,
    answers: given.map((answer) => ({
      ...(answer.hidden ? PUT_AWAY : said(answer)),
      id: answer.id,
      from: authorOf(people, answer.memberId),
      hidden: answer.hidden,
      reactions: mine ? answer.reactions : [],
      kept: entries.flatMap((entry) =>
        entry.answerId === answer.id && entry.position !== null
          ? [{ position: entry.position, id: entry.id }]
          : [],
      ),
      // That somebody thought again is between them and the asker.
      changed: mine && !answer.hidden && answer.version > 1,
    })),
    feelings: tally(
      inSight.flatMap((answer) => answer.feelings),
      unsigned?.feelings,
    ).map(([feeling, people]) => ({
      feeling,
      people,
    })),
    moreOf: tally(
      inSight.flatMap((answer) => answer.moreOf),
      unsigned?.moreOf,
    ).map(([moreOf, people]) => ({
      moreOf,
      people,
    })),
    // What was put away would show as what is missing between the counts and the answers.
    impression: mine || inSight.length === given.length ? impressionOf(reception) : null,
    anonymous:
      ask.mode === 'signed'
        ? null
        : {
            released: unsigned
              ? {
                  people: unsigned.people,
                  inRoom: unsigned.inRoom,
                  body: unsigned.body.map(({ choice, people }) => ({ sign: choice, people })),
                  pad: unsigned.pad.map(({ choice, people }) => ({ pad: choice, people })),
                }
              : null,
            parts: await shownParts(db, ask, people, mine ? { entries } : null),
          },
    lateWords: (await lateWords.ofAsk(db, groupId, askId)).map(
      ({ id, memberId, channel, text }) => ({
        id,
        from: authorOf(people, memberId),
        channel,
        text,
      }),
    ),
    numbers: reception && numbersOf(reception, mine),
    goal: mine ? await goalOf(db, ask) : null,
    comparison: mine && reception?.label ? { label: reception.label } : null,
    fear:
      reception && guess?.fear
        ? { happened: fearMayBeShown(guess.fear, reception.strips) ? reception.feared : null }
        : null,
    reflection: mine ? await reflections.find(db, groupId, askId) : null,
  };
}

/**
 * What peers saw of a goal, held against the member's own level of that evening: they give theirs first. Whoever had
 * opened the ask before it closed opens it once more.
 */
async function goalOf(db: Db, ask: asks.AskRow): Promise<Results['goal']> {
  const { groupId, goalId, askerId, ladder, ladderVersion } = ask;
  const goal = goalId ? await goals.find(db, groupId, goalId) : null;
  if (!goal || !ladder || !ask.openedAfterClose) return null;
  const rated = await goals.ratings(db, groupId, goal.id);
  const own = rated.find(({ rating }) => rating.meetingId === ask.meetingId)?.rating;
  const seen = await goals.seenByPeers(db, groupId, askerId, goal.id);
  const level = peersOf(rated, seen).find((one) => one.askId === ask.id);
  const frozen = seen.find((one) => one.askId === ask.id)?.goal;
  return {
    id: goal.id,
    ladder,
    own: own?.ladderVersion === ladderVersion ? own.level : null,
    distance: own?.distance ?? null,
    rateable: isOngoing(goal.state) && goal.ladderVersion === ladderVersion,
    seen:
      level && frozen
        ? {
            counts: frozen.counts,
            median: frozen.median,
            n: frozen.n,
            cantSee: frozen.cantSay,
            comparison: level.comparison,
          }
        : null,
  };
}

type Said = Omit<HeardAnswer, 'id' | 'from' | 'hidden' | 'reactions' | 'kept' | 'changed'>;

const said = (answer: answers.AnswerRow): Said => ({
  feelings: answer.feelings,
  body: answer.body,
  pad: answer.pad,
  words: answer.words,
  cameAcross: answer.cameAcross,
  moreOf: answer.moreOf,
  moreOfText: answer.moreOfText,
  inRoom: answer.inRoom,
});

/** What is left to read of an answer its asker put away. */
const PUT_AWAY: Said = {
  feelings: [],
  body: [],
  pad: null,
  words: [],
  cameAcross: [],
  moreOf: [],
  moreOfText: null,
  inRoom: false,
};

/** The frozen numbers; how they stood to the guess only for whoever may know it. */
export function numbersOf(
  { n, strips: { understood, closeness, warmth } }: Reception,
  withGuess: boolean,
): NonNullable<Results['numbers']> {
  const strip = (frozen: Strip | null): Strip | null =>
    frozen && {
      counts: frozen.counts,
      median: frozen.median,
      n: frozen.n,
      cantSay: frozen.cantSay,
      atOrAbove: withGuess ? frozen.atOrAbove : null,
    };
  return { n, understood: strip(understood), closeness: strip(closeness), warmth: strip(warmth) };
}

function impressionOf(reception: Reception | null): Results['impression'] {
  const frozen = reception?.impressions;
  if (!frozen || frozen.counts.length === 0) return null;
  return { counts: frozen.counts, octant: agreedOn(frozen) };
}

/** How many people chose each, most first, then by name: an order that says nothing of who came when. */
function tally<Choice extends string>(
  chosen: readonly Choice[],
  unsigned: readonly Count<Choice>[] = [],
): [Choice, number][] {
  const people = new Map(unsigned.map(({ choice, people }) => [choice, people]));
  for (const one of chosen) people.set(one, (people.get(one) ?? 0) + 1);
  return [...people].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}
