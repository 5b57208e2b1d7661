// Pages that go from one test to the next. Nearly all that a page costs is its process, which has to be made and to
// learn what it shows: one that has shown ours before costs a third. What its last visit left behind is taken away.
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Page,
} from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What would stay when a page goes elsewhere: whoever asks it for one of these is the last to have it. */
const LASTING = new Set<string | symbol>([
  'addInitScript',
  'clock',
  'context',
  'exposeFunction',
  'on',
  'route',
]);

const devtools = new WeakMap<Page, CDPSession>();

/** The developer tools of a page, those it was lent with if it was. */
export async function devtoolsOf(page: Page): Promise<CDPSession> {
  return devtools.get(page) ?? (await page.context().newCDPSession(page));
}

/** A page in a context of its own. */
export class LentPage {
  readonly page: Page;
  readonly #page: Page;
  readonly context: BrowserContext;
  readonly #devtools: CDPSession;
  readonly #size: ReturnType<Page['viewportSize']>;
  #lasting = false;

  private constructor(page: Page, session: CDPSession) {
    this.context = page.context();
    this.#devtools = session;
    this.#size = page.viewportSize();
    this.#page = page;
    this.page = new Proxy(page, {
      get: (_page, name) => {
        if (LASTING.has(name)) this.#lasting = true;
        return Reflect.get(page, name);
      },
    });
    devtools.set(this.page, session);
  }

  static async open(browser: Browser, options: BrowserContextOptions): Promise<LentPage> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    return new LentPage(page, await context.newCDPSession(page));
  }

  /** Makes it as good as new; false where more was done to it than can be undone. */
  async empty(nowhere: string): Promise<boolean> {
    const { context } = this;
    const page = this.#page;
    if (this.#lasting || page.isClosed() || context.pages().length > 1) return false;
    const { origin } = new URL(page.url());
    await page.evaluate('sessionStorage.clear()');
    await page.goto(nowhere);
    await Promise.all([
      this.#devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
      this.#devtools.send('Page.resetNavigationHistory'),
      context.clearCookies(),
      page.mouse.move(0, 0),
      page.emulateMedia({ media: 'screen', colorScheme: 'light', forcedColors: 'none' }),
      this.#size && page.setViewportSize(this.#size),
    ]);
    return true;
  }
}

export class Lending {
  readonly #idle = new Map<string, LentPage[]>();
  /** On the machine whose pages are tested: on another one the page would get another process. */
  readonly #nowhere = createServer((_request, reply) => reply.end('<!doctype html>'));

  static async start(): Promise<Lending> {
    const lending = new Lending();
    await once(lending.#nowhere.listen(0, '127.0.0.1'), 'listening');
    return lending;
  }

  /** @param kind what tells apart pages that cannot stand for each other */
  async lend(browser: Browser, options: BrowserContextOptions, kind: string): Promise<LentPage> {
    return this.#idle.get(kind)?.pop() ?? (await LentPage.open(browser, options));
  }

  /** Leaves a page to whoever is next, or closes it where it cannot be made as good as new. */
  async giveBack(lent: LentPage, kind: string): Promise<void> {
    const { port } = this.#nowhere.address() as AddressInfo;
    if (!(await lent.empty(`http://127.0.0.1:${port}/`))) return lent.context.close();
    this.#idle.set(kind, [...(this.#idle.get(kind) ?? []), lent]);
  }

  async end(): Promise<void> {
    for (const { context } of [...this.#idle.values()].flat()) await context.close();
    this.#nowhere.close();
  }
}
