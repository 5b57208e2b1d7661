import { expect, type Page, test as base } from '@playwright/test';
import { pino } from 'pino';

import { type Demo, startDemo } from '../../src/ops/demo/start.ts';
import { violations } from './audit.ts';
import { landed, row, turnTo } from './meeting.ts';

/** What its people need for their year at most, ms. */
const TO_PLAY = 120_000;

const test = base.extend<object, { demo: Demo }>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo({
        host: '127.0.0.1',
        port: 0,
        logger: pino({ level: 'error' }, pino.destination(2)),
        pace: { answer: [0, 0], ask: [0, 0], react: [0, 0] },
        seed: 11,
      });
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: TO_PLAY },
  ],
});

// The year of the eight is played once, for all of them.
test.describe.configure({ mode: 'default' });

test('somebody new becomes one of eight people, asks with two taps, and reads what came back', async ({
  demo,
  page,
}) => {
  await become(page, demo, 'Ines');
  await expect(page.getByRole('region', { name: 'Who is here: eight of eight' })).toBeVisible();
  await landed(page).tap();
  await page.getByRole('button', { name: 'Ask everyone here' }).tap();
  await expect(page.getByText(/^(Six|Seven) so far/)).toBeVisible();

  await row(page, 'Your ask is open').last().tap();
  await page.getByText('This ask', { exact: true }).tap();
  await page.getByRole('button', { name: 'Close it now' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Close it now' }).tap();
  await turnTo(page, 'guess');
  await turnTo(page, 'words');
  await expect(page.getByText(/ · (Ana|Kofi|Mira)$/).first()).toBeVisible();
  await turnTo(page, 'numbers');
  await expect(page.getByRole('img', { name: /warmth/i })).toBeVisible();
});

test('whoever is chosen has a past: asks over months, and sentences they kept', async ({
  demo,
  page,
}) => {
  await become(page, demo, 'Walter');
  const room = page.url();
  await page.goto(`${room}/answers`);
  await expect(page.getByRole('link', { name: /Ana asked how it landed/ }).nth(1)).toBeVisible();
  await expect(page.getByText(/^Closed on/).last()).toBeVisible();

  await page.goto(`${room}/journal`);
  await expect(page.getByText(/stopped hearing the heating/)).toBeVisible();
});

test('the front page keeps nobody out, by day, by night and on the smallest phone', async ({
  demo,
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(front(demo));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 568 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(320);
  expect(complaints).toEqual([]);
});

const front = ({ service }: Demo) => `http://127.0.0.1:${service.port}/`;

async function become(page: Page, demo: Demo, name: string) {
  await page.goto(front(demo));
  await expect(page.getByRole('heading', { name: 'Who would you like to be?' })).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).tap();
  await expect(landed(page)).toBeVisible();
}
