import type { Growth, GroupCard } from '../contract/growth.ts';
import type { GroupId } from '../contract/primitives.ts';
import type { Taps } from '../contract/scales.ts';
import * as access from '../domain/access.ts';
import { ASKABLE_DAYS } from '../domain/asks.ts';
import { closeCount, warmerCount } from '../domain/calibration.ts';
import { wholeLadder } from '../domain/goals.ts';
import { groupCard, latestPeriod } from '../domain/group-card.ts';
import { DAY, dayOf, plus } from '../domain/time.ts';
import * as goals from '../store/goals.ts';
import * as growth from '../store/growth.ts';
import * as memberships from '../store/memberships.ts';
import * as reviews from '../store/reviews.ts';
import { shown as shownKept } from './journal.ts';
import type { Actor, Deps } from './deps.ts';
import { peersOf } from './goals.ts';

/** Fewer asks say nothing across asks. */
const FEWEST_ASKS = 3;

/** Everything the caller can look back on in a group: theirs alone. */
export async function getGrowth(deps: Deps, actor: Actor, groupId: GroupId): Promise<Growth> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const meetings = await growth.meetingsOf(db, groupId, me.id);
  const asks = await growth.asksOf(db, groupId, me.id);
  const ladders: Growth['goals'] = [];
  for (const goal of await goals.ofMember(db, groupId, me.id)) {
    const ladder = wholeLadder(goal.ladder);
    const rated = await goals.ratings(db, groupId, goal.id);
    const points = pointsOf(rated, await goals.seenByPeers(db, groupId, me.id, goal.id), goal);
    if (ladder && points.length > 0)
      ladders.push({ id: goal.id, title: goal.title, state: goal.state, ladder, points });
  }
  const written = (await reviews.ofMember(db, groupId, me.id)).toReversed();
  return {
    meetings: meetings
      .filter(({ openedAt, attended }) => attended || openedAt >= me.joinedAt)
      .map(({ number, openedAt, attended }) => ({ number, on: dayOf(openedAt), attended })),
    asks: asks.map(({ id, number, openedAt, moment, guess, reception }) => ({
      id,
      meeting: number,
      on: dayOf(openedAt),
      moment,
      guess: guess && taps(guess),
      came: {
        understood: reception.strips.understood?.median ?? null,
        closeness: reception.strips.closeness?.median ?? null,
        warmth: reception.strips.warmth?.median ?? null,
      },
      label: reception.label,
    })),
    goals: ladders,
    kept: (await growth.keptBy(db, groupId, me.id)).map((entry) => {
      const { id, channel, text, from, anonymous, keptOn } = shownKept(entry, people);
      return { id, on: keptOn, channel, text, from, anonymous };
    }),
    reviews: written.map(({ id, madeOn, note }) => ({ id, on: madeOn, note })),
    guesses: guessesOf(asks),
  };
}

const taps = ({ understood, closeness, warmth }: Taps): Taps => ({ understood, closeness, warmth });

type Asked = Awaited<ReturnType<typeof growth.asksOf>>;

/** How guesses ran against what came; null below three asks that can be compared. */
export function guessesOf(asks: Asked): Growth['guesses'] {
  const receptions = asks.map(({ reception }) => reception);
  const warmer = warmerCount(receptions);
  return warmer.of < FEWEST_ASKS ? null : { warmer, close: closeCount(receptions) };
}

type Rated = Awaited<ReturnType<typeof goals.ratings>>;

/** The evenings that were rated on one ladder, by meeting, with what peers saw of them. */
export function pointsOf(
  rated: Rated,
  seen: readonly goals.Seen[],
  { ladderVersion }: { ladderVersion: number },
): Growth['goals'][number]['points'] {
  const peers = peersOf(rated, seen);
  return rated
    .filter(({ rating }) => rating.level !== null && rating.ladderVersion === ladderVersion)
    .map(({ rating, number, openedAt }) => ({
      meeting: number,
      on: dayOf(openedAt),
      level: rating.level,
      peers: peers.find((one) => one.meeting === number)?.level ?? null,
    }));
}

/**
 * The same for every member: counted from signed asks of the last whole six meetings, leaders left out. A meeting
 * belongs to a period once nobody can ask about it any more, and a card is shown once all that was asked has closed:
 * else one could be held against the next, and tell what a single ask had added.
 */
export async function getGroupCard(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ card: GroupCard | null }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  access.member(membership);
  const settledBefore = plus(deps.clock(), -ASKABLE_DAYS * DAY);
  const period = latestPeriod(await growth.heldIn(db, groupId, settledBefore));
  const [first, last] = [period?.[0], period?.at(-1)];
  if (!period || !first || !last) return { card: null };
  const ids = period.map((meeting) => meeting.id);
  const asks = await growth.signedAsksAbout(db, groupId, ids);
  if (asks.some((ask) => ask.state === 'open')) return { card: null };
  const askIds = asks.map((ask) => ask.id);
  const answers = await growth.countedAnswers(db, groupId, askIds);
  const card = groupCard({
    members: people.filter(memberships.isActive).length,
    meetings: ids.map((id) => ({
      asks: asks
        .filter((ask) => ask.meetingId === id)
        .map((ask) => ({ answers: answers.filter((answer) => answer.askId === ask.id) })),
    })),
    reports: await growth.reportsAbout(db, groupId, askIds),
  });
  return {
    card: card && {
      from: dayOf(first.openedAt),
      to: dayOf(last.openedAt),
      meetings: { from: first.number, to: last.number },
      ...card,
    },
  };
}
