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

let letters: Intl.Segmenter | undefined;
/** The first letters as people count them: an accent typed apart, or a family of emoji, is one. */
function beginning(name: string, count: number): string {
  const start = name.slice(0, count + 1);
  // Most names begin plainly, and what knows about all others takes a slow phone a while to wake.
  if (/^[\x20-\x7e]*$/.test(start)) return start.slice(0, count);
  letters ??= new Intl.Segmenter();
  return [...letters.segment(name)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('');
}

/** What stands in a seat: the first letter of the name, or two where somebody else has the same one. */
export function initials(name: string, everyone: readonly string[]): string {
  const alike = everyone.filter((other) => beginning(other, 1) === beginning(name, 1));
  return beginning(name, alike.length > 1 ? 2 : 1);
}
