import { FAMILY_CODES } from '../contract/feelings.ts';
import type { Family, Feeling } from '../contract/feelings.ts';
import type { MemberId } from '../contract/primitives.ts';
import { median } from './median.ts';
import { familyOf } from './vocabulary.ts';

/** Meetings a card looks back on. */
const PERIOD = 6;
/** With less, a card would speak of persons. */
const FEWEST = { members: 5, answers: 10, authors: 4, authorsOfFamily: 3 };

/** A meeting with its signed asks; asks of other modes are left out whole, and so are answers of leaders. */
export interface CardMeeting {
  asks: readonly {
    answers: readonly { author: MemberId; feelings: readonly Feeling[] }[];
  }[];
}

/** What every member of a group may see of six meetings, leaders no more than anybody else. */
export interface GroupCard {
  /** Median over the meetings. */
  asksPerMeeting: number;
  /** Median over the asks. */
  answersPerAsk: number;
  /** Those that at least three different people used, in the order of the vocabulary. */
  families: Family[];
  reports: number;
}

/**
 * The meetings of the latest card, from all that were held, oldest first: the last whole six counted from the group's
 * first meeting. Periods never overlap, so that no card can be held against another to see what one meeting added.
 * Null before the sixth meeting.
 */
export function latestPeriod<Meeting>(held: readonly Meeting[]): readonly Meeting[] | null {
  const end = held.length - (held.length % PERIOD);
  return end === 0 ? null : held.slice(end - PERIOD, end);
}

/**
 * The card of one period. Null where it would speak of persons: fewer than five members, fewer than ten answers, or
 * answers of fewer than four people.
 *
 * @param of.members how many belong to the group
 * @param of.reports how many answers were reported in the period
 */
export function groupCard({
  members,
  meetings,
  reports,
}: {
  members: number;
  meetings: readonly CardMeeting[];
  reports: number;
}): GroupCard | null {
  const asks = meetings.flatMap((meeting) => meeting.asks);
  const answers = asks.flatMap((ask) => ask.answers);
  const authors = new Set(answers.map(({ author }) => author));
  if (members < FEWEST.members || answers.length < FEWEST.answers || authors.size < FEWEST.authors)
    return null;
  const asksPerMeeting = median(meetings.map((meeting) => meeting.asks.length));
  const answersPerAsk = median(asks.map((ask) => ask.answers.length));
  if (asksPerMeeting === null || answersPerAsk === null) return null;

  const usedBy = (family: Family) =>
    new Set(
      answers
        .filter(({ feelings }) => feelings.some((feeling) => familyOf(feeling) === family))
        .map(({ author }) => author),
    );
  return {
    asksPerMeeting,
    answersPerAsk,
    families: FAMILY_CODES.filter((family) => usedBy(family).size >= FEWEST.authorsOfFamily),
    reports,
  };
}
