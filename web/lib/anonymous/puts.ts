import { ANONYMOUS_STATUS } from '#contract/puts.ts';

import type { PutState } from './held.ts';

/** A service that takes longer than this is as good as gone. */
const PATIENCE_MS = 10_000;

/**
 * Sends without saying who: no cookie, no referrer, nothing kept by the browser.
 *
 * @returns what became of it; `waiting` when nobody was reached or it should come later
 */
export async function sendNameless(path: string, body: string): Promise<PutState> {
  let status: number;
  try {
    const reply = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    ({ status } = reply);
  } catch {
    return 'waiting';
  }
  switch (status) {
    case ANONYMOUS_STATUS.kept:
      return 'sealed';
    case ANONYMOUS_STATUS.taken:
      return 'taken';
    case ANONYMOUS_STATUS.refused:
      return 'refused';
    default:
      return 'waiting';
  }
}
