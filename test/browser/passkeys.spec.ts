// Coming in without a password, on a device that knows its owner. Passkeys need a name: all of it is on localhost.
import { type CDPSession, expect, type Page } from '@playwright/test';

import { signIn } from '../../src/contract/accounts.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { PASSWORD } from '../support/world.ts';
import { test } from './devices.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A phone that knows its owner by a finger. */
async function withAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devtools, authenticatorId };
}

async function loseEveryPasskey(phone: { devtools: CDPSession; authenticatorId: string }) {
  await phone.devtools.send('WebAuthn.clearCredentials', {
    authenticatorId: phone.authenticatorId,
  });
}

async function signOut(page: Page) {
  await page.goto(new URL('/account', page.url()).href);
  await button(page, 'Sign out').click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
}

test.use({ expected: /status of 401/ });

test('somebody joins with a passkey alone, comes back with it, loses it, and finds another way', async ({
  world,
  device,
}) => {
  const { groupId, leader } = await world.circle(await world.founder('Ruth'), []);
  const { token } = await leader.call(createInvitation, {
    params: { groupId },
    body: { invitee: 'Ana' },
  });
  const page = await device(null, '/health/live', { url: world.service.url });
  const phone = await withAuthenticator(page);

  await page.goto(`${world.service.url}/join#${token}`);
  await page.getByLabel('I accept this agreement').check();
  await button(page, 'Make my account').click();
  await expect(page.getByLabel('With a passkey')).toBeChecked();
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
  await page.getByLabel('Sign-in name').fill('ana');
  await button(page, 'Join Tuesday circle').click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(8);
  const [code = ''] = await codes.allInnerTexts();
  await button(page, 'I have kept them').click();
  await expect(page.getByText('No meeting is open.')).toBeVisible();

  await signOut(page);
  await button(page, 'Sign in with a passkey').click();
  await expect(page.getByRole('link', { name: 'Tuesday circle' })).toBeVisible();

  await signOut(page);
  await loseEveryPasskey(phone);
  await button(page, 'Sign in with a passkey').click();
  await expect(page.getByText('No passkey was given')).toBeVisible();
  await page.getByRole('link', { name: 'I lost my password or my passkey' }).click();
  await expect(page.getByRole('heading', { name: 'A new password' })).toBeVisible();
  await page.getByLabel('Sign-in name').fill('ana');
  await page.getByLabel('Recovery code').fill(code);
  await page.getByLabel('New password', { exact: true }).fill('a new quiet place');
  await button(page, 'Set the new password').click();
  await expect(page.getByText('Seven recovery codes are left.')).toBeVisible();

  await page.goto(`${world.service.url}/account`);
  await expect(section(page, 'What happened to your account').getByRole('listitem')).toHaveText([
    /^A recovery code set a new password/,
    /^Signed in with a passkey, on Chrome on /,
    /^The account was made, with Chrome on /,
  ]);

  await button(page, 'Add a passkey').click();
  await page.getByLabel('What will you know it by?').fill('my new phone');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
  const waysIn = section(page, 'How you come in');
  await expect(waysIn.getByText('Passkey “my new phone”', { exact: true })).toBeVisible();
  // The lost one goes, with ten seconds to think again.
  const lost = waysIn.getByRole('button', { name: /^Remove the passkey “Chrome/ });
  await lost.click();
  await expect(lost).toHaveCount(0);
  await button(page, 'Undo').click();
  await expect(lost).toBeVisible();
  await lost.click();
  await page.goto(`${world.service.url}/account`);
  await expect(waysIn.getByText('Passkey “my new phone”', { exact: true })).toBeVisible();
  await expect(lost).toHaveCount(0);

  await signOut(page);
  await button(page, 'Sign in with a passkey').click();
  await expect(page.getByRole('link', { name: 'Tuesday circle' })).toBeVisible();
});

test('a change of a way in is confirmed, and reaches the other devices', async ({
  world,
  device,
}) => {
  const ruth = await world.founder('Ruth');
  const page = await device(ruth, '/account', { url: world.service.url });
  await withAuthenticator(page);
  await button(page, 'Add a passkey').click();
  await page.getByLabel('What will you know it by?').fill('my laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Passkey “my laptop”', { exact: true })).toBeVisible();

  const elsewhere = world.person('Ruth');
  await elsewhere.call(signIn, { body: { signInName: 'Ruth', password: PASSWORD } });
  const other = await device(elsewhere, '/');
  await expect(other.getByRole('heading', { name: 'No group yet' })).toBeVisible();

  await section(page, 'How you come in').getByRole('button', { name: 'Change it' }).first().click();
  await page.getByLabel('New password', { exact: true }).fill('another quiet place');
  await button(page, 'Confirm with a passkey instead').click();
  await button(page, 'Save').click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('You set a password; other devices were signed out')).toBeVisible();
  await other.goto(`${world.url}/`);
  await expect(other.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
});

test('under an address the page says why there are no passkeys', async ({ world, device }) => {
  const page = await device(await world.founder('Ruth'), '/account');

  await expect(page.getByText('need an encrypted connection')).toBeVisible();
  await expect(button(page, 'Add a passkey')).toHaveCount(0);
});
