import type { WebSocket } from 'ws';

import { CLOSE, type LiveMessage } from '../contract/live.ts';
import type { GroupId, MemberId } from '../contract/primitives.ts';
import type { Timers } from './timers.ts';

/** Who listens to what, and by which session. */
export interface Listening {
  groupId: GroupId;
  memberId: MemberId;
  sessionId: string;
}

/** A message and its bytes, made once for everybody who gets it. */
export interface Frame {
  message: LiveMessage;
  bytes: Buffer;
}

export const frameOf = (message: LiveMessage): Frame => ({
  message,
  bytes: Buffer.from(JSON.stringify(message)),
});

/** One end of the fan-out: a socket, or a long poll that waits. */
export interface Listener {
  readonly who: Listening;
  /** Everything up to this place in the log is known to it; null while nobody has looked. */
  at: number | null;
  /** It takes no more: closing, closed or given up. */
  readonly over: boolean;
  /** It has something to say and wants to be asked again later. */
  readonly full: boolean;
  /** Says that the member's device has gone. */
  depart: (() => void) | null;
  take(frame: Frame): void;
  /** Settles when what was sent has mostly left the server. */
  settled(): Promise<void>;
  beat(): void;
  end(code: number): void;
}

/** What is needed of a socket of `ws`. */
export type Socket = Pick<
  WebSocket,
  'readyState' | 'bufferedAmount' | 'send' | 'ping' | 'close' | 'terminate' | 'on'
>;

export interface SocketLimits {
  /** Bytes that may wait for a slow client; beyond it is closed with 4008 and resumes by its cursor. */
  buffered: number;
  /** How long a client may take to agree to a close. */
  closeMs: number;
}

const AS_TEXT = { binary: false };

export class SocketListener implements Listener {
  readonly who: Listening;
  at: number | null = null;
  over = false;
  readonly full = false;
  depart: (() => void) | null = null;
  readonly #socket: Socket;
  readonly #limits: SocketLimits;
  readonly #timers: Timers;
  readonly #onGone: (listener: Listener) => void;
  #answered = true;
  #closed = false;
  #stopTerminating = () => {};

  /** @param onGone told once, as soon as nothing more can be sent */
  constructor(
    socket: Socket,
    who: Listening,
    options: { limits: SocketLimits; timers: Timers; onGone: (listener: Listener) => void },
  ) {
    this.#socket = socket;
    this.who = who;
    this.#limits = options.limits;
    this.#timers = options.timers;
    this.#onGone = options.onGone;
    socket.on('pong', () => {
      this.#answered = true;
    });
    // What went wrong does not matter here: `close` always follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
      this.#stopTerminating();
      this.#goOver();
    });
  }

  take(frame: Frame): void {
    if (this.over) return;
    if (this.#limits.buffered < this.#socket.bufferedAmount) this.end(CLOSE.tooSlow);
    else this.#socket.send(frame.bytes, AS_TEXT);
  }

  async settled(): Promise<void> {
    const half = this.#limits.buffered / 2;
    // Comes back when everything before it has been written, or the socket is gone.
    while (!this.over && half < this.#socket.bufferedAmount)
      await new Promise<void>((resolve) =>
        this.#socket.ping(undefined, undefined, () => resolve()),
      );
  }

  beat(): void {
    if (!this.#answered) {
      this.#socket.terminate();
      return;
    }
    this.#answered = false;
    this.#socket.ping();
  }

  end(code: number): void {
    if (this.over) return;
    this.#socket.close(code);
    // A client that does not read never agrees to the close.
    this.#stopTerminating = this.#timers.after(this.#limits.closeMs, () =>
      this.#socket.terminate(),
    );
    this.#goOver();
  }

  /** Settles when the connection is gone. */
  async closed(): Promise<void> {
    if (!this.#closed)
      await new Promise<void>((resolve) => this.#socket.on('close', () => resolve()));
  }

  #goOver(): void {
    if (this.over) return;
    this.over = true;
    this.#onGone(this);
  }
}

export class PollListener implements Listener {
  readonly who: Listening;
  at: number | null = null;
  over = false;
  depart: (() => void) | null = null;
  readonly messages: LiveMessage[] = [];
  /** Settles at the first message, or when there is no use in waiting any longer. */
  readonly done: Promise<void>;
  readonly #onGone: () => void;
  #finish!: () => void;

  /** @param onGone told once, when it takes no more */
  constructor(who: Listening, onGone: () => void) {
    this.who = who;
    this.#onGone = onGone;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  get full(): boolean {
    return this.messages.length > 0;
  }

  take(frame: Frame): void {
    this.messages.push(frame.message);
    this.#finish();
  }

  async settled(): Promise<void> {}

  beat(): void {}

  /** Answers with what there is. A caller whose access ended is refused by the next request. */
  end(): void {
    if (this.over) return;
    this.over = true;
    this.#onGone();
    this.#finish();
  }
}
