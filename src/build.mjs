// Bundles the service into build/server/, or into the folder given: one file loads in a fraction of the time and
// memory of drizzle's many. What only one of the engines needs is a file of its own, loaded when it is used.
import { rmSync } from 'node:fs';

import { build } from 'esbuild';

const outdir = process.argv[2] ?? 'build/server';
rmSync(outdir, { recursive: true, force: true });

await build({
  entryPoints: ['src/main.ts', 'src/landed.ts'],
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // The engine keeps the text, twice as wide for one foreign letter in somebody's comment.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'linked',
  sourcemap: 'linked',
  logLevel: 'warning',
  // Native parts stay in node_modules; pino finds its own worker files there too, and pg its optional parts.
  external: ['better-sqlite3', '@node-rs/argon2', 'pg', 'pino'],
  // CommonJS packages inside the bundle still call require.
  banner: {
    js: "import { createRequire as landedRequire } from 'node:module'; const require = landedRequire(import.meta.url);",
  },
});
