import { defineConfig } from '@playwright/test';

import '../support/drizzle.ts';
import { chromiumOptions } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary.ts';

temporaryFolder();
const chromium = await chromiumOptions();
const launchOptions = {
  ...chromium,
  // No page lives so long that optimised code is worth the time it takes to make.
  args: [...chromium.args, '--js-flags=--no-opt --no-maglev'],
};

/** The built pages, as phones see them. They come from the real service, in the same process as the tests. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  // Each test has a service and a folder of its own.
  fullyParallel: true,
  // Node reads them all by itself.
  build: { external: ['**/*'] },
  // More of them take as long, because each has a browser whose pages have to learn everything.
  workers: '100%',
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    launchOptions,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    // Every movement is sixty pictures a second. The evening, and reading what came, are walked with all of them.
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
  },
});
