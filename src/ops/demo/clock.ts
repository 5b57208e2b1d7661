import type { Instant } from '../../contract/primitives.ts';
import { instant, MINUTE, plus } from '../../domain/time.ts';

/** The demo's time: what the script says while it plays the past, then the machine's. */
export class DemoClock {
  #at: Instant | null = null;

  /** For the service. */
  readonly read = (): Instant => this.#at ?? instant(Date.now());

  /** Stops the clock at an instant. Time that has passed stays passed. */
  stopAt(at: Instant): void {
    if (this.#at && at < this.#at) throw new RangeError(`${at} is before ${this.#at}`);
    this.#at = at;
  }

  /** Moves the stopped clock on. */
  pass(minutes: number): void {
    this.stopAt(plus(this.read(), minutes * MINUTE));
  }

  /** From here on it is now. */
  run(): void {
    this.#at = null;
  }
}
