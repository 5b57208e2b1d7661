import { listGoals } from '#contract/goals.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { goalsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(goalsKey(groupId));
  return { goals: await call(listGoals, { params: { groupId } }, { fetch }) };
};
