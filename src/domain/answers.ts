import type { AnswerBody, PutAnswer } from '../contract/answers.ts';
import type { AskState } from '../contract/asks.ts';
import type { AnswerId, AskId, Instant, MemberId } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';
import type { DomainEvent } from './events.ts';
import { DAY, plus } from './time.ts';

interface Given {
  id: AnswerId;
  version: number;
  attempt: string;
}

interface Answering {
  ask: { id: AskId; askerId: MemberId; opened: boolean; ladder: readonly string[] | null };
  by: { id: MemberId };
  /** False for leaders and, where names can be left out, for whoever cannot: they answer in words. */
  counted: boolean;
  /** What this member has sent before. */
  existing: (Given & { hidden: boolean }) | null;
  input: PutAnswer;
  /** For a first answer. */
  id: AnswerId;
  /** The version of an answer that was taken back before, else 0. */
  takenBack: number;
}

interface Answered {
  answer: Given & AnswerBody & { counted: boolean };
  replacedOther: boolean;
  happened: DomainEvent[];
}

/** A level is picked from the ladder that the ask shows, or not at all: an answer without a name is held to it too. */
export const fitsLadder = (
  { ladder }: { ladder: readonly string[] | null },
  { goalLevel }: { goalLevel: number | null },
): boolean => goalLevel === null || ladder !== null;

/** Whether this very send has arrived before: repeating it changes nothing, also after closing. */
export const isRepeat = (existing: Given, input: PutAnswer) => existing.attempt === input.attempt;

/**
 * A signed answer, or a later send of it. Leaders answer in words; their taps are dropped and they are never
 * counted.
 *
 * @throws DomainError `answer_changed_elsewhere` when a device's own resend meets an answer it has not seen;
 * `no_ladder` for a level where the ask has none to pick from
 */
export function answer({ ask, by, counted, existing, input, id, takenBack }: Answering): Answered {
  const { attempt, replaces, sentBy, ticket: _ticket, ...body } = input;
  // Without an answer, a version this device saw was taken back by a pass from another one.
  const seen = (existing?.version ?? null) === replaces;
  if (!seen && sentBy === 'queue') throw new DomainError('answer_changed_elsewhere');

  if (!fitsLadder(ask, input))
    throw new DomainError('no_ladder', {}, [
      { path: 'goalLevel', problem: 'not_allowed', limit: null },
    ]);

  const answerId = existing?.id ?? id;
  return {
    answer: {
      ...body,
      ...(counted ? {} : { understood: null, closeness: null, warmth: null, goalLevel: null }),
      id: answerId,
      version: (existing?.version ?? takenBack) + 1,
      attempt,
      counted,
    },
    replacedOther: existing !== null && !seen,
    happened: [
      {
        type: existing ? 'answer.changed' : 'answer.arrived',
        subjects: { askId: ask.id, answerId },
        // An edit changes nothing for an asker who has not opened the ask, or who put this answer away, and it must
        // not say that somebody edits.
        audience: existing && (!ask.opened || existing.hidden) ? [] : [ask.askerId],
      },
      answerIsMine(ask.id, by.id),
    ],
  };
}

/**
 * Passing: looks exactly like not having answered yet. It takes an answer back, but only until the asker has
 * first opened the ask.
 *
 * @throws DomainError `ask_opened`
 */
export function pass(
  ask: { id: AskId; askerId: MemberId; opened: boolean },
  by: MemberId,
  existing: { id: AnswerId } | null,
): DomainEvent[] {
  if (!existing) return [answerIsMine(ask.id, by)];
  if (ask.opened) throw new DomainError('ask_opened');
  return [
    {
      type: 'answer.gone',
      subjects: { askId: ask.id, answerId: existing.id },
      audience: [ask.askerId],
    },
    answerIsMine(ask.id, by),
  ];
}

/** After an ask has closed, something may still be said about it for this many days. */
const LATE_DAYS = 14;

/** Until when something may be said late; null for an ask that has not closed. */
export function lateUntil(ask: { state: AskState; closedAt: Instant | null }): Instant | null {
  return ask.state === 'closed' && ask.closedAt ? plus(ask.closedAt, LATE_DAYS * DAY) : null;
}

/** Told to the answerer's own devices alone. */
export const answerIsMine = (askId: AskId, by: MemberId): DomainEvent => ({
  type: 'answer.mine',
  subjects: { askId },
  audience: [by],
});
