import {
  type BrowserContext,
  type BrowserContextOptions,
  type ConsoleMessage,
  expect,
  type Page,
  type Response,
  test as base,
  type WebError,
} from '@playwright/test';
import { networkInterfaces } from 'node:os';

import { endIdle, type Person, reuseWorlds, World } from '../support/world.ts';
import { Lending, LentPage } from './lending.ts';

// Phones in the room reach it too.
reuseWorlds('0.0.0.0');
// Playwright looks up lines of compiled files for every error, and makes one with each message to the browser: a tenth
// of a test's own work. Nothing is compiled here, so lines are what they are.
delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;

/**
 * Opens a page on a device of its own; with a person, one they are signed in on.
 *
 * @param options `fresh` for one that has never been here, not even before this test
 */
export type NewDevice = (
  person: Person | null,
  path: string,
  options?: BrowserContextOptions & { url?: string; fresh?: boolean },
) => Promise<Page>;

/**
 * A service that listens on all interfaces, and devices to use it with. What a page says on its console as an
 * error, throws, is refused by its content policy, or gets from the service as 5xx fails the test, unless
 * `expected` fits it.
 */
export const test = base.extend<
  { world: World; expected: RegExp; device: NewDevice },
  { lending: Lending }
>({
  world: async ({}, use) => {
    const world = await World.open();
    await use(world);
    await world.close();
  },

  expected: [/^$/, { option: true }],

  lending: [
    async ({}, use) => {
      const lending = await Lending.start();
      await use(lending);
      await lending.end();
      await endIdle();
    },
    { scope: 'worker' },
  ],

  device: async ({ browser, contextOptions, viewport, lending, world, expected }, use, info) => {
    const complaints: string[] = [];
    const endings: (() => Promise<void>)[] = [];
    await use(async (person, path, { url = world.url, fresh = false, ...options } = {}) => {
      const kind = JSON.stringify([contextOptions, viewport, options]);
      const lent = await (fresh
        ? LentPage.open(browser, options)
        : lending.lend(browser, options, kind));
      const { page, context } = lent;
      const stopListening = listenForComplaints(context, complaints);
      endings.push(async () => {
        stopListening();
        const passed = info.status === info.expectedStatus;
        await (passed ? lending.giveBack(lent, kind) : context.close());
      });
      const [name = '', value = ''] = person?.cookie.split('=') ?? [];
      if (value)
        await context.addCookies([{ name, value, domain: new URL(url).hostname, path: '/api' }]);
      await page.goto(new URL(path, url).href);
      return page;
    });
    await Promise.all(endings.map((end) => end()));
    expect(complaints.filter((said) => !expected.test(said))).toEqual([]);
  },
});

/** @returns what ends it */
function listenForComplaints(context: BrowserContext, complaints: string[]): () => void {
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  };
  const onError = (error: WebError) => complaints.push(String(error.error().stack));
  const onResponse = (response: Response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  };
  context.on('console', onConsole).on('weberror', onError).on('response', onResponse);
  return () =>
    context.off('console', onConsole).off('weberror', onError).off('response', onResponse);
}

/** The address by which other machines reach this one: what a phone in the room uses. */
export function networkUrl({ service }: World): string {
  const address = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  if (!address) throw new Error('This machine has no network address to open the pages by.');
  return `http://${address}:${service.port}`;
}
