import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { changeGroup } from '../../src/contract/groups.ts';
import { getJournal } from '../../src/contract/journal.ts';
import { ownPart } from '../../src/contract/parts.ts';
import type { AskId } from '../../src/contract/primitives.ts';
import { getAsk, listAsks } from '../../src/contract/asks.ts';
import { openAnswers, type Results } from '../../src/contract/results.ts';
import { HOUR } from '../../src/domain/time.ts';
import { enAnonymous } from '../../src/messages/en-anonymous.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';
import { answer, ask, type World } from '../support/world.ts';
import { networkUrl, test } from './devices.ts';
import { evening, handIn, landed, turnTo } from './meeting.ts';

const NAMES = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'];
const WITHHELD = 'No anonymous answers are shown for this question.';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const main = (page: Page) => page.getByRole('main');
const card = (page: Page, words: string) =>
  main(page).getByRole('listitem').filter({ hasText: words });

/** Opens the sheet where the big button asks, and how it asks. */
async function howIAsk(page: Page) {
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('How I ask', { exact: true }).click();
  return sheet;
}

const SENTENCES = ['a small wave of sadness', 'lighter', 'angry, a little'];

/** Jonas asked without names, three wrote, and it has closed; he has opened it. */
async function released(world: World) {
  const there = await evening(world, NAMES);
  const { groupId, meetingId, who } = there;
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment: 'When I said I almost didn’t come',
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  const peers = NAMES.slice(1).map(who);
  const seats = await handIn(
    peers,
    groupId,
    askId,
    SENTENCES.map((text) => (seat) => ({
      words: [{ channel: 'feeling', text, key: seat.partKey() }],
      inRoom: true,
    })),
  );
  await world.pass(2 * HOUR);
  const params = { groupId, askId };
  await who('Jonas').call(openAnswers, { params });
  return { ...there, askId, params, seats, peers, jonas: who('Jonas') };
}

const words = (page: Page) => page.locator('dd').innerText();

/** From the door to the sentences. */
async function toTheWords(page: Page) {
  await button(page, 'Open now').click();
  await expect(
    page.getByRole('heading', { name: 'What they noticed in themselves' }),
  ).toBeVisible();
  await turnTo(page, 'words');
}

test('the sheet names who an answer would be hidden among, and the ask then shows until when it is open, and no count', async ({
  world,
  device,
}) => {
  const { groupId, room, who, askPage } = await evening(world, NAMES);
  const page = await device(who('Jonas'), room);
  const sheet = await howIAsk(page);
  await sheet.getByLabel('Anonymous').check();

  await expect(
    sheet.getByText('Hidden among seven: Ana, Ben, Cem, Dora, Emil, Fay, and Gus.'),
  ).toBeVisible();
  await expect(sheet.getByText('Ruth leads, and answers with a name.')).toBeVisible();
  await expect(sheet.getByText('At least three of them must answer.')).toBeVisible();
  await expect(sheet.getByText('Only four can answer without a name')).toHaveCount(0);
  await expect(
    sheet.getByText(enAnonymous.whoWillSee.ask.anonymous_for_asker, { exact: true }),
  ).toBeVisible();
  await sheet.getByLabel('The group').check();
  await expect(
    sheet.getByText(enAnonymous.whoWillSee.ask.anonymous_for_group, { exact: true }),
  ).toBeVisible();
  await button(page, 'Ask everyone here').click();
  await expect(sheet).toBeHidden();

  const { asks } = await who('Jonas').call(listAsks, { params: { groupId }, query: {} });
  const askId = asks[0]?.id as AskId;
  const seen = await who('Ana').call(getAsk, { params: { groupId, askId } });
  expect([seen.mode, seen.seenBy]).toEqual(['anonymous', 'group']);
  await handIn(NAMES.slice(1).map(who), groupId, askId, [() => ({}), () => ({})]);
  await answer(who('Ruth'), groupId, askId, { understood: null, closeness: null, warmth: null });
  await page.goto(`${world.url}${askPage(askId)}`);
  await expect(page.getByRole('heading', { name: 'Your ask is open until' })).toBeVisible();
  await expect(main(page)).not.toContainText('so far');
  await page.getByText('This ask', { exact: true }).click();
  await expect(button(page, 'Take it back')).toBeVisible();
  await expect(button(page, 'Close it now')).toHaveCount(0);
  await expect(button(page, 'Hand this device round')).toHaveCount(0);
});

test('in a group of five the sheet says that each of the four counts, and offers no choice among them', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, NAMES.slice(0, 5));
  const sheet = await howIAsk(await device(who('Jonas'), room));
  await sheet.getByLabel('Anonymous').check();

  await expect(sheet.getByText('Only four can answer without a name')).toBeVisible();
  await expect(sheet.getByLabel('Each chooses')).toHaveCount(0);
  await expect(sheet.getByText('it takes six people to be hidden among')).toBeVisible();
});

test('without names nothing is offered where too few are there, and the sheet says how many', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, NAMES.slice(0, 4));
  const sheet = await howIAsk(await device(who('Jonas'), room));

  await expect(sheet.getByText('it takes four people, and there are three.')).toBeVisible();
  await expect(sheet.getByLabel('Anonymous')).toHaveCount(0);
});

test('without names nothing is offered over a connection that is not secure, and the sheet says why', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, NAMES);
  const page = await device(who('Jonas'), room, { url: networkUrl(world) });
  const sheet = await howIAsk(page);

  await expect(sheet.getByText('it takes a secure connection (https)')).toBeVisible();
  await expect(sheet.getByLabel('Anonymous')).toHaveCount(0);
});

test('what leaders put aside while the sheet is open is not sent as anything else', async ({
  world,
  device,
}) => {
  const { groupId, room, who, leader } = await evening(world, NAMES);
  const page = await device(who('Jonas'), room);
  const led = await device(leader, `${room}/leading`);
  const sheet = await howIAsk(page);
  await sheet.getByLabel('Anonymous').check();
  const allowed = led.getByRole('group', { name: 'Asks may be answered without names' });
  await allowed.getByRole('radio', { name: 'No' }).check();
  const settings = led.getByRole('region', { name: 'The group' });
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings.getByText('Saved.')).toBeVisible();

  await expect(sheet.getByText('your leaders have put the other ways aside')).toBeVisible();
  // It rests, and says why when pressed.
  await button(page, 'Ask everyone here').press('Enter');
  await expect(page.getByText('Choose again how they answer.').first()).toBeVisible();
  await expect(sheet).toBeVisible();
  const { asks } = await who('Jonas').call(listAsks, { params: { groupId }, query: {} });
  expect(asks).toEqual([]);
});

test('sentences without names are read each for itself, kept, answered, reported, and removed by a leader who learns no name', async ({
  world,
  device,
}) => {
  const { askPage, askId, jonas, room, leader, groupId } = await released(world);
  const page = await device(jonas, askPage(askId));
  await button(page, 'Open now').click();
  await expect(main(page).getByText('Three people on one evening. A snapshot.')).toBeVisible();
  await expect(
    main(page).getByText('Three people without a name would say more about it in the meeting.'),
  ).toBeVisible();
  await turnTo(page, 'words');
  for (const sentence of SENTENCES) {
    await expect(card(page, sentence)).toContainText('A feeling · Anonymous');
    for (const name of NAMES.slice(1)) await expect(card(page, sentence)).not.toContainText(name);
  }

  const light = card(page, 'lighter');
  await light.getByRole('button', { name: 'Put it in my journal' }).click();
  await expect(light.getByRole('button', { name: 'In my journal', exact: true })).toHaveCount(1);
  const { kept } = await jonas.call(getJournal, { params: { groupId }, query: {} });
  expect(kept).toMatchObject([{ text: 'lighter', anonymous: true }]);
  await light.getByRole('button', { name: 'Answer back to whoever wrote this' }).click();
  await light.getByRole('button', { name: 'Thank you' }).click();
  await expect(light.getByRole('button', { name: 'Thank you', pressed: true })).toBeVisible();

  const angry = card(page, 'angry, a little');
  await angry.getByRole('button', { name: 'More about this sentence' }).click();
  await angry.getByRole('button', { name: 'Hide and report', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('Nobody knows who wrote it')).toBeVisible();
  await sheet.getByText('It is hurtful').click();
  await sheet.getByRole('button', { name: 'Hide it and tell the leaders' }).click();
  await expect(main(page).getByText('A sentence without a name is put away.')).toBeVisible();

  const led = await device(leader, `${room}/leading`);
  const report = led.getByRole('region', { name: 'Reported answers' });
  await expect(report).toContainText('angry, a little');
  await expect(report).toContainText('Nobody knows who wrote this');
  await report.getByRole('button', { name: 'Remove its words' }).click();
  // Going elsewhere makes it true at once.
  await led.goto(`${world.url}${room}`);
  await expect(main(page).getByText('A leader has removed it.')).toBeVisible();

  await page.goto(`${world.url}${room}/journal`);
  await expect(card(page, 'lighter')).toContainText('A feeling · Anonymous');
});

test('a sentence that somebody signs afterwards has their name, and one that was taken back says so', async ({
  world,
  device,
}) => {
  const { askPage, askId, jonas, params, seats, peers } = await released(world);
  const page = await device(jonas, askPage(askId));
  await toTheWords(page);
  const [seat, second] = seats;
  const [owner] = peers;
  const partId = seat?.parts[0];
  if (!seat || !owner || !partId) throw new Error('nobody wrote');

  const body = seat.owning(0, owner.memberId);
  await owner.call(ownPart, { params: { ...params, partId }, body });
  await expect(card(page, SENTENCES[0] ?? '')).toContainText('Ana, signed afterwards');
  await second?.takeBack(0);
  await world.service.ticks.tick();
  await expect(main(page).getByText('It was taken back.')).toBeVisible();
  await expect(main(page)).not.toContainText(SENTENCES[1] ?? '');
});

test('a name that the sentence’s own key has not signed is not believed', async ({
  world,
  device,
}) => {
  const { askPage, askId, jonas, params, seats, peers } = await released(world);
  const [seat] = seats;
  const [owner] = peers;
  const partId = seat?.parts[0];
  if (!seat || !owner || !partId) throw new Error('nobody wrote');
  const body = seat.owning(0, owner.memberId);
  await owner.call(ownPart, { params: { ...params, partId }, body });
  const page = await device(jonas, '/');
  // A service that puts somebody else's name there.
  await page.route('**/results', async (route) => {
    const reply = await route.fetch();
    const results = (await reply.json()) as Results;
    for (const part of results.anonymous?.parts ?? [])
      if (part.owned) part.owned.by = { ...part.owned.by, memberId: jonas.memberId, name: 'Ben' };
    await route.fulfill({ response: reply, json: results });
  });
  await page.goto(`${world.url}${askPage(askId)}`);
  await toTheWords(page);

  await expect(card(page, SENTENCES[0] ?? '')).toContainText('the proof of it does not hold');
  await expect(card(page, SENTENCES[0] ?? '')).toContainText('A feeling · Anonymous');
});

test('whatever kept it from being shown, everybody reads the same sentence, and signed answers stand beside it', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, NAMES);
  const closes = 'in_an_hour';
  const seenBy = 'group' as const;
  const none = await ask(who('Jonas'), groupId, meetingId, { mode: 'anonymous', closes, seenBy });
  const two = await ask(who('Ana'), groupId, meetingId, { mode: 'choice', closes, seenBy });
  const others = NAMES.filter((name) => name !== 'Ana').map(who);
  const [first, ...rest] = others;
  if (!first) throw new Error('nobody is there');
  const [seat] = await handIn([first], groupId, two, []);
  await handIn(rest, groupId, two, [() => ({}), () => ({})]);
  await answer(first, groupId, two, {
    words: [{ channel: 'thought', text: 'that I wanted to sign this' }],
    ticket: seat?.spentBy(first.memberId) ?? null,
  });
  await world.pass(2 * HOUR);

  const asker = await device(who('Jonas'), askPage(none));
  await expect(asker.getByRole('heading', { name: 'Your ask has closed.' })).toBeVisible();
  await button(asker, 'Open now').click();
  await expect(main(asker).getByText(WITHHELD, { exact: true })).toBeVisible();
  const reader = await device(who('Ben'), askPage(none));
  await expect(main(reader).getByText(WITHHELD, { exact: true })).toBeVisible();
  const chosen = await device(who('Ben'), askPage(two));
  await expect(main(chosen).getByText(WITHHELD, { exact: true })).toBeVisible();
  await turnTo(chosen, 'words');
  await expect(card(chosen, 'that I wanted to sign this')).toContainText('A thought · Jonas');
  await expect(main(chosen).getByText(WITHHELD, { exact: true })).toBeVisible();
});

test('where each chooses, signed answers come first with their names, and the others after them without', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, NAMES);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'choice',
    closes: 'in_an_hour',
  });
  const [ana, ...others] = NAMES.slice(1).map(who);
  if (!ana) throw new Error('Ana is not there');
  const [seat] = await handIn([ana], groupId, askId, []);
  await handIn(
    others,
    groupId,
    askId,
    SENTENCES.map((text) => (of) => ({
      words: [{ channel: 'feeling', text, key: of.partKey() }],
    })),
  );
  await answer(ana, groupId, askId, {
    words: [{ channel: 'thought', text: 'that I wanted to sign this' }],
    ticket: seat?.spentBy(ana.memberId) ?? null,
  });
  await world.pass(2 * HOUR);
  const page = await device(who('Jonas'), askPage(askId));
  await toTheWords(page);

  const items = main(page).getByRole('listitem');
  await expect(items).toHaveCount(4);
  await expect(items.first()).toContainText('A thought · Ana');
  await expect(page.getByRole('heading', { name: 'Without names' })).toBeVisible();
  for (const at of [1, 2, 3]) await expect(items.nth(at)).toContainText('A feeling · Anonymous');
});

test.describe('a service that has lost what was handed in', () => {
  test.use({ expected: /net::ERR|status of 50|WebSocket/ });

  test('says so to the asker, who can ask again about the same meeting', async ({
    world,
    device,
  }) => {
    const { groupId, meetingId, askPage, room, who } = await evening(world, NAMES);
    const askId = await ask(who('Jonas'), groupId, meetingId, { mode: 'anonymous' });
    await handIn(NAMES.slice(1).map(who), groupId, askId, [() => ({}), () => ({}), () => ({})]);
    await world.service.ticks.tick();
    await world.restart(() => rmSync(join(world.folder, NOT_BACKED_UP), { recursive: true }));
    const page = await device(who('Jonas'), askPage(askId));

    await expect(
      page.getByRole('heading', { name: 'This could not be kept; nothing was read.' }).last(),
    ).toBeVisible();
    await button(page, 'Back to the room').click();
    await expect(page).toHaveURL(`${world.url}${room}`);
    await expect(landed(page)).toBeVisible();
  });
});

test('the honest page says how many could write now, and two people read the same four words', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, room, who } = await evening(world, NAMES);
  await ask(who('Jonas'), groupId, meetingId, { mode: 'anonymous' });
  const mine = await device(who('Jonas'), `${room}/anonymous`);
  const theirs = await device(who('Ana'), `${room}/anonymous`);

  await expect(mine.getByText('Nine people are in this group.')).toBeVisible();
  await expect(mine.getByText('If you asked now, seven could answer without a name')).toBeVisible();
  await expect(main(mine).getByText('Your ask')).toBeVisible();
  await expect(main(theirs).getByText('What Jonas asks')).toBeVisible();
  expect(await words(mine)).toMatch(/^.+ · .+ · .+ · .+$/);
  expect(await words(theirs)).toBe(await words(mine));
  const keys = await mine.request.get(
    new URL(
      (await mine.getByRole('link', { name: 'The list of keys' }).getAttribute('href')) ?? '',
      world.url,
    ).href,
  );
  expect(await keys.json()).toMatchObject({ keys: [{ seq: 1 }] });
});

test('an ask that leaders allow no more is offered no more, and the page says so', async ({
  world,
  device,
}) => {
  const { groupId, room, who, leader } = await evening(world, NAMES);
  await leader.call(changeGroup, { params: { groupId }, body: { anonymousAsks: false } });
  const page = await device(who('Jonas'), room);
  const sheet = await howIAsk(page);
  await expect(sheet.getByText('your leaders have put the other ways aside')).toBeVisible();
  await expect(sheet.getByLabel('Anonymous')).toHaveCount(0);

  await sheet.getByRole('link', { name: 'What anonymous means here' }).click();
  await expect(page.getByText('The leaders have put answers without names aside')).toBeVisible();
});
