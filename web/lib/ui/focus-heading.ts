import { tick } from 'svelte';

/** After a view took another's place: back to the top, and the focus to its heading, so that it is read out. */
export async function focusHeading(): Promise<void> {
  await tick();
  scrollTo({ top: 0 });
  const heading = document.querySelector<HTMLElement>('main h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}
