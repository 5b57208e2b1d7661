import { getGoal } from '#contract/goals.ts';
import { GoalId, GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { goalsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  const goalId = GoalId.parse(params.goal);
  depends(goalsKey(groupId));
  return { goal: await call(getGoal, { params: { groupId, goalId } }, { fetch }) };
};
