import { expect, type Page } from '@playwright/test';

import { createInvitation, withdrawInvitation } from '../../src/contract/invitations.ts';
import { PASSWORD, type World } from '../support/world.ts';
import { networkUrl, type NewDevice, test } from './devices.ts';

const TWO_WEEKS = 14 * 24 * 60 * 60 * 1000;

test.use({
  // What the service refuses shows on the console as a request that failed.
  expected: /status of 40[0134]/,
  contextOptions: { reducedMotion: 'no-preference' },
});

test('whoever holds the setup code makes a group, and a phone joins it', async ({
  world,
  device,
}) => {
  const leader = await device(null, '/', { url: networkUrl(world) });
  await setUp(leader, world);
  await makeGroup(leader);
  await openOnceBothContactsAreThere(leader);
  const link = await invite(leader, 'Ana');
  const phone = await device(null, link);
  const codes = await join(phone);
  await expect(leader.getByRole('listitem').filter({ hasText: /^Ana/ })).toBeVisible();
  await signOutAndIn(phone);
  await recoverWith(phone, codes[0] ?? '');

  await phone.goto(link);
  await expect(phone.getByText('This invitation has been used.')).toBeVisible();
  await expect(phone.getByText('If it was not, tell Ruth.')).toBeVisible();
});

async function setUp(page: Page, world: World) {
  await expect(page.getByRole('heading', { name: 'The first account' })).toBeVisible();
  await page.getByLabel('Setup code').fill('no such code');
  await fillAccount(page, 'ruth');
  await page.getByRole('button', { name: 'Make my account' }).click();
  await expect(page.getByText('That is not the code on the console.')).toBeVisible();

  await page.getByLabel('Setup code').fill(world.service.setupCode ?? '');
  await page.getByRole('button', { name: 'Make my account' }).click();
  await keepCodes(page);
}

async function fillAccount(page: Page, name: string) {
  await page.getByLabel('Sign-in name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

/** Reads the recovery codes and goes on. */
async function keepCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  const codes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allInnerTexts();
  expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return codes;
}

async function makeGroup(page: Page) {
  await expect(page.getByRole('heading', { name: 'A new group' })).toBeVisible();
  await page.getByLabel('Name of the group').fill('Tuesday circle');
  await page.getByLabel('What it is for').fill('A place to say what is true this evening.');
  const emergency = page.getByRole('group', { name: 'Emergency number' });
  await emergency.getByLabel('Name').fill('Emergency');
  await emergency.getByLabel('Number or address').fill('112');
  await page.getByLabel('Your name in the group').fill('Ruth');
  await page.getByLabel('I accept this agreement').check();
  await page.getByRole('button', { name: 'Make the group' }).click();
}

async function openOnceBothContactsAreThere(page: Page) {
  await expect(page.getByRole('heading', { name: 'Leading Tuesday circle' })).toBeVisible();
  await expect(page.getByText('A crisis line is missing.')).toBeVisible();
  const open = page.getByRole('button', { name: 'Open the group' });
  await expect(open).toBeDisabled();
  await open.press('Enter');
  await expect(page.getByText('First enter an emergency number and a crisis line.')).toBeVisible();

  const line = page.getByRole('group', { name: 'Crisis line' });
  await line.getByLabel('Name').fill('Crisis line');
  await line.getByLabel('Number or address').fill('0800 111 0 111');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Everything it needs is there.')).toBeVisible();
  await open.click();
  await expect(page.getByRole('button', { name: 'Make an invitation' })).toBeVisible();
}

async function invite(page: Page, name: string): Promise<string> {
  await page.getByLabel('Who is it for?').fill(name);
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  await expect(
    page.getByRole('img', { name: `QR code of the invitation for ${name}` }),
  ).toBeVisible();
  return page.getByRole('textbox', { name: 'Link' }).inputValue();
}

/** Reads first, then makes an account and joins. */
async function join(page: Page): Promise<string[]> {
  await expect(page.getByRole('heading', { name: 'Tuesday circle' })).toBeVisible();
  await expect(page.getByText('A place to say what is true this evening.')).toBeVisible();
  await expect(page.getByText('What is said and written here stays here.')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
  const go = page.getByRole('button', { name: 'Make my account' });
  await expect(go).toBeDisabled();
  await page.getByLabel('I accept this agreement').check();
  await go.click();

  await fillAccount(page, 'ana');
  await expect(page.getByLabel('Your name in the group')).toHaveValue('Ana');
  await page.getByRole('button', { name: 'Join Tuesday circle' }).click();
  const codes = await keepCodes(page);
  await expect(page.getByRole('heading', { name: 'The room' })).toBeAttached();
  await expect(page.getByText('No meeting is open.')).toBeVisible();
  return codes;
}

async function signOutAndIn(page: Page) {
  await page.getByRole('link', { name: 'Ana: my account and the group' }).click();
  await page.getByRole('link', { name: 'My account', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.getByLabel('Sign-in name').fill('ana');
  await page.getByLabel('Password', { exact: true }).fill('not what it was');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That sign-in name and password don’t fit together.')).toBeVisible();

  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'Tuesday circle' })).toBeVisible();
}

async function recoverWith(page: Page, code: string) {
  await page.context().clearCookies();
  await page.goto(`${new URL(page.url()).origin}/`);
  await page.getByRole('link', { name: 'I lost my password' }).click();
  await expect(page.getByRole('heading', { name: 'A new password' })).toBeVisible();
  await page.getByLabel('Sign-in name').fill('ana');
  await page.getByLabel('Recovery code').fill(code);
  await page.getByLabel('New password', { exact: true }).fill('a new quiet place');
  await page.getByRole('button', { name: 'Set the new password' }).click();
  await expect(page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible();
  await page.getByRole('link', { name: 'Go on' }).click();
  await expect(page.getByRole('link', { name: 'Tuesday circle' })).toBeVisible();
}

test('an invitation that is no longer open says what happened and whom to ask', async ({
  world,
  device,
}) => {
  const { groupId, leader } = await world.circle(await world.founder('Ruth'), []);
  const params = { groupId };
  const old = await leader.call(createInvitation, { params, body: { invitee: 'Ana' } });
  await world.pass(TWO_WEEKS);
  const back = await leader.call(createInvitation, { params, body: { invitee: 'Ben' } });
  await leader.call(withdrawInvitation, { params: { groupId, invitationId: back.invitation.id } });

  await says(device, old.token, 'This invitation is no longer open.', 'Ask Ruth for a new one.');
  await says(device, back.token, 'This invitation was taken back.', 'Ask Ruth what happened.');
  await says(device, 'x'.repeat(64), 'This is not an invitation.', 'or ask for a new one.');
});

async function says(device: NewDevice, token: string, ...sentences: string[]) {
  const page = await device(null, `/join#${token}`);
  for (const sentence of sentences) await expect(page.getByText(sentence)).toBeVisible();
}
