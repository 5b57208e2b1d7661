import { redirect } from '@sveltejs/kit';

import { getMe, getStart } from '#contract/accounts.ts';
import { getHome } from '#contract/meetings.ts';
import { seeWaiting, stillWaiting } from '#lib/anonymous/start.ts';
import { call } from '#lib/api.ts';
import { HOME_KEY } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, depends }) => {
  depends(HOME_KEY);
  const start = await call(getStart, {}, { fetch });
  if (!start.setUp) redirect(307, '/setup');
  if (!start.signedIn) redirect(307, '/sign-in');
  const [home, me] = await Promise.all([call(getHome, {}, { fetch }), call(getMe, {}, { fetch })]);
  const groups = await Promise.all(
    home.groups.map(async (group) => {
      void seeWaiting(group.id, group.waiting);
      return { ...group, waiting: await stillWaiting({ accountId: me.id }, group.waiting) };
    }),
  );
  return { home: { groups }, me };
};
