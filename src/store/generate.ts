// `npm run db:generate`: writes the next migration from the schema, then makes its tables strict, for which
// drizzle-kit has no syntax. Run again, it changes nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import config from '../../drizzle.config.ts';

const out = process.argv[2] ?? config.out ?? '';

execFileSync(
  process.execPath,
  [
    join(import.meta.dirname, '../../node_modules/drizzle-kit/bin.cjs'),
    'generate',
    ...Object.entries({ ...config, out }).map(([name, value]) => `--${name}=${String(value)}`),
  ],
  { stdio: 'inherit' },
);
for (const file of readdirSync(out).filter((name) => name.endsWith('.sql'))) {
  const sql = readFileSync(join(out, file), 'utf8');
  const strict = sql.replaceAll(/^\);$/gm, ') STRICT;');
  if (strict !== sql) writeFileSync(join(out, file), strict);
}
