import { getAsk } from '#contract/asks.ts';
import { getRoom } from '#contract/meetings.ts';
import { GroupId } from '#contract/primitives.ts';
import { call } from '#lib/api.ts';
import { roomKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(roomKey(groupId));
  const room = await call(getRoom, { params: { groupId } }, { fetch });
  const open = room.waiting.filter(({ kind }) => kind === 'ask' || kind === 'arriving');
  const asks = await Promise.all(
    open.flatMap((one) =>
      'askId' in one ? [call(getAsk, { params: { groupId, askId: one.askId } }, { fetch })] : [],
    ),
  );
  return { askable: room.askable, unsigned: asks.filter(({ mode }) => mode !== 'signed') };
};
