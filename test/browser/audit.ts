import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { devtoolsOf } from './lending.ts';

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What keeps somebody out of a page: the rules of axe that it breaks, all or those named, and where. */
export async function violations(page: Page, runOnly?: axe.RunOnly): Promise<string[]> {
  // Half a megabyte: it goes in once a document, and as it is.
  if (!(await page.evaluate<boolean>('"axe" in window'))) {
    const devtools = await devtoolsOf(page);
    await devtools.send('Runtime.evaluate', { expression: `${source};0` });
  }
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    // Nobody reads them, and finding them takes as long as all the rules.
    selectors: false,
    ...(runOnly && { runOnly }),
  };
  return await page.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, options);
}
