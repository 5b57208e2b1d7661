import type { AskMode } from '#contract/asks.ts';
import type { AskableMeeting, NamesOnly } from '#contract/meetings.ts';
import type { MemberId } from '#contract/primitives.ts';
import { FEWEST } from '#domain/candidates.ts';

type Offered = Pick<AskableMeeting, 'people' | 'candidates' | 'modes' | 'namesOnly'>;

/** Why a way of answering is not offered, as the catalogue names its sentence. */
export type NotOffered = 'insecure' | NamesOnly | 'anonymous' | 'choice';

/**
 * Which ways of answering an asker can choose from here, and why one is missing: `anonymous` and `choice` name the one
 * that too few people could take part in.
 *
 * @param secure whether the page can keep the keys of a ticket: outside a secure context nobody can answer without a name
 */
export function modesHere(
  { candidates, modes, namesOnly }: Offered,
  secure: boolean,
): { modes: AskMode[]; why: NotOffered | null } {
  if (!secure) return { modes: ['signed'], why: 'insecure' };
  const missing = (['anonymous', 'choice'] as const).find((mode) => !modes.includes(mode));
  if (!missing) return { modes, why: null };
  return { modes, why: candidates.length >= FEWEST[missing] ? namesOnly : missing };
}

/** Who of those asked is hidden, who leads, and who answers with a name for another reason. */
export function hiddenAmong({ people, candidates }: Offered): {
  hidden: string[];
  leaders: string[];
  others: string[];
} {
  const hides = new Set<MemberId>(candidates);
  const named = (some: Offered['people']) => some.map(({ name }) => name);
  return {
    hidden: named(people.filter(({ memberId }) => hides.has(memberId))),
    leaders: named(people.filter(({ role }) => role === 'leader')),
    others: named(people.filter(({ memberId, role }) => role !== 'leader' && !hides.has(memberId))),
  };
}
