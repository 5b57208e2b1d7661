import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import { getMe } from '#contract/accounts.ts';
import { getMyAnswer, putAnswer, type PutAnswer } from '#contract/answers.ts';
import type { ReplyOf } from '#contract/operation.ts';
import type { Instant } from '#contract/primitives.ts';
import { call, newKey, OfflineError, ProblemError } from '#lib/api.ts';

import { device } from './device.ts';
import { sameAnswer } from './draft.ts';
import { keyOf, mayPass, type Outgoing, pauseAfter } from './outgoing.ts';

type Received = ReplyOf<typeof putAnswer>;

/** A service that takes longer than this is as good as gone, and the answer is sent again. */
const PATIENCE_MS = 10_000;

/** Answers that were sent and have not arrived. Keys are those of `keyOf`. */
class Outbox {
  readonly #outgoing = new SvelteMap<string, Outgoing>();
  readonly #sending = new SvelteSet<string>();
  readonly #received = new SvelteMap<string, Received>();
  /** What is in the air: a later send of the same answer waits for it, so that they arrive in their order. */
  readonly #inTheAir = new Map<string, Promise<unknown>>();
  #signedOut = $state(false);
  #roundsInVain = 0;
  #next: ReturnType<typeof setTimeout> | undefined;
  #round: Promise<void> | undefined;

  /** What has not arrived yet, or was refused. Known after `look`, `send` or a round. */
  of(key: string): Outgoing | null {
    return this.#outgoing.get(key) ?? null;
  }

  isSending(key: string): boolean {
    return this.#sending.has(key);
  }

  /** The reply to what this page sent, or saw going out by itself. */
  received(key: string): Received | null {
    return this.#received.get(key) ?? null;
  }

  /** Nothing goes out until somebody signs in again. */
  get signedOut(): boolean {
    return this.#signedOut;
  }

  /** Finds what an earlier page left behind. */
  async look(key: string): Promise<void> {
    const kept = await device.find('outgoing', key);
    if (kept) this.#outgoing.set(key, kept);
  }

  /** A tap on Send: kept first, then sent. It wins over an answer from another device. */
  async send(answer: Omit<Outgoing, 'attempt' | 'since' | 'refused' | 'before'>): Promise<void> {
    const key = keyOf(answer.accountId, answer.askId);
    const since = new Date().toISOString() as Instant;
    const earlier = this.#outgoing.get(key);
    const before = earlier?.refused === null ? earlier.body : null;
    const outgoing: Outgoing = { ...answer, attempt: newKey(), since, refused: null, before };
    this.#received.delete(key);
    this.#sending.add(key);
    await this.#keep(key, outgoing);
    await Promise.all([this.#round, this.#inTheAir.get(key)]);
    this.#sending.add(key);
    // The earlier one may have arrived meanwhile, and said which version this replaces.
    const latest = this.#outgoing.get(key) ?? outgoing;
    const delivery = this.#deliver(key, latest, 'person');
    this.#inTheAir.set(key, delivery);
    if (await delivery) this.#later();
  }

  /** Sends what waits, now. */
  wake(): void {
    this.#roundsInVain = 0;
    this.#again();
  }

  /** Throws away what was not sent, and what it was made from. */
  async discard(key: string): Promise<void> {
    this.#outgoing.delete(key);
    await Promise.all([device.drop('outgoing', key), device.drop('drafts', key)]);
  }

  #again() {
    clearTimeout(this.#next);
    this.#round ??= this.#resend().finally(() => (this.#round = undefined));
  }

  #later() {
    clearTimeout(this.#next);
    this.#roundsInVain += 1;
    const pause = pauseAfter(this.#roundsInVain, Math.random());
    this.#next = setTimeout(() => this.#again(), pause);
  }

  /** What waits is read afresh each time: another page on this device may have been quicker. */
  async #resend(): Promise<void> {
    let left = false;
    for (const outgoing of await device.all('outgoing')) {
      const key = keyOf(outgoing.accountId, outgoing.askId);
      if (outgoing.refused !== null || this.#sending.has(key)) continue;
      this.#outgoing.set(key, outgoing);
      if (await this.#deliver(key, outgoing, 'queue')) left = true;
    }
    if (left) this.#later();
  }

  /** @returns whether it has to be tried again */
  async #deliver(key: string, outgoing: Outgoing, sentBy: PutAnswer['sentBy']): Promise<boolean> {
    const { groupId, askId, body, attempt, replaces, ticket = null } = outgoing;
    const signal = AbortSignal.timeout(PATIENCE_MS);
    this.#sending.add(key);
    try {
      // The cookie may be another account's by now; then this waits until its own is back.
      const me = await call(getMe, {}, { signal });
      this.#signedOut = false;
      if (me.id !== outgoing.accountId) return false;
      const received = await call(
        putAnswer,
        { params: { groupId, askId }, body: { ...body, attempt, replaces, sentBy, ticket } },
        { signal, keepalive: true },
      );
      await this.#arrived(key, outgoing, received);
      return false;
    } catch (error) {
      if (error instanceof ProblemError) {
        this.#signedOut = error.code === 'unauthenticated';
        if (mayPass(error.code)) return true;
        const latest = this.#outgoing.get(key);
        // A later send waits behind this one; what became of this one is its business no more.
        if (latest && latest.attempt !== attempt) return false;
        if (error.code === 'answer_changed_elsewhere' && (await this.#wasOurs(key, outgoing)))
          return true;
        await this.#keep(key, { ...outgoing, refused: error.code });
        return false;
      }
      if (error instanceof OfflineError || signal.aborted) return true;
      throw error;
    } finally {
      this.#sending.delete(key);
    }
  }

  /** Takes it off the device, with the draft it was made from, but not what was changed or sent since. */
  async #arrived(key: string, outgoing: Outgoing, received: Received) {
    const { version } = received.answer;
    const latest = this.#outgoing.get(key);
    if (latest && latest.attempt !== outgoing.attempt) {
      await this.#keep(key, { ...latest, replaces: version, before: null });
      return;
    }
    const draft = await device.find('drafts', key);
    if (draft && !draft.sent) {
      await Promise.all([
        device.drop('outgoing', key),
        device.keep('drafts', key, { ...draft, replaces: version }),
      ]);
      this.#outgoing.delete(key);
    } else {
      await this.discard(key);
    }
    this.#received.set(key, received);
  }

  /** Whether the answer that is in the way is the one sent from here before: then the next try replaces it. */
  async #wasOurs(key: string, outgoing: Outgoing): Promise<boolean> {
    const { groupId, askId, before } = outgoing;
    if (!before) return false;
    const { answer } = await call(getMyAnswer, { params: { groupId, askId } });
    if (!answer || !sameAnswer(answer, before)) return false;
    await this.#keep(key, { ...outgoing, replaces: answer.version, before: null });
    return true;
  }

  async #keep(key: string, outgoing: Outgoing) {
    this.#outgoing.set(key, outgoing);
    await device.keep('outgoing', key, outgoing);
  }
}

export const outbox = new Outbox();

const wake = () => outbox.wake();
const seen = () => {
  if (document.visibilityState === 'visible') wake();
};

/**
 * Sends what an earlier page left on the device, and again whenever the connection or the page comes back.
 * Returns what ends it.
 */
export function startOutbox(): () => void {
  wake();
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', seen);
  return () => {
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', seen);
  };
}
