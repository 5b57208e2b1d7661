import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const api = process.env['API'] ?? 'http://127.0.0.1:3000';

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
  server: { proxy: { '/api': { target: api, ws: true } } },
});

/** Writes which module makes up how much of each chunk the browser gets, for whoever finds a page too heavy. */
function moduleSizes(file: string): Plugin {
  return {
    name: 'module-sizes',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      const root = resolve('..');
      const chunks = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? [output] : [],
      );
      const sizes = Object.fromEntries(
        chunks.map(({ fileName, modules }) => [
          fileName,
          Object.fromEntries(
            Object.entries(modules).map(([id, { renderedLength }]) => [
              relative(root, id.replace(/^\0/, '')),
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
