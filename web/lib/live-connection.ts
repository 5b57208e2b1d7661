import { CLOSE, type LiveMessage } from '#contract/live.ts';
import type { Cursor } from '#contract/primitives.ts';

/** Why no reconnecting helps: signed out, or no longer in the group. */
export type Ended = 'signed_out' | 'no_access';

export interface ConnectionOptions {
  /** Address of the socket. */
  url: (after: Cursor | null) => string;
  /** One long poll. Rejects when the service cannot be reached. */
  poll: (
    after: Cursor | null,
    waitSeconds: number,
    signal: AbortSignal,
  ) => Promise<{ cursor: Cursor; messages: readonly LiveMessage[] } | Ended>;
  onMessage: (message: LiveMessage) => void;
  onConnected: (connected: boolean) => void;
  onEnded: (ended: Ended) => void;
  /** Settles after that many milliseconds, or when the signal aborts. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const OPEN_WITHIN_MS = 10_000;
/** A socket that was open for this long, or brought anything, was a good one. */
const GOOD_AFTER_MS = 5_000;
/** Browsers do not say why a socket does not open. After so many in a row, a poll finds out. */
const FAILURES_TO_OPEN = 2;
/** How often a socket is tried again while only polls get through. */
const SOCKET_AGAIN_MS = 60_000;
const POLL_SECONDS = 25;
/** A poll that comes back empty sooner was sent away: a service that stops does so. */
const EMPTY_TOO_SOON_MS = 1_000;

/** `again`: at once. `good`: it worked until now. `bad`: it did not. */
type Outcome = Ended | 'again' | 'good' | 'bad' | 'unopened';

/**
 * Follows one group until it is stopped or access ends: by socket, by long poll where no socket opens, and after
 * every loss again from the last cursor, with longer and longer pauses while nothing works.
 */
export class Connection {
  cursor: Cursor | null;
  readonly #options: ConnectionOptions;
  #stopped = false;
  /** Ends what is going on now: a socket, a poll, a pause. */
  #now = new AbortController();
  #connected = false;
  #failures = 0;
  /** Sockets in a row that did not open. */
  #unopened = 0;
  /** When to try a socket again, in ms since 1970; null unless polls work and sockets do not. */
  #socketAt: number | null = null;

  constructor(after: Cursor | null, options: ConnectionOptions) {
    this.cursor = after;
    this.#options = options;
  }

  /** Settles when it was stopped or access ended. */
  async run(): Promise<void> {
    for (;;) {
      const outcome = await this.#attempt();
      if (this.#stopped) return;
      if (outcome === 'signed_out' || outcome === 'no_access') {
        this.#setConnected(false);
        this.#options.onEnded(outcome);
        return;
      }
      if (outcome === 'again') continue;
      this.#failures = outcome === 'good' ? 0 : this.#failures + 1;
      await this.#pause();
    }
  }

  /** Tries again at once, from the last cursor: the network has changed, or the page was asleep. */
  retry(): void {
    this.#failures = 0;
    this.#now.abort();
  }

  stop(): void {
    this.#stopped = true;
    this.#now.abort();
  }

  #attempt(): Promise<Outcome> {
    const { signal } = (this.#now = new AbortController());
    if (this.#stopped) return Promise.resolve('again');
    const waiting = this.#socketAt !== null && Date.now() < this.#socketAt;
    return waiting || FAILURES_TO_OPEN <= this.#unopened
      ? this.#poll(signal)
      : this.#socket(signal);
  }

  async #socket(signal: AbortSignal): Promise<Outcome> {
    const outcome = await socketOutcome(this.#options.url(this.cursor), signal, {
      onOpen: () => {
        this.#unopened = 0;
        this.#socketAt = null;
        this.#setConnected(true);
      },
      onMessage: (message) => this.#take(message),
    });
    if (outcome === 'unopened') {
      this.#unopened += 1;
      // A try in passing says nothing about the polls, which go on.
      if (this.#socketAt === null) this.#setConnected(false);
      else this.#socketAt = Date.now() + SOCKET_AGAIN_MS;
    }
    if (outcome === 'good' || outcome === 'bad') this.#setConnected(false);
    return outcome === 'unopened' && this.#socketAt !== null ? 'again' : outcome;
  }

  async #poll(signal: AbortSignal): Promise<Outcome> {
    const begun = Date.now();
    // The first one only finds out whether it works.
    const wait = this.#connected ? POLL_SECONDS : 0;
    try {
      const reply = await this.#options.poll(this.cursor, wait, signal);
      if (typeof reply === 'string') return reply;
      this.cursor = reply.cursor;
      for (const message of reply.messages) this.#take(message);
      this.#setConnected(true);
      this.#unopened = FAILURES_TO_OPEN - 1;
      this.#socketAt ??= begun + SOCKET_AGAIN_MS;
      const sentAway =
        wait > 0 && reply.messages.length === 0 && Date.now() - begun < EMPTY_TOO_SOON_MS;
      return sentAway ? 'good' : 'again';
    } catch {
      if (signal.aborted) return 'again';
      this.#setConnected(false);
      this.#unopened = 0;
      this.#socketAt = null;
      return 'bad';
    }
  }

  #take(message: LiveMessage): void {
    if ('cursor' in message) this.cursor = message.cursor;
    this.#options.onMessage(message);
  }

  #setConnected(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#options.onConnected(connected);
  }

  /** At random between half and all of the time, so that not everybody comes back in the same moment. */
  async #pause(): Promise<void> {
    const { signal } = (this.#now = new AbortController());
    const most = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    await (this.#options.pause ?? pause)(most * (0.5 + Math.random() / 2), signal);
  }
}

function socketOutcome(
  url: string,
  signal: AbortSignal,
  { onOpen, onMessage }: { onOpen: () => void; onMessage: (message: LiveMessage) => void },
): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let openedAt: number | null = null;
    let brought = false;

    const finish = (outcome: Outcome) => {
      clearTimeout(opening);
      signal.removeEventListener('abort', again);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      resolve(outcome);
    };
    const again = () => finish('again');
    const opening = setTimeout(() => finish('unopened'), OPEN_WITHIN_MS);
    signal.addEventListener('abort', again);

    socket.onopen = () => {
      clearTimeout(opening);
      openedAt = Date.now();
      onOpen();
    };
    socket.onmessage = ({ data }) => {
      brought = true;
      // Trusted, as replies are: the service validates what it sends.
      onMessage(JSON.parse(String(data)) as LiveMessage);
    };
    socket.onclose = ({ code }) => {
      if (code === CLOSE.sessionEnded) return finish('signed_out');
      if (code === CLOSE.accessEnded) return finish('no_access');
      if (openedAt === null) return finish('unopened');
      finish(brought || GOOD_AFTER_MS <= Date.now() - openedAt ? 'good' : 'bad');
    };
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
