import { expect, type Page } from '@playwright/test';

import { getGroup } from '../../src/contract/groups.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { ask, PASSWORD } from '../support/world.ts';
import { test } from './devices.ts';
import { evening, landed } from './meeting.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

const menu = (page: Page, name: string) => button(page, `Change what ${name} does here`);

test.describe('a new agreement', () => {
  // A page that is loaded before it is accepted is refused, and shows the agreement instead.
  test.use({ expected: /status of 409/ });

  test('is read and accepted before anything else, on every device at once, and what was typed stays', async ({
    world,
    device,
  }) => {
    const { groupId, meetingId, room, who, leader, askPage } = await evening(world, [
      'Jonas',
      'Ana',
    ]);
    const askId = await ask(leader, groupId, meetingId);
    const phone = await device(who('Ana'), `${askPage(askId)}/answer`);
    await button(phone, 'Not sure yet').click();
    await button(phone, 'Go on').click();
    await phone.getByText('A feeling', { exact: true }).click();
    await phone.getByLabel('I felt…').fill('a small wave of sadness');
    const desk = await device(who('Ana'), room);
    await expect(landed(desk)).toBeVisible();

    const led = await device(leader, `${room}/leading`);
    await led.getByText('Change the agreement').click();
    await expect(button(led, 'See what changes')).toHaveAttribute('aria-disabled', 'true');
    const text = led.getByLabel('What we agree on here', { exact: true }).last();
    await text.fill('What is said here stays here.\nAsking is always optional.\nNo phones.');
    await led.reload();
    await led.getByText('Change the agreement').click();
    await expect(text).toHaveValue(/No phones\.$/);
    await button(led, 'See what changes').click();
    const sheet = led.getByRole('dialog');
    await expect(sheet.locator('ins').getByText('No phones.')).toBeVisible();
    await button(led, 'Publish it').click();
    await expect(led.getByText('Published.')).toBeVisible();
    await expect(led.getByText('Version 2, from')).toBeVisible();

    for (const page of [phone, desk]) {
      await expect(heading(page, 'The agreement has changed')).toBeFocused();
      await expect(page.locator('ins').getByText('No phones.')).toBeVisible();
      await expect(page.locator('del').getByText('and answering')).toBeVisible();
    }
    await desk.reload();
    await expect(heading(desk, 'The agreement has changed')).toBeVisible();
    await button(desk, 'I accept').click();

    await expect(landed(desk)).toBeVisible();
    await expect(phone.getByLabel('I felt…')).toHaveValue('a small wave of sadness');
    await desk.goto(new URL(`${room}/about`, desk.url()).href);
    await desk.getByText('Earlier versions').click();
    await expect(desk.getByText('Version 1, from')).toBeVisible();
  });
});

test.describe('a closed group', () => {
  test.use({ expected: /status of 409/ });

  test('takes nobody, says so to everybody, and keeps invitations good', async ({
    world,
    device,
  }) => {
    const { groupId, room, who, leader } = await evening(world, ['Ana']);
    const { token } = await leader.call(createInvitation, {
      params: { groupId },
      body: { invitee: 'Zoe' },
    });
    const zoe = await device(null, `/join#${token}`);
    await zoe.getByLabel('I accept this agreement').check();
    await button(zoe, 'Make my account').click();
    await zoe.getByLabel('Sign-in name').fill('zoe');
    await zoe.getByLabel('Password', { exact: true }).fill(PASSWORD);

    const led = await device(leader, `${room}/leading`);
    await button(led, 'Close it for new people').click();
    await expect(button(led, 'Open it again')).toBeVisible();

    await button(zoe, 'Join Tuesday circle').click();
    await expect(zoe.getByText('The group takes nobody new for now.').first()).toBeVisible();
    await zoe.reload();
    await expect(zoe.getByText('Your invitation stays good.')).toBeVisible();
    const ana = await device(who('Ana'), `${room}/about`);
    await expect(ana.getByText('The group is closed for new people.')).toBeVisible();

    await button(led, 'Open it again').click();
    await expect(ana.getByText('The group is closed for new people.')).toHaveCount(0);
    await button(zoe, 'Try again').click();
    await zoe.getByLabel('I accept this agreement').check();
    await button(zoe, 'Make my account').click();
    await zoe.getByLabel('Sign-in name').fill('zoe');
    await zoe.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(zoe, 'Join Tuesday circle').click();
    await button(zoe, 'I have kept them').click();
    await expect(heading(zoe, 'The room')).toBeAttached();
  });
});

test('whoever leads hands the group over, and can leave then', async ({ world, device }) => {
  const { room, groupId, who, leader } = await evening(world, ['Ana', 'Jonas']);
  const page = await device(leader, `${room}/about`);
  await button(page, 'Leave the group').click();
  await expect(page.getByText('You are the only leader.')).toBeVisible();
  await page.getByRole('link', { name: 'To “Leading”' }).click();
  await menu(page, 'Ana').click();
  await button(page, 'Hand the group over to them').click();
  await button(page, 'Hand it over').click();
  await expect(heading(page, 'Who is here')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Leading', exact: true })).toHaveCount(0);

  await button(page, 'Leave the group').click();
  const leave = button(page, 'Leave now');
  await expect(leave).toHaveAttribute('aria-disabled', 'true');
  await page.getByText('Erase my words', { exact: true }).click();
  await page.getByLabel('I know that this cannot be undone').check();
  await leave.click();
  await expect(heading(page, 'No group yet')).toBeVisible();

  const group = await who('Ana').call(getGroup, { params: { groupId } });
  expect(group.members.map(({ name, role }) => [name, role])).toEqual([
    ['Ana', 'leader'],
    ['Jonas', 'member'],
  ]);
});

test.describe('removing somebody', () => {
  // Whoever is removed asks once more for what is not there any more.
  test.use({ expected: /status of 404/ });

  test('can be taken back, and otherwise happens', async ({ world, device }) => {
    const { room, who, leader } = await evening(world, ['Ana', 'Jonas']);
    const jonas = await device(who('Jonas'), room);
    await expect(landed(jonas)).toBeVisible();
    const page = await device(leader, `${room}/leading`);
    const remove = async () => {
      await menu(page, 'Jonas').click();
      await button(page, 'Remove from the group').click();
      await button(page, 'Remove').click();
      // Over the way back, a pointer holds the time.
      await page.mouse.move(0, 0);
      await expect(menu(page, 'Jonas')).toHaveCount(0);
    };

    await remove();
    await button(page, 'Undo').click();
    await expect(menu(page, 'Jonas')).toBeVisible();
    await expect(landed(jonas)).toBeVisible();

    await remove();
    await expect(heading(jonas, 'There is nothing here')).toBeVisible({ timeout: 20_000 });
    await expect(menu(page, 'Ana')).toBeVisible();
    await expect(menu(page, 'Jonas')).toHaveCount(0);
  });
});
