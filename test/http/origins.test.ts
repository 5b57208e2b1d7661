// Who may speak to the service at all: the rules on Host and Origin, before anything else is looked at.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Person, World } from '../support/world.ts';

interface Sent {
  path?: string;
  method?: string;
  headers: Record<string, string>;
  body?: string;
}

/** A request with exactly these headers: `fetch` would set Host itself. */
async function send(world: World, { path = '/api/me', method = 'GET', headers, body }: Sent) {
  const { port } = world.service;
  const sent = request({ host: '127.0.0.1', port, path, method, headers, setHost: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const reply = await text(response);
  if (response.headers['content-type']?.startsWith('text/html')) return 'page';
  const { code } = JSON.parse(reply) as { code?: string };
  return response.statusCode === 200 ? 'ok' : code;
}

describe('without a configured origin', () => {
  let world: World;
  let ruth: Person;

  beforeAll(async () => {
    world = await World.open();
    ruth = await world.founder('Ruth');
  });
  afterAll(() => world.close());

  test.each([
    'localhost:3000',
    'LOCALHOST:3000',
    'localhost',
    '127.0.0.1:3000',
    '192.168.178.20:3000',
    '[::1]:3000',
    '[fe80::1]',
    'ruths-laptop.local:3000',
  ])('a page of %s may speak to itself, and is answered without an Origin too', async (host) => {
    const { cookie } = ruth;

    expect(await send(world, { headers: { host, cookie } })).toBe('ok');
    expect(await send(world, { headers: { host, cookie, origin: `http://${host}` } })).toBe('ok');
  });

  test.each([
    'landed.example.org',
    'localhost.example.org',
    'evil.local.example.org',
    'local',
    'evillocal',
    '127.0.0.1.example.org',
    '127.0.0.1@example.org',
    'example.org#.local',
    'example.org/.local',
    'localhost:3000:3000',
    '',
    ' ',
  ])('a name somebody made point here gets nothing: "%s"', async (host) => {
    const { cookie } = ruth;

    expect(await send(world, { headers: { host, cookie } })).toBe('foreign_origin');
    const signIn = { path: '/api/start', headers: { host, origin: `http://${host}` } };
    expect(await send(world, signIn)).toBe('foreign_origin');
  });

  test.each([
    'http://example.org',
    'https://localhost:3000',
    'http://localhost:3001',
    'http://localhost',
    'http://127.0.0.1:3000',
    'http://localhost:3000.example.org',
    'http://localhost:3000/',
    'null',
    '',
  ])('a foreign page gets nothing: "%s"', async (origin) => {
    const headers = { host: 'localhost:3000', cookie: ruth.cookie, origin };

    expect(await send(world, { headers })).toBe('foreign_origin');
    const signingOut = { path: '/api/sessions/current', method: 'DELETE', headers };
    expect(await send(world, signingOut)).toBe('foreign_origin');
    expect(await send(world, { headers: { ...headers, origin: 'http://localhost:3000' } })).toBe(
      'ok',
    );
  });

  test.each([
    '/api/me',
    '/%61pi/me',
    '/ap%69/me',
    '/%2fapi/me',
    '/api%2fme',
    '/API/me',
    '//api/me',
  ])('the rules cannot be walked around by writing the address otherwise: %s', async (path) => {
    const headers = { host: 'landed.example.org', cookie: ruth.cookie };

    expect(['foreign_origin', 'not_found', 'page']).toContain(await send(world, { path, headers }));
  });
});

describe('with a configured origin', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ origin: 'https://landed.example.org' });
  });
  afterAll(() => world.close());

  test('its own pages are answered, whatever Host the proxy sends', async () => {
    const path = '/api/start';
    for (const host of ['landed.example.org', '127.0.0.1:3000', 'landed:3000']) {
      expect(await send(world, { path, headers: { host } })).toBe('ok');
      const headers = { host, origin: 'https://landed.example.org' };
      expect(await send(world, { path, headers })).toBe('ok');
    }
  });

  test.each([
    'http://landed.example.org',
    'https://landed.example.org:8443',
    'https://www.landed.example.org',
    'https://example.org',
    'http://localhost:3000',
    'null',
  ])('a page of %s gets nothing, though Host is its own', async (origin) => {
    const host = origin.replace(/^https?:\/\//, '');

    expect(await send(world, { path: '/api/start', headers: { host, origin } })).toBe(
      'foreign_origin',
    );
  });
});
