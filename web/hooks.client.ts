import type { ClientInit, HandleClientError } from '@sveltejs/kit/hooks';

import { OfflineError, ProblemError } from '#lib/api.ts';
import { m } from '#lib/messages.ts';

/**
 * The first format of a date keeps a slow phone for a tenth of a second, whatever it is of; the later ones do not. So it
 * is made while the page's own data are on their way.
 */
export const init: ClientInit = () => {
  setTimeout(() => Intl.DateTimeFormat('en-GB'));
};

/** What `+error.svelte` gets when loading a page failed. */
export const handleError: HandleClientError = (caught) => {
  const { error } = caught;
  if (error instanceof ProblemError)
    return { status: error.status, message: error.message, code: error.code };
  if (error instanceof OfflineError || isMissingCode(error))
    return { message: m.ui.unreachable, code: 'offline' };
  if (caught.kind === 'framework') return { message: m.problems.not_found, code: 'not_found' };
  console.error(error);
  return { message: m.problems.internal, code: 'internal' };
};

/** A page's own code could not be fetched: no connection, or another build is being served by now. */
const isMissingCode = (error: unknown) =>
  error instanceof Error &&
  /preload CSS|dynamically imported module|module script failed/i.test(error.message);
