import { listAsks } from '#contract/asks.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { asksKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(asksKey(groupId));
  return { newest: await call(listAsks, { params: { groupId }, query: {} }, { fetch }) };
};
