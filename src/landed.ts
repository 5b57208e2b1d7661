#!/usr/bin/env node
// The command line of whoever runs a service: `landed serve`, `landed move --to postgres://…`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { readConfig } from './config.ts';
import { inLanguage } from './messages/catalogue.ts';
import { move } from './move.ts';

const asked = understood();
if (asked?.command === 'serve') await import('./main.ts');
else if (asked?.command === 'move' && asked.to) {
  const { to, yes: giveUpOpen } = asked;
  try {
    const dataFolder = resolve(readConfig(process.env).DATA_DIR);
    await move({ dataFolder, to, giveUpOpen, tell: (line) => console.log(line) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else {
  console.error(inLanguage('en').console.usage);
  process.exitCode = 2;
}

/** Null for what makes no sense. */
function understood() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { to: { type: 'string' }, yes: { type: 'boolean', default: false } },
    });
    return positionals.length === 1 ? { command: positionals[0], ...values } : null;
  } catch {
    return null;
  }
}
