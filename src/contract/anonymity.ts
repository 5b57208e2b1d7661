import * as z from 'zod/mini';

import { Reaction } from './answers.ts';
import { MemberId, PartId } from './primitives.ts';
import { TicketKey } from './tickets.ts';

/** `taken_back` by whoever wrote it, `removed` by a leader: its words are gone for good. */
export const PartState = z.enum(['there', 'taken_back', 'removed']);
export type PartState = z.infer<typeof PartState>;

/** `withheld`: too few wrote, or too few could have; it is the same for none as for two. */
const Outcome = z.enum(['released', 'withheld']);

/** Of an ask that is answered without names, or where each peer chooses: the same for whoever asks or is asked. */
export const Anonymity = z.object({
  /** Who an answer without a name is hidden among, as it stood when the ask opened. */
  candidates: z.array(z.object({ memberId: MemberId, name: z.string() })),
  /** Who of those asked led the group then: they sign. */
  leaders: z.array(MemberId),
  /** So many must answer without a name, and so many must be able to have, or nothing is shown. */
  rule: z.object({ answers: z.int(), candidates: z.int() }),
  key: TicketKey,
  /** Null until it has closed. */
  outcome: z.nullable(Outcome),
  /** After release: what became of each part, without its words, in no order. */
  parts: z.array(
    z.object({
      id: PartId,
      state: PartState,
      reactions: z.array(Reaction),
      reported: z.boolean(),
      owned: z.boolean(),
    }),
  ),
});
export type Anonymity = z.infer<typeof Anonymity>;
