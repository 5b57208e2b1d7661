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

/** The group an invitation leads to: the first 16 of the token's bytes are its id. */
export function groupOf(token: InvitationToken): string {
  const bytes = atob(token.slice(0, 24).replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from({ length: 16 }, (_, i) => bytes.charCodeAt(i).toString(16).padStart(2, '0'))
    .join('')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
