import { redirect } from '@sveltejs/kit';

import { getGoal } from '#contract/goals.ts';
import { GoalId, GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';

import type { PageLoad } from './$types';

/** What is being typed here is not changed under the hand: nothing live refreshes this page. */
export const load: PageLoad = async ({ params, fetch }) => {
  const groupId = GroupId.parse(params.group);
  const goalId = GoalId.parse(params.goal);
  const { mine } = await call(getGoal, { params: { groupId, goalId } }, { fetch });
  // Others read it where it is shown.
  if (!mine) redirect(307, `/groups/${groupId}/practice/${goalId}`);
  return { goal: mine };
};
