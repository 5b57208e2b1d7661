import { SvelteSet } from 'svelte/reactivity';

/**
 * Which build this page belongs to. When the service is upgraded under an open page, the page asks to be loaded
 * again, but never while something on it has not been sent.
 */
class PageBuild {
  /** Whoever holds something unsent adds a key, and deletes it when it is sent or thrown away. */
  readonly unsent = new SvelteSet<string>();
  #mine: string | null = null;
  #newer = $state(false);

  /** The service runs another build than this page, and nothing would be lost by loading it again. */
  get outdated() {
    return this.#newer && this.unsent.size === 0;
  }

  /** Takes the build named by a reply. The first one is the page's own: it came from the same service just before. */
  saw(build: string | null) {
    if (build === null) return;
    this.#mine ??= build;
    if (build !== this.#mine) this.#newer = true;
  }
}

export const pageBuild = new PageBuild();
