// Bundles the programs as they are shipped, for all tests that start one: from source each takes three times as long.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the programs: `main.js`, `landed.js`. */
    programs: string;
  }
}

const root = join(import.meta.dirname, '../..');

export default function bundle(project: TestProject): () => void {
  // Inside the project, because the bundle finds its native parts and migrations from where it lies.
  const folder = mkdtempSync(join(root, 'node_modules/.landed-bundle-'));
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/build.mjs'), folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (status !== 0 || stderr !== '') {
    remove();
    throw new Error(`The programs cannot be bundled: ${stderr}`);
  }
  project.provide('programs', folder);
  return remove;
}
