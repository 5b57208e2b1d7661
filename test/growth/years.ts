// Years of groups, written straight into the file of a service that is stopped: week by week, as groups that meet in the
// same weeks would leave them, each row between those of all others.
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { Channel } from '../../src/contract/answers.ts';
import { FEELING_WORDS } from '../../src/contract/feelings.ts';
import { type Level, LEVELS } from '../../src/contract/goals.ts';
import type {
  AccountId,
  AnswerId,
  AskId,
  ExperimentId,
  GoalId,
  GroupId,
  Instant,
  KeptId,
  MeetingId,
  MemberId,
  ReviewId,
} from '../../src/contract/primitives.ts';
import { receive } from '../../src/domain/reception.ts';
import { DAY, dayOf, HOUR, MINUTE, plus } from '../../src/domain/time.ts';
import { randomId, timeOrderedId } from '../../src/ids.ts';
import type { Tables } from '../../src/store/schema.ts';
import { GUESS } from '../support/evening.ts';
import { LADDER, WORDING } from '../goals/practising.ts';

/** Meetings in a year. */
const WEEKS = 50;
/** One asks, seven answer. */
const MEMBERS = 8;
/** Asks of a meeting: one of the first member's, three of others. */
const ASKS = 4;
/** Meetings between two looks back. */
const REVIEW_EVERY = 6;
/** Meetings a goal is practised for, then the next one begins. */
const PRACTISED = 48;
const TOPICS = ['the end', 'the quiet', 'my sister', 'last week', 'the door', 'what I want'];
const FEELINGS = FEELING_WORDS;
const CHANNELS = Channel.options;

interface Group {
  id: GroupId;
  members: MemberId[];
  /** Meetings so far. */
  held: number;
  /** What the first member practises now. */
  goal: { id: GoalId; startedAfter: number; lastReview: number } | null;
}

/** Where the first member of a group can look back from. */
export interface LookingBack {
  accountId: AccountId;
  groupId: GroupId;
  goalId: GoalId;
  reviewId: ReviewId;
}

export interface YearsOptions {
  dataFolder: string;
  /** Whose years they are: an account that is there. */
  accountId: AccountId;
  years: number;
  /** Other groups that met in the last of them. */
  others: number;
  /** A week after the last meeting. */
  until: Instant;
}

/**
 * Writes years of meetings of a group whose first member has this account, with asks, answers, a goal for each year and
 * looks back on it; beside them one year of each of the other groups. The same numbers give the same years.
 */
export function writeYears({
  dataFolder,
  accountId,
  years,
  others,
  until,
}: YearsOptions): LookingBack {
  const database = new Database(join(dataFolder, 'landed.sqlite'));
  const write = writer(database);
  const weeks = years * WEEKS;
  let found: Looked | undefined;
  database.pragma('foreign_keys = ON');
  database.exec('begin');
  const begins = (week: number) => plus(until, (week - weeks) * 7 * DAY);
  const over = database.prepare(`update goals set state = 'done' where id = ?`);
  const mine = newGroup(write, begins(0), accountId);
  const beside: Group[] = [];
  for (let week = 0; week < weeks; week += 1) {
    const at = begins(week);
    if (week === weeks - WEEKS)
      for (let i = 0; i < others; i += 1) beside.push(newGroup(write, at, null));
    const practised = mine.goal?.id;
    found = oneWeek(write, mine, at) ?? found;
    if (practised && !mine.goal) over.run(practised);
    for (const group of beside) oneWeek(write, group, at);
  }
  const counted = database.prepare('update groups set meetings = ? where id = ?');
  for (const { id, held } of [mine, ...beside]) counted.run(held, id);
  database.exec('commit');
  database.close();
  if (!found) throw new RangeError('too short to look back on');
  return { accountId, groupId: mine.id, ...found };
}

type Write = <Name extends keyof Tables>(name: Name, row: Tables[Name]['$inferInsert']) => void;

function writer(database: Database.Database): Write {
  const known = new Map<string, Database.Statement>();
  return (name, row) => {
    let statement = known.get(name);
    if (!statement) {
      const columns = Object.keys(row).map(snake);
      const places = columns.map(() => '?').join(', ');
      statement = database.prepare(
        `insert into ${snake(name)} (${columns.map((one) => `"${one}"`).join(', ')}) values (${places})`,
      );
      known.set(name, statement);
    }
    statement.run(Object.values(row).map(kept));
  };
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** As the columns keep it. */
function kept(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

const idAt = <Id extends string>(at: Instant) => timeOrderedId<Id>(Date.parse(at));

function newGroup(write: Write, at: Instant, accountId: AccountId | null): Group {
  const id = idAt<GroupId>(at);
  write('groups', {
    id,
    name: 'Tuesday circle',
    purpose: 'A place to say what is true this evening.',
    timeZone: 'Europe/Berlin',
    leaders: 1,
    cap: 12,
    state: 'active',
    agreementVersion: 1,
    meetings: 0,
    seq: 1,
    createdOn: dayOf(at),
  });
  if (accountId) write('accountGroups', { accountId, groupId: id });
  const members = Array.from({ length: MEMBERS }, (_, i) => {
    const memberId = idAt<MemberId>(at);
    const name = `Member ${i}`;
    write('memberships', {
      groupId: id,
      id: memberId,
      accountId: i === 0 ? accountId : null,
      name,
      nameFolded: name.toLowerCase(),
      role: 'member',
      state: 'active',
      joinedAt: at,
    });
    return memberId;
  });
  return { id, members, held: 0, goal: null };
}

type Looked = Pick<LookingBack, 'goalId' | 'reviewId'>;

/** One meeting with all that comes of it. @returns the look back that was made after it */
function oneWeek(write: Write, group: Group, at: Instant): Looked | null {
  const { id: groupId, members } = group;
  const meetingId = idAt<MeetingId>(at);
  const number = (group.held += 1);
  const endedAt = plus(at, 90 * MINUTE);
  write('meetings', { groupId, id: meetingId, number, openedAt: at, endsAt: endedAt, endedAt });
  for (const memberId of members)
    write('attendance', { groupId, meetingId, memberId, checkedInAt: at, left: false });
  for (let i = 0; i < ASKS; i += 1) {
    // The first member's, and those of three others in turn.
    const asker = i === 0 ? 0 : 1 + ((number * (ASKS - 1) + i) % (MEMBERS - 1));
    oneAsk(write, group, { meetingId, number, asker, at: plus(at, (20 + 15 * i) * MINUTE) });
  }
  return practise(write, group, { meetingId, number, at: endedAt });
}

interface Place {
  meetingId: MeetingId;
  number: number;
  at: Instant;
}

function oneAsk(
  write: Write,
  { id: groupId, members, goal }: Group,
  { meetingId, number, asker, at }: Place & { asker: number },
): void {
  const askerId = members[asker]!;
  const askId = idAt<AskId>(at);
  const forGoal = asker === 0 && goal !== null;
  write('asks', {
    groupId,
    id: askId,
    meetingId,
    askerId,
    moment: `When I spoke about ${TOPICS[number % TOPICS.length]}`,
    question: 'landed',
    dose: 'balanced',
    seenBy: number % 5 === 0 ? 'group' : 'asker',
    mode: 'signed',
    openedAt: at,
    closesAt: plus(at, DAY),
    closedAt: plus(at, DAY),
    state: 'closed',
    event: JSON.stringify({ kind: 1, content: 'as displayed '.repeat(40) }),
    eventHash: 'e'.repeat(64),
    opened: true,
    openedAfterClose: true,
    goalId: forGoal ? goal.id : null,
    ladder: forGoal ? LADDER : null,
    ladderVersion: forGoal ? 1 : null,
  });
  write('guesses', { groupId, askId, ...GUESS });
  for (const memberId of members)
    if (memberId !== askerId) write('eligible', { groupId, askId, memberId });
  const answers = members
    .filter((memberId) => memberId !== askerId)
    .map((memberId, i) => ({
      memberId,
      taps: tapsOf(number + i),
      answerId: randomId<AnswerId>(),
      i,
    }));
  for (const { memberId, taps, answerId, i } of answers) {
    write('answers', {
      groupId,
      id: answerId,
      askId,
      memberId,
      version: 1,
      attempt: answerId.replaceAll('-', ''),
      feelings: [FEELINGS[(number + i) % FEELINGS.length]!],
      words: [
        {
          channel: CHANNELS[(number + i) % CHANNELS.length]!,
          text: 'a small wave of sadness when you laughed',
        },
      ],
      inRoom: i === 0,
      saidInRoom: i === 0 && number % 2 === 0,
      ...taps,
      goalLevel: forGoal ? levelOf(number + i) : null,
      counted: true,
      answeredOn: dayOf(at),
    });
  }
  const reception = receive(
    answers.map(({ taps }) => taps),
    GUESS,
  );
  const goalTally = {
    counts: [0, 1, 3, 2, 1],
    median: 0,
    n: 7,
    cantSay: 0,
    atOrAbove: 6,
    values: [-1, 0, 0, 0, 1, 1, 2],
  };
  write('receptions', {
    groupId,
    askId,
    n: answers.length,
    reception: forGoal ? { ...reception, goal: goalTally } : reception,
  });
  write('reflections', { groupId, askId, happened: 'no', likelyNext: 40, line: 'They waited.' });
  if (asker === 0 && number % 2 === 0) {
    const { answerId, memberId } = answers[number % answers.length]!;
    write('kept', {
      groupId,
      id: idAt<KeptId>(plus(at, 2 * DAY)),
      memberId: askerId,
      askId,
      answerId,
      position: 0,
      channel: 'feeling',
      text: 'a small wave of sadness when you laughed',
      fromId: memberId,
      moment: 'When I spoke',
      keptOn: dayOf(plus(at, 2 * DAY)),
    });
  }
}

/** What the first member notes after a meeting: a new goal each year, and a look back every six meetings. */
function practise(write: Write, group: Group, { meetingId, number, at }: Place): Looked | null {
  const { id: groupId, members } = group;
  const memberId = members[0]!;
  const day = dayOf(at);
  const of = { groupId, memberId };
  group.goal ??= newGoal(write, group, plus(at, -3 * HOUR));
  const { id: goalId, startedAfter } = group.goal;
  write('checkOuts', { ...of, meetingId, shares: number % 4, firstWords: 'late', firstMinute: 40 });
  write('goalRatings', {
    ...of,
    goalId,
    meetingId,
    level: levelOf(number),
    distance: number % 11,
    ladderVersion: 1,
  });
  write('experiments', {
    ...of,
    id: idAt<ExperimentId>(at),
    goalId,
    text: 'One sentence before I am asked',
    setting: 'in_room',
    meeting: number,
    day: null,
    likely: 60,
    done: number % 3 === 0 ? 'no' : 'yes',
    happened: 'I said it, and there was a silence.',
    learned: 'Nobody laughed.',
    plannedOn: day,
    settledOn: day,
  });
  if (number % REVIEW_EVERY !== 0) return null;
  const reviewId = idAt<ReviewId>(plus(at, HOUR));
  write('reviews', {
    ...of,
    id: reviewId,
    goalId,
    fromMeeting: group.goal.lastReview + 1,
    toMeeting: number,
    wording: WORDING,
    ladderVersion: 1,
    choice: 'keep',
    note: 'I spoke earlier than I used to.',
    tScore: true,
    kept: [],
    madeOn: day,
  });
  group.goal.lastReview = number;
  if (number - startedAfter >= PRACTISED) group.goal = null;
  return { goalId, reviewId };
}

function newGoal(write: Write, { id: groupId, members, held }: Group, at: Instant) {
  const id = idAt<GoalId>(at);
  const startedAfter = held - 1;
  write('goals', {
    ...WORDING,
    groupId,
    id,
    memberId: members[0]!,
    state: 'active',
    visible: 'group',
    watch: [
      { measure: 'channel_mix', direction: 'up' },
      { measure: 'answered', direction: 'up' },
    ],
    madeOn: dayOf(at),
    startedOn: dayOf(at),
    startedAfter,
  });
  return { id, startedAfter, lastReview: startedAfter };
}

const tapsOf = (n: number) => ({ understood: n % 5, closeness: (n % 7) - 3, warmth: (n * 3) % 5 });
const levelOf = (n: number): Level => LEVELS[(n * 7) % LEVELS.length]!;
