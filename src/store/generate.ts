// `npm run db:generate -- --name what_changes`: writes the next migration from the schema, then makes its tables
// strict, for which drizzle-kit has no syntax. Run again, it changes nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import config from '../../drizzle.config.ts';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { name: { type: 'string' }, out: { type: 'string' } } });
const out = resolve(root, values.out ?? config.out ?? '');

const options = { ...config, ...values, out: relative(root, out) };
execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/drizzle-kit/bin.cjs'),
    'generate',
    ...Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`),
  ],
  { cwd: root, stdio: 'inherit' },
);
for (const name of readdirSync(out).filter((name) => name.endsWith('.sql'))) {
  const sql = readFileSync(join(out, name), 'utf8');
  const strict = sql.replaceAll(/^\);$/gm, ') STRICT;');
  if (strict !== sql) writeFileSync(join(out, name), strict);
}
