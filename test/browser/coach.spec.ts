import { expect, type Page } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { en } from '../../src/messages/en.ts';
import { enPages } from '../../src/messages/en-pages.ts';
import type { World } from '../support/world.ts';
import { answer, ask } from '../support/world.ts';
import { announcements, holdsStill } from './arrivals.ts';
import { type NewDevice, test } from './devices.ts';
import { evening, landed, REST, row, send, skip } from './meeting.ts';

const { says, keep, held, giving, panel } = en.coach;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const goOn = (page: Page) => button(page, 'Go on');
const words = (page: Page) => page.getByLabel('I felt…');
const care = (page: Page) => page.getByRole('dialog', { name: 'Where to turn' });

/** Ana, about to put into words how it landed when Jonas spoke. */
async function writing(world: World, device: NewDevice, locale = 'en-GB') {
  const circle = await evening(world, ['Jonas', 'Ana']);
  const { groupId, meetingId, askPage, who } = circle;
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Ana'), `${askPage(askId)}/answer`, { locale });
  await button(page, 'Not sure yet').click();
  await goOn(page).click();
  await page.getByText('A feeling', { exact: true }).click();
  const sent = async () => {
    const { answer } = await who('Ana').call(getMyAnswer, { params: { groupId, askId } });
    return answer?.words.map(({ text }) => text);
  };
  return { ...circle, page, askId, sent };
}

async function tapAndSend(page: Page) {
  for (const stop of ['Mostly', 'A bit nearer', 'A lot'])
    await page.getByText(stop, { exact: true }).click();
  await skip(page, REST);
  await goOn(page).click();
  await send(page);
  await expect(page.getByRole('heading', { name: 'Sent' })).toBeVisible();
}

test('a nudge comes below the words, moves nothing, is said once, and can be kept against', async ({
  world,
  device,
}) => {
  const { page, sent } = await writing(world, device);
  await words(page).fill('close to you');
  const said = await announcements(page);
  const still = await holdsStill(page, goOn(page));
  const below = await holdsStill(page, page.getByText(giving.open, { exact: true }));

  await words(page).pressSequentially('. You always change the subject.');
  await expect(page.getByText(says.always_never)).toBeVisible();
  await still();
  await below();
  await expect(goOn(page)).not.toHaveAttribute('aria-disabled');
  expect(said().filter((words) => words.includes(says.always_never))).toHaveLength(1);

  await button(page, keep).click();
  await expect(page.getByText(says.always_never)).toBeHidden();
  await words(page).pressSequentially(' I felt small.');
  await expect(page.getByText(says.always_never)).toBeHidden();
  await goOn(page).click();
  await tapAndSend(page);
  expect(await sent()).toEqual(['close to you. You always change the subject. I felt small.']);
});

test('two lines at once move nothing either', async ({ world, device }) => {
  const { page } = await writing(world, device);
  await words(page).fill('it');
  const still = await holdsStill(page, page.getByText(giving.open, { exact: true }));
  await words(page).fill('You are cold. You should relax');
  await expect(page.getByText(says.you_label)).toBeVisible();
  await expect(page.getByText(says.advice)).toBeVisible();
  await still();
});

test('words that stop cannot be sent, however fast, and other words can', async ({
  world,
  device,
}) => {
  const { page, sent } = await writing(world, device);
  await words(page).fill('angry, you idiot');
  await goOn(page).click();
  await expect(page.getByText(says.insult)).toBeVisible();
  await expect(page.getByText(held)).toBeVisible();
  await expect(button(page, keep)).toHaveCount(0);

  await words(page).fill('angry when you laughed');
  await expect(page.getByText(says.insult)).toBeHidden();
  await goOn(page).click();
  await tapAndSend(page);
  expect(await sent()).toEqual(['angry when you laughed']);
});

test('a pause holds until it is kept, and keeping it takes a moment', async ({ world, device }) => {
  const { page } = await writing(world, device);
  await words(page).fill('small. I think you’re in denial.');
  await expect(page.getByText(says.diagnosing)).toBeVisible();
  await expect(goOn(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(button(page, keep)).toHaveAttribute('aria-disabled', 'true');
  await expect(button(page, keep)).not.toHaveAttribute('aria-disabled');
  await button(page, keep).click();
  await expect(goOn(page)).not.toHaveAttribute('aria-disabled');
});

test('words of danger open the way to a person, once; the text stays and can be sent', async ({
  world,
  device,
}) => {
  const { page, sent } = await writing(world, device);
  await words(page).pressSequentially('I want to die');
  await expect(care(page)).toBeVisible();
  await expect(care(page).getByText(says.crisis)).toBeVisible();
  await expect(care(page).getByRole('link', { name: '112' })).toHaveAttribute('href', 'tel:112');
  await expect(care(page).getByText(panel.leaders(['Ruth']))).toBeVisible();

  await button(page, panel.notThat).click();
  await expect(care(page)).toBeHidden();
  await expect(words(page)).toHaveValue('I want to die');
  await expect(words(page)).toBeFocused();
  await words(page).pressSequentially(' laughing when you say that');
  await goOn(page).click();
  await tapAndSend(page);
  await expect(care(page)).toBeHidden();
  expect(await sent()).toEqual(['I want to die laughing when you say that']);
});

test('an asker’s own words are not coached, but open the way to a person', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, ['Jonas', 'Ana']);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const moment = page.getByLabel('The moment I’m asking about');
  await page.getByText('The moment I’m asking about').first().click();
  await moment.fill('When you all ignored me, you idiots, and I said I can’t go on');
  await expect(care(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(care(page)).toBeHidden();
  await expect(page.getByText(says.insult)).toHaveCount(0);
  await button(page, 'Ask everyone here').click();
  await expect(row(page, 'Your ask is open').first()).toBeVisible();
  await expect(care(page)).toBeHidden();
});

test('the coach is silent where another language is written', async ({ world, device }) => {
  const { page } = await writing(world, device, 'de-DE');
  await words(page).fill('You idiot. I want to die.');
  await goOn(page).click();
  await expect(page.getByText('Mostly', { exact: true })).toBeVisible();
  await expect(care(page)).toBeHidden();
});

test('how to say it is open the first time, and one tap away after that', async ({
  world,
  device,
}) => {
  const { page } = await writing(world, device);
  await expect(page.getByText(giving.frame)).toBeVisible();
  await page.reload();
  await expect(words(page)).toBeVisible();
  await expect(page.getByText(giving.frame)).toBeHidden();
  await page.getByText(giving.open, { exact: true }).click();
  await expect(page.getByText(giving.frame)).toBeVisible();
});

test('where to turn is one tap from the foot of every page of the group', async ({
  world,
  device,
}) => {
  const { groupId, meetingId, room, askPage, who } = await evening(world, ['Jonas', 'Ana']);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  await answer(who('Ana'), groupId, askId);
  const opens = async (page: Page) => {
    await button(page, 'Where to turn').click();
    await expect(care(page).getByText('0800 111 0 111')).toBeVisible();
    await expect(care(page).getByText(panel.unwatched)).toBeVisible();
    await expect(button(page, panel.notThat)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(care(page)).toBeHidden();
    await expect(button(page, 'Where to turn')).toBeFocused();
  };

  const asker = await device(who('Jonas'), room);
  await opens(asker);
  await asker.getByRole('link', { name: 'Answers', exact: true }).click();
  await expect(row(asker, 'You asked how it landed')).toBeVisible();
  await opens(asker);
  await who('Jonas').call(closeAsk, { params: { groupId, askId } });
  await asker.goto(new URL(askPage(askId), world.url).href);
  await opens(asker);
  await asker.getByText(en.coach.receiving.open, { exact: true }).click();
  await expect(asker.getByText(en.coach.receiving.text)).toBeVisible();
  await button(asker, 'Open now').click();
  await expect(
    asker.getByRole('heading', { name: enPages.receiving.feelings.title }),
  ).toBeVisible();
  await opens(asker);

  const second = await ask(who('Ana'), groupId, meetingId);
  const peer = await device(who('Jonas'), `${askPage(second)}/answer`);
  await opens(peer);
});

test('outside of groups where to turn is one tap away too, for each group under its name', async ({
  world,
  device,
}) => {
  const ruth = await world.founder('Ruth');
  const home = await device(ruth, '/');
  await button(home, 'Where to turn').click();
  await expect(care(home).getByText(panel.unwatched)).toBeVisible();
  await expect(care(home).getByRole('heading')).toHaveCount(1);

  await world.circle(ruth, []);
  const reach = '0800 222 0 222';
  await world.circle(ruth, [], {
    name: 'Saturday circle',
    crisisContacts: [
      { kind: 'emergency', name: 'Emergency', reach: '112' },
      { kind: 'crisis_line', name: 'The night line', reach },
    ],
  });
  for (const path of ['/', '/account']) {
    await home.goto(world.url + path);
    await button(home, 'Where to turn').click();
    await expect(care(home).getByRole('heading')).toHaveText([
      'Where to turn',
      'Tuesday circle',
      'Saturday circle',
    ]);
    await expect(care(home).getByText('0800 111 0 111')).toBeVisible();
    await expect(care(home).getByText(reach)).toBeVisible();
    await home.keyboard.press('Escape');
    await expect(button(home, 'Where to turn')).toBeFocused();
  }
});
