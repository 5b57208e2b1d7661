import type { HandleClientError } from '@sveltejs/kit/hooks';

import { OfflineError, ProblemError } from '#lib/api.ts';
import { m } from '#lib/messages.ts';

/** What `+error.svelte` gets when loading a page failed. */
export const handleError: HandleClientError = (caught) => {
  const { error } = caught;
  if (error instanceof ProblemError)
    return { status: error.status, message: error.message, code: error.code };
  if (error instanceof OfflineError) return { message: error.message, code: 'offline' };
  if (caught.kind === 'framework') return { message: m.problems.not_found, code: 'not_found' };
  console.error(error);
  return { message: m.problems.internal, code: 'internal' };
};
