import type {
  AskMode,
  Closes,
  Discount,
  Dose,
  FearKind,
  Guess,
  OpenAsk,
  AskQuestion,
  SeenBy,
} from '#contract/asks.ts';
import { type GoalId, type MeetingId, lengthOf } from '#contract/primitives.ts';
import type { Taps } from '#contract/scales.ts';

/** Everything the sheet holds before it is sent. Texts are as typed; they are trimmed when sent. */
export interface AskDraft extends Taps {
  moment: string;
  question: AskQuestion;
  ownQuestion: string;
  meant: string;
  dose: Dose;
  /** What I practise that it is part of. */
  goalId: GoalId | null;
  mode: AskMode;
  seenBy: SeenBy;
  closes: Closes;
  fear: FearKind | null;
  fearWords: string;
  /** 0 to 100 in tens; null while the slider is untouched. */
  fearLikely: number | null;
  /** 0 to 10; null while the slider is untouched. */
  fearBad: number | null;
  discount: Discount | null;
  discountWords: string;
}

/** Code points each of the asker's texts may have. */
export const LONGEST = 140;

export const emptyDraft = (): AskDraft => ({
  moment: '',
  question: 'landed',
  ownQuestion: '',
  meant: '',
  dose: 'balanced',
  goalId: null,
  mode: 'signed',
  seenBy: 'asker',
  closes: 'in_48_hours',
  ...emptyGuess(),
});

/** The part of the draft that becomes the guess. */
export const emptyGuess = () => ({
  understood: null,
  closeness: null,
  warmth: null,
  fear: null,
  fearWords: '',
  fearLikely: null,
  fearBad: null,
  discount: null,
  discountWords: '',
});

const wordsOf = (typed: string) => typed.normalize('NFC').trim() || null;

/** The guess as it will be locked, or null if the asker made none. */
export function guessOf(draft: AskDraft): Guess | null {
  const guess: Guess = {
    understood: draft.understood,
    closeness: draft.closeness,
    warmth: draft.warmth,
    fear: draft.fear,
    fearWords: draft.fear === 'own' ? wordsOf(draft.fearWords) : null,
    // Likely and hard are about the fear: without one they would be about nothing.
    fearLikely: draft.fear && draft.fearLikely,
    fearBad: draft.fear && draft.fearBad,
    discount: draft.discount,
    discountWords: draft.discount === 'own' ? wordsOf(draft.discountWords) : null,
  };
  return Object.values(guess).every((value) => value === null) ? null : guess;
}

/** What goes out when the asker sends. */
export const openAskOf = (draft: AskDraft, meetingId: MeetingId): OpenAsk => ({
  meetingId,
  moment: wordsOf(draft.moment),
  question: draft.question,
  ownQuestion: draft.question === 'own' ? wordsOf(draft.ownQuestion) : null,
  meant: wordsOf(draft.meant),
  dose: draft.dose,
  goalId: draft.goalId ?? null,
  mode: draft.mode,
  seenBy: draft.seenBy,
  closes: draft.closes,
  guess: guessOf(draft),
});

/** Longer than a text of an ask may be, counted as it would be sent. */
export const isTooLong = (typed: string) => lengthOf(wordsOf(typed) ?? '') > LONGEST;

/** Whether one of the texts that would be sent is too long. */
export const tooLong = (draft: AskDraft) => {
  const { moment, ownQuestion, meant, guess } = openAskOf(draft, '' as MeetingId);
  const texts = [moment, ownQuestion, meant, guess?.fearWords, guess?.discountWords];
  return texts.some((words) => isTooLong(words ?? ''));
};
