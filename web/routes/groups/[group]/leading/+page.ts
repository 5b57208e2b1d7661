import { listInvitations } from '#contract/invitations.ts';
import type { GroupId } from '#contract/primitives.ts';
import { listReports } from '#contract/reports.ts';
import { call } from '#lib/api.ts';
import { invitationsKey, reportsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, parent, depends }) => {
  const groupId = params.group as GroupId;
  depends(invitationsKey(groupId), reportsKey(groupId));
  const { me } = await parent();
  // Members who come here by hand are told so; the service would refuse them anyway.
  if (me.role !== 'leader') return { invitations: [], reports: [] };
  const [{ invitations }, { reports }] = await Promise.all([
    call(listInvitations, { params: { groupId } }, { fetch }),
    call(listReports, { params: { groupId } }, { fetch }),
  ]);
  return { invitations, reports };
};
