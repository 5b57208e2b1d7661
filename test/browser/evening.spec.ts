import { expect, type Page } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, type Guess } from '../../src/contract/asks.ts';
import { getRoom, openMeeting } from '../../src/contract/meetings.ts';
import type { Taps } from '../../src/contract/scales.ts';
import { answer, ask } from '../support/world.ts';
import { announcements, holdsStill } from './arrivals.ts';
import { networkUrl, test } from './devices.ts';
import { evening, landed, READING, REST, row, skip, turnTo } from './meeting.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const seat = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test('everybody sees at once, and after a reload, who is here', async ({ world, device }) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Jonas', 'Ana']);
  const [jonas = null, ana = null] = circle.members;
  const room = `/groups/${circle.groupId}`;
  const leader = await device(circle.leader, room);
  const asker = await device(jonas, room);
  const peer = await device(ana, room, { url: networkUrl(world) });

  await leader.getByRole('button', { name: 'Open the meeting' }).click();
  await asker.getByRole('button', { name: 'Check in' }).click();
  await expect(seat(leader, 'Ana')).toContainText('not here yet');
  await peer.getByRole('button', { name: 'Check in' }).click();

  for (const page of [leader, asker]) {
    await expect(page.getByRole('region', { name: 'Who is here: two of three' })).toBeVisible();
    await expect(seat(page, 'Ana')).not.toContainText('not here');
    await page.reload();
    await expect(page.getByRole('region', { name: 'Who is here: two of three' })).toBeVisible();
  }
});

test('what happens while a page is on its way is on it once it is there', async ({
  world,
  device,
}) => {
  const { groupId, leader, members } = await world.circle(await world.founder('Ruth'), ['Ana']);
  const [ana = null] = members;
  // A page that has no socket, so that the next one is the one below.
  const page = await device(ana, '/account');
  await page.clock.install();
  const live = page.waitForEvent('websocket');
  await page.goto(`${world.url}/groups/${groupId}/answers`);
  const socket = await live;
  await expect(page.getByRole('heading', { name: 'Nothing asked yet' })).toBeVisible();

  const read = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  await page.route(
    '**/room',
    async (route) => {
      const response = await route.fetch();
      read.resolve();
      await told.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.getByRole('link', { name: 'Room', exact: true }).click();
  await read.promise;
  const heard = socket.waitForEvent('framereceived', ({ payload }) =>
    String(payload).includes('meeting.opened'),
  );
  await leader.call(openMeeting, { params: { groupId } });
  await heard;
  // By then a burst is over, and what it has changed has been asked for.
  await page.clock.runFor(1000);
  told.resolve();
  await expect(page.getByRole('button', { name: 'Check in' })).toBeVisible();
});

test('two taps ask everyone here, and it is one row more on each phone, said once', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, ['Jonas', 'Ana', 'Ben']);
  const asker = await device(who('Jonas'), room);
  const peer = await device(who('Ana'), room, { url: networkUrl(world) });
  await expect(landed(peer)).toBeVisible();
  await landed(peer).focus();
  const said = await announcements(peer);
  const still = await holdsStill(peer, landed(peer));

  await landed(asker).tap();
  await asker.getByRole('button', { name: 'Ask everyone here' }).tap();
  await expect(row(asker, 'Your ask is open').first()).toBeVisible();

  await expect(row(peer, 'Jonas asks how it landed')).toHaveCount(1);
  await still();
  expect(said()).toEqual(['Jonas asks how it landed']);
});

test('an ask carries the moment, the dose and the closing time to its peers, but never the guess', async ({
  world,
  device,
}) => {
  const { room, groupId, who } = await evening(world, ['Jonas', 'Ana', 'Ben']);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');

  await sheet.getByText('The moment I’m asking about').first().click();
  await sheet.getByLabel('The moment I’m asking about').fill('When I spoke of the move');
  await sheet.getByText('How I ask').first().click();
  await sheet.getByLabel('Mostly what drew you in').check();
  await sheet.getByLabel('The group').check();
  await sheet.getByLabel('In an hour').check();
  await sheet.getByText('My guess, before anyone answers').first().click();
  await sheet.getByRole('group', { name: 'Got it' }).getByLabel('Partly').check();
  await sheet.getByRole('button', { name: 'Someone will feel further from me' }).click();
  await sheet.getByLabel('How likely does it feel?').press('ArrowRight');
  await sheet.getByRole('button', { name: 'they’re being nice' }).click();
  await expect(sheet.getByText('After closing, everyone in the group can read')).toBeVisible();
  await sheet.getByRole('button', { name: 'Ask everyone here' }).click();
  await expect(row(page, 'Your ask is open').first()).toBeVisible();

  const askId = await row(page, 'Your ask is open').first().getAttribute('href');
  const params = { groupId, askId: (askId?.split('/').at(-1) ?? '') as never };
  const mine = await who('Jonas').call(getAsk, { params });
  expect(mine).toMatchObject({ dose: 'gentle', seenBy: 'group' });
  expect(Date.parse(mine.closesAt) - Date.parse(mine.openedAt)).toBeLessThan(66 * 60_000);
  expect(mine.mine?.guess).toMatchObject({
    understood: 2,
    fear: 'someone_far',
    fearLikely: 60,
    discount: 'nice',
  });
  const peer = await device(who('Ana'), room);
  await row(peer, 'Jonas asks how it landed').click();
  await expect(peer.getByText('Jonas asks to hear mostly what drew you in:')).toBeVisible();
  await expect(peer.getByText('When I spoke of the move')).toBeVisible();
  expect(await peer.locator('body').innerText()).not.toContain('further from me');
});

test('a peer answers in feelings, a sentence and three taps, and changes it until it closes', async ({
  world,
  device,
}) => {
  const { room, groupId, meetingId, who } = await evening(world, ['Jonas', 'Ana', 'Ben']);
  const askId = await ask(who('Jonas'), groupId, meetingId, { meant: 'that I am glad to go' });
  const params = { groupId, askId };
  const page = await device(who('Ana'), room, { url: networkUrl(world) });
  const goOn = page.getByRole('button', { name: 'Go on' });

  await row(page, 'Jonas asks how it landed').tap();
  await page.getByRole('button', { name: 'Not sure yet' }).tap();
  await page.getByLabel('Find a word').fill('touc');
  await page.getByRole('button', { name: 'touched' }).tap();
  await page.getByLabel('Find a word').clear();
  await page.getByText('Uneasy and afraid').tap();
  await page.getByRole('button', { name: 'tense' }).tap();
  await page.getByRole('button', { name: 'worried' }).tap();
  await expect(page.getByText('Three are chosen. Take one away first.')).toBeVisible();
  await goOn.tap();

  await page.getByText('A feeling', { exact: true }).tap();
  await page.getByLabel('I felt…').fill('a small wave of sadness when you laughed');
  await goOn.tap();

  await page.getByText('Mostly', { exact: true }).tap();
  await page.getByText('A bit nearer', { exact: true }).tap();
  await page.getByText('Can’t say yet', { exact: true }).tap();
  const begun = Date.now();
  await goOn.tap();

  await expect(page.getByText('I felt a small wave of sadness when you laughed')).toBeVisible();
  await expect(page.getByText('Jonas sees all of this but your three taps')).toBeVisible();
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeEnabled();
  expect(Date.now() - begun).toBeGreaterThanOrEqual(REST);
  await send.tap();
  await expect(page.getByRole('heading', { name: 'Sent' })).toBeVisible();
  await expect(page.getByText('that I am glad to go')).toBeVisible();
  expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
    answer: {
      feelings: ['not_sure_yet', 'touched', 'tense'],
      words: [{ channel: 'feeling', text: 'a small wave of sadness when you laughed' }],
      understood: 3,
      closeness: 1,
      warmth: null,
      version: 1,
    },
  });

  await skip(page, REST);
  await page.getByRole('button', { name: 'Change it' }).tap();
  await goOn.tap();
  await page.getByLabel('I felt…').fill('a wave of sadness');
  await goOn.tap();
  await goOn.tap();
  await send.tap();
  await expect(page.getByRole('heading', { name: 'Sent' })).toBeVisible();
  expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
    answer: { words: [{ text: 'a wave of sadness' }], version: 2 },
  });
});

test('passing costs two taps and looks like not having answered', async ({ world, device }) => {
  const { room, groupId, meetingId, who } = await evening(world, ['Jonas', 'Ana']);
  await ask(who('Jonas'), groupId, meetingId);
  const before = await who('Jonas').call(getRoom, { params: { groupId } });
  const page = await device(who('Ana'), room);

  await row(page, 'Jonas asks how it landed').tap();
  await page.getByRole('button', { name: 'Pass' }).tap();

  await expect(page.getByRole('heading', { name: 'You passed.' })).toBeVisible();
  const { waiting } = await who('Jonas').call(getRoom, { params: { groupId } });
  expect(waiting).toEqual(before.waiting);
});

test('the asker reads by hand, and one more answer is one card more, said once', async ({
  world,
  device,
}) => {
  const { room, groupId, meetingId, who } = await evening(world, ['Jonas', 'Ana', 'Ben', 'Cem']);
  const guess = aGuess({ understood: 2, closeness: -1, warmth: 1 });
  const askId = await ask(who('Jonas'), groupId, meetingId, { guess });
  const said = 'a small wave of sadness';
  await answer(who('Ana'), groupId, askId, { words: [{ channel: 'feeling', text: said }] });
  await answer(who('Ben'), groupId, askId, { feelings: ['not_sure_yet'] });
  const page = await device(who('Jonas'), room);
  const cards = page.getByRole('main').getByRole('listitem');

  await row(page, 'Answers are arriving').click();
  await expect(page.getByRole('heading', { name: 'Answers are arriving.' })).toBeVisible();
  await expect(page.getByText(said)).toHaveCount(0);
  await turnTo(page, 'guess');
  await expect(page.getByText('Most will have got it partly')).toBeVisible();
  await turnTo(page, 'feelings');
  await expect(cards).toHaveText(['not sure yet', 'touched']);
  await turnTo(page, 'words');
  await expect(page.getByRole('heading', { name: 'In their words' })).toBeFocused();
  await expect(cards).toHaveCount(2);

  const heard = await announcements(page);
  const still = await holdsStill(page, cards.first());
  await answer(who('Cem'), groupId, askId);
  await expect(cards).toHaveCount(3);
  await still();
  expect(heard()).toEqual(['One more answer has come.']);

  await turnTo(page, 'numbers');
  await expect(page.getByText('The three questions come when this closes')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the room' }).click();
  await closeEarly(page);
  for (const step of READING.slice(0, -1)) await turnTo(page, step);
  await expect(page.getByText('All three at your guess or above.')).toHaveCount(3);
});

async function closeEarly(page: Page) {
  await row(page, 'Your ask is open').last().click();
  await page.getByText('This ask', { exact: true }).click();
  await page.getByRole('button', { name: 'Close it now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close it now' }).click();
  await expect(page.getByRole('heading', { name: 'What came back is here.' })).toBeVisible();
}

const aGuess = (taps: Taps): Guess => ({
  ...taps,
  fear: null,
  fearWords: null,
  fearLikely: null,
  fearBad: null,
  discount: null,
  discountWords: null,
});

const taps = (understood: number, closeness: number, warmth: number) => ({
  understood,
  closeness,
  warmth,
});

const COMPARISONS = [
  {
    asker: 'Jonas',
    guess: taps(2, -1, 1),
    answers: [taps(3, 1, 3), taps(4, 2, 3), taps(3, 0, 2), taps(2, 1, 3), taps(4, 1, 4)],
    strip: /One partly, two mostly, two fully\. Your guess: partly\./,
    middle: 'In the middle: Mostly. All five at your guess or above.',
    heading: 'What came back was warmer than you guessed.',
  },
  {
    asker: 'Ana',
    guess: taps(3, 1, 3),
    answers: [taps(3, 1, 3), taps(2, 1, 3), taps(4, 1, 2), taps(3, 0, 4)],
    strip: /One partly, two mostly, one fully\. Your guess: mostly\./,
    middle: 'In the middle: Mostly. Three of four at your guess or above.',
    heading: 'Close to your guess.',
  },
  {
    asker: 'Ben',
    guess: taps(4, 2, 4),
    answers: [taps(2, 0, 2), taps(3, -1, 2), taps(1, -1, 1), taps(2, 1, 3)],
    strip: /One a little, two partly, one mostly\. Your guess: fully\./,
    middle: 'In the middle: Partly. None of four at your guess or above.',
    heading: 'Some of this is cooler than you guessed.',
  },
  {
    asker: 'Cem',
    guess: taps(4, -1, 2),
    answers: [taps(2, 1, 2), taps(3, 1, 2), taps(2, 2, 2)],
    strip: /Two partly, one mostly\. Your guess: fully\./,
    middle: 'In the middle: Partly. None of three at your guess or above.',
    heading: 'Some of this is warmer than you guessed, and some of it cooler.',
  },
];

test('what came is held against the guess in strips, counts and words: warmer, close, cooler, mixed', async ({
  world,
  device,
}) => {
  const names = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora', 'Emil'];
  const { groupId, meetingId, who, askPage } = await evening(world, names);
  for (const { asker, guess, answers, strip, middle, heading } of COMPARISONS) {
    const askId = await ask(who(asker), groupId, meetingId, { guess: aGuess(guess) });
    const peers = names.filter((name) => name !== asker);
    for (const [i, taps] of answers.entries())
      await answer(who(peers[i] ?? ''), groupId, askId, taps);
    await who(asker).call(closeAsk, { params: { groupId, askId } });

    const page = await device(who(asker), askPage(askId));
    for (const step of READING.slice(0, -1)) await turnTo(page, step);
    await expect(page.getByRole('img', { name: strip })).toBeVisible();
    await expect(page.getByText(middle)).toBeVisible();
    await turnTo(page, 'comparison');
    await expect(page.getByRole('heading', { name: heading })).toBeFocused();
  }
});
