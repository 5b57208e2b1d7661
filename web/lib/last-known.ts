/**
 * What each read of a page's `load` brought last. While the service cannot be reached a page goes on with it instead
 * of falling away with everything typed on it; `stale` then says that it has to be read again.
 */
class LastKnown {
  /** Something shown is older than it should be. */
  stale = false;
  readonly #replies = new Map<string, { reply: unknown; headers: Headers }>();

  keep(url: string, reply: { reply: unknown; headers: Headers }) {
    this.#replies.set(url, reply);
  }

  recall(url: string) {
    const reply = this.#replies.get(url) ?? null;
    if (reply) this.stale = true;
    return reply;
  }

  /** At signing out: nothing of one person stays for the next. */
  forget() {
    this.stale = false;
    this.#replies.clear();
  }
}

export const lastKnown = new LastKnown();
