import { page } from '$app/state';

import { OfflineError } from './api.ts';

/**
 * In the `load` of a page on which somebody reads or writes: when it runs again and the service cannot be
 * reached, what is on the screen stays instead of giving way to an error.
 * @param url of the page that is being loaded
 */
export async function orAsShown<Data extends object>(
  url: URL,
  load: () => Promise<Data>,
): Promise<Data> {
  try {
    return await load();
  } catch (error) {
    const shown = page.url.pathname === url.pathname && page.error === null;
    if (error instanceof OfflineError && shown) return page.data as Data;
    throw error;
  }
}
