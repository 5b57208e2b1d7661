import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const ROOT = resolve('..');
const api = process.env['API'] ?? 'http://127.0.0.1:3000';

/**
 * Few large files: on a phone each request costs more than the bytes it saves, and small files compress worse. A
 * module goes into the first of these that takes it, with all that it imports; the rest stays with its page.
 */
const TOGETHER = [
  // SvelteKit's first words to the page. The rest reads them as it is loaded: it may not come along with them.
  { name: 'start', test: /\/client\/payload\.js$|preload-helper/ },
  // How everything looks. One file, so its rules stand in the same order whatever page came first.
  { name: 'look', test: /\.css$/ },
  // All that a group's page stands on, and the page to answer: whoever comes is on their way to be asked.
  {
    name: 'first',
    test: /\/web\/routes\/(\+(layout|error)|groups\/\[group\]\/(\+(layout|error)|asks\/\[ask\]\/answer\/))/,
  },
  // What the other pages have in common. Practising, looking back and receiving share theirs among themselves.
  {
    name: 'common',
    test: /\/(src\/contract|web\/lib\/(accounts|anonymous|asks|groups|journal|messages-(anonymous|pages)|room|tablet|ui)\b)/,
    // What is only imported when it is needed (the curves of an answer without a name) waits until then.
    tags: ['$initial' as const],
    minShareCount: 2,
  },
];

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
    compiledAhead(),
  ],
  build: {
    rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } },
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

/**
 * Has browsers compile whole files as they arrive, beside the page, instead of each function when the page first waits
 * for it: https://v8.dev/blog/explicit-compile-hints. What a page loads at once it mostly runs at once.
 */
function compiledAhead(): Plugin {
  return {
    name: 'compiled-ahead',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const output of Object.values(bundle))
          if (output.type === 'chunk' && TOGETHER.some(({ name }) => name === output.name))
            output.code = `//# allFunctionsCalledOnLoad\n${output.code}`;
      },
    },
  };
}
