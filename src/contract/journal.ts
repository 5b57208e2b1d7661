import * as z from 'zod/mini';

import { Channel } from './answers.ts';
import { operation } from './operation.ts';
import { AnswerId, AskId, Day, GroupId, KeptId, Nothing } from './primitives.ts';

/** A sentence I kept: a copy, mine, whatever becomes of the answer it was in. */
export const Kept = z.object({
  id: KeptId,
  /** The ask it came back to; null once that is gone. */
  askId: z.nullable(AskId),
  /** Null for the text of "more of", and for a line of my own. */
  channel: z.nullable(Channel),
  text: z.string(),
  /** Who said it, by the name they had; null for my own line, empty once they have left. */
  from: z.nullable(z.string()),
  /** It came without a name. */
  anonymous: z.boolean(),
  moment: z.nullable(z.string()),
  keptOn: Day,
});
export type Kept = z.infer<typeof Kept>;

const inGroup = z.object({ groupId: GroupId });

/** Newest first; `search` finds words in the sentence, the name and the moment, without regard to case. */
export const getJournal = operation({
  name: 'getJournal',
  method: 'GET',
  path: '/api/groups/:groupId/journal',
  params: inGroup,
  query: z.object({
    before: z.optional(KeptId),
    search: z.optional(z.string().check(z.maxLength(100))),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 30),
  }),
  status: 200,
  reply: z.object({ kept: z.array(Kept), next: z.nullable(KeptId) }),
});

/** Puts one sentence of an answer to my ask in my journal; again, it gives the same entry. */
export const keepSentence = operation({
  name: 'keepSentence',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/kept',
  params: z.object({ groupId: GroupId, askId: AskId }),
  body: z.strictObject({
    answerId: AnswerId,
    /** Which: 0 or 1; 2 is the text of "more of". */
    position: z.int().check(z.minimum(0), z.maximum(2)),
  }),
  status: 201,
  reply: Kept,
});

export const letGoOfSentence = operation({
  name: 'letGoOfSentence',
  method: 'DELETE',
  path: '/api/groups/:groupId/journal/:keptId',
  params: z.object({ groupId: GroupId, keptId: KeptId }),
  status: 200,
  reply: Nothing,
});
