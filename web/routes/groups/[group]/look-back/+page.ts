import { listGoals } from '#contract/goals.ts';
import { GroupId } from '#contract/primitives.ts';
import { listReviews } from '#contract/reviews.ts';
import { call } from '#lib/api.ts';
import { goalsKey, reviewsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(reviewsKey(groupId), goalsKey(groupId));
  const [{ reviews }, { mine }] = await Promise.all([
    call(listReviews, { params: { groupId } }, { fetch }),
    call(listGoals, { params: { groupId } }, { fetch }),
  ]);
  return { reviews, goals: mine };
};
