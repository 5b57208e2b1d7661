import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { putCheckOut } from '../../src/contract/check-outs.ts';
import { closeAsk, openAsk } from '../../src/contract/asks.ts';
import {
  getGoal,
  keepGoal,
  type Level,
  planExperiment,
  settleExperiment,
} from '../../src/contract/goals.ts';
import { getGroupCard, getGrowth } from '../../src/contract/growth.ts';
import { keepSentence } from '../../src/contract/journal.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import { DAY } from '../../src/domain/time.ts';
import type { GoalId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import {
  beginReview,
  eraseReview,
  getReview,
  listReviews,
  type Section,
  SECTIONS,
  writeReview,
} from '../../src/contract/reviews.ts';
import { hold, LADDER, practise } from '../goals/practising.ts';
import { GUESS } from '../support/evening.ts';
import { answer, type Circle, type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

interface Looking extends Circle {
  noor: Person;
  others: [Person, Person, Person, Person];
  goalId: GoalId;
  inGroup: { params: { groupId: Circle['groupId'] } };
}

async function start(): Promise<Looking> {
  const circle = await world.circle(founder, ['Noor', 'Ben', 'Cleo', 'Dan', 'Eve']);
  const [noor, ...others] = circle.members as [Person, Person, Person, Person, Person];
  const { groupId } = circle;
  const goalId = await practise(noor, groupId);
  return { ...circle, noor, others, goalId, inGroup: { params: { groupId } } };
}

const LEVELS: Level[] = [-1, -1, 0, 0, 1, 1];
const SHARES = [0, 1, 1, 1, 2, 3];
const WORDS = ['not_today', 'late', 'late', 'late', 'middle', 'early'] as const;

/** Six evenings of Noor's with their check-outs; in the fourth she asks, and four people answer. */
async function sixEvenings(s: Looking): Promise<void> {
  const { groupId, goalId, noor } = s;
  for (const [at, level] of LEVELS.entries()) {
    const present = [s.leader, noor, ...s.others];
    const meetingId = at === 3 ? await asking(s) : await hold(s, present);
    await noor.call(putCheckOut, {
      params: { groupId, meetingId },
      body: {
        mine: { shares: SHARES[at] ?? 0, firstWords: WORDS[at] ?? 'late' },
        ratings: [{ goalId, level, distance: at + 2 }],
      },
    });
  }
}

async function asking(s: Looking) {
  const { groupId, noor } = s;
  const meetingId = await world.meeting(s, [s.leader, noor, ...s.others]);
  const { id: askId } = await noor.call(openAsk, {
    params: { groupId },
    body: { meetingId, guess: GUESS, moment: 'When I began' },
  });
  for (const other of s.others) await answer(other, groupId, askId);
  const params = { groupId, askId };
  await noor.call(closeAsk, { params });
  await noor.call(openAnswers, { params });
  const { answers } = await noor.call(getResults, { params });
  const answerId = answers[0]?.id;
  if (!answerId) throw new Error('nobody answered');
  await noor.call(keepSentence, { params, body: { answerId, position: 0 } });
  await s.leader.call(endMeeting, { params: { groupId, meetingId } });
  return meetingId;
}

const begin = (s: Looking) =>
  s.noor.call(beginReview, { params: { groupId: s.groupId, goalId: s.goalId } });
const of = (s: Looking, reviewId: string) => ({ params: { groupId: s.groupId, reviewId } });

describe('a review', () => {
  test('tells six evenings: what was tried, the ladder, its direction, and what was chosen to be watched', async () => {
    const s = await start();
    const { groupId, goalId, noor } = s;
    const params = { groupId, goalId };
    const watch = [
      { measure: 'shares' as const, direction: 'up' as const },
      { measure: 'first_share' as const, direction: 'down' as const },
    ];
    await noor.call(keepGoal, { params, body: { watch } });
    const { id: experimentId } = await noor.call(planExperiment, {
      params,
      body: {
        text: 'One sentence',
        setting: 'in_room',
        when: { kind: 'next_meeting' },
        likely: 60,
      },
    });
    await sixEvenings(s);
    await noor.call(settleExperiment, {
      params: { ...params, experimentId },
      body: { done: 'yes', learned: 'They waited.' },
    });

    const review = await begin(s);

    expect(review.meetings).toEqual({ from: 1, to: 6 });
    expect(review.goal?.wording.served).toBe('Nobody could laugh at what they never heard.');
    expect(review.experiments).toMatchObject([
      { text: 'One sentence', done: 'yes', learned: 'They waited.' },
    ]);
    expect(review.ladder?.texts).toEqual(LADDER);
    expect(review.ladder?.points.map(({ meeting, level }) => [meeting, level])).toEqual(
      LEVELS.map((level, at) => [at + 1, level]),
    );
    expect(review.direction).toEqual({
      level: 'clear_up',
      distance: 'moved',
      achievement: 'in-progress',
    });
    expect(review.measures).toEqual([
      { watched: watch[0], pair: { before: 1, now: 2 }, part: { k: 6, of: 6 }, feelings: [] },
      {
        watched: watch[1],
        pair: { before: 'late', now: 'middle' },
        part: { k: 5, of: 6 },
        feelings: [],
      },
    ]);
    // One ask with a guess is no figure yet.
    expect(review.guesses).toBeNull();
    expect(review.mine?.keepable).toHaveLength(1);
    expect(review.mine?.tScore).toBeNull();
    expect((await noor.call(getGoal, { params })).mine?.reviewDue).toBe(false);
  });

  test('is the same one until another meeting was held, and the next begins after it', async () => {
    const s = await start();
    await hold(s, [s.noor]);
    const first = await begin(s);
    const again = await begin(s);
    await hold(s, [s.noor]);
    const next = await begin(s);

    expect(again.id).toBe(first.id);
    expect([first.meetings, next.meetings]).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2 },
    ]);
  });

  test('says "too early" instead of a number where there are too few evenings', async () => {
    const s = await start();
    const { groupId, goalId, noor } = s;
    await noor.call(keepGoal, {
      params: { groupId, goalId },
      body: { watch: [{ measure: 'shares', direction: 'up' }] },
    });
    const meetingId = await hold(s, [noor]);
    await noor.call(putCheckOut, {
      params: { groupId, meetingId },
      body: { mine: { shares: 2 }, ratings: [{ goalId, level: 1, distance: 8 }] },
    });
    const review = await begin(s);

    expect(review.direction).toMatchObject({ level: 'too_early', distance: 'too_early' });
    expect(review.measures).toMatchObject([{ pair: null, part: { k: 1, of: 1 } }]);
  });

  test('counts no experiment as left undone whose day is still to come', async () => {
    const s = await start();
    const params = { groupId: s.groupId, goalId: s.goalId };
    const watch = [{ measure: 'experiments' as const, direction: 'up' as const }];
    await s.noor.call(keepGoal, { params, body: { watch } });
    const plan = { text: 'One sentence', setting: 'in_room' as const };
    const when = { kind: 'next_meeting' as const };
    await s.noor.call(planExperiment, { params, body: { ...plan, when } });
    await hold(s, [s.noor]);
    await s.noor.call(planExperiment, { params, body: { ...plan, when } });
    const someday = { kind: 'day' as const, day: '2040-01-02' };
    await s.noor.call(planExperiment, { params, body: { ...plan, when: someday } });

    expect((await begin(s)).measures).toMatchObject([{ part: { k: 0, of: 1 } }]);
  });

  test('shows the T-score to its member alone, and only when asked for', async () => {
    const s = await start();
    await sixEvenings(s);
    const { id } = await begin(s);
    const shared = Object.fromEntries(SECTIONS.map((section) => [section, 'group' as const]));
    const asked = await s.noor.call(writeReview, { ...of(s, id), body: { tScore: true, shared } });
    const [ben] = s.others;

    expect(asked.mine?.tScore).toEqual({ value: 60, goals: 1 });
    expect((await ben.call(getReview, of(s, id))).mine).toBeNull();
  });

  test.each(SECTIONS)(
    'shares %s, and nothing else, with whom it is shared with',
    async (section) => {
      const s = await start();
      await sixEvenings(s);
      const { id } = await begin(s);
      const [ben] = s.others;
      const sectionsOf = async (reader: Person): Promise<Section[] | string> => {
        const response = await reader.send(getReview, of(s, id));
        if (!response.ok) return ((await response.json()) as { code: string }).code;
        const review = (await response.json()) as Record<Section, unknown>;
        return SECTIONS.filter((one) => review[one] !== null);
      };
      const share = (shared: 'leaders' | 'group' | 'nobody') =>
        s.noor.call(writeReview, { ...of(s, id), body: { shared: { [section]: shared } } });
      expect([await sectionsOf(ben), await sectionsOf(s.leader)]).toEqual([
        'not_found',
        'not_found',
      ]);

      // Without three asks with guesses there is nothing in it.
      const shown = section === 'guesses' ? [] : [section];
      await share('leaders');
      expect([await sectionsOf(ben), await sectionsOf(s.leader)]).toEqual(['not_found', shown]);
      await share('group');
      expect(await sectionsOf(ben)).toEqual(shown);
      expect((await ben.call(listReviews, s.inGroup)).reviews).toHaveLength(1);
      await share('nobody');
      expect(await sectionsOf(s.leader)).toEqual('not_found');
    },
  );

  test('never tells others how many asks its member answered, even when its measures are shared', async () => {
    const s = await start();
    const { groupId, goalId, noor } = s;
    await noor.call(keepGoal, {
      params: { groupId, goalId },
      body: {
        watch: [
          { measure: 'answered', direction: 'up' },
          { measure: 'shares', direction: 'up' },
        ],
      },
    });
    await sixEvenings(s);
    const { id } = await begin(s);
    const body = { shared: { measures: 'group' as const } };
    const own = await noor.call(writeReview, { ...of(s, id), body });
    const watchedBy = (review: typeof own) =>
      review.measures?.map(({ watched }) => watched.measure);

    expect(watchedBy(own)).toEqual(['answered', 'shares']);
    expect(watchedBy(await s.others[0].call(getReview, of(s, id)))).toEqual(['shares']);
    expect(watchedBy(await s.leader.call(getReview, of(s, id)))).toEqual(['shares']);
  });

  test('keeps what was said to its member alone from those it is shared with', async () => {
    const s = await start();
    await sixEvenings(s);
    const { id, mine } = await begin(s);
    const kept = mine?.keepable.map((one) => one.id) ?? [];
    const own = await s.noor.call(writeReview, {
      ...of(s, id),
      body: { kept, shared: { kept: 'group', ladder: 'group' } },
    });
    const read = await s.others[1].call(getReview, of(s, id));

    expect(own.kept).toMatchObject({ withheld: 0, sentences: [{ id: kept[0] }] });
    expect(read.kept).toEqual({ sentences: [], withheld: 1 });
    expect(read.ladder?.points.every((one) => one.peers === null)).toBe(true);
  });

  test('can be erased', async () => {
    const s = await start();
    await hold(s, [s.noor]);
    const { id } = await begin(s);
    await s.noor.call(eraseReview, of(s, id));

    expect((await s.noor.refused(getReview, of(s, id))).code).toBe('not_found');
  });
});

describe('the long look', () => {
  test('holds what is one’s own and no value of anybody else', async () => {
    const s = await start();
    const { groupId } = s;
    await sixEvenings(s);
    const [ben] = s.others;
    const bens = await practise(ben, groupId, { title: 'canary title', newWay: 'canary way' });
    const meetingId = await hold(s, [ben, s.noor]);
    await ben.call(putCheckOut, {
      params: { groupId, meetingId },
      body: {
        mine: { shares: 3, firstWords: 'early', firstMinute: 317 },
        ratings: [{ goalId: bens, level: 2, distance: 9 }],
      },
    });
    await ben.call(openAsk, { params: { groupId }, body: { meetingId, moment: 'canary moment' } });
    const review = await begin(s);
    const growth = await s.noor.call(getGrowth, s.inGroup);

    expect(growth.meetings).toHaveLength(7);
    expect(growth.asks).toMatchObject([
      { moment: 'When I began', meeting: 4, guess: { understood: 2 } },
    ]);
    expect(growth.goals).toMatchObject([{ points: LEVELS.map((level) => ({ level })) }]);
    expect(growth.kept).toHaveLength(1);
    const all = JSON.stringify([growth, review]);
    expect(all).not.toContain('canary');
    expect(all).not.toMatch(/:317\b/);
    expect(all).not.toContain(bens);
    for (const other of s.others) expect(all).not.toContain(other.memberId);
  });

  test('says nothing of an ask that its asker has not opened since it closed', async () => {
    const s = await start();
    const meetingId = await world.meeting(s, [s.leader, s.noor, ...s.others]);
    const { id: askId } = await s.noor.call(openAsk, { ...s.inGroup, body: { meetingId } });
    for (const other of s.others) await answer(other, s.groupId, askId);
    await s.noor.call(closeAsk, { params: { groupId: s.groupId, askId } });

    expect((await s.noor.call(getGrowth, s.inGroup)).asks).toEqual([]);
  });
});

describe('the card of a group', () => {
  test('is not there before six meetings, nor where it would speak of persons', async () => {
    const s = await start();
    for (let at = 0; at < 6; at++) await hold(s, [s.noor]);
    await world.pass(15 * DAY);
    expect(await s.noor.call(getGroupCard, s.inGroup)).toEqual({ card: null });
  });

  test('waits for an ask of its evenings that is open still', async () => {
    const s = await start();
    for (let at = 0; at < 3; at++) await asking(s);
    for (let at = 0; at < 2; at++) await hold(s, [s.noor]);
    const meetingId = await hold(s, [s.noor, ...s.others]);
    await world.pass(13 * DAY);
    const body = { meetingId, closes: 'in_a_week' } as const;
    await s.noor.call(openAsk, { ...s.inGroup, body });
    await world.pass(2 * DAY);
    const { card: whileOpen } = await s.noor.call(getGroupCard, s.inGroup);
    await world.pass(6 * DAY);

    expect(whileOpen).toBeNull();
    expect((await s.noor.call(getGroupCard, s.inGroup)).card).toMatchObject({ answersPerAsk: 4 });
  });

  test('is the same for every member, from signed answers of at least four people', async () => {
    const s = await start();
    for (let at = 0; at < 3; at++) await asking(s);
    for (let at = 0; at < 3; at++) await hold(s, [s.noor]);
    // The last evenings can be asked about still: a card now could be held against a later one.
    expect(await s.noor.call(getGroupCard, s.inGroup)).toEqual({ card: null });
    await world.pass(15 * DAY);
    const { card } = await s.noor.call(getGroupCard, s.inGroup);

    expect(card).toMatchObject({
      meetings: { from: 1, to: 6 },
      asksPerMeeting: 0.5,
      answersPerAsk: 4,
      reports: 0,
    });
    expect(await s.leader.call(getGroupCard, s.inGroup)).toEqual({ card });
    expect(Object.keys(card ?? {}).sort()).toEqual([
      'answersPerAsk',
      'asksPerMeeting',
      'families',
      'from',
      'meetings',
      'reports',
      'to',
    ]);
  });
});
