import type { AnswerBody, Channel, MyAnswer } from '#contract/answers.ts';
import type { Feeling } from '#contract/feelings.ts';
import type { Role } from '#contract/groups.ts';
import { lengthOf } from '#contract/primitives.ts';
import { QUESTIONS, type Question, type Taps } from '#contract/scales.ts';

export type Step = 'feelings' | 'words' | 'taps' | 'reread';

/** An answer being written. The text is as typed; it is trimmed when sent. */
export interface Draft {
  step: Step;
  /** "Were you there for this?"; null until it is said. */
  there: boolean | null;
  feelings: Feeling[];
  channel: Channel | null;
  text: string;
  /** A question that is not in it has not been tapped; `null` is "Can’t say yet". */
  taps: Partial<Taps>;
  /** The version of my answer that was there when this was begun, or null for none. */
  replaces: number | null;
}

/** Code points the one sentence may have. */
export const LONGEST = 280;
const MOST_FEELINGS = 3;

export const emptyDraft = (replaces: number | null): Draft => ({
  step: 'feelings',
  there: null,
  feelings: [],
  channel: null,
  text: '',
  taps: {},
  replaces,
});

/** What has been sent, to be changed. */
export const draftOf = (answer: MyAnswer): Draft => ({
  step: 'feelings',
  there: true,
  feelings: [...answer.feelings],
  channel: answer.words?.channel ?? null,
  text: answer.words?.text ?? '',
  taps: { understood: answer.understood, closeness: answer.closeness, warmth: answer.warmth },
  replaces: answer.version,
});

/** Leaders answer in words only: nobody asks them for taps. */
export const stepsOf = (role: Role): Step[] =>
  role === 'leader' ? ['feelings', 'words', 'reread'] : ['feelings', 'words', 'taps', 'reread'];

/** Takes a feeling in, or out again. Null when three are chosen already: a fourth replaces nothing. */
export function withFeeling(chosen: readonly Feeling[], feeling: Feeling): Feeling[] | null {
  if (chosen.includes(feeling)) return chosen.filter((one) => one !== feeling);
  return chosen.length < MOST_FEELINGS ? [...chosen, feeling] : null;
}

const textOf = (draft: Draft) => draft.text.normalize('NFC').trim();

/** The first question without a tap, in their order. */
export const untapped = ({ taps }: Draft): Question | null =>
  QUESTIONS.find((question) => taps[question] === undefined) ?? null;

/** What keeps a step from being left for the next. */
export function missingAt(draft: Draft): 'there' | 'feelings' | 'too_long' | 'taps' | null {
  switch (draft.step) {
    case 'feelings':
      if (draft.feelings.length === 0) return draft.there === false ? null : 'feelings';
      return draft.there === null ? 'there' : null;
    case 'words':
      return draft.channel && lengthOf(textOf(draft)) > LONGEST ? 'too_long' : null;
    case 'taps':
      return untapped(draft) && 'taps';
    case 'reread':
      return null;
  }
}

/** What would be sent. */
export function bodyOf(draft: Draft, role: Role): AnswerBody {
  const text = textOf(draft);
  const {
    understood = null,
    closeness = null,
    warmth = null,
  } = role === 'leader' ? {} : draft.taps;
  return {
    feelings: [...draft.feelings],
    words: draft.channel && text ? { channel: draft.channel, text } : null,
    understood,
    closeness,
    warmth,
  };
}

/** Somebody has put something of their own into it. */
export const isBegun = (draft: Draft) => draft.feelings.length > 0 || textOf(draft) !== '';

/** The same answer, word for word and tap for tap. */
export const sameAnswer = (a: AnswerBody, b: AnswerBody) =>
  a.feelings.join() === b.feelings.join() &&
  a.words?.channel === b.words?.channel &&
  a.words?.text === b.words?.text &&
  QUESTIONS.every((question) => a[question] === b[question]);
