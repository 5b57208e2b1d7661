import { expect } from '@playwright/test';

import { test } from './devices.ts';
import { evening } from './meeting.ts';

const LONG = ['Bartholomäus-Alexander Schmidt-Rottluff', 'Wolfeschlegelsteinhausenbergerdorff'];
const SHORT = ['Ana', 'Ben', 'Cem', 'Dora', 'Emeka', 'Fatima', 'Gita', 'Hugo', 'Ines', 'Jonas'];

test('a full circle with the longest names fits the smallest phone', async ({ world, device }) => {
  const { room, who } = await evening(world, [...SHORT, ...LONG]);
  const page = await device(who('Ana'), room);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByRole('listitem').filter({ hasText: LONG[1] ?? '' })).toBeVisible();
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(width);
  }
});
