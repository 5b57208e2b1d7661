import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const ROOT = resolve('..');
const api = process.env['API'] ?? 'http://127.0.0.1:3000';

const ui = (...names: string[]) => names.map((name) => `web/lib/ui/${name}.svelte`);

/**
 * What is loaded together anyway is one chunk: many small ones compress worse, and every page's list of them grows.
 * Beside each, who loads it: a module belongs where hardly anybody has to load it who does not need it. Each takes
 * along what it imports and no earlier one has.
 */
const TOGETHER: Record<string, ReadonlySet<string>> = {
  svelte: new Set([
    'node_modules/svelte/src/index-client.js',
    'node_modules/svelte/src/internal/client/index.js',
    'node_modules/svelte/src/internal/disclose-version.js',
  ]),
  // Every page.
  everywhere: new Set([
    ...ui('Bar', 'Button', 'ButtonLink', 'Icon', 'Mark', 'Notice', 'Say', 'State'),
    'web/lib/ui/sending.svelte.ts',
    'web/lib/api.ts',
    'web/lib/last-known.ts',
    'web/lib/page-build.svelte.ts',
    'web/lib/undo.svelte.ts',
    'src/contract/accounts.ts',
    'src/contract/live.ts',
  ]),
  // Every page, after it is there: what waits on the device to be sent.
  outbox: new Set([
    'node_modules/idb/build/index.js',
    'web/lib/answers/device.ts',
    'web/lib/answers/draft.ts',
    'web/lib/answers/outbox.svelte.ts',
    'web/lib/answers/outgoing.ts',
    'src/contract/answers.ts',
    'src/contract/feelings.ts',
    'src/contract/impressions.ts',
    'src/contract/tickets.ts',
  ]),
  // Whoever fills something in.
  fields: new Set(ui('Choice', 'Field', 'Fold', 'Tick')),
  // Whoever is in a group or about to be, and may need help.
  help: new Set([
    ...ui('Sheet'),
    'src/contract/groups.ts',
    'web/lib/coach/CrisisPanel.svelte',
    'web/lib/coach/TurnLink.svelte',
    'web/lib/coach/care.svelte.ts',
    'web/lib/groups/CrisisContacts.svelte',
    'web/lib/groups/crisis-contacts.ts',
  ]),
  // Every page inside a group.
  group: new Set([
    ...ui('Tabs'),
    'web/lib/groups/going.ts',
    'web/lib/live-connection.ts',
    'web/lib/live-keys.ts',
    'web/lib/live.svelte.ts',
    'web/lib/room/seats.ts',
    'src/contract/anonymity.ts',
    'src/contract/asks.ts',
  ]),
  // Whoever writes, one step after the other, with a second look at the words.
  writing: new Set([
    ...ui('Chip', 'Flow', 'Stem', 'Who'),
    'web/lib/ui/focus-heading.ts',
    'web/lib/answers/FewChips.svelte',
    'web/lib/coach/Care.svelte',
    'web/lib/coach/language.ts',
    'web/lib/coach/settled.svelte.ts',
    'src/domain/coach-rules.ts',
    'src/domain/coach-words.ts',
    'src/domain/coach.ts',
    'src/domain/policy.ts',
  ]),
};

for (const module of Object.values(TOGETHER).flatMap((modules) => [...modules]))
  if (!existsSync(resolve(ROOT, module))) throw new Error(`There is no ${module} any more.`);

/** A module's path from the root of the project; a component's style goes with it. */
const nameOf = (id: string) => relative(ROOT, id.replace(/\?.*$/, ''));

// SvelteKit resolves some of its paths against the working directory: run Vite from web/.
export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapterStatic({ pages: '../build/web', fallback: '200.html', precompress: true }),
      files: { src: '.' },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute there is: what keeps SvelteKit's line for screen readers out of sight.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'font-src': ['self'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
    }),
    moduleSizes('../build/web-modules.json'),
  ],
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: Object.entries(TOGETHER).map(([name, modules]) => ({
            name,
            test: (id: string) => modules.has(nameOf(id)),
          })),
        },
      },
    },
  },
  server: { proxy: { '/api': { target: api, ws: true } } },
});

/** Writes which module makes up how much of each chunk the browser gets, for whoever finds a page too heavy. */
function moduleSizes(file: string): Plugin {
  return {
    name: 'module-sizes',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? [output] : [],
      );
      const sizes = Object.fromEntries(
        chunks.map(({ fileName, modules }) => [
          fileName,
          Object.fromEntries(
            Object.entries(modules).map(([id, { renderedLength }]) => [
              relative(ROOT, id.replace(/^\0/, '')),
              renderedLength,
            ]),
          ),
        ]),
      );
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(sizes));
    },
  };
}
