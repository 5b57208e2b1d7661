import type { InvitationToken } from '#contract/invitations.ts';

const KEY = 'landed:invitation';

/**
 * The token behind the `#` of the link, or the one this tab came with before it went to sign in. It stays out of
 * addresses that are sent anywhere: whoever reads it can join.
 */
export function keptToken(hash: string): InvitationToken | null {
  const given = hash.slice(1);
  try {
    if (given) sessionStorage.setItem(KEY, given);
    return (given || sessionStorage.getItem(KEY) || null) as InvitationToken | null;
  } catch {
    return (given || null) as InvitationToken | null;
  }
}

export function forgetToken() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
