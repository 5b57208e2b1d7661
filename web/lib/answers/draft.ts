import type { AnswerBody, Channel, MyAnswer, Sentence } from '#contract/answers.ts';
import type { BodySign, Family, Feeling, Pad } from '#contract/feelings.ts';
import type { Role } from '#contract/groups.ts';
import type { Impression, MoreOf } from '#contract/impressions.ts';
import { lengthOf } from '#contract/primitives.ts';
import { QUESTIONS, type Question, type Taps } from '#contract/scales.ts';

export type Step = 'feelings' | 'words' | 'taps' | 'ladder' | 'reread';

/** A sentence being written: as typed, and perhaps without saying what it is yet. */
export interface Writing {
  channel: Channel | null;
  text: string;
}

/** What opens in place; all but `families` stay as they were left. */
export type FoldName = 'cameAcross' | 'moreOf';

/** Where the caret stands: the field's name, and how many UTF-16 units are before it. */
export interface Caret {
  field: string;
  at: number;
}

/** An answer being written, with all that has to be as it was when its page comes back. */
export interface Draft {
  step: Step;
  /** "Were you there for this?"; null until it is said. */
  there: boolean | null;
  feelings: Feeling[];
  /** Kept while "Something in my body" is taken away, and sent with it only; so is the pad with "Not sure yet". */
  body: BodySign[];
  pad: Pad | null;
  /** One, or with "add another" two. */
  words: Writing[];
  /** A question that is not in it has not been tapped; `null` is "Can’t say yet". */
  taps: Partial<Taps>;
  cameAcross: Impression[];
  moreOf: MoreOf[];
  moreOfText: string;
  inRoom: boolean;
  /** On the asker's ladder, where the ask has one: null is "I couldn’t see this", undefined not tapped yet. */
  goalLevel: number | null | undefined;
  /** What is typed into "Find a word". */
  sought: string;
  family: Family | null;
  folds: FoldName[];
  caret: Caret | null;
  /** The version of my answer that was there when this was begun, or null for none. */
  replaces: number | null;
  /** Send was tapped, and nothing was changed since. */
  sent: boolean;
}

/** A draft as any released version of these pages may have left it on the device. */
export type KeptDraft =
  | Draft
  | (Pick<Draft, 'step' | 'there' | 'feelings' | 'taps' | 'replaces'> & Writing);

/** Code points a sentence may have. */
export const LONGEST = 280;
export const MOST_SENTENCES = 2;
/** Code points of "I’d welcome more of…" in own words. */
export const LONGEST_MORE_OF = 140;
const MOST_FEELINGS = 3;

const aWriting = (): Writing => ({ channel: null, text: '' });

export const emptyDraft = (replaces: number | null): Draft => ({
  step: 'feelings',
  there: null,
  feelings: [],
  body: [],
  pad: null,
  words: [aWriting()],
  taps: {},
  cameAcross: [],
  moreOf: [],
  moreOfText: '',
  inRoom: false,
  goalLevel: undefined,
  sought: '',
  family: null,
  folds: [],
  caret: null,
  replaces,
  sent: false,
});

/** What has been sent, to be changed. */
export const draftOf = (answer: MyAnswer): Draft => ({
  ...emptyDraft(answer.version),
  there: true,
  feelings: [...answer.feelings],
  body: [...answer.body],
  pad: answer.pad,
  words: answer.words.length > 0 ? answer.words.map((one) => ({ ...one })) : [aWriting()],
  taps: { understood: answer.understood, closeness: answer.closeness, warmth: answer.warmth },
  cameAcross: [...answer.cameAcross],
  moreOf: [...answer.moreOf],
  moreOfText: answer.moreOfText ?? '',
  inRoom: answer.inRoom,
  goalLevel: answer.goalLevel,
});

/** What the device kept, in the present shape. */
export function asDraft(kept: KeptDraft): Draft {
  if ('words' in kept) return { ...emptyDraft(kept.replaces), ...kept };
  const { channel, text, ...rest } = kept;
  return { ...emptyDraft(kept.replaces), ...rest, words: [{ channel, text }] };
}

/** Leaders answer in words only: nobody asks them for taps. A ladder is the fourth of them, where the ask has one. */
export const stepsOf = (role: Role, ladder: readonly string[] | null): Step[] => [
  'feelings',
  'words',
  ...(role === 'leader' ? [] : (['taps'] as const)),
  ...(role === 'leader' || !ladder ? [] : (['ladder'] as const)),
  'reread',
];

/** Takes one in, or out again. Null when `most` are chosen already: one more replaces nothing. */
function withOne<One>(chosen: readonly One[], one: One, most: number): One[] | null {
  if (chosen.includes(one)) return chosen.filter((other) => other !== one);
  return chosen.length < most ? [...chosen, one] : null;
}

/** As `withOne`, for feelings: up to three. */
export const withFeeling = (chosen: readonly Feeling[], feeling: Feeling) =>
  withOne(chosen, feeling, MOST_FEELINGS);

/** As `withOne`, where some are chosen alone: they take the place of whatever there was, and give theirs up. */
export function withOneOrAlone<One>(
  chosen: readonly One[],
  one: One,
  most: number,
  alone: readonly One[],
): One[] | null {
  if (alone.includes(one)) return chosen.includes(one) ? [] : [one];
  return withOne(
    chosen.filter((other) => !alone.includes(other)),
    one,
    most,
  );
}

const trimmed = (text: string) => text.normalize('NFC').trim();

/** The sentences there are: those with words, and with what they are. */
const sentencesOf = (draft: Draft): Sentence[] =>
  draft.words.flatMap(({ channel, text }) =>
    channel && trimmed(text) ? [{ channel, text: trimmed(text) }] : [],
  );

/** The first question without a tap, in their order. */
export const untapped = ({ taps }: Draft): Question | null =>
  QUESTIONS.find((question) => taps[question] === undefined) ?? null;

/** What keeps a step from being left for the next. */
export function missingAt(
  draft: Draft,
): 'there' | 'feelings' | 'too_long' | 'taps' | 'ladder' | 'more_too_long' | null {
  const moreTooLong = lengthOf(trimmed(draft.moreOfText)) > LONGEST_MORE_OF && 'more_too_long';
  switch (draft.step) {
    case 'feelings':
      if (draft.feelings.length === 0) return draft.there === false ? null : 'feelings';
      return draft.there === null ? 'there' : null;
    case 'words':
      if (sentencesOf(draft).some(({ text }) => lengthOf(text) > LONGEST)) return 'too_long';
      return moreTooLong || null;
    case 'taps':
      return (untapped(draft) && 'taps') || moreTooLong || null;
    case 'ladder':
      return draft.goalLevel === undefined ? 'ladder' : null;
    case 'reread':
      return null;
  }
}

/** What would be sent. */
export function bodyOf(draft: Draft, role: Role): AnswerBody {
  const {
    understood = null,
    closeness = null,
    warmth = null,
  } = role === 'leader' ? {} : draft.taps;
  return {
    feelings: [...draft.feelings],
    body: draft.feelings.includes('in_my_body') ? [...draft.body] : [],
    pad: draft.feelings.includes('not_sure_yet') ? draft.pad : null,
    words: sentencesOf(draft),
    cameAcross: [...draft.cameAcross],
    moreOf: [...draft.moreOf],
    moreOfText: trimmed(draft.moreOfText) || null,
    inRoom: draft.inRoom,
    goalLevel: (role === 'leader' ? null : draft.goalLevel) ?? null,
    understood,
    closeness,
    warmth,
  };
}

/** Somebody has put something of their own into it. */
export const isBegun = (draft: Draft) =>
  draft.feelings.length > 0 || draft.words.some(({ text }) => trimmed(text) !== '');

/** The same answer, word for word and tap for tap. */
export const sameAnswer = (a: AnswerBody, b: AnswerBody) =>
  a.feelings.join() === b.feelings.join() &&
  a.body.join() === b.body.join() &&
  a.pad?.pleasantness === b.pad?.pleasantness &&
  a.pad?.energy === b.pad?.energy &&
  a.words.length === b.words.length &&
  a.words.every(
    ({ channel, text }, i) => channel === b.words[i]?.channel && text === b.words[i]?.text,
  ) &&
  a.cameAcross.join() === b.cameAcross.join() &&
  a.moreOf.join() === b.moreOf.join() &&
  a.moreOfText === b.moreOfText &&
  a.inRoom === b.inRoom &&
  (a.goalLevel ?? null) === (b.goalLevel ?? null) &&
  QUESTIONS.every((question) => a[question] === b[question]);
