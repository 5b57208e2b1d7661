import { describe, expect, test } from 'vitest';

import { Cursor, type GroupId } from '../../src/contract/primitives.ts';
import { cursors, sealAhead } from '../../src/live/cursor.ts';

const secret = Buffer.alloc(32, 1);
const here = '00000000-0000-4000-8000-000000000001' as GroupId;
const elsewhere = '00000000-0000-4000-8000-000000000002' as GroupId;
const ours = cursors(secret, 'now');

describe('a cursor', () => {
  test('opens to the place it was made for, at both ends of what a log can hold', () => {
    const places = [0, 1, 4711, Number.MAX_SAFE_INTEGER];

    expect(places.map((seq) => ours.open(here, ours.seal(here, seq)))).toEqual(places);
  });

  test('never looks the same twice and always has the same length, as the contract allows it', () => {
    const sealed = Array.from({ length: 600 }, (_, i) => ours.seal(here, i % 2 ? 9 : 900_000_000));

    expect(new Set(sealed).size).toBe(600);
    expect(new Set(sealed.map((cursor) => cursor.length))).toEqual(new Set([48]));
    expect(sealed.every((cursor) => Cursor.safeParse(cursor).success)).toBe(true);
  });

  test('is refused in another group, with another secret, and in another life of the database', () => {
    const cursor = ours.seal(here, 5);

    expect(ours.open(elsewhere, cursor)).toBeNull();
    expect(cursors(Buffer.alloc(32, 2), 'now').open(here, cursor)).toBeNull();
    expect(cursors(secret, 'restored').open(here, cursor)).toBeNull();
    expect(cursors(secret, 'now').open(here, cursor)).toBe(5);
  });

  test('is refused when any character of it was changed, cut off or added', () => {
    const cursor = ours.seal(here, 5);
    const forged = Array.from(cursor, (character, i) =>
      [cursor.slice(0, i), character === 'A' ? 'B' : 'A', cursor.slice(i + 1)].join(''),
    );

    const opened = [...forged, cursor.slice(1), `${cursor}A`, '', '5', 'é'.repeat(48)].map((one) =>
      ours.open(here, one as Cursor),
    );

    expect(new Set(opened)).toEqual(new Set([null]));
  });
});

test('sealing ahead gives each place its own cursor, over gaps, leaps and returns', () => {
  const seal = sealAhead(ours, here);
  const places = [5, 6, 7, 8, 9, 10, 12, 13, 14, 4000, 4001, 4002, 4003, 3, 4, 4, 5];

  expect(places.map((seq) => ours.open(here, seal(seq)))).toEqual(places);
});
