import { expect, type Request } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask } from '../support/world.ts';
import { test } from './devices.ts';

/** Bytes on the wire, as the service compressed them. */
const MOST_JAVASCRIPT = 110_000;

test('the answer page loads with at most 110 kB of JavaScript', async ({ world, device }) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Ben', 'Ana']);
  const [ben, ana] = circle.members;
  const meeting = await world.meeting(circle, circle.members);
  const askId = await ask(ben!, circle.groupId, meeting);
  const page = await device(ana!, '/health/live');
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (new URL(request.url()).pathname.endsWith('.js')) scripts.push(request);
  });

  await page.goto(`${world.url}/groups/${circle.groupId}/asks/${askId}/answer`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');

  let bytes = 0;
  for (const script of scripts) {
    const response = await script.response();
    expect(await response?.headerValue('content-encoding'), script.url()).toBe('br');
    bytes += (await script.sizes()).responseBodySize;
  }
  console.log(`The answer page loads ${(bytes / 1000).toFixed(1)} kB of JavaScript.`);
  expect(bytes, largestModules(scripts)).toBeGreaterThan(0);
  expect(bytes, largestModules(scripts)).toBeLessThanOrEqual(MOST_JAVASCRIPT);
});

/** What to look at first, from what the build wrote about its chunks: each module's rendered characters. */
function largestModules(scripts: Request[]): string {
  const file = join(import.meta.dirname, '../../build/web-modules.json');
  const chunks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, number>>;
  return scripts
    .flatMap((script) => Object.entries(chunks[new URL(script.url()).pathname.slice(1)] ?? {}))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([module, size]) => `${module}: ${size} characters before minifying and compressing`)
    .join('\n');
}
