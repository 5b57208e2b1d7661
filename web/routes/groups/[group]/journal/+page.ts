import { getJournal } from '#contract/journal.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { journalKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(journalKey(groupId));
  return { newest: await call(getJournal, { params: { groupId }, query: {} }, { fetch }) };
};
