import { expect } from '@playwright/test';

import { test } from './devices.ts';
import { evening, FULL_HOUSE } from './meeting.ts';

test('a full circle with the longest names fits the smallest phone', async ({ world, device }) => {
  const { room, who } = await evening(world, FULL_HOUSE);
  const page = await device(who('Ana'), room);
  const longest = page.getByRole('listitem').filter({ hasText: FULL_HOUSE.at(-1) ?? '' });
  for (const width of [320, 390, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(longest).toBeVisible();
    const widest = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(width);
  }
});
