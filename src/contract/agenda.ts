import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { AgendaItemId, AskId, Day, GroupId, MemberId, Nothing, text } from './primitives.ts';

/** Something a member wants to bring to the next meeting; everybody in the group sees it. */
export const AgendaItem = z.object({
  id: AgendaItemId,
  from: z.object({ memberId: MemberId, name: z.string() }),
  text: z.string(),
  /** My own ask it is about; null for everybody else. */
  askId: z.nullable(AskId),
  addedOn: Day,
});
export type AgendaItem = z.infer<typeof AgendaItem>;

const inGroup = z.object({ groupId: GroupId });
const ofItem = z.object({ groupId: GroupId, itemId: AgendaItemId });

/** What waits, oldest first: items stay with the group from meeting to meeting until they were talked about. */
export const getAgenda = operation({
  name: 'getAgenda',
  method: 'GET',
  path: '/api/groups/:groupId/agenda',
  params: inGroup,
  status: 200,
  reply: z.object({ items: z.array(AgendaItem) }),
});

export const addToAgenda = operation({
  name: 'addToAgenda',
  method: 'POST',
  path: '/api/groups/:groupId/agenda',
  params: inGroup,
  body: z.strictObject({ text: text(140), askId: z._default(z.nullable(AskId), null) }),
  status: 201,
  reply: AgendaItem,
});

/** Talked about, or not wanted any more: whoever added it, or a leader. */
export const takeOffAgenda = operation({
  name: 'takeOffAgenda',
  method: 'DELETE',
  path: '/api/groups/:groupId/agenda/:itemId',
  params: ofItem,
  status: 200,
  reply: Nothing,
});
