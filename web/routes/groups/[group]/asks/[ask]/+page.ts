import { redirect } from '@sveltejs/kit';

import { getAsk } from '#contract/asks.ts';
import { AskId, GroupId } from '#contract/primitives.ts';
import { getResults } from '#contract/results.ts';
import { call } from '#lib/api.ts';
import { askKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  const askId = AskId.parse(params.ask);
  depends(askKey(askId));
  const ask = await call(getAsk, { params: { groupId, askId } }, { fetch });
  const groupReads = ask.seenBy === 'group' && ask.state === 'closed';
  if (!groupReads && ask.as !== 'asker') {
    // Of an ask for its asker alone others see what the asker shows, and their own answer.
    const place = ask.shared || ask.as === 'reader' ? 'shared' : 'answer';
    redirect(307, `/groups/${groupId}/asks/${askId}/${place}`);
  }
  const readable = ask.mine ? ask.mine.opened : groupReads;
  const results =
    readable && ask.state !== 'withdrawn'
      ? await call(getResults, { params: { groupId, askId } }, { fetch })
      : null;
  return { ask, results };
};
