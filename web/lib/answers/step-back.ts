import { onMount } from 'svelte';

import { afterNavigate, beforeNavigate, goto } from '$app/navigation';

/**
 * The browser's back goes one step back inside a page, for as long as `back` finds a step to go to and says so; then
 * it leaves. Call it while a component is set up. Returns what to call from every tap that leads a step on.
 */
export function stepsBack(back: () => boolean): () => void {
  /** No page of ours is below this one, so that "back" would not be ours to answer. */
  let first = false;
  /** There is an entry of this same page above the first one: leaving it is "back". */
  let guarded = false;
  let returning = false;

  afterNavigate(({ type }) => {
    first = type === 'enter';
  });

  beforeNavigate((navigation) => {
    if (guarded || navigation.type !== 'popstate' || navigation.delta !== -1) return;
    if (back()) navigation.cancel();
  });

  function popped() {
    if (!guarded) return;
    if (returning) {
      returning = false;
      return;
    }
    if (back()) {
      returning = true;
      history.forward();
    } else {
      guarded = false;
      history.back();
    }
  }

  onMount(() => {
    addEventListener('popstate', popped);
    return () => removeEventListener('popstate', popped);
  });

  return () => {
    if (guarded || !first) return;
    guarded = true;
    void goto(location.href, { shallow: true });
  };
}
