import { getMe, getSecurity, getStart, listCreators } from '#contract/accounts.ts';
import { call } from '#lib/api.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  const [me, security, start] = await Promise.all([
    call(getMe, {}, { fetch }),
    call(getSecurity, {}, { fetch }),
    call(getStart, {}, { fetch }),
  ]);
  const creators = me.operator ? (await call(listCreators, {}, { fetch })).creators : null;
  return { me, security, passkeysWork: start.passkeys, creators };
};
