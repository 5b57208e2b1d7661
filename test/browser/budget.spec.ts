import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask } from '../support/world.ts';
import { test } from './devices.ts';
import { load } from './loading.ts';

/** Bytes on the wire, as the service compressed them. */
const MOST_JAVASCRIPT = 110_000;

test('the answer page loads with at most 110 kB of JavaScript', async ({ world, device }) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Ben', 'Ana']);
  const [ben, ana] = circle.members;
  const meeting = await world.meeting(circle, circle.members);
  const askId = await ask(ben!, circle.groupId, meeting);
  const page = await device(ana!, '/health/live');

  const { javascript, scripts, notBrotli } = await load(
    page,
    `${world.url}/groups/${circle.groupId}/asks/${askId}/answer`,
  );

  expect(notBrotli).toEqual([]);
  console.log(`The answer page loads ${(javascript / 1000).toFixed(1)} kB of JavaScript.`);
  expect(javascript, largestModules(scripts)).toBeGreaterThan(0);
  expect(javascript, largestModules(scripts)).toBeLessThanOrEqual(MOST_JAVASCRIPT);
});

/** What to look at first, from what the build wrote about its chunks: each module's rendered characters. */
function largestModules(scripts: string[]): string {
  const file = join(import.meta.dirname, '../../build/web-modules.json');
  const chunks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, number>>;
  return scripts
    .flatMap((script) => Object.entries(chunks[new URL(script).pathname.slice(1)] ?? {}))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([module, size]) => `${module}: ${size} characters before minifying and compressing`)
    .join('\n');
}
