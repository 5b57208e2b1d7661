import { expect } from 'vitest';

import { test } from '../support/test.ts';

test('a page answers HEAD as it answers GET, without a body', async ({ world }) => {
  const got = await fetch(`${world.url}/sign-in`);
  const head = await fetch(`${world.url}/sign-in`, { method: 'HEAD' });

  expect([got.status, head.status]).toEqual([200, 200]);
  expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'));
  expect(await head.text()).toBe('');
});

test('what is neither a page nor a file of the app is no page', async ({ world }) => {
  const missing = await fetch(`${world.url}/_app/immutable/none.js`);
  const posted = await fetch(`${world.url}/sign-in`, { method: 'POST' });

  expect([missing.status, posted.status]).toEqual([404, 404]);
  expect(missing.headers.get('content-type')).toContain('application/problem+json');
});
