import { expect, type Page } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { closeAsk, listAsks } from '../../src/contract/asks.ts';
import { ask } from '../support/world.ts';
import { test } from './devices.ts';
import { evening, landed, REST, row, send, skip, writeAnswer } from './meeting.ts';

const WORDS = 'a small wave of sadness when you laughed';
const LIVE = /\/api\/groups\/[^/]+\/live/;

// What a phone without a service says on its console.
test.use({
  expected: /net::ERR_|WebSocket connection to .* failed|status of (409|503)|^503 /,
});

test('an answer whose reply is lost with the service arrives once, by itself, when it is back', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  await writeAnswer(page, WORDS);
  // The service takes it and goes; the phone does not hear that it did.
  let taken = false;
  await page.route('**/api/**/answer', async (route) => {
    if (taken || route.request().method() !== 'PUT') return route.continue();
    taken = true;
    await route.fetch();
    await world.service.stop();
    await route.abort();
  });

  await send(page);
  await expect(
    page.getByRole('heading', { name: 'Your answer is safe on this phone.' }),
  ).toBeVisible();
  await expect(page.getByText(WORDS)).toBeVisible();
  await world.restart();

  await expect(page.getByRole('heading', { name: 'Sent' })).toBeVisible({ timeout: 20_000 });
  expect(await who('Ana').call(getMyAnswer, { params: { groupId, askId } })).toMatchObject({
    answer: { version: 1, words: [{ text: WORDS }] },
  });
});

test('an ask that could not go out is kept, and asked once', async ({ world, device }) => {
  const { groupId, room, who } = await evening(world, ['Jonas', 'Ana']);
  const page = await device(who('Jonas'), room);
  const sheet = page.getByRole('dialog');
  await landed(page).click();
  await sheet.getByText('The moment I’m asking about').first().click();
  await sheet.getByLabel('The moment I’m asking about').fill('When I spoke of the move');
  await page.reload();
  await landed(page).click();
  await expect(sheet.getByText('When I spoke of the move').first()).toBeVisible();

  await page.context().setOffline(true);
  await sheet.getByRole('button', { name: 'Ask everyone here' }).click();
  await expect(sheet.getByText('The connection dropped while it was going out.')).toBeVisible();
  await page.context().setOffline(false);
  await sheet.getByRole('button', { name: 'Try again' }).click();

  await expect(row(page, 'Your ask is open').first()).toBeVisible();
  const { asks } = await who('Jonas').call(listAsks, { params: { groupId }, query: {} });
  expect(asks).toMatchObject([{ moment: 'When I spoke of the move' }]);
});

test('what was written of an answer outlives a lost connection and a reload', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  const offline = page.getByText('You’re offline.');
  await page.getByRole('button', { name: 'Not sure yet' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.context().setOffline(true);
  await expect(offline).toBeVisible();
  await page.getByText('A feeling', { exact: true }).click();
  await page.getByLabel('I felt…').fill(WORDS);
  await page.context().setOffline(false);
  await expect(offline).toBeHidden();
  await page.reload();

  await expect(page.getByLabel('I felt…')).toHaveValue(WORDS);
});

test('an answer that comes after closing is refused, and its words stay to be copied', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), 'about:blank');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  // A phone that has not heard yet: its socket is open and brings nothing.
  await page.routeWebSocket(LIVE, () => {});
  await page.goto(`${world.url}${askPage(askId)}/answer`);
  await writeAnswer(page, WORDS);
  await who('Jonas').call(closeAsk, { params: { groupId, askId } });

  await send(page);

  await expect(page.getByText('This ask closed while you were writing.').last()).toBeVisible();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain(WORDS);
  expect(await who('Ana').call(getMyAnswer, { params: { groupId, askId } })).toMatchObject({
    answer: null,
  });
});

test('two devices of one person make one answer, and the second says so', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const phone = await device(who('Ana'), `${askPage(askId)}/answer`);
  const tablet = await device(who('Ana'), `${askPage(askId)}/answer`);
  await writeAnswer(phone, 'on the phone');
  await writeAnswer(tablet, 'on the tablet');

  await send(phone);
  await expect(phone.getByRole('heading', { name: 'Sent' })).toBeVisible();
  await send(tablet);

  const replaced = 'This replaces what you sent from another device.';
  await expect(tablet.getByText(replaced)).toBeVisible();
  await expect(phone.getByText('on the tablet')).toBeVisible();
  expect(await who('Ana').call(getMyAnswer, { params: { groupId, askId } })).toMatchObject({
    answer: { version: 2, words: [{ text: 'on the tablet' }] },
  });
});

test('where WebSockets are blocked an ask still arrives without a reload', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, room, who } = await evening(world, ['Jonas', 'Ana']);
  const page = await device(who('Ana'), 'about:blank');
  await page.routeWebSocket(LIVE, (socket) => socket.close({ code: 1011 }));
  await page.goto(world.url + room);
  await expect(landed(page)).toBeVisible();

  await ask(who('Jonas'), groupId, meetingId);

  await expect(row(page, 'Jonas asks how it landed')).toBeVisible();
});

/** Walks there as somebody without a pointer does. */
async function tabTo(
  page: Page,
  name: string | RegExp,
  role: 'button' | 'link' | 'radio' | 'textbox' = 'button',
) {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await expect(target).toBeVisible();
  for (let i = 0; i < 60; i++) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(name)}`);
}

test('a whole ask and a whole answer need nothing but a keyboard', async ({ world, device }) => {
  const { groupId, room, who } = await evening(world, ['Jonas', 'Ana']);
  const asker = await device(who('Jonas'), room);
  await tabTo(asker, 'How did that land with you?');
  await asker.keyboard.press('Enter');
  await expect(asker.getByRole('dialog').getByRole('heading')).toBeFocused();
  await tabTo(asker, 'Ask everyone here');
  await asker.keyboard.press('Enter');
  await expect(row(asker, 'Your ask is open').first()).toBeVisible();

  const page = await device(who('Ana'), room);
  const press = (key: string) => page.keyboard.press(key);
  const goOn = async () => {
    await tabTo(page, 'Go on');
    await press('Enter');
  };
  await tabTo(page, /Jonas asks how it landed/, 'link');
  await press('Enter');
  await tabTo(page, 'Not sure yet');
  await press('Space');
  await goOn();
  await tabTo(page, 'A thought', 'radio');
  await press('ArrowRight');
  await tabTo(page, 'I felt…', 'textbox');
  await page.keyboard.type(WORDS);
  await goOn();
  await skip(page, REST);
  for (const first of ['Not yet', 'Much further away', 'None I can find']) {
    await tabTo(page, first, 'radio');
    await press('ArrowDown');
    await goOn();
  }
  await expect(
    page.getByRole('heading', { name: 'Read it as if it were said to you.' }),
  ).toBeFocused();
  await tabTo(page, 'Send');
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'Sent' })).toBeFocused();

  const { asks } = await who('Ana').call(listAsks, { params: { groupId }, query: {} });
  const askId = asks[0]?.id ?? ('' as never);
  expect(await who('Ana').call(getMyAnswer, { params: { groupId, askId } })).toMatchObject({
    answer: {
      words: [{ channel: 'feeling', text: WORDS }],
      understood: 1,
      closeness: -2,
      warmth: 1,
    },
  });
});
