// The import table is enforced by the linter: every forbidden direction is seeded once, and every allowed one. A
// pattern that the linter does not understand (it knows no look-around) forbids nothing and says nothing.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What each layer may import of the others. `live` knows of the store its log alone. */
const MAY: Record<string, readonly string[]> = {
  contract: [],
  domain: ['contract'],
  messages: ['contract'],
  store: ['contract', 'domain'],
  app: ['contract', 'domain', 'store'],
  live: ['contract', 'store/events'],
  http: ['contract', 'domain', 'app', 'live', 'messages'],
  anonymous: ['contract', 'domain', 'store/pot'],
  jobs: ['contract', 'domain', 'app', 'live', 'anonymous'],
  ops: ['contract', 'domain', 'app', 'live', 'messages', 'service'],
};
const LAYERS = Object.keys(MAY);
/** What main is made of; some of it keeps secrets. */
const PROGRAM = ['config', 'service', 'main', 'secrets', 'tickets', 'passkeys'];
/** For the outermost layers the table settles nothing among these. */
const UNSETTLED: Record<string, readonly string[]> = {
  app: ['messages'],
  jobs: ['messages'],
  ops: ['http', 'jobs', 'main'],
};

/** Libraries that a layer must not know. */
const FOREIGN: Record<string, readonly string[]> = {
  contract: ['drizzle-orm', 'node:fs', 'fastify'],
  domain: ['zod', 'zod/mini', 'node:crypto', 'drizzle-orm', 'fastify'],
  messages: ['zod', 'node:fs'],
  store: ['fastify', '@fastify/cookie', 'ws'],
  app: ['fastify', 'ws', 'drizzle-orm', 'better-sqlite3'],
  live: ['fastify', 'drizzle-orm', 'better-sqlite3'],
  anonymous: ['drizzle-orm', 'better-sqlite3', 'pino', '@fastify/cookie'],
  http: ['drizzle-orm', 'drizzle-orm/sqlite-core', 'better-sqlite3'],
  jobs: ['drizzle-orm', 'better-sqlite3'],
  ops: ['drizzle-orm', 'better-sqlite3'],
  web: ['fastify', 'drizzle-orm', 'better-sqlite3', 'node:fs'],
};

const KNOWN: Record<string, readonly string[]> = {
  contract: ['zod/mini', './primitives.ts'],
  store: ['drizzle-orm', 'better-sqlite3', '../ids.ts'],
  app: ['../ids.ts'],
  anonymous: [
    'fastify',
    'node:crypto',
    '../store/store.ts',
    '../store/pot.ts',
    '../store/parts.ts',
  ],
  http: ['fastify', 'zod/mini', '../ids.ts'],
  live: ['node:timers/promises'],
  web: [
    '#contract/asks.ts',
    '#domain/asks.ts',
    '#messages/en.ts',
    '#lib/api.ts',
    'svelte',
    './near.ts',
  ],
};

interface Seed {
  file: string;
  from: string;
}
const seeds = new Map<string, Seed>();
const forbidden: Seed[] = [];
const allowed: Seed[] = [];

function seed(list: Seed[], folder: string, from: string, extension = 'ts', head = 'import') {
  const name = `${list === forbidden ? 'bad' : 'good'}-${list.length}.${extension}`;
  const made = { file: `${folder}/${name}`, from: `${head} ${from}` };
  const line = `${head} { thing } from '${from}';`;
  const use = head === 'import' ? '\nthing();' : '';
  const text = `${line}${use}\n`;
  seeds.set(made.file, made);
  contents.set(
    made.file,
    extension === 'svelte' ? `<script lang="ts">\n${text}</script>\n<p>Hello</p>\n` : text,
  );
  list.push(made);
}
const contents = new Map<string, string>();

for (const layer of LAYERS) {
  const folder = `src/${layer}`;
  for (const other of [...LAYERS, ...PROGRAM]) {
    if (other === layer || UNSETTLED[layer]?.includes(other)) continue;
    const may = MAY[layer]?.includes(other) ?? false;
    const list = may ? allowed : forbidden;
    seed(list, folder, PROGRAM.includes(other) ? `../${other}.ts` : `../${other}/asks.ts`);
  }
  for (const library of FOREIGN[layer] ?? []) seed(forbidden, folder, library);
  for (const known of KNOWN[layer] ?? []) seed(allowed, folder, known);
  seed(forbidden, folder, '../../web/lib/api.ts');
}
seed(allowed, 'src/live', '../store/events.ts');
// Whoever hands something in is nobody: nothing that knows a person may be reached from there.
for (const feature of [
  'sessions',
  'accounts',
  'memberships',
  'tickets',
  'answers',
  'events',
  'sqlite',
])
  seed(forbidden, 'src/anonymous', `../store/${feature}.ts`);
for (const from of ['@noble/curves/ed25519', '../events.ts', '../../contract/asks.ts'])
  seed(allowed, 'src/domain/anonymity', from);
for (const from of ['zod', 'node:crypto', '@node-rs/argon2', '../../store/asks.ts', '../../ids.ts'])
  seed(forbidden, 'src/domain/anonymity', from);
// From a folder inside a layer, by passing on, and of types alone.
seed(forbidden, 'src/http/routes', '../../store/asks.ts');
seed(allowed, 'src/http/routes', '../../app/asks.ts');
seed(forbidden, 'src/domain', '../store/asks.ts', 'ts', 'export');
seed(forbidden, 'src/app', '../http/server.ts', 'ts', 'import type');
for (const extension of ['ts', 'svelte']) {
  for (const layer of LAYERS)
    seed(forbidden, 'web/lib/asks', `../../../src/${layer}/asks.ts`, extension);
  for (const library of FOREIGN['web'] ?? []) seed(forbidden, 'web/routes', library, extension);
  for (const known of KNOWN['web'] ?? []) seed(allowed, 'web/routes', known, extension);
}

let project: string;
let reported: Map<string, string>;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'landed-layers-'));
  const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
    options: object;
  };
  // Types are not there to be looked at or checked, and nothing here needs them.
  config.options = {};
  writeFileSync(join(project, '.oxlintrc.json'), JSON.stringify(config));
  for (const [file, text] of contents) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  reported = await lint(project);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the linter says of imports: the file and its message. */
async function lint(cwd: string): Promise<Map<string, string>> {
  const bin = join(
    dirname(createRequire(import.meta.url).resolve('oxlint/package.json')),
    'bin/oxlint',
  );
  const run = promisify(execFile)(process.execPath, [bin, '--format', 'json'], {
    cwd,
    maxBuffer: 1e8,
  });
  // It exits with 1, because it finds what was seeded.
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; message: string; filename: string }[];
  };
  return new Map(
    diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename, message }) => [filename.replaceAll('\\', '/'), message]),
  );
}

test('every import against the table is reported', () => {
  const missed = forbidden.filter(({ file }) => !reported.has(file));

  expect(missed.map(({ file, from }) => `${dirname(file)}: ${from}`)).toEqual([]);
  expect(forbidden.length).toBeGreaterThan(100);
});

test('no import that the table allows is reported', () => {
  const wronged = allowed.filter(({ file }) => reported.has(file));

  expect(wronged.map(({ file, from }) => `${dirname(file)}: ${from}`)).toEqual([]);
  expect(allowed.length).toBeGreaterThan(30);
});
