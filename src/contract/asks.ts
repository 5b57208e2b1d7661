import * as z from 'zod/mini';

import { Anonymity } from './anonymity.ts';
import { Reaction } from './answers.ts';
import { Role } from './groups.ts';
import { operation } from './operation.ts';
import {
  AskId,
  GoalId,
  GroupId,
  Instant,
  MeetingId,
  MemberId,
  Nothing,
  text,
} from './primitives.ts';
import { Taps } from './scales.ts';

/**
 * Fixed when the ask opens: nobody may be told "anonymous" and find out later that it was not. `signed`: with names;
 * `anonymous`: no author exists; `choice`: each peer picks.
 */
export const AskMode = z.enum(['signed', 'anonymous', 'choice']);
export type AskMode = z.infer<typeof AskMode>;

/** Who reads the answers: the asker alone, or, from closing on, every active member. */
export const SeenBy = z.enum(['asker', 'group']);
export type SeenBy = z.infer<typeof SeenBy>;

export const AskQuestion = z.enum(['landed', 'meant', 'stirred', 'more', 'own']);
export type AskQuestion = z.infer<typeof AskQuestion>;

/** What the asker can take in right now. Shown to peers; filters nothing. */
export const Dose = z.enum(['gentle', 'balanced', 'straight']);
export type Dose = z.infer<typeof Dose>;

/** Counted from opening, rounded up to a full five minutes. */
export const Closes = z.enum([
  'in_15_minutes',
  'in_an_hour',
  'tomorrow_20',
  'in_48_hours',
  'in_a_week',
]);
export type Closes = z.infer<typeof Closes>;

export const FearKind = z.enum([
  'someone_far',
  'most_far',
  'no_warmth',
  'not_got',
  'too_much',
  'own',
]);
export type FearKind = z.infer<typeof FearKind>;

export const Discount = z.enum(['nice', 'not_real_me', 'lucky', 'sorry_for_me', 'take_in', 'own']);
export type Discount = z.infer<typeof Discount>;

/** What the asker expects before anybody answers; locked when the ask opens, shown to the asker only. */
export const Guess = z.strictObject({
  ...Taps.shape,
  fear: z.nullable(FearKind),
  /** The fear in the asker's own words, with `own`. */
  fearWords: z.nullable(text(140)),
  /** 0 to 100 in steps of ten. */
  fearLikely: z.nullable(z.int().check(z.minimum(0), z.maximum(100), z.multipleOf(10))),
  /** 0 to 10. */
  fearBad: z.nullable(z.int().check(z.minimum(0), z.maximum(10))),
  discount: z.nullable(Discount),
  discountWords: z.nullable(text(140)),
});
export type Guess = z.infer<typeof Guess>;

/** What the asker shows the group of a closed ask: never what peers wrote, and strips from three values on. */
export const Shared = z.strictObject({
  guess: z.boolean(),
  strips: z.boolean(),
  reflection: z.boolean(),
});
export type Shared = z.infer<typeof Shared>;

export const AskState = z.enum(['open', 'closed', 'withdrawn']);
export type AskState = z.infer<typeof AskState>;

/** One ask, as the caller may see it. */
export const Ask = z.object({
  id: AskId,
  meetingId: MeetingId,
  asker: z.object({ memberId: MemberId, name: z.string(), role: Role }),
  /** `null` reads "what I just shared". */
  moment: z.nullable(z.string()),
  question: AskQuestion,
  ownQuestion: z.nullable(z.string()),
  /** What the asker hoped to get across: the asker, and peers who have answered, see it. */
  meant: z.nullable(z.string()),
  dose: Dose,
  /**
   * Five texts of the asker's own, −2 first, frozen when the ask opened: whoever answers picks the one that today looked
   * most like. Null where the ask has none, and to readers who were not asked.
   */
  ladder: z.nullable(z.array(z.string())),
  seenBy: SeenBy,
  mode: AskMode,
  openedAt: Instant,
  closesAt: Instant,
  closedAt: z.nullable(Instant),
  state: AskState,
  /** Withdrawn by the service: what was handed in could not be kept, and nothing of it was read. */
  lost: z.boolean(),
  /** Everyone who was asked, frozen when the ask opened. */
  eligible: z.array(z.object({ memberId: MemberId, name: z.string(), role: Role })),
  /** How the caller stands to it. */
  as: z.enum(['asker', 'peer', 'reader']),
  /** What everybody in the group may look at, or null. */
  shared: z.nullable(Shared),
  /** Null in a signed ask. */
  anonymity: z.nullable(Anonymity),
  /** For the asker only, else null. */
  mine: z.nullable(
    z.object({
      guess: z.nullable(Guess),
      /** The practice goal it is part of, as it is called now; null without one, and once it is erased. */
      goal: z.nullable(z.object({ id: GoalId, title: z.string() })),
      /** Zero while an ask is open that takes answers without names: nothing of it is shown before it closes. */
      arrived: z.int(),
      /** Opened by the asker at least once: from then on it cannot be withdrawn. */
      opened: z.boolean(),
      /** Closed, and from three values on it may be hard to read: it is offered to be opened slowly. */
      gently: z.boolean(),
    }),
  ),
});
export type Ask = z.infer<typeof Ask>;

export const OpenAsk = z
  .strictObject({
    meetingId: MeetingId,
    moment: z._default(z.nullable(text(140)), null),
    question: z._default(AskQuestion, 'landed'),
    ownQuestion: z._default(z.nullable(text(140)), null),
    meant: z._default(z.nullable(text(140)), null),
    dose: z._default(Dose, 'balanced'),
    /**
     * An active goal of the asker's own that it is part of, with a whole ladder. Peers pick from the ladder where the
     * goal is visible to the group and practised in the room; else only the asker knows of it.
     */
    goalId: z._default(z.nullable(GoalId), null),
    seenBy: z._default(SeenBy, 'asker'),
    mode: z._default(AskMode, 'signed'),
    closes: z._default(Closes, 'in_48_hours'),
    guess: z._default(z.nullable(Guess), null),
  })
  .check(
    z.refine((ask) => (ask.question === 'own') === (ask.ownQuestion !== null), {
      path: ['ownQuestion'],
    }),
  );
export type OpenAsk = z.infer<typeof OpenAsk>;

export const AskSummary = z.object({
  id: AskId,
  askerName: z.string(),
  as: z.enum(['asker', 'peer', 'reader']),
  moment: z.nullable(z.string()),
  state: AskState,
  openedAt: Instant,
  closesAt: Instant,
  closedAt: z.nullable(Instant),
  shared: z.boolean(),
  /** What the asker gave back to my answer. */
  reactions: z.array(Reaction),
});
export type AskSummary = z.infer<typeof AskSummary>;

const inGroup = z.object({ groupId: GroupId });
const ofAsk = z.object({ groupId: GroupId, askId: AskId });

/** Takes an `Idempotency-Key` header: a repeat within a day gets the same ask. */
export const openAsk = operation({
  name: 'openAsk',
  method: 'POST',
  path: '/api/groups/:groupId/asks',
  params: inGroup,
  body: OpenAsk,
  status: 201,
  reply: Ask,
});

/** Newest first, up to `limit`; `next` continues. Withdrawn asks are gone. */
export const listAsks = operation({
  name: 'listAsks',
  method: 'GET',
  path: '/api/groups/:groupId/asks',
  params: inGroup,
  query: z.object({
    before: z.optional(AskId),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 20),
  }),
  status: 200,
  reply: z.object({ asks: z.array(AskSummary), next: z.nullable(AskId) }),
});

export const getAsk = operation({
  name: 'getAsk',
  oneAnswer: true,
  method: 'GET',
  path: '/api/groups/:groupId/asks/:askId',
  params: ofAsk,
  status: 200,
  reply: Ask,
});

/** The asker of a signed ask may close it early; any other only runs to its end, or is withdrawn unread. */
export const closeAsk = operation({
  name: 'closeAsk',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/close',
  params: ofAsk,
  status: 200,
  reply: Ask,
});

/** Erases the ask and its answers; possible until the asker has opened it. */
export const withdrawAsk = operation({
  name: 'withdrawAsk',
  method: 'DELETE',
  path: '/api/groups/:groupId/asks/:askId',
  params: ofAsk,
  status: 200,
  reply: Nothing,
});
