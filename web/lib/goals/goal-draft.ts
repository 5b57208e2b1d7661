import {
  type Direction,
  type Goal,
  type GoalKeeping,
  type GoalWording,
  LEVELS,
  type Measure,
  type OldRole,
} from '#contract/goals.ts';
import { lengthOf } from '#contract/primitives.ts';
import { ladderFaults } from '#domain/goals.ts';

import type { CardRole, cardOf } from './cards.ts';

/** What may be looked at beside a goal, as it is filled in: the bounds are as typed. */
export interface Watching {
  measure: Measure;
  kind: 'up' | 'down' | 'within';
  lowest: string;
  highest: string;
}

/** How a goal is kept, as it is filled in. */
export interface Keeping extends Pick<GoalKeeping, 'visible' | 'importance'> {
  watch: Watching[];
  reviewEvery: string;
}

/** The pages of the form. */
export const STEPS = ['old', 'new', 'ladder', 'keeping'] as const;
export type Step = (typeof STEPS)[number];

/** A goal being worded. Texts are as typed; they are trimmed when sent. */
export interface GoalDraft extends Pick<GoalWording, 'oldRole' | 'setting'> {
  step: Step;
  /** Of this one making: however often it is sent, it is made once. */
  key: string;
  title: string;
  oldRoleWords: string;
  oldWay: string;
  served: string;
  newWay: string;
  why: string;
  /** Five, −2 first. */
  ladder: string[];
  keeping: Keeping;
  /** Why it is reframed. */
  note: string;
}

/** Code points each text may have. */
export const LONGEST = {
  title: 80,
  oldRoleWords: 40,
  oldWay: 200,
  served: 200,
  newWay: 200,
  why: 200,
  note: 200,
  level: 120,
};
type Text = Exclude<keyof typeof LONGEST, 'level'>;
const TEXTS = Object.keys(LONGEST).filter((name) => name !== 'level') as Text[];

const REVIEW_EVERY = 6;
const MOST = 100;

const watching = ({ measure, direction }: { measure: Measure; direction: Direction }): Watching => {
  if (typeof direction === 'string') return { ...watchingAnew(measure), kind: direction };
  const [lowest, highest] = direction.within;
  return { measure, kind: 'within', lowest: String(lowest), highest: String(highest) };
};

export const watchingAnew = (measure: Measure): Watching => ({
  measure,
  kind: measure === 'first_share' ? 'down' : 'up',
  lowest: '',
  highest: '',
});

/** How a goal is kept now, to be changed. */
export const keptAs = ({ visible, importance, watch, reviewEvery }: GoalKeeping): Keeping => ({
  visible,
  importance,
  watch: watch.map(watching),
  reviewEvery: String(reviewEvery),
});

const whole = (typed: string) => (/^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : Number.NaN);

/** Two whole numbers from 0 to 100, the smaller one first; of other directions nothing is wrong. */
export const boundsAreWrong = ({ kind, lowest, highest }: Watching) =>
  kind === 'within' && !(whole(lowest) <= whole(highest) && whole(highest) <= MOST);

export const reviewEveryIsWrong = ({ reviewEvery }: Keeping) =>
  !(whole(reviewEvery) >= 2 && whole(reviewEvery) <= 24);

/** Something in it cannot be sent. */
export const wrongIn = (keeping: Keeping) =>
  keeping.watch.some(boundsAreWrong) || reviewEveryIsWrong(keeping);

/** What goes out of a `Keeping` in which nothing is wrong. */
export const keepingOf = ({ visible, importance, watch, reviewEvery }: Keeping): GoalKeeping => ({
  visible,
  importance,
  watch: watch.map(({ measure, kind, lowest, highest }) => ({
    measure,
    direction: kind === 'within' ? { within: [whole(lowest), whole(highest)] } : kind,
  })),
  reviewEvery: whole(reviewEvery),
});

/** An empty form, or one begun from a starter card. */
export const emptyDraft = (
  key: string,
  card: ReturnType<typeof cardOf> = null,
  title: (role: CardRole) => string = () => '',
): GoalDraft => ({
  step: 'old',
  key,
  title: card ? title(card.role) : '',
  oldRole: card?.role ?? 'none',
  oldRoleWords: '',
  oldWay: '',
  served: card?.served ?? '',
  newWay: card?.newWay ?? '',
  why: '',
  setting: 'in_room',
  ladder: LEVELS.map(() => ''),
  keeping: {
    visible: 'only_me',
    importance: 1,
    watch: (card?.watch ?? []).map(watching),
    reviewEvery: String(REVIEW_EVERY),
  },
  note: '',
});

/** A goal as it is worded now, to be worded anew. */
export const draftOf = (goal: Goal, step: Step): GoalDraft => {
  const { title, oldRole, oldRoleWords, oldWay, served, newWay, why, setting, ladder } =
    goal.wording;
  return {
    step,
    key: '',
    title,
    oldRole,
    oldRoleWords: oldRoleWords ?? '',
    oldWay: oldWay ?? '',
    served: served ?? '',
    newWay: newWay ?? '',
    why: why ?? '',
    setting,
    ladder: LEVELS.map((_, at) => ladder?.[at] ?? ''),
    keeping: keptAs(goal),
    note: '',
  };
};

export const typedWords = (typed: string) => typed.normalize('NFC').trim();
export const wordsOf = (typed: string) => typedWords(typed) || null;

/** What goes out. A role in own words without any is no role. */
export function wordingOf(draft: GoalDraft): GoalWording {
  const oldRoleWords = draft.oldRole === 'own' ? wordsOf(draft.oldRoleWords) : null;
  const ladder = draft.ladder.map(wordsOf);
  const oldRole: OldRole =
    draft.oldRole === 'own' && oldRoleWords === null ? 'none' : draft.oldRole;
  return {
    title: typedWords(draft.title),
    oldRole,
    oldRoleWords,
    oldWay: wordsOf(draft.oldWay),
    served: wordsOf(draft.served),
    newWay: wordsOf(draft.newWay),
    why: wordsOf(draft.why),
    setting: draft.setting,
    ladder: ladder.every((text) => text === null) ? null : ladder,
  };
}

export const isTooLong = (typed: string, name: keyof typeof LONGEST) =>
  lengthOf(typedWords(typed)) > LONGEST[name];

/** One of the texts that would be sent is too long. */
export const tooLong = (draft: GoalDraft) =>
  TEXTS.some((name) => isTooLong(draft[name], name)) ||
  draft.ladder.some((text) => isTooLong(text, 'level'));

/** What is wrong with each level, −2 first. A ladder on which nothing is written is none, and nothing is wrong with it. */
export function faultsOf(ladder: readonly string[]) {
  const texts = ladder.map(wordsOf);
  if (texts.every((text) => text === null)) return LEVELS.map(() => null);
  const faults = ladderFaults(texts);
  return LEVELS.map((level) => faults.find((one) => one.level === level)?.fault ?? null);
}
