import { describe, expect, test } from 'vitest';

import type { Day } from '#contract/primitives.ts';
import { layOut, nearest, ROWS, step } from '#lib/growth/drawing.ts';

import { evenings } from './years.ts';

const YEAR = { from: '2026-01-01' as Day, to: '2026-12-31' as Day };
const year = evenings(50, '2026-01-06');
const drawing = layOut(year, YEAR, 'closeness', 1100);

describe('a year, drawn', () => {
  test('keeps gaps: time runs evenly from left to right', () => {
    const gap = { ...year, meetings: year.meetings.filter(({ number }) => number % 7 !== 0) };
    const all = layOut(gap, YEAR, 'closeness', 1100).points.filter(({ row }) => row === 'meeting');
    const xs = all.map(({ x }) => x);
    const steps = xs.slice(1).map((x, i) => Math.round((x - (xs[i] ?? 0)) * 10));
    expect(new Set(steps.map((one) => Math.round(one / (steps[0] ?? 1))))).toEqual(new Set([1, 2]));
  });

  test('lies within its width and height, whatever is on it', () => {
    for (const width of [300, 900, 1400]) {
      const { points, ...drawn } = layOut(year, YEAR, 'warmth', width);
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(drawn.left);
        expect(x).toBeLessThanOrEqual(drawn.right);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(drawn.height);
      }
    }
  });

  test('puts a guess and what came further up the more it is', () => {
    const [first, , third] = drawing.asked;
    expect(first?.came).toBe(first?.guess);
    expect(third?.came).toBeLessThan(third?.guess ?? 0);
  });

  test('writes no words over other words, and draws no line through them', () => {
    const words = drawing.kept.filter(({ lines }) => lines.length > 0);
    expect(words.length).toBeGreaterThan(3);
    const boxes = words.map(({ x, y, anchor, lines }) => {
      const wide = Math.max(...lines.map((line) => line.length)) * 7.7 + 12;
      return {
        dot: x,
        y,
        from: anchor === 'end' ? x - wide : x,
        to: anchor === 'end' ? x : x + wide,
      };
    });
    const clash = (a: (typeof boxes)[number], b: (typeof boxes)[number]) => {
      if (a.y === b.y) return a.from <= b.to && b.from <= a.to;
      const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
      return lower.from < upper.dot && upper.dot < lower.to;
    };
    const clashes = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => clash(a, b)));
    expect(clashes).toEqual([]);
  });

  test('gives goals that overlap lanes of their own, and those that do not the same', () => {
    const [goal] = year.goals;
    if (!goal) throw new Error('there is a goal');
    const early = { ...goal, id: 'a' as never, points: goal.points.slice(0, 20) };
    const late = { ...goal, id: 'b' as never, points: goal.points.slice(20) };
    const lanes = (goals: (typeof year)['goals']) =>
      layOut({ ...year, goals }, YEAR, 'closeness', 1100).lanes.length;
    expect(lanes([early, late])).toBe(1);
    expect(lanes([goal, late])).toBe(2);
  });

  test('has no meeting on it that was not attended', () => {
    const away = { ...year, meetings: year.meetings.map((one) => ({ ...one, attended: false })) };
    const { points } = layOut(away, YEAR, 'closeness', 1100);
    expect(points.some(({ row }) => row === 'meeting')).toBe(false);
  });

  test('names months where there is room, and years where there is not', () => {
    const ten = evenings(500, '2017-01-03');
    const whole = { from: '2017-01-01' as Day, to: '2026-12-31' as Day };
    expect(drawing.axis).toHaveLength(12);
    expect(layOut(ten, whole, 'closeness', 1100).axis.map(({ unit }) => unit)).toEqual(
      Array(10).fill('year'),
    );
  });
});

describe('the arrow keys', () => {
  const { points } = drawing;

  test('reach every point, and stop at the ends', () => {
    const seen = new Set<number>();
    let at = step(points, 5, 'Home');
    for (const _ of points) {
      seen.add(at);
      at = step(points, at, 'ArrowRight');
    }
    expect(seen.size).toBe(points.length);
    expect(step(points, at, 'ArrowRight')).toBe(at);
    expect(step(points, 0, 'ArrowLeft')).toBe(0);
    expect(step(points, 0, 'End')).toBe(points.length - 1);
  });

  test('go from row to row, to the nearest in time', () => {
    const top = points.findIndex(({ row }) => row === ROWS[0]);
    const rows = [top];
    for (const _ of ROWS.slice(1)) rows.push(step(points, rows.at(-1) ?? 0, 'ArrowDown'));
    expect(rows.map((at) => points[at]?.row)).toEqual([...ROWS]);
    expect(new Set(rows.map((at) => Math.round(points[at]?.x ?? 0))).size).toBe(1);
    expect(step(points, rows.at(-1) ?? 0, 'ArrowDown')).toBe(rows.at(-1));
  });

  test('pass over a row with nothing in it', () => {
    const without = layOut({ ...year, asks: [], goals: [] }, YEAR, 'closeness', 1100).points;
    const top = without.findIndex(({ row }) => row === 'kept');
    expect(without[step(without, top, 'ArrowDown')]?.row).toBe('meeting');
  });

  test('do nothing where there is nothing', () => {
    expect(step([], 0, 'End')).toBe(0);
    expect(nearest([], 3, 3)).toBeNull();
  });
});

test('ten years are laid out with every one of their points', () => {
  const ten = evenings(500, '2017-01-03');
  const whole = { from: '2017-01-01' as Day, to: '2026-12-31' as Day };
  expect(layOut(ten, whole, 'closeness', 1100).points).toHaveLength(500 * 3 + 125);
});
