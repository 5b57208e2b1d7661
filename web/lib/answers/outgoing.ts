import type { AnswerBody, Sentence } from '#contract/answers.ts';
import type { AccountId, AskId, GroupId, Instant } from '#contract/primitives.ts';
import type { ProblemCode } from '#contract/problem.ts';
import type { SpentTicket } from '#contract/tickets.ts';

/** An answer on its way: kept on the device until the service has said that it has it, or will not take it. */
export interface Outgoing {
  accountId: AccountId;
  groupId: GroupId;
  askId: AskId;
  body: AnswerBody;
  /** What was sent before this and never heard of again: it may have arrived. */
  before: AnswerBody | null;
  /** Made by the tap on Send and the same for every resend, so that it can arrive only once. */
  attempt: string;
  replaces: number | null;
  /** Spent with the name, where each peer chooses. */
  ticket?: SpentTicket | null;
  since: Instant;
  /** Why the service refused it for good; null while it is tried again. */
  refused: ProblemCode | null;
}

type Taps = Pick<AnswerBody, 'understood' | 'closeness' | 'warmth'>;
/** An answer on its way as any released version of these pages may have left it on the device. */
export type KeptOutgoing =
  | Outgoing
  | (Omit<Outgoing, 'body' | 'before'> & {
      body: Taps & Pick<AnswerBody, 'feelings'> & { words: Sentence | null };
    });

/** What the device kept, in the present shape. */
export function asOutgoing(kept: KeptOutgoing): Outgoing {
  if ('before' in kept) return kept;
  const { words, ...body } = kept.body;
  return {
    ...kept,
    before: null,
    body: {
      body: [],
      pad: null,
      cameAcross: [],
      moreOf: [],
      moreOfText: null,
      inRoom: false,
      goalLevel: null,
      ...body,
      words: words ? [words] : [],
    },
  };
}

/** Under which an account's words about an ask are kept: another account on this device never finds them. */
export const keyOf = (accountId: AccountId, askId: AskId) => `${accountId}/${askId}`;

const PASSING: ReadonlySet<ProblemCode> = new Set([
  'unauthenticated',
  // The group's page asks for it; then it goes out.
  'agreement_to_accept',
  // Its author has signed in here for another answer; it goes out when they are back for good.
  'only_one_answer',
  'too_many_requests',
  'storage_full',
  'starting_or_stopping',
  'internal',
]);

/** A refusal that says "not now": what was refused is tried again by itself. */
export const mayPass = (code: ProblemCode) => PASSING.has(code);

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Milliseconds until the next round, after so many rounds in vain: 1, 2, 4, 8, then 15 s, each shortened by up
 * to a quarter, so that the phones of one room do not all come back in the same moment.
 * @param chance from 0 to 1
 */
export const pauseAfter = (inVain: number, chance: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** (inVain - 1), LONGEST_PAUSE_MS) * (1 - chance / 4);
