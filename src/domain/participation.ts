import type { Channel } from '../contract/answers.ts';
import { FEELING_WORDS } from '../contract/feelings.ts';
import type { Feeling, FeelingWord } from '../contract/feelings.ts';
import { median } from './median.ts';

/** k of m: shown like this and never as a percentage. */
export interface Part {
  k: number;
  of: number;
}

/** "3+": beyond this nobody can do better than anybody else. */
const MOST_SHARES = 3;
/** The answers that channels and feelings are looked for in. */
export const LATEST = 8;
/** Meetings at either end of a series. */
const AT_EACH_END = 3;

/** Meetings attended, of those held while the member was active; why one was missed is asked by nobody. */
export const attended = (held: readonly { attended: boolean }[]): Part =>
  part(held, (meeting) => meeting.attended);

/** Shares of a meeting as they are kept and shown: three stands for "3+". */
export const cappedShares = (shares: number): number => Math.min(shares, MOST_SHARES);

/** The middle of the shares of every attended meeting with a check-out, 0 to 3; null without any. */
export const shares = (logged: readonly number[]): number | null =>
  median(logged.map(cappedShares));

/** When somebody first spoke; `k` of `of` meetings had first words at all. */
export type FirstShare<At> =
  | ({ kind: 'at' } & At & Part)
  | ({ kind: 'mostly_not_yet' } & Part)
  | { kind: 'no_data' };

/**
 * The middle of the minutes at which the first words came, null for "not today", which is later than any minute: where
 * the middle falls there, or between a minute and there, it was mostly not yet.
 */
export function firstShare(minutes: readonly (number | null)[]): FirstShare<{ minutes: number }> {
  const middle = median(minutes.map((minute) => minute ?? Infinity));
  if (middle === null) return { kind: 'no_data' };
  const spoken = part(minutes, (minute) => minute !== null);
  return middle === Infinity
    ? { kind: 'mostly_not_yet', ...spoken }
    : { kind: 'at', minutes: middle, ...spoken };
}

const PARTS_OF_MEETING = ['early', 'middle', 'late'] as const;
export type PartOfMeeting = (typeof PARTS_OF_MEETING)[number];

/** The same of check-outs without minutes. Between two parts of the meeting it is the later one. */
export function firstPart(
  parts: readonly (PartOfMeeting | null)[],
): FirstShare<{ part: PartOfMeeting }> {
  const middle = median(
    parts.map((part) => (part === null ? Infinity : PARTS_OF_MEETING.indexOf(part))),
  );
  if (middle === null) return { kind: 'no_data' };
  const spoken = part(parts, (part) => part !== null);
  const at = PARTS_OF_MEETING[Math.ceil(middle)];
  return at === undefined
    ? { kind: 'mostly_not_yet', ...spoken }
    : { kind: 'at', part: at, ...spoken };
}

/** Asks published over the meetings attended; `k` may exceed `of`. */
export const asks = (attended: readonly { asks: number }[]): Part => ({
  k: attended.reduce((sum, meeting) => sum + meeting.asks, 0),
  of: attended.length,
});

/** Signed answers given, of the asks that were open to the member and whose meeting they were in. */
export const answered = (asks: readonly { present: boolean; answered: boolean }[]): Part =>
  part(
    asks.filter((ask) => ask.present),
    (ask) => ask.answered,
  );

/** How many different channels the last eight signed answers used, 0 to 6; oldest answer first. */
export const channelMix = (
  answers: readonly { words: readonly { channel: Channel }[] }[],
): number =>
  new Set(answers.slice(-LATEST).flatMap(({ words }) => words.map(({ channel }) => channel))).size;

/**
 * The different words for feelings in the last eight signed answers, oldest answer first: the words are shown, in the
 * order of the vocabulary, never how many. "Not sure yet" and its like are neither better nor worse than a word.
 */
export function feelingRange(answers: readonly { feelings: readonly Feeling[] }[]): FeelingWord[] {
  const felt = new Set(answers.slice(-LATEST).flatMap(({ feelings }) => feelings));
  return FEELING_WORDS.filter((word) => felt.has(word));
}

/** How often "willing to say more" was then said in the meeting. */
export const inRoom = (offers: readonly { done: boolean }[]): number =>
  offers.filter((offer) => offer.done).length;

/** How an experiment went; null while nothing has been said of it. */
export type Tried = 'no' | 'a_bit' | 'yes';

/** Experiments tried, a bit or wholly, of those planned; what came of one makes no difference. */
export const experiments = (planned: readonly { done: Tried | null }[]): Part =>
  part(planned, ({ done }) => done === 'a_bit' || done === 'yes');

/**
 * A measure then and now, from its values oldest first: the median of the first three meetings and of the last three.
 * Null below six values, where a meeting would stand on both sides.
 */
export function thenAndNowPair(values: readonly number[]): { before: number; now: number } | null {
  if (values.length < 2 * AT_EACH_END) return null;
  const [before, now] = [median(values.slice(0, AT_EACH_END)), median(values.slice(-AT_EACH_END))];
  return before === null || now === null ? null : { before, now };
}

/** What a member wants of a measure; the bounds of `within` count as inside. */
export type Direction = 'up' | 'down' | { within: readonly [lowest: number, highest: number] };

/** Whether a measure went where the member wants it; staying the same is neither up nor down. */
export function meets(direction: Direction, before: number, now: number): boolean {
  if (direction === 'up') return now > before;
  if (direction === 'down') return now < before;
  const [lowest, highest] = direction.within;
  return lowest <= now && now <= highest;
}

const part = <One>(all: readonly One[], counts: (one: One) => boolean): Part => ({
  k: all.filter(counts).length,
  of: all.length,
});
