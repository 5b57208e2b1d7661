import { getAsk } from '#contract/asks.ts';
import { AskId, GroupId } from '#contract/primitives.ts';
import { getResults, getSharedResults } from '#contract/results.ts';
import { call } from '#lib/api.ts';
import { askKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  const askId = AskId.parse(params.ask);
  depends(askKey(askId));
  const input = { params: { groupId, askId } };
  const ask = await call(getAsk, input, { fetch });
  const closed = ask.state === 'closed';
  const [shared, results] = await Promise.all([
    closed && ask.shared ? call(getSharedResults, input, { fetch }) : null,
    closed && ask.seenBy === 'group' && ask.mine?.opened !== false
      ? call(getResults, input, { fetch })
      : null,
  ]);
  return { ask, shared, results };
};
