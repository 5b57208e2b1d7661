import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page, type Request } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import { reactToPart } from '../../src/contract/parts.ts';
import type { AskId } from '../../src/contract/primitives.ts';
import { BODY_BYTES } from '../../src/contract/puts.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { encode } from '../../src/domain/anonymity/bytes.ts';
import { HOUR } from '../../src/domain/time.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';
import { anAnonymousAnswer, forgetKeys, NamelessSeat } from '../support/anonymous.ts';
import { ask, type Person, type World } from '../support/world.ts';
import { violations } from './audit.ts';
import { type NewDevice, networkUrl, test } from './devices.ts';
import { REST, row, send, skip, TO_UNDO, writeAnswer } from './meeting.ts';

const NAMES = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FOLDER = process.env['SCREENSHOTS_OF_ANONYMOUS'];

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

/** Jonas asks eight people, of whom these two check in on a device of their own. */
async function evening(world: World, names: readonly string[] = NAMES) {
  const circle = await world.circle(await world.founder('Ruth'), names);
  const { groupId, leader } = circle;
  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  const who = (name: string) => {
    const person = circle.everybody.find((one) => one.name === name);
    if (!person) throw new Error(`${name} is not in the group`);
    return person;
  };
  const seat = (person: Person) => person.call(takeSeat, { params: { groupId, meetingId } });
  return { ...circle, meetingId, who, seat, room: `/groups/${groupId}` };
}

/** Opens the room on a device and checks in there. */
async function checkedIn(device: NewDevice, person: Person, room: string): Promise<Page> {
  const page = await device(person, room);
  await button(page, 'Check in').click();
  await expect(button(page, 'How did that land with you?')).toBeVisible();
  return page;
}

/** Whoever does not sit at a page hands in from a seat of the API. */
async function handIn(people: readonly Person[], groupId: Parameters<typeof ask>[1], askId: AskId) {
  const seats = [];
  for (const person of people) {
    const seat = await NamelessSeat.take(person, groupId, askId);
    await seat.put('answer', anAnonymousAnswer(seat));
    seats.push(seat);
  }
  return seats;
}

/** What a device sends again, it sends when its connection is back. */
const reconnect = (page: Page) => page.evaluate(`dispatchEvent(new Event('online'))`);

/** Clean, and looked at when pictures are wanted. */
async function stop(page: Page, name: string) {
  await page.mouse.move(0, 0);
  expect.soft(await violations(page, { type: 'tag', values: TAGS }), name).toEqual([]);
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  for (const [size, viewport] of [
    ['390', { width: 390, height: 844 }],
    ['1280', { width: 1280, height: 800 }],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`) });
    }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('four answer without a name, one of them twice; one signs a sentence afterwards', async ({
  world,
  device,
}) => {
  test.setTimeout(180_000);
  const { groupId, meetingId, room, who, seat } = await evening(world);
  for (const name of ['Ruth', 'Jonas', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus']) await seat(who(name));
  const ana = await checkedIn(device, who('Ana'), room);
  const ben = await checkedIn(device, who('Ben'), room);
  const puts: Request[] = [];
  for (const page of [ana, ben]) {
    // A cookie that every request of this site would carry, if it were let.
    await page.context().addCookies([{ name: 'who', value: 'me', url: world.url }]);
    page.on('request', (request) => {
      if (request.url().includes('/anon/')) puts.push(request);
    });
  }
  const fetched = [ana, ben].map((page) =>
    page.waitForResponse((response) => response.url().endsWith('/ticket')),
  );
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment: 'When I said I almost didn’t come',
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  const params = { groupId, askId };
  // Both devices fetch their ticket although nobody has touched them.
  expect((await Promise.all(fetched)).map((response) => response.status())).toEqual([200, 200]);

  await row(ana, 'Jonas asks how it landed').click();
  await expect(ana.getByText('Hidden among seven: Ana, Ben, Cem, Dora, Emil, Fay')).toBeVisible();
  await stop(ana, 'answer-anonymous');
  await button(ana, 'Not sure yet').click();
  await button(ana, 'Go on').click();
  await ana.getByText('A feeling', { exact: true }).click();
  await ana.getByLabel('I felt…').fill('something loosen in me');
  await expect(ana.getByText('Kept on this phone as you write.')).toBeVisible();
  await ana.reload();
  await expect(ana.getByLabel('I felt…')).toHaveValue('something loosen in me');
  await button(ana, 'Go on').click();
  for (const tap of ['Mostly', 'A bit nearer', 'A lot'])
    await ana.getByText(tap, { exact: true }).click();
  await skip(ana, REST);
  await button(ana, 'Go on').click();
  await expect(ana.getByText('Our records do not say that it was you.')).toBeVisible();
  await expect(ana.getByRole('link', { name: 'What anonymous means here' })).toBeVisible();
  await expect(ana.getByText('Signed as')).toHaveCount(0);
  await stop(ana, 'answer-anonymous-reread');
  await send(ana);
  await expect(heading(ana, 'Handed in')).toBeVisible();
  await expect(ana.getByText('It has arrived, and is about to be sealed.')).toBeVisible();
  await world.service.ticks.tick();
  await reconnect(ana);
  await expect(ana.getByText('It has arrived and is sealed.')).toBeVisible();
  await stop(ana, 'answer-handed-in');
  // The service lists it until it closes; this device alone knows that it is done.
  await button(ana, 'Back to the room').click();
  await expect(heading(ana, 'The room')).toBeAttached();
  await expect(row(ana, 'Jonas asks how it landed')).toHaveCount(0);

  await row(ben, 'Jonas asks how it landed').click();
  await writeAnswer(ben, 'angry, and I do not know why');
  await send(ben);
  await expect(heading(ben, 'Handed in')).toBeVisible();
  await button(ben, 'Take it back').click();
  await expect(heading(ben, 'You took it back.')).toBeVisible();
  await expect(button(ben, 'Hand it in again')).toHaveCount(0);
  await button(ben, 'Undo').click();
  await expect(heading(ben, 'Handed in')).toBeVisible();
  await skip(ben, TO_UNDO);
  await button(ben, 'Take it back').click();
  await expect(button(ben, 'Hand it in again')).toBeVisible();
  await stop(ben, 'answer-taken-back');
  await button(ben, 'Hand it in again').click();
  await expect(heading(ben, 'What do you notice')).toBeVisible();
  await button(ben, 'Go on').click();
  await ben.getByLabel('I felt…').fill('sad, after all');
  await button(ben, 'Go on').click();
  await button(ben, 'Go on').click();
  await send(ben);
  await expect(heading(ben, 'Handed in')).toBeVisible();

  await handIn([who('Cem'), who('Dora')], groupId, askId);
  for (const name of ['Emil', 'Fay', 'Gus']) await NamelessSeat.take(who(name), groupId, askId);
  await world.pass(2 * HOUR);

  await expect(heading(ben, 'This ask has closed.')).toBeVisible();
  await expect(ben.getByText('I felt sad, after all')).toBeVisible();
  await expect(ben.getByText('It is shown without a name.')).toBeVisible();
  await expect(ben.getByRole('alert')).toHaveCount(0);
  await who('Jonas').call(openAnswers, { params });
  const read = async () => {
    const { anonymous } = await who('Jonas').call(getResults, { params });
    return anonymous;
  };
  expect((await read())?.parts.map((part) => part.text).sort()).toEqual([
    'a small wave of sadness',
    'a small wave of sadness',
    'sad, after all',
    'something loosen in me',
  ]);
  expect((await read())?.released).toMatchObject({ people: 4 });

  const loosen = (await read())?.parts.find((part) => part.text.startsWith('something loosen'));
  if (!loosen) throw new Error('it is not shown');
  await who('Jonas').call(reactToPart, {
    params: { ...params, partId: loosen.id },
    body: { reactions: ['thank'] },
  });
  await ana.goto(`${world.url}${room}/asks/${askId}/answer`);
  await expect(ana.getByText('Jonas thanks you.')).toBeVisible();
  await stop(ana, 'answer-released');
  await button(ana, 'Sign it').click();
  await expect(ana.getByRole('dialog', { name: 'Sign this sentence?' })).toBeVisible();
  await stop(ana, 'answer-sign-part');
  await ana.getByRole('dialog').getByRole('button', { name: 'Sign it' }).click();
  await expect(ana.getByText('It is signed with your name.')).toBeVisible();
  const owned = (await read())?.parts.filter((part) => part.owned).map((part) => part.owned?.by);
  expect(owned).toMatchObject([{ name: 'Ana' }]);

  await button(ben, 'Take it back').click();
  const asked = ben.waitForResponse((response) => response.url().endsWith('/take-back'));
  await ben.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await asked;
  await expect(ben.getByText('It is being taken back.')).toBeVisible();
  await world.service.ticks.tick();
  await reconnect(ben);
  await expect(ben.getByText('It was taken back. Its words are erased.')).toBeVisible();
  await button(ana, 'Forget that I wrote this').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Forget that I wrote this' }).click();
  await expect(ana.getByText('This device has forgotten that you wrote it.')).toBeVisible();
  await expect(button(ana, 'Take it back')).toHaveCount(0);

  expect(puts.length).toBeGreaterThan(4);
  for (const request of puts) {
    const headers = await request.allHeaders();
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(request.postData()).toHaveLength(BODY_BYTES);
  }
});

test.describe('a service that is started anew', () => {
  // The last put to an ask that is lost is refused.
  test.use({ expected: /net::ERR|status of 50|WebSocket|anon\/v1\/put$/ });

  test('is handed what was sealed again; a device that slept meanwhile says what is missing, and what is lost stays with its author', async ({
    world,
    device,
  }) => {
    test.setTimeout(180_000);
    const { groupId, meetingId, room, who, seat } = await evening(world);
    for (const name of ['Ruth', 'Jonas', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'])
      await seat(who(name));
    const ana = await checkedIn(device, who('Ana'), room);
    const ben = await checkedIn(device, who('Ben'), room);
    const askId = await ask(who('Jonas'), groupId, meetingId, {
      mode: 'anonymous',
      closes: 'in_an_hour',
    });
    const answer = `${world.url}${room}/asks/${askId}/answer`;
    for (const [page, words] of [
      [ana, 'something loosen in me'],
      [ben, 'sad, after all'],
    ] as const) {
      await row(page, 'Jonas asks how it landed').click();
      await writeAnswer(page, words);
      await send(page);
      await expect(page.getByText('It has arrived, and is about to be sealed.')).toBeVisible();
    }
    const seats = await handIn([who('Cem'), who('Dora')], groupId, askId);
    for (const name of ['Emil', 'Fay']) await NamelessSeat.take(who(name), groupId, askId);
    await world.service.ticks.tick();
    for (const page of [ana, ben]) {
      await reconnect(page);
      await expect(page.getByText('It has arrived and is sealed.')).toBeVisible();
    }

    await ben.goto('about:blank');
    await world.restart(() => forgetKeys(world));
    // Whoever looks at the page again: nobody has to know, or do, anything.
    await ana.reload();
    await expect(ana.getByText('It has arrived, and is about to be sealed.')).toBeVisible();
    for (const one of seats) await one.again();
    await world.pass(2 * HOUR);

    const params = { groupId, askId };
    await who('Jonas').call(openAnswers, { params });
    const { anonymous } = await who('Jonas').call(getResults, { params });
    expect(anonymous?.released?.people).toBe(3);
    expect(anonymous?.parts.map((part) => part.text)).toContain('something loosen in me');
    await expect(ana.getByText('It is shown without a name.')).toBeVisible();
    await ben.goto(answer);
    await expect(ben.getByRole('alert')).toContainText('Not all you handed in is shown.');
    await expect(ben.getByText('I felt sad, after all')).toBeVisible();
    await stop(ben, 'answer-missing');
    await expect(ana.getByRole('alert')).toHaveCount(0);

    const other = await ask(who('Fay'), groupId, meetingId, { mode: 'anonymous' });
    await ana.goto(`${world.url}${room}/asks/${other}/answer`);
    await writeAnswer(ana, 'closer to you');
    await send(ana);
    await expect(heading(ana, 'Handed in')).toBeVisible();
    await world.service.ticks.tick();
    await world.restart(() => rmSync(join(world.folder, NOT_BACKED_UP), { recursive: true }));
    await expect(heading(ana, 'This could not be kept; nothing was read.')).toBeVisible();
    await expect(ana.getByText('I felt closer to you')).toBeVisible();
    await stop(ana, 'answer-lost');
    await button(ana, 'Discard').click();
    await expect(ana.getByText('I felt closer to you')).toHaveCount(0);
  });
});

test('a device that says nothing passes by itself, which its owner does not notice; who came lately signs', async ({
  world,
  device,
}) => {
  test.setTimeout(120_000);
  const { groupId, meetingId, room, who, seat, leader } = await evening(world);
  for (const name of ['Ruth', 'Jonas', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'])
    await seat(who(name));
  // Only who was there before the group's first ask counts at once.
  await ask(who('Fay'), groupId, meetingId);
  world.ahead += 1000;
  const zoe = await world.join(leader, groupId, 'Zoe');
  const late = await checkedIn(device, zoe, room);
  const page = await device(who('Ana'), 'about:blank');
  await page.clock.install();
  await page.goto(`${world.url}${room}`);
  await button(page, 'Check in').click();
  await expect(button(page, 'How did that land with you?')).toBeVisible();
  const puts: Request[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/anon/')) puts.push(request);
  });
  const ticket = page.waitForResponse((response) => response.url().endsWith('/ticket'));
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  await (await ticket).finished();
  await expect(row(page, 'Jonas asks how it landed')).toBeVisible();
  const passed = page.waitForResponse((response) => response.url().endsWith('/anon/v1/put'));
  await page.clock.fastForward(11 * 60_000);
  expect((await passed).status()).toBe(202);

  // It waits for her as if nothing had been said; what she says takes the place of it.
  await row(page, 'Jonas asks how it landed').click();
  await writeAnswer(page, 'something loosen in me');
  await send(page);
  await expect(page.getByText('It has arrived, and is about to be sealed.')).toBeVisible();
  const operations = puts.map((request) => JSON.parse(request.postData() ?? '').op as string);
  expect(operations).toEqual(['pass', 'answer']);
  expect(new Set(puts.map((request) => request.postData()?.length))).toEqual(new Set([BODY_BYTES]));

  await row(late, 'Jonas asks how it landed').click();
  await expect(late.getByText('You came lately, or led until lately')).toBeVisible();
  await button(late, 'Not sure yet').click();
  await button(late, 'Go on').click();
  await late.getByText('A feeling', { exact: true }).click();
  await late.getByLabel('I felt…').fill('curious');
  await stop(late, 'answer-newcomer');
  await button(late, 'Go on').click();
  await expect(late.getByText('Jonas sees all of this with your name')).toBeVisible();
  await send(late);
  await expect(late.getByText('Signed as Zoe')).toBeVisible();

  await handIn([who('Cem'), who('Dora')], groupId, askId);
  await NamelessSeat.take(who('Emil'), groupId, askId);
  await world.pass(2 * HOUR);
  const params = { groupId, askId };
  await who('Jonas').call(openAnswers, { params });
  const { anonymous, answers } = await who('Jonas').call(getResults, { params });
  expect(anonymous?.released?.people).toBe(3);
  expect(anonymous?.parts.map((part) => part.text)).toContain('something loosen in me');
  expect(answers.map((one) => one.from.name)).toEqual(['Zoe']);
});

test('what too few wrote is shown to nobody, and its author says what becomes of it', async ({
  world,
  device,
}) => {
  test.setTimeout(120_000);
  const { groupId, meetingId, room, who, seat } = await evening(world);
  for (const name of ['Ruth', 'Jonas', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'])
    await seat(who(name));
  const page = await checkedIn(device, who('Ana'), room);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  const params = { groupId, askId };
  await row(page, 'Jonas asks how it landed').click();
  await writeAnswer(page, 'something loosen in me');
  await send(page);
  // Handed in is what is kept here; before it closes it has to be there too.
  await expect(page.getByText('It has arrived, and is about to be sealed.')).toBeVisible();
  await world.pass(2 * HOUR);

  await expect(heading(page, 'No anonymous answers are shown for this question.')).toBeVisible();
  await expect(page.getByText('I felt something loosen in me')).toBeVisible();
  await stop(page, 'answer-withheld');
  await button(page, 'Keep it for me').click();
  await expect(page.getByText('Kept on this device, for you alone.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Kept on this device, for you alone.')).toBeVisible();
  await button(page, 'Discard it').click();
  await expect(page.getByText('I felt something loosen in me')).toHaveCount(0);
  await button(page, 'Undo').click();
  await button(page, 'Say it with my name').click();
  await expect(page.getByText('may guess that you had written')).toBeVisible();
  await stop(page, 'answer-withheld-say');
  await button(page, 'Go on').click();
  await expect(page.getByLabel('I felt…')).toHaveValue('something loosen in me');
  await button(page, 'Read it once more').click();
  await send(page);
  await expect(heading(page, 'What you said late')).toBeVisible();
  expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
    answer: null,
    lateWord: { text: 'something loosen in me' },
  });

  // Signing out would destroy what is only here.
  await page.goto(`${world.url}/account`);
  await button(page, 'Sign out').click();
  await expect(page.getByRole('dialog', { name: 'This device holds your tickets' })).toBeVisible();
  await button(page, 'Sign out and discard it').click();
  await expect(heading(page, 'Welcome back')).toBeVisible();
  const left = await page.evaluate(`new Promise((done) => {
    const opening = indexedDB.open('landed-answers');
    opening.onsuccess = () => {
      const all = opening.result.transaction('nameless').objectStore('nameless').getAllKeys();
      all.onsuccess = () => done(all.result);
    };
  })`);
  expect(left).toEqual([]);
});

test('where each chooses, a name is signed after all, and there is no way back', async ({
  world,
  device,
}) => {
  test.setTimeout(120_000);
  const { groupId, meetingId, room, who, seat } = await evening(world);
  for (const name of ['Ruth', 'Jonas', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'])
    await seat(who(name));
  const page = await checkedIn(device, who('Ana'), room);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'choice',
    closes: 'in_an_hour',
  });
  const params = { groupId, askId };
  await row(page, 'Jonas asks how it landed').click();
  await writeAnswer(page, 'something loosen in me');
  await button(page, 'Send').press('Enter');
  await expect(page.getByText('Choose first how it goes out.')).toBeVisible();
  await page.getByRole('radio', { name: /^Anonymous/ }).check();
  await stop(page, 'answer-choice');
  await send(page);
  await expect(heading(page, 'Handed in')).toBeVisible();
  await button(page, 'Change it').click();
  for (let step = 0; step < 3; step += 1) await button(page, 'Go on').click();
  await page.getByRole('radio', { name: /^With my name/ }).check();
  await expect(page.getByText('you cannot go back to anonymous')).toBeVisible();
  await send(page);
  await expect(page.getByText('Signed as Ana')).toBeVisible();
  await expect(heading(page, 'Handed in')).toHaveCount(0);
  expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
    answer: { words: [{ text: 'something loosen in me' }] },
  });
  await button(page, 'Change').click();
  await expect(button(page, 'Pass')).toHaveCount(0);
  for (let step = 0; step < 3; step += 1) await button(page, 'Go on').click();
  await expect(page.getByRole('radio', { name: /^Anonymous/ })).toHaveCount(0);
  await send(page);
  await expect(page.getByText('Signed as Ana')).toBeVisible();
  await expect(page.getByText('It has arrived.')).toBeVisible();

  // Who leads signs, in words only, and is told why.
  const leader = await device(who('Ruth'), `${room}/asks/${askId}/answer`);
  await expect(leader.getByText('You lead, so you sign, in words only.')).toBeVisible();
  await stop(leader, 'answer-choice-leader');
});

test.describe('with two devices', () => {
  test.use({ expected: /\/ticket$/ });

  test('one device answers: another is told so, and can take its place before the ticket is out', async ({
    world,
    device,
  }) => {
    test.setTimeout(120_000);
    const { groupId, meetingId, room, who, everybody, seat } = await evening(world);
    for (const person of everybody) await seat(person);
    const askId = await ask(who('Jonas'), groupId, meetingId, {
      mode: 'anonymous',
      closes: 'in_an_hour',
    });
    const answer = `${room}/asks/${askId}/answer`;
    const phone = await device(who('Ana'), answer);
    await expect(heading(phone, 'You checked in with another device.')).toBeVisible();
    await stop(phone, 'answer-other-device');
    await button(phone, 'Answer from this device').click();
    await expect(phone.getByText('Hidden among seven')).toBeVisible();

    const laptop = await device(who('Ana'), answer);
    const refused = laptop.waitForResponse((response) => response.url().endsWith('/ticket'));
    await button(laptop, 'Answer from this device').click();
    expect((await refused).status()).toBe(409);
    await expect(heading(laptop, 'Another device of yours holds the ticket.')).toBeVisible();
    await stop(laptop, 'answer-elsewhere');

    const open = await device(who('Ben'), answer, { url: networkUrl(world) });
    await expect(heading(open, 'This connection is not private enough for that.')).toBeVisible();
    await stop(open, 'answer-insecure');
  });
});

test('a ticket made with another key stops the device, loudly, and nothing is sent', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, room, who, seat } = await evening(world);
  for (const name of ['Ruth', 'Jonas', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay', 'Gus'])
    await seat(who(name));
  const page = await checkedIn(device, who('Ana'), room);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/anon/')) sent.push(request.url());
  });
  // A proof that does not fit, as of a service that marks one member's ticket.
  await page.route('**/ticket', async (route) => {
    const reply = await route.fetch();
    const { evaluated } = (await reply.json()) as { evaluated: string };
    await route.fulfill({ json: { evaluated, proof: encode(new Uint8Array(64).fill(1)) } });
  });
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  await page.goto(`${world.url}${room}/asks/${askId}/answer`);
  await expect(page.getByRole('alert')).toContainText('This device will not answer anonymously.');
  await stop(page, 'answer-fault');
  expect(sent).toEqual([]);

  // It stays so until somebody looks again, and nothing is taken on trust then.
  await page.reload();
  const fetched = page.waitForResponse((response) => response.url().endsWith('/ticket'));
  await button(page, 'Look again').click();
  // Until then the page says what it said before.
  await (await fetched).finished();
  await expect(page.getByRole('alert')).toContainText('was not made like everybody’s');
  await page.unroute('**/ticket');
  await button(page, 'Look again').click();
  await expect(page.getByText('Hidden among seven')).toBeVisible();
});
