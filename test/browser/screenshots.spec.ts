import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { test } from './devices.ts';
import { twiceTheText, walks } from './walks.ts';

const folder = join(import.meta.dirname, '../../screenshots');
const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1280, height: 800 },
};
/** On a phone, what some people have set for themselves. */
const SETTINGS: Record<string, (page: Page, on: boolean) => Promise<void>> = {
  'large-text': twiceTheText,
  'forced-colors': (page, on) => page.emulateMedia({ forcedColors: on ? 'active' : 'none' }),
};

// Only for `npm run screenshots`: pictures prove nothing by themselves.
if (process.env['SCREENSHOTS'] === '1') {
  mkdirSync(folder, { recursive: true });
  test.use({ expected: /status of 40[04]|net::ERR_FAILED/ });
  for (const [name, walk] of Object.entries(walks))
    test(`pictures of the walk “${name}”`, async ({ world, device }) => {
      test.setTimeout(180_000);
      await walk({
        world,
        device,
        stop: async (name, page) => {
          // Nothing is pointed at.
          await page.mouse.move(0, 0);
          for (const [size, viewport] of Object.entries(SIZES))
            for (const colorScheme of ['light', 'dark'] as const) {
              await page.setViewportSize(viewport);
              await page.emulateMedia({ colorScheme });
              const path = join(folder, `${name}.${size}.${colorScheme}.png`);
              await page.screenshot({ path });
            }
          await page.setViewportSize(SIZES.phone);
          await page.emulateMedia({ colorScheme: 'light' });
          for (const [setting, set] of Object.entries(SETTINGS)) {
            await set(page, true);
            await page.screenshot({ path: join(folder, `${name}.${setting}.png`) });
            await set(page, false);
          }
        },
      });
    });
}
