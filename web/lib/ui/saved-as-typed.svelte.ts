import { mayPass, pauseAfter } from '#lib/answers/outgoing.ts';
import { OfflineError, ProblemError } from '#lib/api.ts';

import { TYPED } from './typed.svelte.ts';

/** Typing rests this long before what was typed is sent. */
const REST_MS = 700;

/** How far what was written has come: not touched, on its way, on the service, or only on this device. */
export type Progress = 'untouched' | 'sending' | 'saved' | 'kept' | 'signed_out' | 'too_long';

interface Saving<Draft, Body> {
  /** Names the member and what is written on: nobody else on this browser finds it. */
  key: string;
  /** What the service has. */
  first: Draft;
  /** What is sent; null while it is too long. */
  bodyOf: (draft: Draft) => Body | null;
  /** Sends it; the request outlives the page. */
  save: (body: Body) => Promise<unknown>;
}

/**
 * What somebody writes for themself, saved as it is typed. Until the service has it, it stands on this device, through
 * reloads and without a connection, and is sent again by itself.
 */
export class SavedAsTyped<Draft, Body> {
  value = $state() as Draft;
  progress = $state<Progress>('untouched');
  /** Why the service will not take it. */
  refusal = $state('');
  readonly #saving: Saving<Draft, Body>;
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #inVain = 0;

  constructor(saving: Saving<Draft, Body>) {
    this.#saving = saving;
    this.#key = TYPED + saving.key;
    const kept = this.#read();
    this.value = kept ?? saving.first;
    if (!kept) return;
    this.progress = 'sending';
    this.#later(0);
  }

  /** Somebody changed something: it is on the device at once, and goes out when typing rests. */
  changed(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.value));
    } catch {
      // A browser that keeps nothing: then it lasts as long as the page.
    }
    this.progress = this.#body() === null ? 'too_long' : 'sending';
    this.#inVain = 0;
    this.#later(REST_MS);
  }

  /** What another device saved, where nothing is waiting here. */
  follow(draft: Draft): void {
    if (this.progress === 'untouched' || this.progress === 'saved') this.value = draft;
  }

  /** The connection may be back, or the page is being left. */
  now(): void {
    if (this.progress === 'untouched' || this.progress === 'saved') return;
    this.#later(0);
  }

  #body(): Body | null {
    return this.#saving.bodyOf(this.value);
  }

  #later(pause: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), pause);
  }

  async #send(): Promise<void> {
    const body = this.#body();
    if (body === null || this.#sending) return;
    this.#sending = true;
    this.refusal = '';
    try {
      await this.#saving.save(body);
      this.#arrived(body);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  #arrived(sent: Body) {
    this.#inVain = 0;
    // Typing went on while it was on its way.
    if (JSON.stringify(this.#body()) !== JSON.stringify(sent)) return this.#later(0);
    localStorage.removeItem(this.#key);
    this.progress = 'saved';
  }

  #failed(error: unknown) {
    const passing = error instanceof OfflineError;
    if (!passing && !(error instanceof ProblemError)) throw error;
    const code = passing ? null : error.code;
    this.progress = code === 'unauthenticated' ? 'signed_out' : 'kept';
    if (code === null || mayPass(code)) this.#later(pauseAfter(++this.#inVain, Math.random()));
    else this.refusal = (error as ProblemError).message;
  }

  #read(): Draft | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Draft | null;
    } catch {
      return null;
    }
  }
}
