import { describe, expect, it } from 'vitest';

import type { Seat } from '#contract/meetings.ts';
import type { MemberId } from '#contract/primitives.ts';
import { initials, isHere, roundTheCircle } from '#lib/room/seats.ts';

const seat = (name: string, changes: Partial<Seat> = {}) =>
  ({ memberId: name, name, role: 'member', checkedIn: true, here: true, ...changes }) as Seat;

describe('roundTheCircle', () => {
  it('puts me at the bottom and the others by name, whatever order they came in', () => {
    const seats = [seat('Ruth'), seat('Ana'), seat('Noor'), seat('Émile')];

    expect(roundTheCircle(seats, 'Noor' as MemberId).map(({ name }) => name)).toEqual([
      'Noor',
      'Ana',
      'Émile',
      'Ruth',
    ]);
  });
});

describe('isHere', () => {
  it('needs both a check-in and a connected device of everybody but me', () => {
    const me = 'Noor' as MemberId;

    expect(isHere(seat('Ana'), me)).toBe(true);
    expect(isHere(seat('Ana', { here: false }), me)).toBe(false);
    expect(isHere(seat('Ana', { checkedIn: false }), me)).toBe(false);
    expect(isHere(seat('Noor', { here: false }), me)).toBe(true);
  });
});

describe('initials', () => {
  it('is one letter, or two where somebody else begins with the same one', () => {
    const names = ['Jonas', 'Ines', 'Ira', '👩‍🚀 Kim'];

    expect(names.map((name) => initials(name, names))).toEqual(['J', 'In', 'Ir', '👩‍🚀']);
  });
});
