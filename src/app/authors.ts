import type { Author } from '../contract/authors.ts';
import type { MemberId } from '../contract/primitives.ts';
import type { MembershipRow } from '../store/memberships.ts';

/** Who said something, by their present name; nobody once they have left. */
export function authorOf(people: readonly MembershipRow[], id: MemberId | null): Author {
  const author = people.find((one) => one.id === id && one.state === 'active');
  return {
    memberId: author?.id ?? null,
    name: author?.name ?? '',
    role: author?.role ?? 'member',
  };
}
