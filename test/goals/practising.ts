// What the tests of goals begin with: a circle, and one of its members practising.
import {
  type Goal,
  type GoalWording,
  keepGoal,
  makeGoal,
  moveGoal,
} from '../../src/contract/goals.ts';
import { endMeeting, openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { GoalId, GroupId, MeetingId } from '../../src/contract/primitives.ts';
import type { Circle, Person } from '../support/world.ts';

export const LADDER = [
  'I say nothing unless asked',
  'I answer when asked',
  'I say one unprompted thing in most meetings',
  'I say something unprompted in the first half hour of most meetings',
  'I start a topic about myself at least once',
];

export const WORDING: GoalWording = {
  title: 'Leaving the wallflower role',
  oldRole: 'wallflower',
  oldRoleWords: null,
  oldWay: 'I wait until somebody asks me.',
  served: 'Nobody could laugh at what they never heard.',
  newWay: 'I speak before I’m invited.',
  why: 'I keep going home wishing somebody had asked.',
  setting: 'in_room',
  ladder: LADDER,
};

/** Makes a goal that has not begun. */
export const draft = (of: Person, groupId: GroupId, wording: Partial<GoalWording> = {}) =>
  of.call(makeGoal, { params: { groupId }, body: { ...WORDING, ...wording } });

/** Makes a goal and begins it. */
export async function practise(
  of: Person,
  groupId: GroupId,
  wording: Partial<GoalWording> = {},
  visible: Goal['visible'] = 'only_me',
): Promise<GoalId> {
  const { id: goalId } = await draft(of, groupId, wording);
  const params = { groupId, goalId };
  await of.call(keepGoal, { params, body: { visible } });
  await of.call(moveGoal, { params, body: { state: 'active' } });
  return goalId;
}

/** Holds one meeting from beginning to end, with these at it. */
export async function hold(
  { leader, groupId }: Circle,
  present: readonly Person[],
): Promise<MeetingId> {
  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  for (const person of present) await person.call(takeSeat, { params: { groupId, meetingId } });
  await leader.call(endMeeting, { params: { groupId, meetingId } });
  return meetingId;
}
