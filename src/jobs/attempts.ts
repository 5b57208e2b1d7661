// Work of which no piece may keep the others from being done.

/** Tries one thing after the other; what failed is told once all have had their turn. */
export class Attempts {
  readonly #failures = new Set<unknown>();

  async attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.failed(error));
  }

  failed(error: unknown): void {
    this.#failures.add(error);
  }

  /** @throws AggregateError of what failed, each error once */
  end(message: string): void {
    if (this.#failures.size > 0) throw new AggregateError(this.#failures, message);
  }
}
