import { createContext } from 'svelte';

/** The way to a person: one panel, the same on every page of a group. Nothing about it is stored or sent. */
export class Care {
  shown = $state(false);
  /** Somebody wrote certain words, or looked for it. Stays while the panel closes. */
  by = $state<'words' | 'link'>('link');

  open(by: 'words' | 'link') {
    if (this.shown) return;
    this.by = by;
    this.shown = true;
  }

  close() {
    this.shown = false;
  }
}

const [care, provide, isThere] = createContext<Care>();

/** Makes the panel's state known to everything inside. */
export const provideCare = () => provide(new Care());

/** Null outside of groups: there are no contacts there. */
export const careHere = () => (isThere() ? care() : null);
