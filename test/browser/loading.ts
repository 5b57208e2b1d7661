// What the first load of a page brings over the wire, as the service compressed it.
import type { Page, Request } from '@playwright/test';

export interface Load {
  /** Bytes of bodies. */
  javascript: number;
  /** The same of everything the page needs: its own text, scripts, styles, letters and pictures. No answers of the API. */
  all: number;
  /** Addresses of the scripts. */
  scripts: string[];
  /** Bytes of each of them. */
  sizes: Record<string, number>;
  /** Those that came in another form than brotli. */
  notBrotli: string[];
}

/** Opens an address in a page that has not been there, and waits until it has its heading and all that it asks for. */
export async function load(page: Page, url: string): Promise<Load> {
  const finished: Request[] = [];
  page.on('requestfinished', (request) => finished.push(request));
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');

  const loaded: Load = { javascript: 0, all: 0, scripts: [], sizes: {}, notBrotli: [] };
  for (const request of finished) {
    const { pathname, protocol } = new URL(request.url());
    if (protocol === 'data:' || pathname.startsWith('/api/')) continue;
    const { responseBodySize: size } = await request.sizes();
    loaded.all += size;
    if (!pathname.endsWith('.js')) continue;
    const response = await request.response();
    loaded.javascript += size;
    loaded.scripts.push(request.url());
    loaded.sizes[request.url()] = size;
    if ((await response?.headerValue('content-encoding')) !== 'br')
      loaded.notBrotli.push(request.url());
  }
  return loaded;
}
