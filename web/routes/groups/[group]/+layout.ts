import { getGroup, type Member } from '#contract/groups.ts';
import type { GroupId } from '#contract/primitives.ts';
import { callWithCursor } from '#lib/api.ts';
import { groupKey } from '#lib/live-keys.ts';

import type { LayoutLoad } from './$types';

/** The group, and me in it, for every page inside. `cursor` is where listening begins. */
export const load: LayoutLoad = async ({ params, fetch, depends }) => {
  const groupId = params.group as GroupId;
  depends(groupKey(groupId));
  const { reply: group, cursor } = await callWithCursor(
    getGroup,
    { params: { groupId } },
    { fetch },
  );
  const me = group.members.find((member) => member.id === group.me) as Member;
  return { group, me, cursor };
};
