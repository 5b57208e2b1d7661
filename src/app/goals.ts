import type {
  Experiment,
  Goal,
  GoalKeeping,
  GoalState,
  GoalSummary,
  GoalWording,
  Outcome,
  PeerLevel,
  PlanExperiment,
  RateGoal,
  Rating,
  ShownGoal,
} from '../contract/goals.ts';
import type { Subjects } from '../contract/live.ts';
import type { ExperimentId, GoalId, GroupId, MeetingId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { compareWithPeers } from '../domain/attainment.ts';
import { DomainError } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import * as rules from '../domain/goals.ts';
import { RATEABLE_FOR } from '../domain/meetings.ts';
import { dayOf, milliseconds, plus } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as idempotency from '../store/idempotency.ts';
import * as meetings from '../store/meetings.ts';
import * as memberships from '../store/memberships.ts';
import * as reviews from '../store/reviews.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';
import { given } from './given.ts';
import { attended } from './meetings.ts';

/** A member's own goals, active first, and what others let them read. */
export async function listGoals(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
): Promise<{ mine: GoalSummary[]; others: ShownGoal[] }> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const own = await goals.ofMember(db, groupId, me.id);
  const planned = await goals.planned(db, groupId, me.id);
  const mine: GoalSummary[] = [];
  for (const goal of own) {
    const next = planned.find((one) => one.goalId === goal.id);
    mine.push({
      id: goal.id,
      title: goal.title,
      state: goal.state,
      newWay: goal.newWay,
      visible: goal.visible,
      setting: goal.setting,
      hasLadder: rules.wholeLadder(goal.ladder) !== null,
      startedOn: goal.startedOn,
      endedOn: goal.endedOn,
      next: next ? shownExperiment(next) : null,
      reviewDue: await isReviewDue(db, goal),
    });
  }
  const others = (await goals.shownInGroup(db, groupId)).flatMap((goal) => {
    const of = people.find((one) => one.id === goal.memberId && memberships.isActive(one));
    return of && of.id !== me.id && rules.isShownTo(goal, me) ? [shown(goal, of.name)] : [];
  });
  return {
    mine: mine.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
    others: others.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

const ORDER: readonly GoalState[] = ['active', 'proposed', 'draft', 'paused', 'done', 'let_go'];

/**
 * Makes a draft that its member alone sees. A repeat with the same key within a day gets the goal that the first made.
 *
 * @throws DomainError `ladder_levels_equal`
 */
export async function makeGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  wording: GoalWording,
  key: string | null,
): Promise<Goal> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const before = await idempotency.find(tx, groupId, me.id, key);
    if (before)
      return view(deps, tx, access.there(await goals.find(tx, groupId, before as GoalId)));
    rules.requireDistinct(wording.ladder);
    const now = deps.clock();
    const goal: goals.GoalRow = {
      ...wording,
      groupId,
      id: timeOrderedId<GoalId>(milliseconds(now)),
      memberId: me.id,
      state: 'draft',
      version: 1,
      ladderVersion: 1,
      visible: 'only_me',
      importance: 1,
      watch: [],
      reviewEvery: 6,
      madeOn: dayOf(now),
      startedOn: null,
      startedAfter: null,
      endedOn: null,
    };
    await goals.insert(tx, goal);
    await idempotency.remember(tx, groupId, { memberId: me.id, key, resultId: goal.id }, now);
    await tell(deps, tx, group, goal);
    return view(deps, tx, goal);
  });
}

/** @throws DomainError `not_found`, also for a goal that is not shown to the caller */
export async function getGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
): Promise<{ mine: Goal | null; shown: ShownGoal | null }> {
  const db = deps.store.read;
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const goal = access.there(await goals.find(db, groupId, goalId));
  if (goal.memberId === me.id) return { mine: await view(deps, db, goal), shown: null };
  if (!rules.isShownTo(goal, me)) throw new DomainError('not_found');
  return { mine: null, shown: shown(goal, await nameOf(db, goal)) };
}

/** Words a goal that has not begun anew. @throws DomainError `goal_begun`, `ladder_levels_equal` */
export async function wordGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  wording: GoalWording,
): Promise<Goal> {
  return change(deps, actor, groupId, goalId, async (_tx, goal) => {
    rules.requireNotBegun(goal.state);
    rules.requireDistinct(wording.ladder);
    return wording;
  });
}

/**
 * Words a goal that has begun anew, and keeps how it was worded until now. Another ladder begins a series of its own.
 *
 * @throws DomainError `goal_not_begun`, `ladder_incomplete`, `ladder_levels_equal`
 */
export async function reframeGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  { wording, note }: { wording: GoalWording; note: string | null },
): Promise<Goal> {
  return change(deps, actor, groupId, goalId, async (tx, goal) => {
    rules.requireBegun(goal.state);
    rules.requireWholeOrNone(wording.ladder, 'wording.ladder');
    const { version, ladderVersion } = goal;
    const until = dayOf(deps.clock());
    const before = wordingOf(goal);
    await goals.insertFrame(tx, {
      groupId,
      goalId,
      version,
      ladderVersion,
      wording: before,
      note,
      until,
    });
    const another = rules.isAnotherLadder(goal.ladder, wording.ladder);
    return { ...wording, version: version + 1, ladderVersion: ladderVersion + (another ? 1 : 0) };
  });
}

/** Changes how a goal is kept. @throws DomainError `goal_not_shown` */
export async function keepGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  keeping: { [Key in keyof GoalKeeping]?: GoalKeeping[Key] | undefined },
): Promise<Goal> {
  return change(deps, actor, groupId, goalId, async (_tx, goal) => {
    if (goal.state === 'proposed') rules.requireShown(keeping.visible ?? goal.visible);
    return given(keeping);
  });
}

/** @throws DomainError those of `rules.move` */
export async function moveGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  state: GoalState,
): Promise<Goal> {
  return change(deps, actor, groupId, goalId, async (tx, goal, group) => {
    const others = await goals.ofMember(tx, groupId, goal.memberId);
    return rules.move(goal, state, {
      active: others.filter((one) => one.id !== goalId && one.state === 'active').length,
      held: group.meetings - (group.openMeetingId ? 1 : 0),
      today: dayOf(deps.clock()),
    });
  });
}

/** Erases a goal with everything that belongs to it. */
export async function eraseGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    await goals.remove(tx, groupId, goalId);
    await tell(deps, tx, group, goal);
  });
}

/** @throws DomainError `goal_not_begun`, `goal_ended` */
export async function planExperiment(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  plan: PlanExperiment,
): Promise<Experiment> {
  return deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    rules.requireOngoing(goal.state);
    const now = deps.clock();
    const row: goals.ExperimentRow = {
      ...planned(plan, group),
      groupId,
      id: timeOrderedId<ExperimentId>(milliseconds(now)),
      goalId,
      memberId: goal.memberId,
      done: null,
      happened: null,
      learned: null,
      plannedOn: dayOf(now),
      settledOn: null,
    };
    await goals.insertExperiment(tx, row);
    await tell(deps, tx, group, goal, 'alone');
    return shownExperiment(row);
  });
}

/** Plans anew what has no outcome yet. @throws DomainError `experiment_settled`, `goal_ended` */
export async function replanExperiment(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  id: ExperimentId,
  plan: PlanExperiment,
): Promise<Experiment> {
  return changeExperiment(deps, actor, groupId, goalId, id, (row, goal, group) => {
    rules.requireOngoing(goal.state);
    if (row.done !== null) throw new DomainError('experiment_settled');
    return planned(plan, group);
  });
}

/** Says how it went, also of a goal that is over; an outcome of null takes it back to planned. */
export async function settleExperiment(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  id: ExperimentId,
  outcome: Outcome,
): Promise<Experiment> {
  return changeExperiment(deps, actor, groupId, goalId, id, ({ settledOn }) => ({
    ...outcome,
    // Words added later do not move it into another review.
    settledOn: outcome.done === null ? null : (settledOn ?? dayOf(deps.clock())),
  }));
}

export async function eraseExperiment(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  id: ExperimentId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    await experimentOf(tx, goal, id);
    await goals.removeExperiment(tx, groupId, id);
    await tell(deps, tx, group, goal, 'alone');
  });
}

/** @throws DomainError those of `rateIn` */
export async function rateGoal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  meetingId: MeetingId,
  rating: RateGoal,
): Promise<Goal> {
  return deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    await rateIn(tx, goal, meetingId, rating);
    await tell(deps, tx, group, goal, 'alone');
    return view(deps, tx, goal);
  });
}

/**
 * Writes down how a member saw one evening they were at, by one goal; both null takes it back. A level that was held
 * against what peers saw stays as it is.
 *
 * @throws DomainError `goal_not_begun`, `goal_ended`, `not_at_meeting`, `no_ladder`, `rating_compared`
 */
export async function rateIn(
  tx: Tx,
  goal: goals.GoalRow,
  meetingId: MeetingId,
  { level, distance }: RateGoal,
): Promise<void> {
  const { groupId, id: goalId, memberId } = goal;
  rules.requireOngoing(goal.state);
  const { number } = await attended(tx, groupId, meetingId, memberId);
  if (level !== null && !rules.wholeLadder(goal.ladder)) throw new DomainError('no_ladder');
  const rated = await goals.ratings(tx, groupId, goalId);
  const before = rated.find(({ rating }) => rating.meetingId === meetingId)?.rating;
  const peers = peersOf(rated, await goals.seenByPeers(tx, groupId, memberId, goalId));
  const compared = before !== undefined && peers.some((one) => one.meeting === number);
  if (compared && before.level !== level) throw new DomainError('rating_compared');
  if (level === null && distance === null) return goals.unrate(tx, groupId, goalId, meetingId);
  // A level is chosen among the texts that stand there now.
  const { ladderVersion } = compared ? before : goal;
  await goals.rate(tx, { groupId, goalId, meetingId, memberId, level, distance, ladderVersion });
}

/** The caller's own goal, inside the change that is about it. @throws DomainError `not_found` for everybody else's */
async function mine(tx: Tx, actor: Actor, groupId: GroupId, goalId: GoalId) {
  const group = await groups.lock(tx, groupId);
  const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
  const goal = access.there(await goals.find(tx, groupId, goalId));
  if (goal.memberId !== me.id) throw new DomainError('not_found');
  return { group, goal };
}

async function change(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  by: (tx: Tx, goal: goals.GoalRow, group: groups.GroupRow) => Promise<Partial<goals.GoalRow>>,
): Promise<Goal> {
  return deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    const changed = await by(tx, goal, group);
    if (Object.keys(changed).length > 0) await goals.update(tx, groupId, goalId, changed);
    const after = { ...goal, ...changed };
    // How it is kept is nobody else's: they are told of what they can read.
    const same = JSON.stringify(shown(goal, '')) === JSON.stringify(shown(after, ''));
    await tell(deps, tx, group, goal, same ? 'alone' : after);
    return view(deps, tx, after);
  });
}

async function changeExperiment(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  goalId: GoalId,
  id: ExperimentId,
  by: (
    row: goals.ExperimentRow,
    goal: goals.GoalRow,
    group: groups.GroupRow,
  ) => Partial<goals.ExperimentRow>,
): Promise<Experiment> {
  return deps.store.transact(async (tx) => {
    const { group, goal } = await mine(tx, actor, groupId, goalId);
    const row = await experimentOf(tx, goal, id);
    const changed = by(row, goal, group);
    await goals.updateExperiment(tx, groupId, id, changed);
    await tell(deps, tx, group, goal, 'alone');
    return shownExperiment({ ...row, ...changed });
  });
}

/** @throws DomainError `not_found`, also for one of another goal */
async function experimentOf(
  tx: Tx,
  goal: goals.GoalRow,
  id: ExperimentId,
): Promise<goals.ExperimentRow> {
  const row = access.there(await goals.experiment(tx, goal.groupId, id));
  if (row.goalId !== goal.id) throw new DomainError('not_found');
  return row;
}

/** The next meeting is the one after all that were opened, also after one that is open. */
function planned({ text, setting, when, likely }: PlanExperiment, group: groups.GroupRow) {
  const next = when.kind === 'next_meeting';
  return {
    text,
    setting,
    likely,
    meeting: next ? group.meetings + 1 : null,
    day: next ? null : when.day,
  };
}

/** Tells whoever could read the goal before or can now; what belongs to it is for its member alone. */
async function tell(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  goal: goals.GoalRow,
  after: goals.GoalRow | 'alone' = goal,
): Promise<void> {
  const subjects: Subjects = { goalId: goal.id };
  const audience: MemberId[] | null =
    after === 'alone' ? [goal.memberId] : await readers(tx, group.id, [goal, after]);
  const event: DomainEvent = { type: 'goal.changed', subjects, audience };
  await events.append(tx, group, [event], dayOf(deps.clock()));
}

async function readers(
  tx: Tx,
  groupId: GroupId,
  versions: readonly goals.GoalRow[],
): Promise<MemberId[]> {
  const people = await memberships.active(tx, groupId);
  return people
    .filter((one) =>
      versions.some((goal) => goal.memberId === one.id || rules.isShownTo(goal, one)),
    )
    .map((one) => one.id);
}

export const wordingOf = (goal: goals.GoalRow): GoalWording => {
  const { title, oldRole, oldRoleWords, oldWay, served, newWay, why, setting, ladder } = goal;
  return { title, oldRole, oldRoleWords, oldWay, served, newWay, why, setting, ladder };
};

const shown = (goal: goals.GoalRow, name: string): ShownGoal => {
  const { id, memberId, state, visible, startedOn, endedOn } = goal;
  return { id, memberId, name, state, wording: wordingOf(goal), visible, startedOn, endedOn };
};

const shownExperiment = (row: goals.ExperimentRow): Experiment => {
  const { groupId: _group, goalId: _goal, memberId: _member, ...experiment } = row;
  return experiment;
};

async function nameOf(db: Db, { groupId, memberId }: goals.GoalRow): Promise<string> {
  const people = await memberships.all(db, groupId);
  return people.find((one) => one.id === memberId)?.name ?? '';
}

/** How its member reads a goal, whole. */
async function view(deps: Deps, db: Db, goal: goals.GoalRow): Promise<Goal> {
  const { groupId, id, memberId } = goal;
  const rated = await goals.ratings(db, groupId, id);
  const seen = await goals.seenByPeers(db, groupId, memberId, id);
  const peers = peersOf(rated, seen);
  const ratings = rated.map(({ rating, number, openedAt }): Rating => ({
    meetingId: rating.meetingId,
    meeting: number,
    on: dayOf(openedAt),
    level: rating.level,
    distance: rating.distance,
    ladderVersion: rating.ladderVersion,
    compared: peers.some((one) => one.meeting === number),
  }));
  const frames = await goals.frames(db, groupId, id);
  const { importance, watch, reviewEvery, madeOn, ladderVersion } = goal;
  return {
    ...shown(goal, await nameOf(db, goal)),
    importance,
    watch,
    reviewEvery,
    madeOn,
    ladderVersion,
    meetings: (await groups.find(db, groupId))?.meetings ?? 0,
    experiments: (await goals.experiments(db, groupId, id)).map(shownExperiment),
    ratings,
    peers,
    frames: frames.map(({ version, wording, note, until }) => ({ version, wording, note, until })),
    rateable: await rateable(deps, db, goal),
    reviewDue: await isReviewDue(db, goal),
  };
}

type Rated = Awaited<ReturnType<typeof goals.ratings>>;

/** What peers saw, of evenings for which the member gave a level of the same ladder before. */
export const peersOf = (rated: Rated, seen: readonly goals.Seen[]): PeerLevel[] =>
  seen.flatMap(({ askId, meetingId, number, openedAt, ladderVersion, goal: { median, n } }) => {
    const own = rated.find(({ rating }) => rating.meetingId === meetingId)?.rating;
    if (!own || own.level === null || own.ladderVersion !== ladderVersion) return [];
    const comparison = compareWithPeers(own.level, median);
    return [{ askId, meeting: number, on: dayOf(openedAt), level: median, n, comparison }];
  });

/** The evening that still asks how it was: the last one they were at, for two weeks. */
async function rateable(deps: Deps, db: Db, goal: goals.GoalRow): Promise<Goal['rateable']> {
  if (goal.state !== 'active' && goal.state !== 'paused') return null;
  const last = await meetings.lastAttended(db, goal.groupId, goal.memberId);
  if (!last || deps.clock() > plus(last.openedAt, RATEABLE_FOR)) return null;
  return { meetingId: last.id, number: last.number, openedAt: last.openedAt };
}

/** So many meetings were held since it began, or since it was last looked back on. */
async function isReviewDue(db: Db, goal: goals.GoalRow): Promise<boolean> {
  if (goal.state !== 'active' || goal.startedAfter === null) return false;
  const group = await groups.find(db, goal.groupId);
  const last = await reviews.latest(db, goal.groupId, goal.id);
  const held = (group?.meetings ?? 0) - (group?.openMeetingId ? 1 : 0);
  return held - (last?.toMeeting ?? goal.startedAfter) >= goal.reviewEvery;
}
