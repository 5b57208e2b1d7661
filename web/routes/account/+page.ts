import { getMe } from '#contract/accounts.ts';
import { call } from '#lib/api.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => ({ me: await call(getMe, {}, { fetch }) });
