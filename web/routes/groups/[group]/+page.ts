import { getAgenda } from '#contract/agenda.ts';
import { getRoom } from '#contract/meetings.ts';
import { GroupId } from '#contract/primitives.ts';
import { seeWaiting, stillWaiting } from '#lib/anonymous/start.ts';
import { call } from '#lib/api.ts';
import { agendaKey, roomKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  depends(roomKey(groupId), agendaKey(groupId));
  const [room, agenda] = await Promise.all([
    call(getRoom, { params: { groupId } }, { fetch }),
    call(getAgenda, { params: { groupId } }, { fetch }),
  ]);
  void seeWaiting(groupId, room.waiting);
  const waiting = await stillWaiting({ memberId: room.me }, room.waiting);
  return { room: { ...room, waiting }, agenda: agenda.items };
};
