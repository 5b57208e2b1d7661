import { createContext } from 'svelte';

/** The way to a person: one panel, the same on every page. Nothing about it is stored or sent. */
export class Care {
  shown = $state(false);
  /** Somebody wrote certain words, or looked for it. Stays while the panel closes. */
  by = $state<'words' | 'link'>('link');
  #goOnTyping: (() => void) | null = null;

  open(by: 'words' | 'link') {
    if (this.shown) return;
    this.by = by;
    this.shown = true;
    this.#goOnTyping = caret();
  }

  close() {
    this.shown = false;
  }

  /** When the panel has gone: whoever was typing types on. */
  handBack() {
    this.#goOnTyping?.();
    this.#goOnTyping = null;
  }
}

/** Puts the caret back where it is now. A browser that gives the focus back leaves the caret behind. */
function caret(): (() => void) | null {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return null;
  const { selectionStart, selectionEnd } = field;
  return () => {
    if (!field.isConnected) return;
    field.focus();
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
  };
}

const [care, provide, isThere] = createContext<Care>();

/** Makes the panel's state known to everything inside. */
export const provideCare = () => provide(new Care());

/** Null where nobody is signed in: there are no contacts there. */
export const careHere = () => (isThere() ? care() : null);
