import { getRoom } from '#contract/meetings.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { roomKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(roomKey(groupId));
  return { room: await call(getRoom, { params: { groupId } }, { fetch }) };
};
