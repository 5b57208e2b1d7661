import fastifyStatic from '@fastify/static';
import fp from 'fastify-plugin';
import { globSync } from 'node:fs';

import { DomainError } from '../domain/errors.ts';

/** Serves the built pages: files as they are, everything else that is no API as the app's one page. */
export const web = fp<{ folder: string }>(
  async (app, { folder }) => {
    const pages = new Set(globSync('**/*.html', { cwd: folder }));
    app.setNotFoundHandler(async (request, reply) => {
      const [pathname = '/'] = request.url.split('?');
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!reads || pages.size === 0 || /^\/(api|_app)\//.test(pathname))
        throw new DomainError('not_found');
      const page = `${pathname.slice(1)}.html`;
      return reply.sendFile(pages.has(page) ? page : '200.html');
    });
    if (pages.size === 0) return;
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const forever = path.includes('/immutable/');
        reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  },
  { name: 'web' },
);
