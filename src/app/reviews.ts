import { FirstWords } from '../contract/check-outs.ts';
import type { Measure, Watched } from '../contract/goals.ts';
import type { Kept } from '../contract/journal.ts';
import type { GoalId, GroupId, KeptId, ReviewId } from '../contract/primitives.ts';
import {
  type MeasureShown,
  type Review,
  type ReviewSummary,
  type Section,
  SECTIONS,
  type SharedWith,
  type WriteReview,
} from '../contract/reviews.ts';
import * as access from '../domain/access.ts';
import { achievement, tScore } from '../domain/attainment.ts';
import { DomainError } from '../domain/errors.ts';
import * as goalRules from '../domain/goals.ts';
import * as measures from '../domain/participation.ts';
import { DAY, dayOf, milliseconds } from '../domain/time.ts';
import { thenAndNow, trend } from '../domain/trend.ts';
import { timeOrderedId } from '../ids.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as checkOuts from '../store/check-outs.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as growth from '../store/growth.ts';
import * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import * as reviews from '../store/reviews.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';
import { given } from './given.ts';
import { wordingOf } from './goals.ts';
import { guessesOf, pointsOf } from './growth.ts';
import { PART, shown as shownKept } from './journal.ts';

/** Of the asks that were open to somebody, how many they answered: nobody else is told, even when they share it. */
const NEVER_TO_OTHERS: Measure = 'answered';
/** How many sentences of the journal are offered for a review. */
const OFFERED = 50;

/** The caller's, and those of which a section is shared with them, newest first. */
export async function listReviews(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ reviews: ReviewSummary[] }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const rows = await reviews.inGroup(db, groupId);
  return {
    reviews: rows
      .filter((row) => isReadBy(row, me))
      .map((row) => {
        const sees = (section: Section) => seesSection(row, section, me);
        return {
          id: row.id,
          goalId: row.goalId,
          memberId: row.memberId,
          name: people.find((one) => one.id === row.memberId)?.name ?? '',
          title: sees('goal') ? row.wording.title : null,
          madeOn: row.madeOn,
          meetings: { from: row.fromMeeting, to: row.toMeeting },
          note: sees('closing') ? row.note : null,
          mine: row.memberId === me.id,
        };
      }),
  };
}

/**
 * Begins to look back on a goal, from where the last review of it ended; the same one until another meeting was held.
 *
 * @throws DomainError `not_found`, `goal_not_begun`
 */
export async function beginReview(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
): Promise<Review> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const goal = access.there(await goals.find(tx, groupId, goalId));
    if (goal.memberId !== me.id) throw new DomainError('not_found');
    goalRules.requireBegun(goal.state);
    const last = await reviews.latest(tx, groupId, goalId);
    if (last && last.toMeeting >= group.meetings) return view(tx, last, me);
    const now = deps.clock();
    const fromMeeting = (last?.toMeeting ?? goal.startedAfter ?? 0) + 1;
    const row: reviews.ReviewRow = {
      groupId,
      id: timeOrderedId<ReviewId>(milliseconds(now)),
      goalId,
      memberId: me.id,
      fromMeeting,
      toMeeting: group.meetings,
      wording: wordingOf(goal),
      ladderVersion: goal.ladderVersion,
      choice: null,
      note: null,
      ownWord: null,
      tScore: false,
      kept: [],
      shared: {},
      madeOn: dayOf(now),
    };
    await reviews.insert(tx, row);
    await tell(deps, tx, group, row, row);
    return view(tx, row, me);
  });
}

/** @throws DomainError `not_found`, also for a review of which nothing is shared with the caller */
export async function getReview(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: ReviewId,
): Promise<Review> {
  const db = deps.store.read;
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const row = access.there(await reviews.find(db, groupId, id));
  if (!isReadBy(row, me)) throw new DomainError('not_found');
  return view(db, row, me);
}

/** Changes what is given; the rest stays. @throws DomainError `not_found` */
export async function writeReview(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: ReviewId,
  { shared, ...written }: WriteReview,
): Promise<Review> {
  return deps.store.transact(async (tx) => {
    const { group, me, row } = await mine(tx, actor, groupId, id);
    const changed = { ...given(written), shared: { ...row.shared, ...given(shared ?? {}) } };
    const after = { ...row, ...changed };
    await reviews.update(tx, groupId, id, changed);
    await tell(deps, tx, group, row, after);
    return view(tx, after, me);
  });
}

/** @throws DomainError `not_found` */
export async function eraseReview(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: ReviewId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const { group, row } = await mine(tx, actor, groupId, id);
    await reviews.remove(tx, groupId, id);
    await tell(deps, tx, group, row, { ...row, shared: {} });
  });
}

async function mine(tx: Tx, actor: Actor, groupId: GroupId, id: ReviewId) {
  const group = await groups.lock(tx, groupId);
  const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
  const row = access.there(await reviews.find(tx, groupId, id));
  if (row.memberId !== me.id) throw new DomainError('not_found');
  return { group, me, row };
}

type Reader = Pick<memberships.MembershipRow, 'id' | 'role'>;

function seesSection(row: reviews.ReviewRow, section: Section, reader: Reader): boolean {
  if (row.memberId === reader.id) return true;
  const shared = row.shared[section] ?? 'nobody';
  return shared === 'group' || (shared === 'leaders' && reader.role === 'leader');
}

const isReadBy = (row: reviews.ReviewRow, reader: Reader): boolean =>
  SECTIONS.some((section) => seesSection(row, section, reader));

/** What of a row a reader can tell a change by. */
const readable = (row: reviews.ReviewRow, reader: Reader): string =>
  JSON.stringify([
    row.memberId === reader.id && row,
    SECTIONS.map((section) => seesSection(row, section, reader)),
    seesSection(row, 'closing', reader) && [row.choice, row.note],
    seesSection(row, 'kept', reader) && row.kept,
    seesSection(row, 'direction', reader) && row.ownWord,
  ]);

/** Tells the member, and whoever reads something else of it now. */
async function tell(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  before: reviews.ReviewRow,
  after: reviews.ReviewRow,
): Promise<void> {
  const people = await memberships.active(tx, group.id);
  const audience = people
    .filter((one) => one.id === before.memberId || readable(before, one) !== readable(after, one))
    .map((one) => one.id);
  const subjects = { reviewId: after.id };
  await events.append(
    tx,
    group,
    [{ type: 'review.changed', subjects, audience }],
    dayOf(deps.clock()),
  );
}

async function view(db: Db, row: reviews.ReviewRow, reader: Reader): Promise<Review> {
  const { groupId, goalId, memberId, fromMeeting, toMeeting } = row;
  const goal = access.there(await goals.find(db, groupId, goalId));
  const people = await memberships.all(db, groupId);
  const isMine = memberId === reader.id;
  const sees = (section: Section) => seesSection(row, section, reader);
  const earlier = (await reviews.ofGoal(db, groupId, goalId)).find(
    (one) => one.toMeeting < toMeeting,
  );

  const rated = (await goals.ratings(db, groupId, goalId)).filter(
    ({ number }) => number <= toMeeting,
  );
  const seen = await goals.seenByPeers(db, groupId, memberId, goalId);
  const points = pointsOf(rated, seen, row);
  const texts = goalRules.wholeLadder(row.wording.ladder);
  const tried = (await goals.experiments(db, groupId, goalId)).toReversed();
  const inPeriod = tried.filter(
    ({ settledOn }) =>
      settledOn !== null && settledOn <= row.madeOn && (!earlier || settledOn > earlier.madeOn),
  );

  return {
    id: row.id,
    goalId,
    memberId,
    name: people.find((one) => one.id === memberId)?.name ?? '',
    madeOn: row.madeOn,
    meetings: { from: fromMeeting, to: toMeeting },
    goal: sees('goal') ? { wording: row.wording, state: goal.state } : null,
    experiments: sees('experiments')
      ? inPeriod.map(({ text, done, happened, learned, settledOn, plannedOn }) => ({
          text,
          done,
          happened,
          learned,
          on: settledOn ?? plannedOn,
        }))
      : null,
    kept: sees('kept') ? await keptIn(db, row, people, isMine) : null,
    ladder:
      sees('ladder') && texts
        ? { texts, points: isMine ? points : points.map((one) => ({ ...one, peers: null })) }
        : null,
    direction: sees('direction') ? directionOf(row, points, rated, earlier) : null,
    measures: sees('measures')
      ? (await measuresOf(db, row, goal, tried, earlier)).filter(
          ({ watched }) => isMine || watched.measure !== NEVER_TO_OTHERS,
        )
      : null,
    guesses: sees('guesses') ? await guessesIn(db, row) : null,
    closing: sees('closing') ? { choice: row.choice, note: row.note } : null,
    mine: isMine
      ? {
          shared: sharing(row),
          keepable: await keepable(db, row, people),
          ownWord: row.ownWord,
          tScore: row.tScore ? await tScoreAt(db, row) : null,
        }
      : null,
  };
}

const sharing = (row: reviews.ReviewRow) =>
  Object.fromEntries(
    SECTIONS.map((section) => [section, row.shared[section] ?? 'nobody']),
  ) as Record<Section, SharedWith>;

type KeptShown = Pick<Kept, 'id' | 'channel' | 'text' | 'from' | 'anonymous' | 'keptOn'>;
type People = readonly memberships.MembershipRow[];
type KeptRow = Awaited<ReturnType<typeof growth.keptBy>>[number];

const sentence = (entry: KeptRow, people: People): KeptShown => {
  const { id, channel, text, from, anonymous, keptOn } = shownKept(entry, people);
  return { id, channel, text, from, anonymous, keptOn };
};

async function keepable(db: Db, row: reviews.ReviewRow, people: People): Promise<KeptShown[]> {
  const all = await growth.keptBy(db, row.groupId, row.memberId);
  return all
    .slice(-OFFERED)
    .toReversed()
    .map((entry) => sentence(entry, people));
}

/** The chosen sentences; to others only those that they could read anyway. */
async function keptIn(db: Db, row: reviews.ReviewRow, people: People, isMine: boolean) {
  const all = await growth.keptBy(db, row.groupId, row.memberId);
  const chosen = row.kept.flatMap((id: KeptId) => all.find((entry) => entry.id === id) ?? []);
  const sentences: KeptShown[] = [];
  for (const entry of chosen)
    if (isMine || (await isReadByAll(db, entry))) sentences.push(sentence(entry, people));
  return { sentences, withheld: chosen.length - sentences.length };
}

/** It is the member's own line, or was said where the whole group reads, and still stands there. */
async function isReadByAll(db: Db, entry: KeptRow): Promise<boolean> {
  const { groupId, askId, answerId, position } = entry;
  if (position === null) return true;
  if (!askId || !answerId) return false;
  const ask = await asks.find(db, groupId, askId);
  if (ask?.seenBy !== 'group' || ask.state !== 'closed') return false;
  if (position === PART) {
    const part = await parts.find(db, groupId, askId, answerId as never);
    return part?.state === 'there' && !part.hidden;
  }
  const all = await answers.ofAsk(db, groupId, askId);
  return all.some((answer) => answer.id === answerId && !answer.hidden);
}

type Points = ReturnType<typeof pointsOf>;
type Rated = Awaited<ReturnType<typeof goals.ratings>>;

const levelAt = (points: Points, meeting: number) =>
  points.findLast((one) => one.meeting <= meeting)?.level ?? null;

function directionOf(
  row: reviews.ReviewRow,
  points: Points,
  rated: Rated,
  earlier: reviews.ReviewRow | undefined,
): Review['direction'] {
  const series = points.flatMap(({ meeting, level }) =>
    level === null ? [] : [{ x: meeting, y: level }],
  );
  const { label } = trend(series, { delta: 1 });
  const distances = rated.flatMap(({ rating }) => rating.distance ?? []);
  const before = earlier
    ? {
        level: levelAt(points, earlier.toMeeting),
        weeks: (Date.parse(row.madeOn) - Date.parse(earlier.madeOn)) / (7 * DAY),
      }
    : null;
  const level = levelAt(points, row.toMeeting);
  return {
    level: label,
    distance: distances.length === 0 ? null : thenAndNow(distances).result,
    achievement: achievement({ label, level, before, ownWord: row.ownWord }),
  };
}

async function guessesIn(db: Db, row: reviews.ReviewRow): Promise<Review['guesses']> {
  const { groupId, memberId, fromMeeting, toMeeting } = row;
  return guessesOf(await growth.asksOf(db, groupId, memberId, [fromMeeting, toMeeting]));
}

/** Over the member's active goals with a level by then; their number beside it, since others do not compare. */
async function tScoreAt(db: Db, row: reviews.ReviewRow) {
  const rated: { level: NonNullable<Points[number]['level']>; weight: number }[] = [];
  for (const goal of await goals.ofMember(db, row.groupId, row.memberId)) {
    if (goal.state !== 'active') continue;
    const level = levelAt(
      pointsOf(await goals.ratings(db, row.groupId, goal.id), [], goal),
      row.toMeeting,
    );
    if (level !== null) rated.push({ level, weight: goal.importance });
  }
  const value = tScore({
    levels: rated.map((one) => one.level),
    weights: rated.map((one) => one.weight),
  });
  return { value, goals: rated.length };
}

const WORDS = FirstWords.options;

/**
 * The measures a goal watches, and no others: then and now over all its meetings, k of m over those of the review.
 * Only signed asks count.
 */
async function measuresOf(
  db: Db,
  row: reviews.ReviewRow,
  goal: goals.GoalRow,
  tried: readonly goals.ExperimentRow[],
  earlier: reviews.ReviewRow | undefined,
): Promise<MeasureShown[]> {
  if (goal.watch.length === 0) return [];
  const { groupId, memberId, fromMeeting, toMeeting } = row;
  const since = (goal.startedAfter ?? 0) + 1;
  const all = (await growth.meetingsOf(db, groupId, memberId)).filter(
    ({ number }) => since <= number && number <= toMeeting,
  );
  const isRecent = ({ number }: { number: number }) => number >= fromMeeting;
  const attended = all.filter((meeting) => meeting.attended);
  // Read only for the measures that are made of them.
  const logged = async () =>
    (await checkOuts.ofMember(db, groupId, memberId)).filter(
      ({ number }) => since <= number && number <= toMeeting,
    );
  const firstId = all[0]?.id;
  const asked = async () =>
    firstId
      ? (await growth.askedOf(db, groupId, memberId, firstId)).filter(
          ({ number }) => since <= number && number <= toMeeting,
        )
      : [];
  const given = async () => (await asked()).filter((one) => one.answerId !== null);

  const shown = async (watched: Watched): Promise<MeasureShown> => {
    const none: MeasureShown = { watched, pair: null, part: null, feelings: [] };
    switch (watched.measure) {
      case 'attended':
        return { ...none, part: measures.attended(all.filter(isRecent)) };
      case 'shares': {
        const values = (await logged()).flatMap(({ checkOut }) => checkOut.shares ?? []);
        const part = measures.attended(all.filter(isRecent));
        return { ...none, pair: measures.thenAndNowPair(values), part };
      }
      case 'first_share': {
        const said = (await logged()).flatMap(({ checkOut, number }) =>
          checkOut.firstWords === null ? [] : [{ number, words: checkOut.firstWords }],
        );
        // The middle of three is always one of them, so it names a part of the meeting.
        const pair = measures.thenAndNowPair(said.map(({ words }) => WORDS.indexOf(words)));
        const recent = said.filter(isRecent);
        const spoken = recent.filter(({ words }) => words !== 'not_today');
        return {
          ...none,
          pair: pair && {
            before: WORDS[pair.before] ?? 'not_today',
            now: WORDS[pair.now] ?? 'not_today',
          },
          part: { k: spoken.length, of: recent.length },
        };
      }
      case 'asks': {
        const published = await growth.publishedBy(db, groupId, memberId);
        const counts = attended.map(({ id, number }) => ({ number, asks: published.get(id) ?? 0 }));
        const pair = measures.thenAndNowPair(counts.map((one) => one.asks));
        return { ...none, pair, part: measures.asks(counts.filter(isRecent)) };
      }
      case 'answered': {
        const there = new Set(attended.map(({ number }) => number));
        const part = measures.answered(
          (await asked()).filter(isRecent).map(({ number, answerId }) => ({
            present: there.has(number),
            answered: answerId !== null,
          })),
        );
        return { ...none, part };
      }
      case 'channel_mix': {
        const said = (await given()).map(({ words }) => ({ words: words ?? [] }));
        if (said.length < 2 * measures.LATEST) return none;
        const before = measures.channelMix(said.slice(0, measures.LATEST));
        const now = measures.channelMix(said.slice(-measures.LATEST));
        return { ...none, pair: { before, now } };
      }
      case 'feeling_range': {
        const felt = (await given()).map(({ feelings }) => ({ feelings: feelings ?? [] }));
        return { ...none, feelings: measures.feelingRange(felt) };
      }
      case 'in_room': {
        const offers = (await given()).filter(isRecent).filter(({ inRoom }) => inRoom === true);
        const k = measures.inRoom(offers.map(({ saidInRoom }) => ({ done: saidInRoom === true })));
        return { ...none, part: { k, of: offers.length } };
      }
      case 'experiments': {
        // What is for a day or a meeting still to come has not been left undone.
        const due = ({ meeting, day, done }: goals.ExperimentRow) =>
          done !== null || (day === null ? (meeting ?? 0) <= toMeeting : day <= row.madeOn);
        const planned = tried.filter(
          (one) =>
            due(one) && one.plannedOn <= row.madeOn && (!earlier || one.plannedOn > earlier.madeOn),
        );
        return { ...none, part: measures.experiments(planned) };
      }
    }
  };
  const found: MeasureShown[] = [];
  for (const watched of goal.watch) found.push(await shown(watched));
  return found;
}
