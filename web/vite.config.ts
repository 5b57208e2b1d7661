import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

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
          'font-src': ['self'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
  server: { proxy: { '/api': { target: api, ws: true } } },
});
