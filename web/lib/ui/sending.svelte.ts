import { tick } from 'svelte';

import type { ProblemCode } from '#contract/problem.ts';
import { OfflineError, ProblemError } from '#lib/api.ts';
import { m } from '#lib/messages.ts';

type Blamed = Partial<Record<ProblemCode, string | { path: string; sentence: string }>>;

/** A form on its way: whether it is being sent, what was refused, and beside which field that is said. */
export class Sending {
  busy = $state(false);
  /** What no field is to blame for. */
  refusal = $state('');
  #wrong = $state.raw<Record<string, string>>({});
  #blamed: Blamed;

  /** @param blamed refusals that belong to one field: its path, with another sentence where the usual one misleads */
  constructor(blamed: Blamed = {}) {
    this.#blamed = blamed;
  }

  /** What is wrong with the field at this path of the request: `account.password`, `contacts.0.name`. */
  wrong(path: string): string | undefined {
    return this.#wrong[path];
  }

  /** Says something about one field without asking the service. */
  blame(path: string, sentence: string) {
    this.#wrong = { ...this.#wrong, [path]: sentence };
  }

  /** Does it once at a time. `undefined` when it was refused, or is still on its way. */
  async run<Done>(work: () => Promise<Done>): Promise<Done | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.refusal = '';
    this.#wrong = {};
    try {
      return await work();
    } catch (error) {
      this.#refused(error);
      await tick();
      document.querySelector<HTMLElement>('main [aria-invalid]')?.focus();
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #refused(error: unknown) {
    if (error instanceof OfflineError) {
      this.refusal = error.message;
      return;
    }
    if (!(error instanceof ProblemError)) throw error;
    const blamed = this.#blamed[error.code];
    if (typeof blamed === 'string') this.#wrong = { [blamed]: error.message };
    else if (blamed) this.#wrong = { [blamed.path]: blamed.sentence };
    else if (error.fields.length > 0)
      this.#wrong = Object.fromEntries(error.fields.map((field) => [field.path, m.fields(field)]));
    if (!blamed) this.refusal = error.message;
  }
}
