import {
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test as base,
} from '@playwright/test';
import { networkInterfaces } from 'node:os';

import { type Person, World } from '../support/world.ts';

/** Opens a page on a device of its own; with a person, one they are signed in on. */
export type NewDevice = (
  person: Person | null,
  path: string,
  options?: BrowserContextOptions & { url?: string },
) => Promise<Page>;

/**
 * A service that listens on all interfaces, and devices to use it with. What a page says on its console as an
 * error, throws, is refused by its content policy, or gets from the service as 5xx fails the test, unless
 * `expected` fits it.
 */
export const test = base.extend<{ world: World; expected: RegExp; device: NewDevice }>({
  world: async ({}, use) => {
    const world = await World.open({ host: '0.0.0.0' });
    await use(world);
    await world.close();
  },

  expected: [/^$/, { option: true }],

  device: async ({ browser, world, expected }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (person, path, { url = world.url, ...options } = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      listenForComplaints(context, complaints);
      const [name = '', value = ''] = person?.cookie.split('=') ?? [];
      if (value)
        await context.addCookies([{ name, value, domain: new URL(url).hostname, path: '/api' }]);
      const page = await context.newPage();
      await page.goto(new URL(path, url).href);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints.filter((said) => !expected.test(said))).toEqual([]);
  },
});

function listenForComplaints(context: BrowserContext, complaints: string[]) {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error().stack)));
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
}

/** The address by which other machines reach this one: what a phone in the room uses. */
export function networkUrl({ service }: World): string {
  const address = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  if (!address) throw new Error('This machine has no network address to open the pages by.');
  return `http://${address}:${service.port}`;
}
