import { flushSync, untrack } from 'svelte';

/** This long without a change, and what is typed is looked at. */
const REST_MS = 800;

/** A text as it was when typing last rested: nothing is said about half a word. Make it while a component is set up. */
export class Settled {
  #text = $state('');
  #read: () => string;

  constructor(read: () => string) {
    this.#read = read;
    this.#text = untrack(read);
    $effect(() => {
      const now = read();
      if (now === this.#text) return;
      const timer = setTimeout(() => (this.#text = now), REST_MS);
      return () => clearTimeout(timer);
    });
  }

  get text() {
    return this.#text;
  }

  /** Something is about to happen with the text: whatever follows from it is true when this returns. */
  now() {
    const now = this.#read();
    if (now === untrack(() => this.#text)) return;
    this.#text = now;
    flushSync();
  }
}
