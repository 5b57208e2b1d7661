import type { AskId, GroupId } from '#contract/primitives.ts';
import { putReflection, type Reflection } from '#contract/results.ts';
import { mayPass, pauseAfter } from '#lib/answers/outgoing.ts';
import { call, OfflineError, ProblemError } from '#lib/api.ts';
import { TYPED } from '#lib/ui/typed.svelte.ts';

import { type ReflectionDraft, reflectionOf } from './reflection.ts';

/** Typing rests this long before what was typed is sent. */
const REST_MS = 700;

/** How far what was written has come: not touched, on its way, on the service, or only on this device. */
export type Progress = 'untouched' | 'sending' | 'saved' | 'kept' | 'signed_out' | 'too_long';

/**
 * What is written after reading, saved as it is typed. Until the service has it, it stands on this device, through
 * reloads and without a connection, and is sent again by itself.
 */
export class Afterwards {
  value = $state<ReflectionDraft>({ happened: null, likelyNext: null, line: '' });
  progress = $state<Progress>('untouched');
  /** Why the service will not take it. */
  refusal = $state('');
  readonly #params: { groupId: GroupId; askId: AskId };
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #inVain = 0;

  /** @param key names the member and the ask: nobody else on this browser finds it */
  constructor(params: { groupId: GroupId; askId: AskId }, key: string, first: ReflectionDraft) {
    this.#params = params;
    this.#key = `${TYPED}reflection:${key}`;
    const kept = this.#read();
    this.value = kept ?? first;
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
    this.progress = reflectionOf(this.value) ? 'sending' : 'too_long';
    this.#inVain = 0;
    this.#later(REST_MS);
  }

  /** What another device saved, where nothing is waiting here. */
  follow(draft: ReflectionDraft): void {
    if (this.progress === 'untouched' || this.progress === 'saved') this.value = draft;
  }

  /** The connection may be back, or the page is being left. */
  now(): void {
    if (this.progress === 'untouched' || this.progress === 'saved') return;
    this.#later(0);
  }

  #later(pause: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), pause);
  }

  async #send(): Promise<void> {
    const body = reflectionOf(this.value);
    if (!body || this.#sending) return;
    this.#sending = true;
    this.refusal = '';
    try {
      await call(putReflection, { params: this.#params, body }, { keepalive: true });
      this.#arrived(body);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  #arrived(sent: Reflection) {
    this.#inVain = 0;
    // Typing went on while it was on its way.
    if (JSON.stringify(reflectionOf(this.value)) !== JSON.stringify(sent)) return this.#later(0);
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

  #read(): ReflectionDraft | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null') as ReflectionDraft | null;
    } catch {
      return null;
    }
  }
}
