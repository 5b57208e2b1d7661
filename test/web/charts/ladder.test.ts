import { describe, expect, it } from 'vitest';

import type { Day } from '#contract/primitives.ts';
import { type Evening, layOut, nearest } from '#lib/charts/ladder.ts';

import { LADDER } from '../../goals/practising.ts';

const evening = (meeting: number, fields: Partial<Evening> = {}): Evening => ({
  meeting,
  on: `2026-${String(1 + Math.floor(meeting / 4)).padStart(2, '0')}-03` as Day,
  level: 0,
  peers: null,
  ...fields,
});

describe('a ladder over time', () => {
  it('has the five texts with the highest on top, and every word of them', () => {
    for (const width of [280, 350, 900]) {
      const ladder = layOut(width, LADDER, []);

      expect(ladder.rows.map(({ level }) => level)).toEqual([2, 1, 0, -1, -2]);
      expect(ladder.rows.map(({ lines }) => lines.map(({ text }) => text).join(' '))).toEqual(
        LADDER.toReversed(),
      );
    }
  });

  it('lets no text run into the next, nor over its own line on a phone', () => {
    const long = LADDER.map((text) =>
      `${text} ${'and then some more of it '.repeat(4)}`.slice(0, 120),
    );
    for (const width of [280, 350, 900]) {
      const { rows, height } = layOut(width, long, []);
      for (const [i, row] of rows.entries()) {
        expect(row.lines.length).toBeGreaterThan(1);
        expect(row.top + row.height).toBe(rows[i + 1]?.top ?? height - 34);
        for (const { y } of row.lines) {
          expect(y).toBeGreaterThan(row.top + 12);
          expect(y).toBeLessThan(width < 540 ? row.y : row.top + row.height);
        }
      }
    }
  });

  it('breaks a word that is longer than a line', () => {
    const [row] = layOut(300, ['a', 'b', 'c', 'd', 'W'.repeat(120)], []).rows;

    expect(row!.lines.length).toBeGreaterThan(2);
    expect(row!.lines.map(({ text }) => text).join('')).toBe('W'.repeat(120));
  });

  it('puts each evening at its level, later ones further right, gaps as wide as they were', () => {
    const ladder = layOut(900, LADDER, [
      evening(1, { level: -1 }),
      evening(2, { level: 0 }),
      evening(5, { level: 1 }),
      evening(8, { level: 2 }),
    ]);
    const [first, second, third, fourth] = ladder.points;

    expect(third!.x - second!.x).toBeCloseTo(3 * (second!.x - first!.x));
    expect(fourth!.x).toBeLessThanOrEqual(ladder.to);
    expect(ladder.points.map(({ own }) => own)).toEqual(
      [-1, 0, 1, 2].map((level) => ladder.rows.find((row) => row.level === level)?.y),
    );
  });

  it('leaves room for what is to come after a few evenings', () => {
    const { points, to } = layOut(900, LADDER, [evening(30), evening(31)]);

    expect(points[1]!.x).toBeLessThan(to / 2);
  });

  it('hangs what others saw just below the line, between two levels where they split', () => {
    const { rows, points } = layOut(900, LADDER, [
      evening(1, { peers: 1 }),
      evening(2, { level: null, peers: 0.5 }),
    ]);
    const [up, expected] = [1, 0].map((level) => rows.find((row) => row.level === level)!.y);
    const below = points[0]!.peers! - up!;

    expect(below).toBeGreaterThan(0);
    expect(points[1]).toMatchObject({ own: null, peers: (up! + expected!) / 2 + below });
  });

  it('draws a year without a dot lying on the next', () => {
    for (const width of [300, 900]) {
      const { points } = layOut(
        width,
        LADDER,
        Array.from({ length: 50 }, (_, i) => evening(i)),
      );
      const gaps = points.slice(1).map(({ x, radius }, i) => x - points[i]!.x - radius);

      expect(Math.min(...gaps)).toBeGreaterThan(0);
    }
  });

  it('names a month where it begins, if there is room', () => {
    const wide = layOut(
      900,
      LADDER,
      Array.from({ length: 12 }, (_, i) => evening(i)),
    );
    const narrow = layOut(
      300,
      LADDER,
      Array.from({ length: 40 }, (_, i) => evening(i)),
    );

    expect(wide.marks.map(({ on }) => on)).toEqual(['2026-01-03', '2026-02-03', '2026-03-03']);
    const gaps = narrow.marks.slice(1).map(({ x }, i) => x - narrow.marks[i]!.x);
    expect(Math.min(...gaps)).toBeGreaterThan(70);
  });

  it('finds the evening nearest to a finger', () => {
    const { points } = layOut(900, LADDER, [evening(1), evening(2), evening(9)]);

    expect(nearest(points, 0)).toBe(0);
    expect(nearest(points, points[1]!.x + 4)).toBe(1);
    expect(nearest(points, 2000)).toBe(2);
  });
});
