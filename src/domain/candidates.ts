// Who can answer without a name and be hidden among others, and which ways of answering that leaves.
import type { AskMode } from '../contract/asks.ts';
import type { Role } from '../contract/groups.ts';
import type { NamesOnly } from '../contract/meetings.ts';
import type { Instant, MemberId } from '../contract/primitives.ts';
import { DomainError } from './errors.ts';
import { DAY, plus } from './time.ts';

/** For so many days somebody new, or somebody who led, is nobody to hide among. */
const SETTLED_DAYS = 14;
/** Fewest candidates: without names at all, and where some of them may sign. */
export const FEWEST: Record<Exclude<AskMode, 'signed'>, number> = { anonymous: 4, choice: 6 };

interface Person {
  id: MemberId;
  role: Role;
  joinedAt: Instant;
  ledUntil: Instant | null;
}

/**
 * Of those asked: who does not lead and did not in the last fourteen days, and who has been here as long, or since
 * before the group's first ask. People brought in to narrow the others down are so no help for it.
 *
 * @param firstAsk when the group's first ask opened; null before it
 */
export function candidatesOf(
  eligible: readonly MemberId[],
  people: readonly Person[],
  firstAsk: Instant | null,
  now: Instant,
): MemberId[] {
  const settled = plus(now, -SETTLED_DAYS * DAY);
  return people
    .filter(
      (one) =>
        eligible.includes(one.id) &&
        one.role !== 'leader' &&
        (one.ledUntil === null || one.ledUntil <= settled) &&
        (firstAsk === null || one.joinedAt <= firstAsk || one.joinedAt <= settled),
    )
    .map((one) => one.id)
    .sort();
}

/** The ways in which an ask of so many candidates can be answered. */
export const modesOf = (candidates: number, namesOnly: NamesOnly | null): AskMode[] => [
  'signed',
  ...(['anonymous', 'choice'] as const).filter(
    (mode) => namesOnly === null && candidates >= FEWEST[mode],
  ),
];

/** Why a group has only asks with names; null when it has others. */
export const namesOnlyIn = (
  group: { anonymousAsks: boolean },
  writtenDown: boolean,
): NamesOnly | null => (writtenDown ? 'written_down' : group.anonymousAsks ? null : 'put_aside');

/** @throws DomainError `anonymous_asks_off`, `answers_written_down`, `too_few_candidates` */
export function requireMode(mode: AskMode, candidates: number, namesOnly: NamesOnly | null): void {
  if (mode === 'signed') return;
  if (namesOnly === 'written_down') throw new DomainError('answers_written_down');
  if (namesOnly === 'put_aside') throw new DomainError('anonymous_asks_off');
  if (candidates < FEWEST[mode])
    throw new DomainError('too_few_candidates', { fewest: String(FEWEST[mode]) });
}
