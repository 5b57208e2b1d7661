import { LIVE_PATH, type LiveMessage, pollEvents } from '#contract/live.ts';
import type { Cursor, GroupId } from '#contract/primitives.ts';
import { call, ProblemError } from '#lib/api.ts';

import { Connection, type Ended } from './live-connection.ts';
import { gather, type Stale, staleBy } from './live-keys.ts';

export interface LiveOptions {
  /** Called once for a burst of messages, with the `depends` keys of what they made stale. */
  oninvalidate: (stale: Stale) => void;
  onmessage?: (message: LiveMessage) => void;
}

/** A page hidden for longer may have lost its connection without having been told. */
const ASLEEP_AFTER_MS = 30_000;

/** Keeps the pages of one group fresh. Make it when the group is entered, `start` it in the browser. */
export class Live {
  #connected = $state(false);
  #ended = $state<Ended | null>(null);
  readonly #groupId: GroupId;
  readonly #options: LiveOptions;
  #cursor: Cursor | null = null;

  constructor(groupId: GroupId, options: LiveOptions) {
    this.#groupId = groupId;
    this.#options = options;
  }

  /** Whether what is shown follows what happens. */
  get connected() {
    return this.#connected;
  }

  /** Why it stopped for good, or null. */
  get ended() {
    return this.#ended;
  }

  /** The place from which to follow: that of the page's first read. Later ones are left out. */
  note(cursor: Cursor | null) {
    this.#cursor ??= cursor;
  }

  /** Connects, and reconnects until the returned function is called; a later start goes on from there. */
  start(): () => void {
    const stale = gather(this.#options.oninvalidate);
    const connection = new Connection(this.#cursor, {
      url: (after) => socketUrl(this.#groupId, after),
      poll: (after, wait, signal) => poll(this.#groupId, after, wait, signal),
      onMessage: (message) => {
        this.#options.onmessage?.(message);
        stale.add(staleBy(message, this.#groupId));
      },
      onConnected: (connected) => {
        this.#connected = connected;
      },
      onEnded: (ended) => {
        this.#ended = ended;
      },
    });

    let hiddenAt: number | null = null;
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') {
        hiddenAt = Date.now();
        return;
      }
      const asleep = hiddenAt !== null && ASLEEP_AFTER_MS <= Date.now() - hiddenAt;
      if (asleep || !this.#connected) connection.retry();
      hiddenAt = null;
    };
    const onNetwork = () => connection.retry();
    window.addEventListener('online', onNetwork);
    window.addEventListener('offline', onNetwork);
    document.addEventListener('visibilitychange', onVisibility);
    void connection.run();

    return () => {
      connection.stop();
      // What is still being gathered belongs to a page that is gone; whoever comes next has loaded it anew.
      stale.stop();
      this.#cursor = connection.cursor;
      this.#connected = false;
      window.removeEventListener('online', onNetwork);
      window.removeEventListener('offline', onNetwork);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }
}

function socketUrl(groupId: GroupId, after: Cursor | null): string {
  const url = new URL(LIVE_PATH.replace(':groupId', groupId), location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  if (after) url.searchParams.set('after', after);
  return url.href;
}

/** Without a place to go on from, one that nobody gave out: the reply says reset and brings one. */
const NOWHERE = 'nowhere';

async function poll(groupId: GroupId, after: Cursor | null, wait: number, signal: AbortSignal) {
  try {
    return await call(
      pollEvents,
      { params: { groupId }, query: { after: after ?? NOWHERE, wait } },
      { signal },
    );
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unauthenticated') return 'signed_out';
    if (error instanceof ProblemError && (error.status === 403 || error.status === 404))
      return 'no_access';
    throw error;
  }
}
