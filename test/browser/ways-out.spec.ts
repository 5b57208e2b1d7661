import { expect } from '@playwright/test';

import { createInvitation } from '../../src/contract/invitations.ts';
import { test } from './devices.ts';
import { evening, landed } from './meeting.ts';

test('the way out of a long sheet stays in reach', async ({ world, device }) => {
  const { room, who } = await evening(world, ['Jonas', 'Ana']);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('How I ask').first().click();
  await sheet.getByText('My guess, before anyone answers').first().click();
  const close = sheet.getByRole('button', { name: 'Close', exact: true });
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(viewport);
    await sheet.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await expect(close).toBeInViewport({ ratio: 1 });
  }
  await close.click();
  await expect(sheet).toBeHidden();
});

test('whoever signs out with words for an ask unsent is asked first, once', async ({
  world,
  device,
}) => {
  const { room, who } = await evening(world, ['Jonas', 'Ana']);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('The moment I’m asking about').first().click();
  await sheet.getByLabel('The moment I’m asking about').fill('When I said I might leave');
  await page.goto(new URL('/account', page.url()).href);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('Something you wrote has not been sent')).toBeVisible();
  await page.getByRole('button', { name: 'Stay signed in' }).click();

  await page.goto(new URL(room, page.url()).href);
  await landed(page).click();
  await sheet.getByText('The moment I’m asking about').first().click();
  await sheet.getByLabel('The moment I’m asking about').fill('');
  await page.goto(new URL('/account', page.url()).href);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
});

test.describe('a second invitation', () => {
  test.use({ expected: /status of 409/ });

  test('leads a member who belongs already into the group', async ({ world, device }) => {
    const { groupId, leader, who } = await evening(world, ['Jonas']);
    const { token } = await leader.call(createInvitation, {
      params: { groupId },
      body: { invitee: 'Jonas again' },
    });
    const page = await device(who('Jonas'), `/join#${token}`);
    await page.getByLabel('I accept this agreement').check();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Join Tuesday circle' }).click();
    await expect(landed(page)).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(`/groups/${groupId}`);
  });
});
