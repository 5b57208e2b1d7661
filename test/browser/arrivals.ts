import { expect, type Locator, type Page } from '@playwright/test';

// Run in the page, where this project's types end.
const LISTEN = `
  const spoken = (node) =>
    (node instanceof Element ? node : node.parentElement)?.closest('[role=status], [aria-live]');
  new MutationObserver((changes) => {
    for (const region of new Set(changes.map(({ target }) => spoken(target)))) {
      const words = region?.textContent?.trim();
      if (words) landedSaid(words);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
`;

/** Notes what the page reads out to people who listen, from now until it is loaded again. */
export async function announcements(page: Page): Promise<() => string[]> {
  const said: string[] = [];
  await page.exposeFunction('landedSaid', (words: string) => said.push(words));
  await page.evaluate(LISTEN);
  return () => said;
}

/** @returns checks that the focus, the scroll and the place of `held` on the screen are what they were */
export async function holdsStill(page: Page, held: Locator): Promise<() => Promise<void>> {
  const state = async () => ({
    focus: await page.evaluate<string>('document.activeElement.outerHTML'),
    scroll: await page.evaluate<number>('scrollY'),
    place: await held.boundingBox(),
  });
  const before = await state();
  return async () => expect(await state()).toEqual(before);
}
