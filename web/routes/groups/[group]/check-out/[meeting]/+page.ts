import { getCheckOut } from '#contract/check-outs.ts';
import { GroupId, MeetingId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';

import type { PageLoad } from './$types';

/** What is being said here is not changed under the hand: nothing live refreshes this page. */
export const load: PageLoad = async ({ params, fetch }) => {
  const groupId = GroupId.parse(params.group);
  const meetingId = MeetingId.parse(params.meeting);
  return { said: await call(getCheckOut, { params: { groupId, meetingId } }, { fetch }) };
};
