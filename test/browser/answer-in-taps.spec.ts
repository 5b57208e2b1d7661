import { type CDPSession, expect, type Page } from '@playwright/test';

import { getMe } from '../../src/contract/accounts.ts';
import { getMyAnswer } from '../../src/contract/answers.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { reportAnswer } from '../../src/contract/reports.ts';
import { getResults, openAnswers, react } from '../../src/contract/results.ts';
import { answer, ask } from '../support/world.ts';
import { test } from './devices.ts';
import { evening, REST, row, send, skip, tabTo, writeAnswer } from './meeting.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('whoever knows the form answers in nine taps and one sentence', async ({ world, device }) => {
  const { room, groupId, meetingId, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), room);
  await row(page, 'Jonas asks how it landed').tap();
  await expect(heading(page, 'What do you notice in yourself?')).toBeVisible();
  await page.evaluate(`
    globalThis.counts = { taps: 0, keys: 0 };
    addEventListener('pointerup', ({ isTrusted }) => (counts.taps += Number(isTrusted)), true);
    addEventListener('keydown', ({ isTrusted }) => (counts.keys += Number(isTrusted)), true);
  `);
  const sentence = 'a small wave of sadness when you laughed';
  await skip(page, REST);

  await button(page, 'Not sure yet').tap();
  await button(page, 'Go on').tap();
  await page.getByText('A feeling', { exact: true }).tap();
  await page.keyboard.type(sentence);
  await button(page, 'Go on').tap();
  for (const stop of ['Mostly', 'A bit nearer', 'A lot'])
    await page.getByText(stop, { exact: true }).tap();
  await button(page, 'Go on').tap();
  await expect(button(page, 'Send')).toBeEnabled();
  await button(page, 'Send').tap();
  await expect(heading(page, 'Sent')).toBeVisible();

  const counts = await page.evaluate<{ taps: number; keys: number }>('counts');
  console.log(`an answer: ${counts.taps} taps, ${counts.keys} keystrokes`);
  expect(counts.taps).toBeLessThanOrEqual(9);
  expect(counts.keys).toBe(sentence.length);
  const { answer: given } = await who('Ana').call(getMyAnswer, { params: { groupId, askId } });
  expect(given).toMatchObject({
    feelings: ['not_sure_yet'],
    words: [{ channel: 'feeling', text: sentence }],
    understood: 3,
    closeness: 1,
    warmth: 3,
  });
});

test('the whole answer is given by keyboard, and each step says to a screen reader what it is', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  const main = page.getByRole('main');
  const press = async (name: string) => {
    await tabTo(page, button(page, name));
    await page.keyboard.press('Space');
  };
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - region "What Jonas asks"
      - group "Were you there for this?":
        - radio "Yes"
        - radio "I missed it"
      - heading "What do you notice in yourself?" [level=1]
      - button "Not sure yet"
      - button "Several at once"
      - button "Something in my body"
      - button "Nothing I notice"
      - button "I’d rather not say"
      - textbox "Find a word"
      - group: Warm toward others
      - group: Glad and alive
      - group: Calm and steady
      - group: Stirred and open
      - group: Uneasy and afraid
      - group: Sad and hurt
      - group: Angry and pushing back
      - group: Small and exposed
      - group: Far away and worn
      - group: Pulled two ways
  `);
  await press('Not sure yet');
  await tabTo(page, page.getByRole('radio', { name: 'unpleasant and charged' }));
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft'])
    await page.keyboard.press(key);
  await press('Something in my body');
  await press('shaky');
  await press('tears close');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - group "Were you there for this?":
        - radio "Yes" [checked]
      - button "Not sure yet" [pressed]
      - button "Something in my body" [pressed]
      - group "Roughly where? You can leave it out.":
        - radio "unpleasant and charged"
        - radio "mixed and charged"
        - radio "pleasant and charged"
        - radio "unpleasant"
        - radio "mixed"
        - radio "pleasant"
        - radio "unpleasant and quiet" [checked]
        - radio "mixed and quiet"
        - radio "pleasant and quiet"
      - group "Something in my body":
        - paragraph: Where and how? Up to three, or none.
        - button "tears close" [pressed]
        - button "shaky" [pressed]
        - button "softening"
  `);

  const search = page.getByLabel('Find a word');
  await tabTo(page, search);
  await page.keyboard.type('reje');
  await press('rejected');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - textbox "Find a word": reje
      - status: One word.
      - button "rejected" [pressed]
      - status:
        - paragraph: That word also says something about what I did. Is there a feeling underneath?
  `);
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('Shift+Tab');
  await tabTo(page, search);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await tabTo(page, page.locator('summary', { hasText: 'Sad and hurt' }));
  await page.keyboard.press('Enter');
  await press('let down');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - group: Uneasy and afraid
      - group:
        - text: Sad and hurt rejected
        - button "sad"
        - button "heavy"
        - button "disappointed"
        - button "sorrowful"
        - button "hurt"
        - button "rejected" [pressed]
        - button "let down"
        - button "unseen"
        - button "lonely"
        - button "left out"
        - button "abandoned"
        - button "grieving"
      - group: Angry and pushing back
      - group: Small and exposed
      - group: Far away and worn
      - group: Pulled two ways
      - status:
        - paragraph: Three are chosen. Take one away first.
  `);
  await press('Go on');

  await expect(heading(page, 'Put one thing into words')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
  await tabTo(page, page.getByLabel('I noticed an urge to…'));
  await page.keyboard.type('leave the room');
  await press('Add another');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('A thought I had was…'));
  await page.keyboard.type('that I would stay');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Put one thing into words" [level=1]
      - group "What it is":
        - radio "A thought"
        - radio "A feeling"
        - radio "A memory or link"
        - radio "A picture"
        - radio "What my body did"
        - radio "An urge" [checked]
      - textbox "I noticed an urge to…": leave the room
      - paragraph: …say it’s all right, before you had finished.
      - paragraph: Saying it is not doing it. It can stay words.
      - heading "One more" [level=2]
      - group "What this one is":
        - radio "A thought" [checked]
      - textbox "A thought I had was…": that I would stay
      - button "Leave it out after all"
  `);
  await press('Go on');

  await expect(heading(page, 'Three taps')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Three taps" [level=1]
      - paragraph: About you, this evening. Not a grade for Jonas.
      - group "How well do you get what Jonas was putting across?":
        - radio "Not yet" [checked]
        - radio "A little"
        - radio "Partly"
        - radio "Mostly"
        - radio "Fully"
        - radio "Can’t say yet"
      - paragraph: "Next: after this, compared with before, I feel…"
  `);
  await press('Go on');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - button "How well do you get what Jonas was putting across? Not yet. Change"
      - group "After this, compared with before, I feel…":
        - radio "Much further away"
        - radio "Further away"
        - radio "A bit further away"
        - radio "About the same"
        - radio "A bit nearer"
        - radio "Nearer"
        - radio "Much nearer"
        - radio "Can’t say yet" [checked]
  `);
  await press('Go on');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, page.locator('summary', { hasText: 'In that moment, to me' }));
  await page.keyboard.press('Enter');
  await press('Steering took the lead, firm');
  await press('Holding back quiet, gave way');
  await tabTo(page, page.locator('summary', { hasText: 'I’d welcome more of' }));
  await page.keyboard.press('Enter');
  await press('you starting');
  await tabTo(page, page.getByLabel('In my own words'));
  await page.keyboard.type('songs');
  await tabTo(page, page.getByLabel('I’d be willing to say more about this in the meeting'));
  await page.keyboard.press('Space');
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - group "How much warmth do I notice toward Jonas right now?":
        - radio "None I can find" [checked]
      - region "If you like":
        - group:
          - text: In that moment, to me, you came across as… Steering, Holding back
          - group "In that moment, to me, you came across as…":
            - button "Steering took the lead, firm" [pressed]
            - button "Inviting lively, drew me in"
            - button "Warm caring, close"
            - button "Trusting open, gentle, let others lead"
            - button "Holding back quiet, gave way" [pressed]
            - button "Hard to reach closed, withdrawn"
            - button "Cool distant, matter-of-fact"
            - button "Sparring pushed back, competed"
            - button "Mixed"
            - button "Can’t say"
        - group:
          - text: I’d welcome more of… you starting, songs
          - group "I’d welcome more of…":
            - button "you starting" [pressed]
            - button "just this, nothing to change"
          - textbox "In my own words": songs
        - checkbox "I’d be willing to say more about this in the meeting" [checked]
  `);
  await press('Go on');

  await expect(heading(page, 'Read it as if it were said to you.')).toBeFocused();
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Read it as if it were said to you." [level=1]
      - paragraph: I noticed an urge to leave the room
      - paragraph: A thought I had was that I would stay
      - paragraph: Not sure yet (unpleasant and quiet), something in my body (shaky, tears close), rejected. I don’t get it yet, I can’t say yet whether I feel nearer, and I notice no warmth I can find.
      - paragraph: In that moment, to me, you came across as steering and holding back.
      - paragraph: "I’d welcome more of you starting. I’d welcome more of: songs"
      - paragraph: I’d be willing to say more about this in the meeting.
      - paragraph: Signed as Ana
      - paragraph: "Jonas sees all of this but your three taps with your name, and may read it together with a leader. The taps are never named: they are only counted with the others’, from three on."
  `);
  await tabTo(page, button(page, 'Send'));
  await expect(button(page, 'Send')).toBeEnabled();
  await page.keyboard.press('Space');
  await expect(heading(page, 'Sent')).toBeFocused();
  const { answer: given } = await who('Ana').call(getMyAnswer, { params: { groupId, askId } });
  expect(given).toEqual({
    feelings: ['not_sure_yet', 'in_my_body', 'rejected'],
    body: ['shaky', 'tears_close'],
    pad: { pleasantness: -1, energy: -1 },
    words: [
      { channel: 'impulse', text: 'leave the room' },
      { channel: 'thought', text: 'that I would stay' },
    ],
    cameAcross: ['PA', 'HI'],
    moreOf: ['starting'],
    goalLevel: null,
    moreOfText: 'songs',
    inRoom: true,
    understood: 0,
    closeness: null,
    warmth: 0,
    version: 1,
  });
});

/** The one draft or late word there is, as it lies on the device. */
const onDevice = (page: Page, store: 'drafts' | 'lateWords' = 'drafts') =>
  page.evaluate<unknown>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('landed-answers');
    opening.onerror = reject;
    opening.onsuccess = () => {
      const reading = opening.result.transaction('${store}').objectStore('${store}').getAll();
      reading.onsuccess = () => {
        opening.result.close();
        resolve(reading.result[0] ?? null);
      };
    };
  })`);

test('a draft and its caret are back after the process of its page was killed', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  await writeAnswer(page, 'a small wave of sadness');
  await page.getByRole('button', { name: 'Change' }).click();
  await button(page, 'Go on').click();
  await page.getByText('I’d welcome more of…').first().click();
  await button(page, 'you starting').click();
  await page.getByText('I’d be willing to say more').click();
  await page.getByLabel('In my own words').fill('songs and silence');
  for (let i = 0; i < 8; i += 1) await page.keyboard.press('ArrowLeft');
  await expect
    .poll(() => onDevice(page))
    .toMatchObject({ caret: { field: 'moreOfText', at: 9 }, moreOfText: 'songs and silence' });

  const crashed = page.waitForEvent('crash');
  const devtools: CDPSession = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await page.context().newPage();
  await again.goto(`${world.url}${askPage(askId)}/answer`);

  await expect(heading(again, 'Three taps')).toBeVisible();
  const words = again.getByLabel('In my own words');
  await expect(words).toBeFocused();
  await expect(words).toHaveValue('songs and silence');
  await again.keyboard.type(', the ');
  await expect(words).toHaveValue('songs and, the  silence');
  await expect(button(again, 'you starting')).toHaveAttribute('aria-pressed', 'true');
  await expect(again.getByLabel('I’d be willing to say more')).toBeChecked();
  await expect(button(again, 'Warm caring, close')).toBeHidden();
  await button(again, 'Back').click();
  await expect(again.getByLabel('I felt…')).toHaveValue('a small wave of sadness');
});

test('a draft from before the form grew is found, and what it says is sent', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, room, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), '/sign-in');
  const { id } = await who('Ana').call(getMe, {});
  const draft = {
    step: 'words',
    there: true,
    feelings: ['sad'],
    channel: 'feeling',
    text: 'sad for you',
    taps: {},
    replaces: null,
  };
  await page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('landed-answers', 1);
    opening.onerror = reject;
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('outgoing');
      opening.result
        .createObjectStore('drafts')
        .put(${JSON.stringify(draft)}, '${id}/${askId}');
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  })`);

  await page.goto(`${world.url}${room}`);
  await page.goto(`${world.url}${askPage(askId)}/answer`);

  await expect(page.getByLabel('I felt…')).toHaveValue('sad for you');
  await button(page, 'Go on').click();
  await expect(heading(page, 'Three taps')).toBeVisible();
});

test('back goes a step back, and out of the first step to where one came from', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, room, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const address = `${world.url}${askPage(askId)}/answer`;
  const page = await device(who('Ana'), room);
  await row(page, 'Jonas asks how it landed').click();
  await writeAnswer(page, 'a small wave of sadness');
  await expect(heading(page, 'Read it as if it were said to you.')).toBeFocused();

  for (const before of [
    'Three taps',
    'Put one thing into words',
    'What do you notice in yourself?',
  ]) {
    await page.goBack();
    await expect(heading(page, before)).toBeFocused();
    // The step is there a moment before the browser's history is where it was.
    await expect(page).toHaveURL(address);
  }
  await button(page, 'Go on').click();
  await button(page, 'Close, keep for later').click();
  await expect(heading(page, 'The room')).toBeAttached();
  await page.goBack();
  await expect(heading(page, 'Put one thing into words')).toBeVisible();
  await page.goBack();
  await expect(heading(page, 'What do you notice in yourself?')).toBeFocused();
  await expect(page).toHaveURL(address);
  await page.goBack();
  await expect(heading(page, 'The room')).toBeAttached();

  // From a link, with nothing of ours before it.
  const straight = await device(who('Ana'), 'about:blank');
  await straight.goto(address);
  await button(straight, 'Not sure yet').click();
  await button(straight, 'Go on').click();
  await expect(heading(straight, 'Put one thing into words')).toBeFocused();
  await button(straight, 'Go on').click();
  for (const before of ['Put one thing into words', 'What do you notice in yourself?']) {
    await straight.evaluate('history.back()');
    await expect(heading(straight, before)).toBeFocused();
    await expect.poll(() => straight.evaluate('navigation.canGoForward')).toBe(false);
  }
});

test.describe('a send that has not arrived', () => {
  test.use({ expected: /ERR_FAILED|ERR_INTERNET_DISCONNECTED/ });

  test('is changed with one tap, and what is sent then takes its place', async ({
    world,
    device,
  }) => {
    const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
    const askId = await ask(who('Jonas'), groupId, meetingId);
    const params = { groupId, askId };
    const page = await device(who('Ana'), `${askPage(askId)}/answer`);
    await writeAnswer(page, 'a small wave');
    // The service has the first one, and its reply is on its way until it is let through.
    const taken = Promise.withResolvers<void>();
    const arriving = Promise.withResolvers<void>();
    await page.route(
      '**/api/**/answer',
      async (route) => {
        const response = await route.fetch();
        taken.resolve();
        await arriving.promise;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await expect(button(page, 'Send')).toBeEnabled();
    await button(page, 'Send').click();
    await taken.promise;

    await button(page, 'Change').click();
    await expect(page.getByText('What you sent first is still on its way.')).toBeVisible();
    await page.getByLabel('I felt…').fill('a wave of sadness');
    arriving.resolve();
    await expect(page.getByText('What you sent first has arrived.')).toBeVisible();
    await expect(page.getByLabel('I felt…')).toHaveValue('a wave of sadness');
    await button(page, 'Go on').click();
    await button(page, 'Go on').click();
    await expect(button(page, 'Send')).toBeEnabled();
    await button(page, 'Send').click();

    await expect(heading(page, 'Sent')).toBeVisible();
    await expect(page.getByText('from another device')).toBeHidden();
    expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
      answer: { version: 2, words: [{ text: 'a wave of sadness' }] },
    });

    await button(page, 'Change it').click();
    await button(page, 'Go on').click();
    await page.getByLabel('I felt…').fill('two waves');
    await button(page, 'Go on').click();
    await button(page, 'Go on').click();
    await page.route('**/api/**/answer', (route) => route.abort());
    await expect(button(page, 'Send')).toBeEnabled();
    await button(page, 'Send').click();
    await expect(heading(page, 'Your answer is safe on this phone.')).toBeVisible();
    await button(page, 'Change it').click();
    await expect(page.getByLabel('I felt…')).toHaveValue('two waves');
    await page.getByLabel('I felt…').fill('three waves');
    await button(page, 'Go on').click();
    await button(page, 'Go on').click();
    await page.unroute('**/api/**/answer');
    await expect(button(page, 'Send')).toBeEnabled();
    await button(page, 'Send').click();
    await expect(heading(page, 'Sent')).toBeVisible();
    expect(await who('Ana').call(getMyAnswer, { params })).toMatchObject({
      answer: { words: [{ text: 'three waves' }] },
    });
  });
});

test('what was written is discarded only when the time to undo is over', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, room, who } = await evening(world, ['Jonas', 'Ana']);
  await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), room);
  await row(page, 'Jonas asks how it landed').click();
  await button(page, 'Not sure yet').click();
  await button(page, 'Go on').click();
  await button(page, 'Discard what I wrote').click();
  await expect(heading(page, 'The room')).toBeAttached();
  await button(page, 'Undo').click();
  await row(page, 'Jonas asks how it landed').click();
  await expect(heading(page, 'Put one thing into words')).toBeVisible();

  await button(page, 'Discard what I wrote').click();
  await row(page, 'Jonas asks how it landed').click();
  await expect(button(page, 'Not sure yet')).toHaveAttribute('aria-pressed', 'false');
});

test('whoever was asked says one thing late, with what they typed kept, and hears what came back to an answer', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana', 'Ben']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const params = { groupId, askId };
  await answer(who('Ana'), groupId, askId);
  await who('Jonas').call(closeAsk, { params });
  await who('Jonas').call(openAnswers, { params });

  const late = await device(who('Ben'), `${askPage(askId)}/answer`);
  await expect(heading(late, 'This ask has closed.').last()).toBeVisible();
  await button(late, 'Write a sentence').click();
  await late.getByText('A thought', { exact: true }).click();
  await late.getByLabel('A thought I had was…').fill('that it stayed with me');
  // Whoever types and reloads at once is quicker than the device's database.
  await expect
    .poll(() => onDevice(late, 'lateWords'))
    .toMatchObject({ text: 'that it stayed with me' });
  await late.reload();
  await expect(late.getByLabel('A thought I had was…')).toHaveValue('that it stayed with me');
  await button(late, 'Read it once more').click();
  const begun = Date.now();
  await expect(late.getByText('A thought I had was that it stayed with me')).toBeVisible();
  await expect(late.getByText('Jonas sees this sentence with your name')).toBeVisible();
  await expect(button(late, 'Send')).toBeEnabled();
  expect(Date.now() - begun).toBeGreaterThanOrEqual(2500);
  await send(late);
  await expect(heading(late, 'What you said late')).toBeVisible();
  await expect(button(late, 'Write a sentence')).toBeHidden();

  const given = await device(who('Ana'), `${askPage(askId)}/answer`);
  await expect(heading(given, 'Your answer')).toBeVisible();
  const { answers } = await who('Jonas').call(getResults, { params });
  const answerId = answers[0]?.id;
  if (!answerId) throw new Error('nothing came');
  await who('Jonas').call(react, {
    params: { ...params, answerId },
    body: { reactions: ['thank', 'say_more'] },
  });
  await expect(given.getByText('Jonas thanks you.')).toBeVisible();
  await expect(given.getByText('Jonas would like to hear more in the meeting.')).toBeVisible();
  await who('Jonas').call(reportAnswer, {
    params: { ...params, answerId },
    body: { reason: 'hurtful' },
  });
  await expect(given.getByText('Jonas found this hard to receive.')).toBeVisible();
  await button(given, 'Take my answer back').click();
  await expect(given.getByText('Jonas found this hard to receive.')).toBeHidden();
  await button(given, 'Back to the room').click();
  await expect(button(given, 'Undo')).toBeVisible();
  await button(given, 'Undo').click();
  expect((await who('Ana').call(getMyAnswer, { params })).answer).not.toBeNull();
});

test('whoever signs out while writing is asked first, and then nothing of it is left', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  await button(page, 'Not sure yet').click();
  await button(page, 'Go on').click();
  await expect(page.getByText('Kept on this phone as you write.')).toBeVisible();

  await page.goto(`${world.url}/account`);
  await button(page, 'Sign out').click();
  await expect(page.getByText('Something you wrote has not been sent')).toBeVisible();
  await button(page, 'Stay signed in').click();
  expect(await onDevice(page)).toMatchObject({ step: 'words' });
  await button(page, 'Sign out').click();
  await button(page, 'Sign out and discard it').click();
  await expect(heading(page, 'Welcome back')).toBeVisible();
  expect(await onDevice(page)).toBeNull();
});
