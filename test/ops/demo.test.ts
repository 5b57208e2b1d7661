import { pino } from 'pino';
import { expect, test as base } from 'vitest';

import { getAgenda } from '../../src/contract/agenda.ts';
import { getMyAnswer, PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import { getAsk, listAsks, OpenAsk, openAsk } from '../../src/contract/asks.ts';
import { getGoal, type GoalWording, listGoals } from '../../src/contract/goals.ts';
import { getGrowth } from '../../src/contract/growth.ts';
import { getJournal } from '../../src/contract/journal.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import type { AskId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers, type Results } from '../../src/contract/results.ts';
import type { CoachRule } from '../../src/contract/coach.ts';
import { getReview, listReviews, type Review } from '../../src/contract/reviews.ts';
import { coach } from '../../src/domain/coach.ts';
import { DAY, HOUR, instant, milliseconds } from '../../src/domain/time.ts';
import { en } from '../../src/messages/en.ts';
import { ApiClient } from '../../src/ops/client.ts';
import { EARLIER } from '../../src/ops/demo/earlier.ts';
import {
  ASKED_TODAY,
  ASKED_YESTERDAY,
  EVENINGS,
  type PastAsk,
  type Said,
} from '../../src/ops/demo/evenings.ts';
import { answerOf, lastEvening } from '../../src/ops/demo/past.ts';
import { type Name, PEOPLE } from '../../src/ops/demo/people.ts';
import { PRACTICE } from '../../src/ops/demo/practice.ts';
import { ASKS, REPLIES } from '../../src/ops/demo/replies.ts';
import { type Demo, startDemo } from '../../src/ops/demo/start.ts';
import { anAnswer } from '../support/world.ts';

const AT_ONCE = { answer: [0, 0], ask: [0, 0], react: [0, 0] } as const;

/** What its people need for their year at most, ms: seconds, unless everything else runs beside it. */
const TO_PLAY = 120_000;

/** One for all tests; the last one changes it. */
const test = base.extend<{ demo: Demo }>({
  demo: [
    async ({}, use) => {
      const errors: string[] = [];
      const demo = await startDemo({
        host: '127.0.0.1',
        port: 0,
        logger: pino({ level: 'error' }, { write: (line: string) => errors.push(line) }),
        pace: AT_ONCE,
        seed: 7,
      });
      await use(demo);
      await demo.stop();
      expect(errors).toEqual([]);
    },
    { scope: 'file' },
  ],
});

const YEAR = [...EARLIER, ...EVENINGS];
const PAST: readonly Omit<PastAsk, 'minute' | 'afterwards'>[] = [
  ...YEAR.flatMap((evening) => evening.asks),
  ASKED_YESTERDAY,
  ASKED_TODAY,
];
const LATE = PAST.flatMap(({ late }) => (late ? [late] : []));
const SAID: readonly Said[] = [
  ...PAST.flatMap((ask) => ask.answers.map(({ by: _by, ...said }) => said)),
  ...PAST.flatMap(({ unsigned = [] }) =>
    unsigned.map(({ by: _by, kept: _kept, reactions: _reactions, ...said }) => said),
  ),
  ...Object.values(REPLIES).flatMap((pool) => Object.values(pool).flat()),
];
const SENTENCES = [
  ...SAID.flatMap(({ words }) => words.map(([channel, text]) => ({ channel, text }))),
  ...LATE.map(({ channel, text }) => ({ channel, text })),
];

const CONTEXT = { signed: true, names: PEOPLE.map(({ name }) => name), language: 'en' };
const findings = (text: string, ...apart: CoachRule[]) =>
  coach(text, CONTEXT).flatMap(({ rule }) => (apart.includes(rule) ? [] : `${rule}: ${text}`));

test('the coach has nothing to say about any sentence of the demo', () => {
  const found = SENTENCES.flatMap(({ channel, text }) =>
    findings(`${en.channels.stems[channel].replace('…', '')} ${text}`),
  );

  expect(found).toEqual([]);
});

test('nor about anything that its people practise and note', () => {
  const texts = PRACTICE.flatMap((goal) => [
    ...wordsOf(goal.wording),
    ...(goal.reframed ? [goal.reframed.note, ...wordsOf(goal.reframed.wording)] : []),
    ...goal.evenings.flatMap(({ tried, plans }) => [plans?.text, ...(tried?.slice(1) ?? [])]),
    ...goal.reviews.map(({ note }) => note),
  ]).flatMap((text) => text ?? []);

  expect(texts.length).toBeGreaterThan(100);
  // Whoever notes something for themself may leave the “I” out.
  expect(texts.flatMap((text) => findings(text, 'no_i'))).toEqual([]);
});

const wordsOf = ({ title, oldRoleWords, oldWay, served, newWay, why, ladder }: GoalWording) => [
  title,
  oldRoleWords,
  oldWay,
  served,
  newWay,
  why,
  ...(ladder ?? []),
];

test('every answer and every ask of the demo keeps to the form', () => {
  const meetingId = '00000000-0000-7000-8000-000000000000';
  const asks = [...PAST.map(({ asks }) => asks), ...Object.values(ASKS)];

  expect(SAID.filter((said) => !PutAnswer.safeParse(answerOf(said)).success)).toEqual([]);
  expect(asks.filter((ask) => !OpenAsk.safeParse({ meetingId, ...ask }).success)).toEqual([]);
});

test('no sentence is said twice, and each kind of sentence is used', () => {
  expect(new Set(SENTENCES.map(({ text }) => text)).size).toBe(SENTENCES.length);
  expect(new Set(SENTENCES.map(({ channel }) => channel)).size).toBe(6);
});

test('whenever the demo starts, its last evening has been read and can still be asked about', () => {
  const monday = Date.parse('2026-10-19T00:00:00.000Z');
  // Over the night the clocks are put back.
  const ago = Array.from({ length: 2 * 7 * 24 }, (_, hour) => {
    const now = monday + hour * HOUR;
    return now - milliseconds(lastEvening(instant(now)));
  });

  expect(Math.min(...ago)).toBeGreaterThan(4 * DAY);
  expect(Math.max(...ago)).toBeLessThan(13 * DAY);
});

test(
  'the past is a year of evenings, with seventy answers and every kind of outcome',
  { timeout: TO_PLAY },
  async ({ demo }) => {
    const { groupId, people } = demo.circle;
    const outcomes = new Set<string>();
    const moments: number[] = [];
    let answers = 0;
    let happened = 0;
    for (const { asker, askId, closed, openedAt } of await asksOf(demo)) {
      moments.push(milliseconds(openedAt));
      const params = { groupId, askId };
      await asker.call(openAnswers, { params });
      const results = await asker.call(getResults, { params });
      answers += results.answers.length;
      if (results.reflection?.happened) happened += 1;
      if (closed) outcomes.add(outcomeOf(results));
    }
    const { meeting } = await people.Ruth.call(getRoom, { params: { groupId } });
    const { meetings } = await people.Ana.call(getGrowth, { params: { groupId } });
    const [first, last] = [meetings[0]?.on ?? '', meetings.at(-1)?.on ?? ''];

    expect(meeting?.number).toBe(YEAR.length + 1);
    expect(Date.parse(last) - Date.parse(first)).toBeGreaterThan(355 * DAY);
    expect(answers).toBeGreaterThanOrEqual(70);
    expect(happened).toBeGreaterThanOrEqual(8);
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(300 * DAY);
    expect([...outcomes].sort()).toEqual([
      'about_as_expected',
      'cooler_than_expected',
      'mixed',
      'too few',
      'warmer_than_expected',
    ]);
  },
);

const outcomeOf = ({ numbers, comparison }: Results) =>
  numbers?.warmth === null ? 'too few' : String(comparison?.label);

async function asksOf({ circle: { groupId, people } }: Demo) {
  const found = [];
  for (const asker of Object.values(people)) {
    const { asks } = await asker.call(listAsks, { params: { groupId }, query: { limit: 50 } });
    for (const { id, as, state, openedAt } of asks)
      if (as === 'asker') found.push({ asker, askId: id, closed: state === 'closed', openedAt });
  }
  return found;
}

test('the past left something in journals, on the agenda, and with whoever answered', async ({
  demo,
}) => {
  const { groupId, people } = demo.circle;
  const params = { groupId };

  const { kept } = await people.Walter.call(getJournal, { params, query: {} });
  const { items } = await people.Ines.call(getAgenda, { params });
  const { asks } = await people.Kofi.call(listAsks, { params, query: { limit: 50 } });
  const late = await resultsOfMira(demo);

  expect(kept.map(({ from }) => from)).toContain('Kofi');
  expect(items.map(({ from }) => from.name)).toEqual(['Mira', 'Walter', 'Ana']);
  expect(asks.filter(({ reactions }) => reactions.includes('thank')).length).toBeGreaterThan(1);
  expect(asks.some(({ shared }) => shared)).toBe(true);
  expect(late.map(({ from }) => from.name)).toEqual(['Walter']);
});

test('two asks of the past took answers without names: one each chose, one nobody signed but a leader', async ({
  demo,
}) => {
  const { groupId } = demo.circle;
  const found = [];
  for (const { asker, askId } of await asksOf(demo)) {
    const params = { groupId, askId };
    const { mode } = await asker.call(getAsk, { params });
    if (mode === 'signed') continue;
    const { answers, anonymous } = await asker.call(getResults, { params });
    const parts = anonymous?.parts ?? [];
    found.push({
      mode,
      signed: answers.map(({ from }) => from.name).sort(),
      people: anonymous?.released?.people,
      kept: parts.filter(({ kept }) => kept).length,
      answeredBack: parts.filter(({ reactions }) => reactions.length > 0).length,
    });
  }

  expect(found.toSorted((a, b) => (a.mode < b.mode ? -1 : 1))).toEqual([
    { mode: 'anonymous', signed: ['Samir'], people: 4, kept: 2, answeredBack: 2 },
    { mode: 'choice', signed: ['Jonas', 'Ruth'], people: 3, kept: 1, answeredBack: 2 },
  ]);
});

async function resultsOfMira(demo: Demo) {
  const { groupId, people } = demo.circle;
  const lateWords = [];
  for (const { asker, askId } of await asksOf(demo))
    if (asker === people.Mira)
      lateWords.push(...(await asker.call(getResults, { params: { groupId, askId } })).lateWords);
  return lateWords;
}

test('what the others saw of three evenings is held against how Ana saw them', async ({ demo }) => {
  const { groupId, people } = demo.circle;
  const { mine } = await people.Ana.call(listGoals, { params: { groupId } });
  const goalId = mine[0]!.id;
  const goal = (await people.Ana.call(getGoal, { params: { groupId, goalId } })).mine!;

  expect(goal.peers.map(({ level, n, comparison }) => [level, n, comparison])).toEqual([
    [0, 3, 'about_the_same'],
    [0, 4, 'about_the_same'],
    [2, 4, 'about_the_same'],
  ]);
});

test('five people practise: goals from several parts they know, looked back on, one done and one let go', async ({
  demo,
}) => {
  const { groupId, people } = demo.circle;
  const params = { groupId };
  const practised = [];
  for (const person of Object.values(people)) {
    const { mine } = await person.call(listGoals, { params });
    for (const { id } of mine) {
      const goal = (await person.call(getGoal, { params: { groupId, goalId: id } })).mine!;
      const { reviews } = await person.call(listReviews, { params });
      practised.push({ goal, reviews: reviews.filter((one) => one.goalId === id) });
    }
  }
  const begun = practised.filter(({ goal }) => goal.state !== 'draft');
  const { reviews: readByWalter } = await people.Walter.call(listReviews, { params });

  expect(begun.map(({ goal }) => goal.state).sort()).toEqual([
    'active',
    'active',
    'active',
    'done',
    'let_go',
  ]);
  expect(new Set(practised.map(({ goal }) => goal.wording.oldRole)).size).toBeGreaterThanOrEqual(5);
  // Honest ups and downs, looked back on, with something learned.
  const without = begun.filter(
    ({ goal: { ratings, experiments }, reviews }) =>
      new Set(ratings.map(({ level }) => level)).size < 3 ||
      reviews.length === 0 ||
      !experiments.some(({ learned }) => learned),
  );
  expect(without).toEqual([]);
  expect(begun.filter(({ goal }) => goal.frames.length > 0)).toHaveLength(1);
  expect(readByWalter.filter(({ mine }) => !mine).map(({ name, note }) => [name, note])).toEqual([
    ['Ana', expect.stringMatching(/I kept it/)],
  ]);
});

/** Read aloud calmly. */
const WORDS_A_MINUTE = 150;

test('a year of Ana’s goal reads as a story, aloud in under a minute', async ({ demo }) => {
  const { groupId, people } = demo.circle;
  const { reviews } = await people.Ana.call(listReviews, { params: { groupId } });
  const year = [];
  for (const { id: reviewId } of reviews.filter(({ mine }) => mine).toReversed())
    year.push(await people.Ana.call(getReview, { params: { groupId, reviewId } }));

  const story = storyOf(year);
  const tried = year.flatMap(({ experiments }) => experiments ?? []);
  const levels = year.at(-1)?.ladder?.points.flatMap(({ level }) => level ?? []) ?? [];

  expect(story.split(/\s+/).length).toBeLessThan(WORDS_A_MINUTE);
  expect(story).toContain('I wait until I’m asked');
  expect(story).toContain('I begin a sentence nobody asked for');
  expect(tried.filter(({ done, learned }) => done && learned).length).toBeGreaterThanOrEqual(2);
  // A turn: what did not come off is followed by what did, and the way up by a way down that is not the last.
  const dones = tried.map(({ done }) => done);
  expect(dones.indexOf('no')).toBeLessThan(dones.lastIndexOf('yes'));
  expect(dones.lastIndexOf('no')).toBeGreaterThan(dones.indexOf('yes'));
  expect(levels.at(-1)).toBeGreaterThan(levels[0]!);
  expect(levels.some((level, at) => at > 0 && level < levels[at - 1]!)).toBe(true);
});

/** From the old way to the new one, what was tried and what came of it, and how each look back closed. */
function storyOf(year: readonly Review[]): string {
  const { oldWay, newWay } = year.at(-1)?.goal?.wording ?? {};
  const seasons = year.flatMap(({ experiments, closing }) => [
    ...(experiments ?? []).map(({ text, learned }) => `${text}. ${learned ?? ''}`),
    closing?.note ?? '',
  ]);
  return [oldWay, newWay, ...seasons].join(' ');
}

test('a visitor who becomes somebody is asked something, and is answered by everybody else', async ({
  demo,
}) => {
  const { groupId } = demo.circle;
  const visitor = await visit(demo, 'Ines');
  const params = { groupId };
  const { askable, seats } = await visitor.call(getRoom, { params });
  expect(seats.filter(({ here }) => here).map(({ name }) => name)).toHaveLength(PEOPLE.length);
  const device = await visitor.listen(groupId);

  const asked = await device.heard(({ type }) => type === 'ask.opened');
  const { id: askId } = await visitor.call(openAsk, {
    params,
    body: { meetingId: askable!.meeting.id },
  });
  const arrivals = () =>
    device.messages.filter((one) => one.type === 'answer.arrived' && one.askId === askId).length;
  // One of seven may pass.
  await device.heard(() => arrivals() >= PEOPLE.length - 2);
  await visitor.call(openAnswers, { params: { groupId, askId } });
  const { answers } = await visitor.call(getResults, { params: { groupId, askId } });

  const texts = answers.flatMap(({ words }) => words.map(({ text }) => text));
  expect(texts.length).toBeGreaterThanOrEqual(PEOPLE.length - 2);
  expect(new Set(texts).size).toBe(texts.length);
  const theirs = asked.type === 'ask.opened' ? asked.askId : undefined;
  const { as, asker } = await visitor.call(getAsk, { params: { groupId, askId: theirs! } });
  expect([as, asker.name]).not.toContain('Ines');
  await answerIsGivenBackTo(visitor, demo, theirs!);
  await device.close();
});

async function answerIsGivenBackTo(visitor: ApiClient, demo: Demo, askId: AskId) {
  const params = { groupId: demo.circle.groupId, askId };
  const device = await visitor.listen(params.groupId);
  await device.heard(({ type }) => type === 'reset');
  await visitor.call(putAnswer, { params, body: anAnswer() });
  await device.heard(({ type }) => type === 'reaction.changed');
  const { reactions } = await visitor.call(getMyAnswer, { params });
  expect(reactions).toHaveLength(1);
  await device.close();
}

/** Chooses somebody on the front page, as a browser does. */
async function visit({ service }: Demo, name: Name): Promise<ApiClient> {
  const url = `http://127.0.0.1:${service.port}`;
  const front = await fetch(`${url}/`);
  expect(front.url).toBe(`${url}/demo`);
  expect(await front.text()).toContain(`/demo/people/${name}`);
  const chosen = await fetch(`${url}/demo/people/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  });
  expect(chosen.status).toBe(303);
  const visitor = new ApiClient(url);
  visitor.cookie = chosen.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return visitor;
}
