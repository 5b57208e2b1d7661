import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, from the bundle as well as from source. */
export const root = projectRoot(import.meta.dirname);

function projectRoot(from: string): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && existsSync(join(from, 'migrations'))) return from;
  return projectRoot(dirname(from));
}
