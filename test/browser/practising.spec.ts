import { expect, type Page } from '@playwright/test';

import { listGoals, rateGoal } from '../../src/contract/goals.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import { en } from '../../src/messages/en.ts';
import { draft, hold, LADDER, practise } from '../goals/practising.ts';
import { test } from './devices.ts';
import { tabTo } from './meeting.ts';

// What is refused shows on the console as a request that failed.
test.use({ expected: /status of 409/ });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const goOn = (page: Page) => button(page, 'Go on').click();

test('somebody new practises: from a starter card, through an evening, to a goal that is done', async ({
  world,
  device,
}) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Noor', 'Ana']);
  const { groupId, leader, members } = circle;
  const [noor, ana] = members;
  const room = `/groups/${groupId}`;
  const page = await device(noor ?? null, room);
  const sheet = page.getByRole('dialog');

  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await expect(heading(page, 'Nothing to practise yet')).toBeVisible();
  await page.getByRole('link', { name: 'Wallflower' }).click();
  await page.getByLabel('What I tend to do').fill('I wait until somebody asks me.');
  await goOn(page);
  // What was typed outlives a reload, and so does the place.
  await page.reload();
  await expect(page.getByLabel('What I want to practise instead')).toHaveValue(
    'Speak before being invited',
  );
  await expect(page.getByLabel('A name for it')).toHaveValue('Leaving the wallflower role');
  await goOn(page);

  const level = (name: string) => page.getByLabel(name, { exact: true });
  await expect(level('A bit more')).toHaveCount(0);
  await level('What I’d honestly expect').fill(LADDER[2] ?? '');
  await level('A bit more').fill(LADDER[2] ?? '');
  await expect(level('A bit more')).toHaveAccessibleDescription(/Another step says the same/);
  await level('A bit more').fill(LADDER[3] ?? '');
  await level('Much more').fill(LADDER[4] ?? '');
  await level('A bit less').fill(LADDER[1] ?? '');
  await goOn(page);
  await expect(level('Much less')).toBeFocused();
  await expect(level('Much less')).toHaveAccessibleDescription(/Please fill this in/);
  await page.keyboard.type(LADDER[0] ?? '');
  await goOn(page);
  await expect(page.getByText('Only you can read this.')).toBeVisible();
  await button(page, 'Keep it').click();
  await expect(page.getByText('Not begun yet · only you see this')).toBeVisible();
  await button(page, 'Begin').click();
  await expect(page.getByText(/^Practising since/)).toBeVisible();

  await button(page, 'Plan an experiment').click();
  await sheet.getByRole('button', { name: 'One unprompted sentence in a meeting' }).click();
  await sheet.getByRole('slider').press('ArrowRight');
  await button(page, 'Plan it').click();
  await expect(page.getByText('For the next meeting · in the room')).toBeVisible();
  await expect(page.getByText('60 of 100')).toBeVisible();

  // The evening: only the one who planned it is reminded.
  const meetingId = await world.meeting(circle, circle.everybody);
  await page.getByRole('link', { name: 'Room', exact: true }).click();
  const reminder = page.getByRole('link', { name: 'One unprompted sentence in a meeting' });
  await expect(reminder).toBeVisible();
  const others = await device(ana ?? null, room);
  await expect(others.getByRole('button', { name: /How did that land/ })).toBeVisible();
  await expect(others.getByText('You planned to try')).toHaveCount(0);

  await leader.call(endMeeting, { params: { groupId, meetingId } });
  await page.getByRole('link', { name: 'Before you go' }).click();
  await page.getByText('Once', { exact: true }).click();
  await page.getByText('Early', { exact: true }).click();
  await page.getByLabel('After how many minutes').fill('12');
  await page.getByRole('radio', { name: LADDER[2] ?? '' }).check();
  await page.getByRole('slider').press('ArrowRight');
  await button(page, 'Keep it').click();
  await expect(page.getByText('No meeting is open.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Before you go' })).toHaveCount(0);
  // What was kept can be changed from where it was offered.
  await page.getByRole('link', { name: 'How the meeting was for you' }).click();
  await expect(page.getByLabel('After how many minutes')).toHaveValue('12');
  await page.getByText('Twice', { exact: true }).click();
  await button(page, 'Keep it').click();
  await page.getByRole('link', { name: 'How the meeting was for you' }).click();
  await expect(page.getByRole('radio', { name: 'Twice' })).toBeChecked();
  await button(page, 'Close').click();
  // Whoever leaves it out leaves no trace, and may come back.
  await others.getByRole('link', { name: 'Before you go' }).click();
  await button(others, 'Not today').click();
  await expect(others.getByRole('link', { name: 'Before you go' })).toBeVisible();

  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByRole('link', { name: 'Leaving the wallflower role' }).click();
  await expect(page.getByText(`One evening. I saw it at “${LADDER[2]}”.`)).toBeVisible();
  await page.getByText('A bit', { exact: true }).click();
  await page.getByLabel('What I learned').fill('The first word is the hard one.');
  await button(page, 'Keep it').click();
  await expect(page.getByText('A bit · in the room')).toBeVisible();
  await expect(page.getByText('The first word is the hard one.')).toBeVisible();
  await page.getByRole('button', { name: /^Change what I said of/ }).click();
  await sheet.getByRole('radio', { name: LADDER[3] ?? '' }).check();
  await sheet.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText(`One evening. I saw it at “${LADDER[3]}”.`)).toBeVisible();

  const becomes = async (way: RegExp) => {
    await page.getByRole('button', { name: 'Pause, reframe or let go' }).click();
    await sheet.getByRole('button', { name: way }).click();
  };
  await becomes(/^Reframe it/);
  await goOn(page);
  await page.getByLabel('What I want to practise instead').fill('I begin, and let it be short.');
  await goOn(page);
  await goOn(page);
  await page.getByLabel('Why I reframe it').fill('Long was not the point.');
  await button(page, 'Reframe it').click();
  await expect(page.getByText('I begin, and let it be short.')).toBeVisible();
  await page.locator('summary', { hasText: 'Leaving the wallflower role' }).click();
  await expect(page.getByText('Speak before being invited')).toBeVisible();
  await expect(page.getByText('Long was not the point.')).toBeVisible();

  await becomes(/^Let it rest/);
  await expect(page.getByText(/Resting · begun in/)).toBeVisible();
  await button(page, 'Take it up again').click();
  await expect(page.getByText(/Practising since/)).toBeVisible();
  await becomes(/^It is done/);
  await expect(page.getByText(/Done since/)).toBeVisible();
  const { mine } = await noor!.call(listGoals, { params: { groupId } });
  expect(mine).toMatchObject([{ state: 'done', newWay: 'I begin, and let it be short.' }]);
});

test('by keyboard alone evenings are read one by one, something is planned and told, and a fourth goal is refused in words', async ({
  world,
  device,
}) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Noor']);
  const { groupId, members } = circle;
  const noor = members[0]!;
  const goalId = await practise(noor, groupId);
  for (const level of [-1, 1] as const) {
    const meetingId = await hold(circle, [noor]);
    const params = { groupId, goalId, meetingId };
    await noor.call(rateGoal, { params, body: { level, distance: null } });
  }
  for (const title of ['Two', 'Three']) await practise(noor, groupId, { title, ladder: null });
  const fourth = await draft(noor, groupId, { title: 'Four' });
  const page = await device(noor, `/groups/${groupId}/practice/${goalId}`);
  const press = (key: string) => page.keyboard.press(key);

  await tabTo(page, page.getByRole('option').last());
  await expect(
    page.getByText(/meeting 2\. How I saw it: “I say something unprompted/),
  ).toBeVisible();
  await press('ArrowLeft');
  await expect(page.getByRole('option').first()).toBeFocused();
  await expect(page.getByText(/meeting 1\. How I saw it: “I answer when asked”/)).toBeVisible();

  await tabTo(page, button(page, 'Plan an experiment'));
  await press('Enter');
  await tabTo(page, page.getByLabel('What I will try'));
  await page.keyboard.type('Ask one open question');
  await tabTo(page, page.getByRole('slider'));
  await press('ArrowLeft');
  await tabTo(page, button(page, 'Plan it'));
  await press('Enter');
  await expect(button(page, 'Plan an experiment')).toBeFocused();
  await expect(page.getByText('40 of 100')).toBeVisible();
  await page.getByRole('region', { name: 'Experiments' }).focus();
  await tabTo(page, page.getByRole('radio', { name: 'No', exact: true }));
  await press('ArrowRight');
  await tabTo(page, page.getByLabel('What happened'));
  await page.keyboard.type('It was quiet, and then they talked.');
  await tabTo(page, button(page, 'Keep it'));
  await press('Enter');
  await expect(page.getByText('A bit · in the room')).toBeVisible();
  await expect(page.getByText('It was quiet, and then they talked.')).toBeVisible();

  await page.goto(`${world.url}/groups/${groupId}/practice/${fourth.id}`);
  await tabTo(page, button(page, 'Begin'));
  await press('Enter');
  await expect(page.getByRole('alert')).toContainText(en.problems.too_many_active_goals);
});
