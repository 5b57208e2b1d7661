import { redirect } from '@sveltejs/kit';

import { getMe, getStart } from '#contract/accounts.ts';
import { getHome } from '#contract/meetings.ts';
import { call } from '#lib/api.ts';
import { HOME_KEY } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, depends }) => {
  depends(HOME_KEY);
  const start = await call(getStart, {}, { fetch });
  if (!start.setUp) redirect(307, '/setup');
  if (!start.signedIn) redirect(307, '/sign-in');
  const [home, me] = await Promise.all([call(getHome, {}, { fetch }), call(getMe, {}, { fetch })]);
  return { home, me };
};
