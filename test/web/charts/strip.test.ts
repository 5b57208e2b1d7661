import { describe, expect, it } from 'vitest';

import { layOut } from '#lib/charts/strip.ts';
import { en } from '#messages/en.ts';

const closeness = en.scales.stops.closeness;
const warmth = en.scales.stops.warmth;

describe('a strip', () => {
  it('draws one dot of equal size for each answer, above the line, the first nearest to it', () => {
    const strip = layOut(700, warmth, [0, 0, 1, 3, 0], null);

    expect(strip.dots).toHaveLength(4);
    const [first, second, third] = strip.dots.filter(({ x }) => x === strip.stops[3]?.x);
    expect(first!.y).toBeLessThan(strip.base);
    expect(first!.y - second!.y).toBe(second!.y - third!.y);
    expect(first!.y - second!.y).toBeGreaterThanOrEqual(2 * strip.radius);
  });

  it('puts the ring of the guess on its stop, and none where there was no guess', () => {
    const strip = layOut(700, closeness, [0, 0, 0, 1, 2, 0, 0], 2);

    expect(strip.ring).toBe(strip.stops[2]?.x);
    expect(strip.stops.map(({ near }) => near)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(layOut(700, closeness, [0, 0, 0, 1, 2, 0, 0], null).ring).toBeNull();
  });

  it('names every stop where there is room', () => {
    for (const width of [350, 700, 1100])
      for (const labels of [closeness, warmth]) {
        const strip = layOut(
          width,
          labels,
          labels.map(() => 1),
          null,
        );
        expect(strip.named).toBe(true);
        expect(strip.stops.map(({ lines }) => lines.join(' '))).toEqual(labels);
      }
  });

  it('names only the ends and the middle of seven stops on a very small phone', () => {
    const strip = layOut(280, closeness, [0, 0, 0, 3, 0, 0, 0], null);

    expect(strip.named).toBe(false);
    expect(strip.stops.flatMap(({ lines }, i) => (lines.length > 0 ? [i] : []))).toEqual([0, 3, 6]);
  });

  it.each([350, 700])('is lower with more than seven answers at one stop, %i wide', (width) => {
    const seven = layOut(width, warmth, [0, 0, 0, 7, 0], null);

    for (const most of [8, 10, 12]) {
      const full = layOut(width, warmth, [0, 0, 0, most, 0], null);
      expect(full.height).toBeLessThan(seven.height);
      expect(full.radius).toBeLessThan(seven.radius);
      expect(full.radius).toBeGreaterThanOrEqual(4);
      expect(Math.min(...full.dots.map(({ y }) => y - full.radius))).toBeGreaterThanOrEqual(0);
    }
  });
});
