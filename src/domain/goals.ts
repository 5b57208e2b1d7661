// What may become of a practice goal, and what makes a ladder.
import {
  type GoalSetting,
  type GoalState,
  type GoalVisible,
  LEVELS,
  type Level,
  MOST_ACTIVE,
} from '../contract/goals.ts';
import type { FieldProblem } from '../contract/problem.ts';
import type { Day, MemberId } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';

/** The texts of a ladder, −2 first; null where none is written yet. */
type Texts = readonly (string | null)[];

/** What is wrong with one level of a ladder. */
export interface LadderFault {
  level: Level;
  fault: 'missing' | 'repeated';
}

const folded = (text: string) => text.trim().toLocaleLowerCase('en');

/** Each level has a text of its own: what stands between a ladder and beginning with it, −2 first. */
export const ladderFaults = (ladder: Texts): LadderFault[] =>
  LEVELS.flatMap((level, at): LadderFault[] => {
    const text = ladder[at] ?? '';
    if (folded(text) === '') return [{ level, fault: 'missing' }];
    const repeated = ladder.slice(0, at).some((other) => other && folded(other) === folded(text));
    return repeated ? [{ level, fault: 'repeated' }] : [];
  });

/** All five texts, or null. */
export const wholeLadder = (ladder: Texts | null): string[] | null =>
  ladder && ladderFaults(ladder).length === 0 ? ladder.map((text) => text ?? '') : null;

/** Nothing is written on it: a goal without a ladder. */
const isBlank = (ladder: Texts) => ladder.every((text) => text === null);

/**
 * @param at where in the request the ladder is
 * @throws DomainError `ladder_incomplete`, `ladder_levels_equal`, with the fields they are about
 */
export function requireWholeOrNone(ladder: Texts | null, at = 'ladder'): void {
  if (!ladder || isBlank(ladder)) return;
  const faults = ladderFaults(ladder);
  if (faults.some(({ fault }) => fault === 'missing')) refuse('ladder_incomplete', faults, at);
  requireDistinct(ladder, at);
}

/** Levels that say the same are refused as soon as they are written. @throws DomainError `ladder_levels_equal` */
export function requireDistinct(ladder: Texts | null, at = 'ladder'): void {
  const repeated = ladderFaults(ladder ?? []).filter(({ fault }) => fault === 'repeated');
  if (repeated.length > 0) refuse('ladder_levels_equal', repeated, at);
}

function refuse(
  code: 'ladder_incomplete' | 'ladder_levels_equal',
  faults: readonly LadderFault[],
  at: string,
): never {
  const fields = faults.map(({ level, fault }): FieldProblem => ({
    path: `${at}.${LEVELS.indexOf(level)}`,
    problem: fault,
    limit: null,
  }));
  throw new DomainError(code, {}, fields);
}

/** It has been practised: paused, done or let go of as well. */
const hasBegun = (state: GoalState): boolean => state !== 'draft' && state !== 'proposed';

interface Standing {
  state: GoalState;
  visible: GoalVisible;
  ladder: Texts | null;
  startedOn: Day | null;
  startedAfter: number | null;
  endedOn: Day | null;
}

/**
 * What changes when a goal moves to another state. Before it has begun it can be shown or begun; from then on it goes
 * between active, paused, done and let go as often as its member likes.
 *
 * @param active how many others of the member's are active
 * @param held how many meetings were over when it moved
 * @throws DomainError `goal_begun`, `goal_not_begun`, `goal_not_shown`, `too_many_active_goals`, `ladder_incomplete`,
 * `ladder_levels_equal`
 */
export function move(
  goal: Standing,
  state: GoalState,
  { active, held, today }: { active: number; held: number; today: Day },
): Pick<Standing, 'state' | 'startedOn' | 'startedAfter' | 'endedOn'> {
  if (hasBegun(goal.state) && !hasBegun(state)) throw new DomainError('goal_begun');
  if (!hasBegun(goal.state) && hasBegun(state) && state !== 'active')
    throw new DomainError('goal_not_begun');
  if (state === 'proposed') requireShown(goal.visible);
  if (state === 'active' && goal.state !== 'active') {
    if (active >= MOST_ACTIVE)
      throw new DomainError('too_many_active_goals', { limit: String(MOST_ACTIVE) });
    requireWholeOrNone(goal.ladder);
  }
  const begins = state === 'active' && goal.startedOn === null;
  const ends = state === 'done' || state === 'let_go';
  return {
    state,
    startedOn: begins ? today : goal.startedOn,
    startedAfter: begins ? held : goal.startedAfter,
    endedOn: ends ? (goal.endedOn ?? today) : null,
  };
}

/** @throws DomainError `goal_not_shown` */
export function requireShown(visible: GoalVisible): void {
  if (visible === 'only_me') throw new DomainError('goal_not_shown');
}

/** Words can be put to it as one likes, until it has begun. @throws DomainError `goal_begun` */
export function requireNotBegun(state: GoalState): void {
  if (hasBegun(state)) throw new DomainError('goal_begun');
}

/** @throws DomainError `goal_not_begun` */
export function requireBegun(state: GoalState): void {
  if (!hasBegun(state)) throw new DomainError('goal_not_begun');
}

/** It is practised, or only rests. @throws DomainError `goal_not_begun`, `goal_ended` */
export function requireOngoing(state: GoalState): void {
  requireBegun(state);
  if (!isOngoing(state)) throw new DomainError('goal_ended');
}

/** It is practised, or only rests. */
export const isOngoing = (state: GoalState): boolean => state === 'active' || state === 'paused';

/**
 * What an ask that is part of a goal shows to peers: the whole ladder, where the group may read it and could see anything
 * of it; else null, and the asker alone knows what the ask is part of.
 *
 * @throws DomainError `not_your_goal`, `goal_not_active`, `no_ladder`, with the field they are about
 */
export function ladderForPeers(
  goal: (Standing & { memberId: MemberId; setting: GoalSetting }) | null,
  askerId: MemberId,
): string[] | null {
  const field: FieldProblem = { path: 'goalId', problem: 'not_allowed', limit: null };
  // Whether somebody else has such a goal is theirs to tell.
  if (goal?.memberId !== askerId) throw new DomainError('not_your_goal', {}, [field]);
  if (goal.state !== 'active') throw new DomainError('goal_not_active', {}, [field]);
  const ladder = wholeLadder(goal.ladder);
  if (!ladder) throw new DomainError('no_ladder', {}, [field]);
  return goal.visible === 'group' && goal.setting !== 'outside' ? ladder : null;
}

/** Whether somebody else may read a goal: never a draft, whatever will be said of it later. */
export const isShownTo = (
  { state, visible }: Pick<Standing, 'state' | 'visible'>,
  reader: { role: 'leader' | 'member' },
): boolean =>
  state !== 'draft' && (visible === 'group' || (visible === 'leaders' && reader.role === 'leader'));

/** The ladder says something else: what was rated on the one before stays on it. */
export const isAnotherLadder = (before: Texts | null, after: Texts | null): boolean =>
  JSON.stringify(before ?? []) !== JSON.stringify(after ?? []);
