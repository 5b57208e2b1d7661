import { getGrowth } from '#contract/growth.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { growthKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(growthKey(groupId));
  return { growth: await call(getGrowth, { params: { groupId } }, { fetch }) };
};
