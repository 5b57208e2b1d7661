import type { Seat } from '#contract/meetings.ts';
import type { MemberId } from '#contract/primitives.ts';

/** Me first, which is the bottom of the circle, then the others by name. The order means nothing else. */
export const roundTheCircle = (seats: readonly Seat[], me: MemberId) =>
  seats.toSorted(
    (a, b) => Number(b.memberId === me) - Number(a.memberId === me) || a.name.localeCompare(b.name),
  );

/** Checked in and connected. My own seat needs no connection: I am looking at it. */
export const isHere = (seat: Seat, me: MemberId) =>
  seat.checkedIn && (seat.here || seat.memberId === me);

const letters = new Intl.Segmenter();
const beginning = (name: string, count: number) =>
  [...letters.segment(name)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('');

/** What stands in a seat: the first letter of the name, or two where somebody else has the same one. */
export function initials(name: string, everyone: readonly string[]): string {
  const alike = everyone.filter((other) => beginning(other, 1) === beginning(name, 1));
  return beginning(name, alike.length > 1 ? 2 : 1);
}
