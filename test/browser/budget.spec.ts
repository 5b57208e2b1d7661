import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ask } from '../support/world.ts';
import { test } from './devices.ts';
import { load } from './loading.ts';
import { sixEvenings } from './looking-back.ts';

/** Bytes on the wire, as the service compressed them. */
const MOST_JAVASCRIPT = 110_000;
/** Files it comes in: on a phone each costs a request. */
const MOST_SCRIPTS = 12;
/** Beyond what the room has loaded. */
const MOST_OF_THE_YEARS = 60_000;

test('the answer page loads with at most 110 kB of JavaScript, in a dozen files', async ({
  world,
  device,
}) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Ben', 'Ana']);
  const [ben, ana] = circle.members;
  const meeting = await world.meeting(circle, circle.members);
  const askId = await ask(ben!, circle.groupId, meeting);
  const page = await device(ana!, '/health/live', { fresh: true });

  const { javascript, scripts, notBrotli } = await load(
    page,
    `${world.url}/groups/${circle.groupId}/asks/${askId}/answer`,
  );

  expect(notBrotli).toEqual([]);
  console.log(`The answer page loads ${(javascript / 1000).toFixed(1)} kB of JavaScript.`);
  expect(scripts.length).toBeLessThanOrEqual(MOST_SCRIPTS);
  expect(javascript, largestModules(scripts)).toBeGreaterThan(0);
  expect(javascript, largestModules(scripts)).toBeLessThanOrEqual(MOST_JAVASCRIPT);
});

test('what pages share is compiled as it arrives', async ({ world, device }) => {
  const page = await device(await world.founder('Ruth'), '/health/live', { fresh: true });
  const { sizes } = await load(page, `${world.url}/`);

  const [largest] = Object.entries(sizes).toSorted(([, a], [, b]) => b - a);
  const response = await fetch(largest![0]);

  // Browsers look for it at the very beginning and nowhere else.
  expect(await response.text()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
});

test('the years bring at most 60 kB of JavaScript of their own, and nobody else loads it', async ({
  world,
  device,
}) => {
  const { noor, room } = await sixEvenings(world);
  const at = async (path: string) =>
    load(await device(noor, '/health/live', { fresh: true }), `${world.url}${room}${path}`);
  const base = await at('');
  const years = await at('/look-back/years');
  const own = years.scripts.filter((script) => !base.scripts.includes(script));
  const bytes = own.reduce((sum, script) => sum + (years.sizes[script] ?? 0), 0);

  expect(years.notBrotli).toEqual([]);
  console.log(`The years bring ${(bytes / 1000).toFixed(1)} kB of JavaScript of their own.`);
  expect(bytes, largestModules(own)).toBeGreaterThan(0);
  expect(bytes, largestModules(own)).toBeLessThanOrEqual(MOST_OF_THE_YEARS);
  expect(ofTheYears(years.scripts)).not.toEqual([]);
  expect(ofTheYears(base.scripts)).toEqual([]);
});

/** The modules that nobody needs who does not look back. */
const ofTheYears = (scripts: string[]) =>
  scripts.flatMap(modulesIn).filter((name) => /d3-|lib\/growth|looking-back/.test(name));

const chunks = () =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../build/web-modules.json'), 'utf8'),
  ) as Record<string, Record<string, number>>;

const modulesIn = (script: string): string[] =>
  Object.keys(chunks()[new URL(script).pathname.slice(1)] ?? {});

/** What to look at first, from what the build wrote about its chunks: each module's rendered characters. */
function largestModules(scripts: string[]): string {
  const all = chunks();
  return scripts
    .flatMap((script) => Object.entries(all[new URL(script).pathname.slice(1)] ?? {}))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([module, size]) => `${module}: ${size} characters before minifying and compressing`)
    .join('\n');
}
