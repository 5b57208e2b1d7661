import { expect, type Page } from '@playwright/test';

import { beginReview, getReview } from '../../src/contract/reviews.ts';
import { test } from './devices.ts';
import { sixEvenings } from './looking-back.ts';

// What is no longer shared is not there any more, which shows on the console.
test.use({ expected: /status of 404/ });

const DESK = { width: 1280, height: 800 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const TITLE = 'Leaving the wallflower role';
const NOTE = 'I speak before I’m invited. It still shakes a little.';

test('a member looks back on six evenings on a phone, keeps what they write, and shares one section, of which another sees that alone', async ({
  world,
  device,
}) => {
  const { noor, others, room, groupId } = await sixEvenings(world);
  const page = await device(noor, `${room}/look-back`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await button(page, `Look back on “${TITLE}”`).click();
  await expect(page.getByRole('heading', { name: 'Looking back on six evenings' })).toBeVisible();
  await expect(page.getByText('A steady move toward the new way.')).toBeVisible();
  await expect(page.getByText('What came back was warmer than you guessed in')).toBeVisible();

  await button(page, 'Choose words').click();
  const sheet = page.getByRole('dialog');
  const boxes = sheet.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await button(page, 'Put them in').click();
  await expect(sheet).toBeHidden();
  const kept = page.getByRole('region', { name: 'Words you kept' });
  await expect(kept.getByRole('listitem')).toHaveCount(2);

  await page.getByText('Change', { exact: true }).click();
  await page.getByLabel('In your own words').fill(NOTE);
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('In your own words')).toHaveValue(NOTE);
  await expect(page.getByLabel('Change', { exact: true })).toBeChecked();

  // The number is nowhere until it is asked for.
  await expect(page.getByText('60.0')).toHaveCount(0);
  await page.getByText('A number, if you want one').click();
  await expect(page.getByText('The steps of a ladder have an order, but no length')).toBeVisible();
  await button(page, 'Show me the number').click();
  await expect(page.getByText('60.0, over one goal.')).toBeVisible();

  await button(page, 'Copy as text: What you tried').click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain(
    'I learned: The first word is the hard one.',
  );
  await button(page, 'Share: What you tried').click();
  await expect(sheet.getByText('Nobody but you reads this part.')).toBeVisible();
  await sheet.getByText('The whole group').click();
  await expect(sheet.getByText('Everybody in the group reads this part as yours')).toBeVisible();
  await button(page, 'Save').click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText('The group sees this.')).toHaveCount(1);

  const [ben] = others;
  const reader = await device(ben, `${room}/look-back`, { viewport: DESK });
  await reader.getByRole('link', { name: 'Noor looks back' }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Noor looks back');
  await expect(reader.getByRole('heading', { level: 2 })).toHaveText(['What Noor tried']);
  await expect(reader.getByText('Greet one person first.')).toBeVisible();
  await expect(reader.getByText(NOTE)).toHaveCount(0);
  await expect(reader.getByText('60.0')).toHaveCount(0);

  // Taken back on one device, it is gone from the other.
  await button(page, 'Share: What you tried').click();
  await sheet.getByText('Only me', { exact: true }).click();
  await button(page, 'Save').click();
  await expect(reader.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await button(page, 'Erase this review').click();
  await expect(page.getByText('The review is erased.')).toBeVisible();
  await expect(page.getByRole('link', { name: TITLE })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: TITLE }).click();
  await expect(page.getByLabel('In your own words')).toHaveValue(NOTE);
  const reviewId = page.url().split('/').at(-1) as never;
  const review = await noor.call(getReview, { params: { groupId, reviewId } });
  expect(review.closing).toEqual({ choice: 'change', note: NOTE });
});

test.describe('at a desk', () => {
  test.use({ viewport: DESK });

  test('a review prints as it was written, the years are walked by keys alone, and everybody has the same card', async ({
    world,
    device,
  }) => {
    const { noor, leader, goalId, room, groupId } = await sixEvenings(world);
    const review = await noor.call(beginReview, { params: { groupId, goalId } });
    const page = await device(noor, `${room}/look-back/reviews/${review.id}`);
    await page.getByLabel('In your own words').fill(NOTE);
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('Noor, Tuesday circle')).toBeVisible();
    await expect(page.getByRole('paragraph').filter({ hasText: NOTE })).toBeVisible();
    for (const role of ['navigation', 'button', 'textbox'] as const)
      await expect(page.getByRole(role)).toHaveCount(0);
    await expect(page.getByText('Share', { exact: true }).filter({ visible: true })).toHaveCount(0);
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g);
    expect(sheets?.length).toBeLessThanOrEqual(3);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('link', { name: 'The years' }).click();
    await expect(page.getByRole('heading', { name: 'The same, drawn' })).toBeVisible();
    const drawing = page.getByRole('slider', { name: 'The drawing, point by point' });
    const tells = (words: string | RegExp) =>
      expect(drawing).toHaveAttribute('aria-valuetext', words);
    await drawing.focus();
    await tells(/^Six evenings, three asks: .*\. One ladder\. .* kept\.$/);
    await page.keyboard.press('Home');
    await expect(drawing).toHaveAttribute('aria-valuenow', '1');
    const seen = new Set<string | null>();
    const all = Number(await drawing.getAttribute('aria-valuemax'));
    for (let at = 1; at <= all; at += 1) {
      await expect(drawing).toHaveAttribute('aria-valuenow', String(at));
      seen.add(await drawing.getAttribute('aria-valuetext'));
      await page.keyboard.press('ArrowRight');
    }
    // Six meetings and six levels, three asks, three sentences and a line of her own.
    expect(seen.size).toBe(19);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await tells(/you guessed a bit further away; in the middle came a bit nearer/);
    await page.keyboard.press('ArrowDown');
    await tells(/“Leaving the wallflower role”: you saw “I answer when asked”\.$/);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/asks\//);
    await page.goBack();

    await page
      .getByRole('link', { name: /, closer$/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\?of=/);
    await page.getByRole('link', { name: 'All of it' }).click();
    await expect(page).toHaveURL(/\/years$/);
    await page.getByText('The same as a table').click();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(1 + 6);

    await page.getByRole('link', { name: 'The group', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Six evenings of this group' })).toBeVisible();
    await expect(page.getByText('Warm toward others')).toBeVisible();
    const led = await device(leader, `${room}/look-back/card`);
    await expect(led.getByRole('article')).toHaveText(
      (await page.getByRole('article').textContent()) ?? '',
    );
  });
});
