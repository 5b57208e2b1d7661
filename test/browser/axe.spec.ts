import { expect, type Page } from '@playwright/test';

import { violations } from './audit.ts';
import { test } from './devices.ts';
import { twiceTheText, walks } from './walks.ts';

// A page that is not there, and an answer that cannot go out, show on the console as requests that failed.
test.use({ expected: /status of 40[04]|net::ERR_FAILED/ });

for (const [name, walk] of Object.entries(walks))
  test(`no page on the walk “${name}” keeps anybody out: by day, by night, on the smallest phone, in large text`, async ({
    world,
    device,
  }) => {
    // Every stop is audited four times: on a busy machine that takes a while.
    test.setTimeout(240_000);
    await walk({ world, device, stop: keepsNobodyOut });
  });

async function keepsNobodyOut(name: string, page: Page) {
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await violations(page), `${name} by day`).toEqual([]);
  // What night changes is colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect
    .soft(await violations(page, { type: 'rule', values: ['color-contrast'] }), `${name} by night`)
    .toEqual([]);
  const viewport = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 568 });
  expect
    .soft(await page.evaluate(`[${TOO_WIDE}, ${SQUEEZED}].flat()`), `${name} on a small phone`)
    .toEqual([]);
  if (viewport) await page.setViewportSize(viewport);
  await twiceTheText(page, true);
  expect
    .soft(
      await page.evaluate(`[${TOO_WIDE}, ${SQUEEZED}, ${IN_THE_WAY}].flat()`),
      `${name} in twice the text`,
    )
    .toEqual([]);
  await twiceTheText(page, false);
}

/** What would have to be scrolled sideways: the page, or an open sheet. Run in the page. */
const TOO_WIDE = `[document.documentElement, ...document.querySelectorAll('dialog[open]')]
  .filter((box) => box.scrollWidth > box.clientWidth)
  .map((box) => box.tagName + ': ' + box.scrollWidth)`;

/** What stands a letter or two a line, because something beside it took the room. Run in the page. */
const SQUEEZED = `(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim();
    if (!texts.currentNode.parentElement.checkVisibility() || texts.currentNode.parentElement.closest('.sr')) continue;
    range.selectNodeContents(texts.currentNode);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    if (lines > 2 && text.length / lines < 4) found.push(text);
  }
  return found;
})()`;

/** What stays in its place takes at most an eighth of the screen from what is read. Run in the page. */
const IN_THE_WAY = `[...document.querySelectorAll('.foot, .tabs, .sheet-foot')]
  .filter((box) => ['fixed', 'sticky'].includes(getComputedStyle(box).position))
  .filter((box) => box.checkVisibility() && box.offsetHeight > innerHeight / 8)
  .map((box) => box.className + ': ' + box.offsetHeight)`;
