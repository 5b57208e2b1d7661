import type { Caret } from './draft.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

const isField = (element: Element | null): element is TextField =>
  (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
  element.dataset['caret'] !== undefined;

/**
 * Tells where the caret is whenever it moves among the fields named by `data-caret`, and null when something else
 * has the focus. Nothing is told while the window is in the background. Returns what ends it.
 */
export function watchCaret(tell: (caret: Caret | null) => void): () => void {
  const look = () => {
    const field = document.activeElement;
    if (isField(field))
      tell({ field: field.dataset['caret'] ?? '', at: field.selectionStart ?? 0 });
    else if (field !== document.body) tell(null);
  };
  document.addEventListener('selectionchange', look);
  document.addEventListener('focusin', look);
  // Some browsers tell of no other move inside a text field.
  document.addEventListener('input', look);
  return () => {
    document.removeEventListener('selectionchange', look);
    document.removeEventListener('focusin', look);
    document.removeEventListener('input', look);
  };
}

/** Puts the caret back where it was, if its field is there. */
export function putCaret({ field, at }: Caret): void {
  const target = [...document.querySelectorAll<HTMLElement>('[data-caret]')].find(
    (element) => element.dataset['caret'] === field,
  );
  if (!target || !isField(target)) return;
  target.focus();
  target.setSelectionRange(at, at);
}
