import { listInvitations } from '#contract/invitations.ts';
import type { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { invitationsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, parent, depends }) => {
  const groupId = params.group as GroupId;
  depends(invitationsKey(groupId));
  const { me } = await parent();
  // Members who come here by hand are told so; the service would refuse them anyway.
  if (me.role !== 'leader') return { invitations: [] };
  return await call(listInvitations, { params: { groupId } }, { fetch });
};
