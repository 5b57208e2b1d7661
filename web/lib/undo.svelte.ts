import { OfflineError, ProblemError } from '#lib/api.ts';

/** Something that is about to be done for good. */
interface Offer {
  /** What it looks like is done: "Taken off the agenda." */
  said: string;
  /** Names the thing, so that whoever shows it leaves it out meanwhile: see `pending`. */
  key: string;
  /** Does it. Calls inside pass `keepalive: true`: the page may be on its way out. */
  act: () => Promise<unknown>;
}

const TIME_MS = 10_000;

/**
 * Ten seconds in which a destructive act can be taken back: it is shown as done at once, and done when the time is
 * over, when the next one comes, or when the page goes. One at a time.
 */
class Undo {
  /** What can be undone now. */
  offered = $state.raw<Offer | null>(null);
  /** Why the last one could not be done; it is all as it was. */
  refusal = $state('');
  /** Undone, or being done at this moment: left out by whoever shows it. */
  #doing = $state.raw<ReadonlySet<string>>(new Set());
  #timer: ReturnType<typeof setTimeout> | undefined;

  offer(offer: Offer): void {
    void this.finish();
    this.refusal = '';
    this.offered = offer;
    this.resume();
  }

  /** Whether this is gone for the one who looks. */
  pending(key: string): boolean {
    return this.offered?.key === key || this.#doing.has(key);
  }

  undo(): void {
    this.hold();
    this.offered = null;
  }

  /** Nobody is hurried who has the button under the hand. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    this.hold();
    if (this.offered) this.#timer = setTimeout(() => void this.finish(), TIME_MS);
  }

  /** Does now what is waiting. Never throws: a refusal is shown, and the thing is back. */
  async finish(): Promise<void> {
    const offer = this.offered;
    if (!offer) return;
    this.hold();
    this.offered = null;
    this.#doing = new Set([...this.#doing, offer.key]);
    try {
      await offer.act();
    } catch (error) {
      if (!(error instanceof ProblemError || error instanceof OfflineError)) throw error;
      this.refusal = error.message;
    } finally {
      this.#doing = new Set([...this.#doing].filter((key) => key !== offer.key));
    }
  }

  /** Shown; it need not be shown any longer. */
  forgetRefusal(): void {
    this.refusal = '';
  }
}

export const undo = new Undo();
