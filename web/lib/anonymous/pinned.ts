import type { Pinned } from '#domain/anonymity/key-log.ts';

const KEY = 'landed-ticket-keys';

/** What this browser remembers of the log of ticket keys, for all who use it here. */
export const pinned = {
  get(): Pinned | null {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Pinned | null;
  },
  set(seen: Pinned): void {
    localStorage.setItem(KEY, JSON.stringify(seen));
  },
};
