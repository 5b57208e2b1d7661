import * as z from 'zod/mini';

import { PartState } from './anonymity.ts';
import { Channel, Reaction } from './answers.ts';
import { Author } from './authors.ts';
import { Kept } from './journal.ts';
import { operation } from './operation.ts';
import { AskId, GroupId, KeptId, Nothing, PartId } from './primitives.ts';
import { ReportReason } from './reports.ts';
import { Point, Signature } from './tickets.ts';

/** That somebody wrote a part, for everybody to check: the part's own key has signed their member id. */
export const Owned = z.object({ by: Author, key: Point, signature: Signature });
export type Owned = z.infer<typeof Owned>;

/** One sentence without an author. Nothing links it to any other. */
export const Part = z.object({
  id: PartId,
  /** Null for the text of "more of". */
  channel: z.nullable(Channel),
  /** Empty unless it is there and not put away. */
  text: z.string(),
  state: PartState,
  /** Put away by the asker, for every reader. */
  hidden: z.boolean(),
  /** For the asker alone, else empty. */
  reactions: z.array(Reaction),
  /** For the asker alone: where it stands in their journal. */
  kept: z.nullable(KeptId),
  owned: z.nullable(Owned),
});
export type Part = z.infer<typeof Part>;

const ofPart = z.object({ groupId: GroupId, askId: AskId, partId: PartId });

/** I say that I wrote this. Refused where it would leave the others too few to be hidden among. */
export const ownPart = operation({
  name: 'ownPart',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/parts/:partId/owning',
  params: ofPart,
  body: z.strictObject({ key: Point, signature: Signature }),
  status: 200,
  reply: Nothing,
});

/** The asker gives something back; it waits here until the device that wrote the part looks. */
export const reactToPart = operation({
  name: 'reactToPart',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/parts/:partId/reactions',
  params: ofPart,
  body: z.strictObject({
    reactions: z.array(Reaction).check(
      z.maxLength(3),
      z.refine((given) => new Set(given).size === given.length),
    ),
  }),
  status: 200,
  reply: Nothing,
});

/** The asker puts a part away, or takes it out again. */
export const hidePart = operation({
  name: 'hidePart',
  method: 'PUT',
  path: '/api/groups/:groupId/asks/:askId/parts/:partId/hidden',
  params: ofPart,
  body: z.strictObject({ hidden: z.boolean() }),
  status: 200,
  reply: Nothing,
});

/** The asker puts a part away and tells the leaders, who never learn who wrote it either. */
export const reportPart = operation({
  name: 'reportPart',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/parts/:partId/report',
  params: ofPart,
  body: z.strictObject({ reason: ReportReason }),
  status: 201,
  reply: Nothing,
});

/** The asker keeps a part in their journal; again, it gives the same entry. */
export const keepPart = operation({
  name: 'keepPart',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/parts/:partId/kept',
  params: ofPart,
  status: 201,
  reply: Kept,
});
