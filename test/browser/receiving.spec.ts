import { expect, type Page } from '@playwright/test';

import type { PutAnswer } from '../../src/contract/answers.ts';
import { sayLate } from '../../src/contract/answers.ts';
import { closeAsk, type Guess, type OpenAsk } from '../../src/contract/asks.ts';
import { getJournal, keepSentence } from '../../src/contract/journal.ts';
import { listReports } from '../../src/contract/reports.ts';
import { getResults, openAnswers, putReflection } from '../../src/contract/results.ts';
import { enPages } from '../../src/messages/en-pages.ts';
import { answer, ask, type World } from '../support/world.ts';
import { announcements } from './arrivals.ts';
import { test } from './devices.ts';
import { evening, turnTo } from './meeting.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const NAMES = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora', 'Emil'];

const guess: Guess = {
  understood: 2,
  closeness: -1,
  warmth: 1,
  fear: 'someone_far',
  fearWords: null,
  fearLikely: 70,
  fearBad: 5,
  discount: 'nice',
  discountWords: null,
};

const ANSWERS: Partial<PutAnswer>[] = [
  {
    feelings: ['in_my_body', 'touched'],
    body: ['softening', 'tears_close'],
    words: [
      { channel: 'feeling', text: 'relieved when you said it out loud' },
      { channel: 'reaction', text: 'leaned forward' },
    ],
    cameAcross: ['LM', 'JK'],
    moreOf: ['taking_your_time'],
    moreOfText: 'evenings like this one',
    inRoom: true,
    understood: 3,
    closeness: 1,
    warmth: 3,
  },
  {
    feelings: ['not_sure_yet'],
    pad: { pleasantness: 1, energy: -1 },
    words: [{ channel: 'association', text: 'standing outside my own front door' }],
    cameAcross: ['LM'],
    moreOf: ['taking_your_time'],
    understood: 4,
    closeness: 2,
    warmth: 3,
  },
  {
    feelings: ['not_sure_yet'],
    words: [],
    cameAcross: ['NO'],
    understood: 3,
    closeness: 0,
    warmth: 2,
  },
  { feelings: ['touched'], words: [], understood: 2, closeness: 1, warmth: null },
];

/** Jonas asked, and four answered. */
async function received(world: World, fields: Partial<OpenAsk> = {}, answers = ANSWERS) {
  const there = await evening(world, NAMES);
  const { groupId, meetingId, who } = there;
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment: 'When I said I almost didn’t come',
    guess,
    ...fields,
  });
  for (const [i, given] of answers.entries())
    await answer(who(NAMES[i + 1] ?? ''), groupId, askId, given);
  const close = () => who('Jonas').call(closeAsk, { params: { groupId, askId } });
  return { ...there, askId, close, jonas: who('Jonas'), params: { groupId, askId } };
}

const agenda = (page: Page) => page.getByRole('region', { name: 'For the next meeting' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const card = (page: Page, words: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: words });

test('the whole of what came back is read in its order, and what I write after it is kept as I type', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, jonas, who, params } = await received(world);
  await close();
  const late = { channel: 'thought' as const, text: 'that I still think of it' };
  await who('Emil').call(sayLate, { params, body: late });
  const page = await device(jonas, askPage(askId));

  await turnTo(page, 'guess');
  await expect(page.getByText('Someone will feel further from me.')).toBeVisible();
  await turnTo(page, 'feelings');
  const main = page.getByRole('main');
  for (const said of [
    'touchedtwo people',
    'not sure yettwo people',
    'softening',
    'pleasant and quiet',
  ])
    await expect(main.getByText(said, { exact: true })).toBeVisible();
  await expect(card(page, 'you taking your time')).toContainText('two people');
  await expect(main.getByText('In that moment, to most, you came across as:')).toBeVisible();
  await expect(main.getByText('caring, close')).toBeVisible();
  await turnTo(page, 'words');
  await expect(card(page, 'I noticed that I leaned forward')).toContainText(
    'evenings like this one',
  );
  await expect(main.getByRole('region', { name: 'Said afterwards' }).or(main)).toContainText(
    'A thought I had was that I still think of it',
  );
  await turnTo(page, 'numbers');
  await expect(page.getByText('All four at your guess or above.')).toHaveCount(2);
  await turnTo(page, 'comparison');

  await expect(page.getByText('“they’re being nice.”')).toBeVisible();
  await expect(page.getByText('Is that happening?')).toBeVisible();
  await expect(page.getByLabel('No', { exact: true })).toBeChecked();
  await expect(page.getByText('Before, it felt 70 of 100 likely.')).toBeVisible();
  await page.getByText('Partly', { exact: true }).click();
  await page.getByLabel('How likely would I say it is next time?').press('ArrowLeft');
  const line = page.getByLabel('One line I want to keep');
  await line.fill('Somebody leaned forward.');
  await expect(page.getByText('Saved.')).toBeVisible();

  expect((await jonas.call(getResults, { params })).reflection).toEqual({
    happened: 'partly',
    likelyNext: 40,
    line: 'Somebody leaned forward.',
  });
});

test.describe('without a connection', () => {
  test.use({ expected: /net::ERR_FAILED|ERR_INTERNET_DISCONNECTED/ });

  test('what I write after reading stays on the device through a reload, and goes out by itself', async ({
    world,
    device,
  }) => {
    const { askPage, askId, close, jonas, params } = await received(world);
    await close();
    await jonas.call(openAnswers, { params });
    const page = await device(jonas, askPage(askId));
    const line = page.getByLabel('One line I want to keep');
    const toTheEnd = async () => {
      for (const step of ['guess', 'feelings', 'words', 'numbers', 'comparison'] as const)
        await turnTo(page, step);
    };
    await toTheEnd();
    await page.route('**/reflection', (route) => route.abort());
    await line.fill('They waited for me.');
    await expect(page.getByText('Kept on this device.')).toBeVisible();

    await page.reload();
    await toTheEnd();
    await expect(line).toHaveValue('They waited for me.');
    await page.unroute('**/reflection');

    await expect(page.getByText('Saved.')).toBeVisible();
    expect((await jonas.call(getResults, { params })).reflection?.line).toBe('They waited for me.');
  });
});

test('a fear that too few numbers could answer is left to me', async ({ world, device }) => {
  const { askPage, askId, close, jonas, params } = await received(world, {}, ANSWERS.slice(0, 3));
  await close();
  await jonas.call(openAnswers, { params });
  const page = await device(jonas, askPage(askId));
  for (const step of ['guess', 'feelings', 'words', 'numbers', 'comparison'] as const)
    await turnTo(page, step);

  await expect(page.getByText('Can’t tell from this')).toBeVisible();
  await expect(page.getByLabel('Can’t tell', { exact: true })).toBeChecked();
});

test('a sentence goes into the journal and out of it with a tap, and what I answer back arrives at once', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, jonas, who, room, groupId } = await received(world);
  await close();
  const page = await device(jonas, askPage(askId));
  const peer = await device(who('Ana'), `${room}/answers`);
  for (const step of ['guess', 'feelings', 'words'] as const) await turnTo(page, step);
  const ana = card(page, 'relieved when you said it');

  await ana.getByRole('button', { name: 'Put it in my journal' }).first().click();
  await expect(ana.getByRole('button', { name: 'In my journal', exact: true })).toHaveCount(1);
  await ana.getByRole('button', { name: 'In my journal', exact: true }).click();
  await expect(ana.getByRole('button', { name: 'In my journal', exact: true })).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(ana.getByRole('button', { name: 'In my journal', exact: true })).toHaveCount(1);
  const { kept } = await jonas.call(getJournal, { params: { groupId }, query: {} });
  expect(kept).toMatchObject([{ text: 'relieved when you said it out loud', from: 'Ana' }]);

  await ana.getByRole('button', { name: 'Answer back to Ana' }).click();
  await ana.getByRole('button', { name: 'Thank you' }).click();
  await expect(peer.getByText('Jonas thanks you')).toBeVisible();
  await ana.getByRole('button', { name: 'Thank you' }).click();
  await expect(peer.getByText('Jonas thanks you')).toHaveCount(0);
});

test('the journal finds sentences by their words and by who said them, and lets go of one with ten seconds to think', async ({
  world,
  device,
}) => {
  const { close, jonas, room, groupId, params } = await received(world);
  await close();
  await jonas.call(openAnswers, { params });
  const page = await device(jonas, `${room}/journal`);
  await expect(page.getByRole('heading', { name: 'Nothing kept yet' })).toBeVisible();

  const { answers } = await jonas.call(getResults, { params });
  for (const { id: answerId, words } of answers)
    for (const position of words.keys())
      await jonas.call(keepSentence, { params, body: { answerId, position } });
  const body = { happened: null, likelyNext: null, line: 'Nobody looked at the clock.' };
  await jonas.call(putReflection, { params, body });
  const entries = page.getByRole('main').getByRole('listitem');
  await expect(entries).toHaveCount(4);

  await page.getByLabel('Find a sentence').fill('FRONT door');
  await expect(entries).toHaveCount(1);
  await expect(page.getByText('One sentence.')).toBeVisible();
  await page.getByLabel('Find a sentence').fill('ana');
  await expect(entries).toHaveCount(2);
  await page.getByLabel('Find a sentence').fill('');
  await expect(entries).toHaveCount(4);

  await button(page, 'Let go: Nobody looked at the clock.').click();
  await expect(entries).toHaveCount(3);
  await page.goto(`${world.url}${room}/answers`);
  await expect
    .poll(
      async () => (await jonas.call(getJournal, { params: { groupId }, query: {} })).kept.length,
    )
    .toBe(3);
});

test('what one wants to bring stands in the room for everybody, until it is taken off', async ({
  world,
  device,
}) => {
  const { room, jonas, who } = await received(world);
  const mine = await device(jonas, room);
  const theirs = await device(who('Ana'), room);

  await button(mine, 'Add something to bring up').click();
  await mine.getByLabel('What I want to bring').fill('The silence after Ana’s story');
  await button(mine, 'Put it on the agenda').click();
  await expect(agenda(theirs).getByRole('listitem')).toHaveText(
    'The silence after Ana’s story Jonas',
  );
  await expect(agenda(theirs).getByRole('button', { name: /^Take off/ })).toHaveCount(0);

  await agenda(mine)
    .getByRole('button', { name: /^Take off/ })
    .click();
  await expect(agenda(mine).getByRole('listitem')).toHaveCount(0);
  await button(mine, 'Undo').click();
  await expect(agenda(mine).getByRole('listitem')).toHaveCount(1);
  await agenda(mine)
    .getByRole('button', { name: /^Take off/ })
    .click();
  await mine.reload();
  await expect(agenda(theirs).getByRole('listitem')).toHaveCount(0);
});

test('an answer that is hidden and reported is gone at once, the leaders take it up, and its author is told', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, jonas, who, room, groupId } = await received(world);
  await close();
  const leader = await device(who('Ruth'), room);
  const author = await device(who('Ana'), room);
  const page = await device(jonas, askPage(askId));
  for (const step of ['guess', 'feelings', 'words'] as const) await turnTo(page, step);
  const ana = card(page, 'relieved when you said it');
  await ana.getByRole('button', { name: /^More about Ana/ }).click();
  await ana.getByRole('button', { name: 'Hide and report', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Ruth sees what Ana wrote, with Ana’s name')).toBeVisible();
  await sheet.getByLabel('It breaks confidentiality').check();
  await sheet.getByRole('button', { name: 'Hide it and tell the leaders' }).click();

  await expect(page.getByText('What Ana wrote is put away.')).toBeVisible();
  await expect(page.getByText('relieved when you said it')).toHaveCount(0);
  await expect(author.getByRole('link', { name: 'Jonas found your answer hard' })).toBeVisible();
  await leader.getByRole('link', { name: 'An answer was reported' }).click();
  const reports = leader.getByRole('region', { name: 'Reported answers' });
  await expect(reports.getByText('I felt relieved when you said it out loud')).toBeVisible();
  await expect(
    reports.getByText(/^Jonas hid it .* and chose: it breaks confidentiality\.$/),
  ).toBeVisible();
  await reports.getByRole('button', { name: 'We talked about it' }).click();
  await expect(reports.getByText('No answer has been reported.')).toBeVisible();
  expect((await who('Ruth').call(listReports, { params: { groupId } })).reports).toMatchObject([
    { outcome: 'talked' },
  ]);

  await button(page, 'Show again').click();
  await expect(card(page, 'relieved when you said it')).toBeVisible();
});

test('what the asker shows speaks of them by name and never of anybody’s sentence', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, jonas, who, room } = await received(world);
  await close();
  const reader = await device(who('Cem'), `${askPage(askId)}/shared`);
  await expect(reader.getByText('This is not shown to the group.')).toBeVisible();
  const page = await device(jonas, askPage(askId));
  for (const step of ['guess', 'feelings', 'words', 'numbers', 'comparison'] as const)
    await turnTo(page, step);
  await page.getByLabel('One line I want to keep').fill('Somebody leaned forward.');
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.getByText('Show it to others').click();
  await button(page, 'Show it to the group').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Nothing is ticked, so nothing is shown.').first()).toBeVisible();
  await sheet.getByLabel('My guess').check();
  await sheet.getByLabel('The three strips').check();
  const preview = sheet.getByRole('region', { name: 'Exactly this is what they see' });
  await expect(preview.getByText('Jonas guessed that most would have got it partly')).toBeVisible();
  await expect(preview.getByRole('img')).toHaveCount(3);
  await sheet.getByRole('button', { name: 'Show it to the group' }).click();

  await expect(reader.getByRole('img', { name: /Jonas’s guess: partly\./ })).toBeVisible();
  const seen = await reader.locator('main').innerText();
  expect(seen).not.toMatch(/\byou/i);
  expect(seen).not.toContain('relieved');
  expect(seen).not.toContain('Somebody leaned forward.');
  const list = await device(who('Cem'), `${room}/answers`);
  await expect(list.getByText('Shown to the group')).toBeVisible();

  await button(page, 'Change what they see').click();
  await sheet.getByRole('button', { name: 'Stop showing it' }).click();
  await expect(reader.getByText('This is not shown to the group.')).toBeVisible();
});

test('an ask the group reads can stand on a screen in the room, without a word to “you” from the app', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, who } = await received(
    world,
    { seenBy: 'group' },
    ANSWERS.slice(1),
  );
  await close();
  const page = await device(who('Dora'), `${askPage(askId)}/shared`);

  await expect(page.getByText('Jonas taking their time', { exact: true })).toBeVisible();
  await expect(page.getByText('not sure yettwo people')).toBeVisible();
  const seen = await page.locator('main').innerText();
  expect(seen).not.toMatch(/\byou(r)?\b/i);
  expect(seen).not.toContain('partly, will feel');
});

test('what may be hard is offered slowly first, with a leader second, at once last, and goes to the meeting when asked', async ({
  world,
  device,
}) => {
  const hard = { understood: 1, closeness: -2, warmth: 0 };
  const { askPage, askId, close, jonas, room } = await received(
    world,
    {},
    ANSWERS.slice(0, 3).map((given) => ({ ...given, ...hard })),
  );
  await close();
  const page = await device(jonas, askPage(askId));
  const doors = page.getByRole('main').locator('.doors').getByRole('button');
  await expect(doors).toHaveText([
    'Open alone, slowly',
    'Open with a leader',
    'Bring it to the meeting',
    'Open now',
  ]);
  await button(page, 'Open with a leader').click();
  await expect(page.getByRole('heading', { name: 'Sit down with Ruth' })).toBeVisible();
  await button(page, 'Another way').click();

  await button(page, 'Open alone, slowly').click();
  for (const step of ['feelings', 'words'] as const) await turnTo(page, step);
  const cards = page.getByRole('main').getByRole('listitem');
  await expect(cards).toHaveCount(1);
  await button(page, 'Show the next one').click();
  await expect(cards).toHaveCount(2);
  await expect(cards.last()).toBeFocused();
  for (const step of ['numbers', 'comparison'] as const) await turnTo(page, step);

  await button(page, 'Message my leader').click();
  await expect(page.getByText('Ruth leads the group.')).toBeVisible();
  await page.keyboard.press('Escape');
  await button(page, 'Ask a follow-up in the meeting').click();
  await expect(page.getByLabel('What I want to bring')).toHaveValue(
    'A follow-up: When I said I almost didn’t come',
  );
  await button(page, 'Put it on the agenda').click();
  await expect(page.getByText('It is on the agenda.')).toBeVisible();
  await page.goto(`${world.url}${room}`);
  await expect(agenda(page).getByRole('listitem')).toContainText('A follow-up');
});

test('an ask that was taken back can be had back for ten seconds', async ({ world, device }) => {
  const { askPage, askId, jonas, who, room } = await received(world);
  const page = await device(jonas, askPage(askId));
  const peer = await device(who('Emil'), room);
  const waits = peer.getByRole('link', { name: 'Jonas asks how it landed' });
  const takeBack = async () => {
    await page.getByText('This ask', { exact: true }).click();
    await button(page, 'Take it back').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText('You took your ask back.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Answers are arriving' })).toHaveCount(0);
  };
  await takeBack();
  await expect(waits).toBeVisible();
  await button(page, 'Undo').click();
  await page.getByRole('link', { name: 'Answers are arriving' }).click();
  await takeBack();
  await page.reload();
  await expect(waits).toHaveCount(0);
});

test('words said late come as one card more in a place of their own, said once', async ({
  world,
  device,
}) => {
  const { askPage, askId, close, jonas, who, params, room } = await received(world);
  await close();
  const page = await device(jonas, askPage(askId));
  for (const step of ['guess', 'feelings', 'words'] as const) await turnTo(page, step);
  const heard = await announcements(page);
  const waiting = await device(jonas, room);
  const body = { channel: 'feeling' as const, text: 'proud of you, days after' };
  await who('Emil').call(sayLate, { params, body });

  await expect(page.getByRole('heading', { name: 'Said afterwards' })).toBeVisible();
  await expect(page.getByText('I felt proud of you, days after')).toBeVisible();
  expect(heard()).toEqual([enPages.room.lateWords]);
  await expect(waiting.getByRole('link', { name: enPages.room.lateWords })).toBeVisible();
});
