import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  achievement,
  compareLevels,
  peerLevel,
  shownT,
  tScore,
} from '../../src/domain/attainment.ts';
import type { Level } from '../../src/contract/goals.ts';

const ones = (count: number) => Array<number>(count).fill(1);

describe('the T-score', () => {
  test.each([
    ['T1', [0], [1], 50, 50],
    ['T2', [1], [1], 60, 60],
    ['T3', [-1, 0, 1], [1, 1, 1], 50, 50],
    ['T4', [1, 1, 1], [1, 1, 1], 63.693064, 63.7],
    ['T5', [0, 1, -1, 2], [1, 1, 1, 1], 57.254763, 57.3],
    ['T6', [-2, 0, -1, 2, 0, 1], [3, 5, 1, 4, 2, 6], 55, 55],
    ['T7', [1, 0, -1], [3, 2, 1], 54.406526, 54.4],
    ['T8', [0, 1, 2], [1, 2, 3], 67.626106, 67.6],
    ['T9', [1, 2], [2, 3], 69.635228, 69.6],
    ['T10', [-1, -1], [1, 1], 37.596527, 37.6],
    ['T11', [-1, -1, -1], [3, 2, 1], 36.780421, 36.8],
    ['T12', [-2, -2, -2], [1, 1, 1], 22.613872, 22.6],
    ['T13', [2, 2, 2, 2, 2], ones(5), 80.151134, 80.2],
  ] as const)('%s: levels %j with weights %j', (_, levels, weights, t, shown) => {
    const score = tScore({ levels, weights });

    expect(score).toBeCloseTo(t, 6);
    expect(shownT(score ?? Number.NaN)).toBe(shown);
  });

  test('T14: of nothing, or of nothing that weighs, is none, not 50', () => {
    expect(tScore({ levels: [], weights: [] })).toBeNull();
    expect(tScore({ levels: [1, 2], weights: [0, 0] })).toBeNull();
  });

  test.each([
    [1, 10],
    [2, 6.201737],
    [3, 4.564355],
    [4, 3.627381],
    [5, 3.015113],
    [6, 2.581989],
  ])('of %d equal goals: one level is %d', (goals, step) => {
    const levels = [1, ...ones(goals - 1).map(() => 0)];

    expect(tScore({ levels, weights: ones(goals) })).toBeCloseTo(50 + step, 6);
  });

  test.each([
    [1, 30, 70],
    [3, 22.6, 77.4],
    [5, 19.8, 80.2],
  ])('of %d goals reaches from %d to %d', (goals, lowest, highest) => {
    const all = (level: number) =>
      shownT(tScore({ levels: ones(goals).map(() => level), weights: ones(goals) }) ?? Number.NaN);

    expect([all(-2), all(2)]).toEqual([lowest, highest]);
  });

  test.each([
    [0, 61.547],
    [0.2, 59.759],
    [0.3, 59.1287],
    [0.5, 58.165],
  ])('with rho %d', (rho, t) => {
    expect(tScore({ levels: [1, 1, 0], weights: [1, 1, 1], rho })).toBeCloseTo(t, 4);
  });

  test('from the baseline to later', () => {
    const weights = [3, 2, 1];
    const before = tScore({ levels: [-1, -1, -2], weights });
    const later = tScore({ levels: [0, 1, -1], weights });

    expect(before).toBeCloseTo(34.577157, 6);
    expect(later).toBeCloseTo(52.203263, 6);
    expect((later ?? 0) - (before ?? 0)).toBeCloseTo(17.626106, 6);
  });

  test.each([
    ['2 levels need as many weights, not 1', { levels: [0, 1], weights: [1] }],
    ['a level is a whole number from -2 to 2, not 3', { levels: [3], weights: [1] }],
    ['a level is a whole number from -2 to 2, not 0.5', { levels: [0.5], weights: [1] }],
    ['a level is a whole number from -2 to 2, not NaN', { levels: [Number.NaN], weights: [1] }],
    ['a weight is a finite number from 0 on, not -1', { levels: [1], weights: [-1] }],
    ['a weight is a finite number from 0 on, not Infinity', { levels: [1], weights: [Infinity] }],
    ['rho is a number from 0 to 1, not 1.5', { levels: [1], weights: [1], rho: 1.5 }],
    ['rho is a number from 0 to 1, not NaN', { levels: [1], weights: [1], rho: Number.NaN }],
  ])('refuses: %s', (sentence, input) => {
    expect(() => tScore(input)).toThrow(new RangeError(sentence));
  });

  test.each([
    [50.05, 50.1],
    [54.35, 54.4],
    [49.949, 49.9],
    [-3.25, -3.3],
    [-0.04, 0],
  ])('%d is shown as %d: halves away from zero', (t, shown) => {
    expect(shownT(t)).toBe(shown);
  });
});

const level = fc.integer({ min: -2, max: 2 });
const rho = fc.double({ min: 0, max: 1, noNaN: true });
const goals = fc.array(fc.tuple(level, fc.integer({ min: 1, max: 3 })), {
  minLength: 1,
  maxLength: 6,
});
const score = (of: readonly (readonly number[])[], rho: number) =>
  tScore({
    levels: of.map(([level]) => level ?? 0),
    weights: of.map(([, weight]) => weight ?? 0),
    rho,
  }) ?? Number.NaN;

describe('whatever the goals', () => {
  test('mirrored levels give the mirrored score around 50', () => {
    fc.assert(
      fc.property(goals, rho, (goals, rho) => {
        const mirrored = goals.map(([level, weight]) => [0 - level, weight] as const);
        expect(score(mirrored, rho) + score(goals, rho)).toBeCloseTo(100, 8);
      }),
    );
  });

  test('one level more everywhere adds the same wherever one starts', () => {
    const below = fc.array(
      fc.tuple(fc.integer({ min: -2, max: 1 }), fc.integer({ min: 1, max: 3 })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(below, rho, (goals, rho) => {
        const higher = goals.map(([level, weight]) => [level + 1, weight] as const);
        const fromExpected = goals.map(([, weight]) => [1, weight] as const);
        expect(score(higher, rho) - score(goals, rho)).toBeCloseTo(
          score(fromExpected, rho) - 50,
          8,
        );
      }),
    );
  });

  test('their order and the size of the weights make no difference', () => {
    fc.assert(
      fc.property(goals, rho, fc.integer({ min: 2, max: 9 }), (goals, rho, times) => {
        const t = score(goals, rho);
        expect(score(goals.toReversed(), rho)).toBeCloseTo(t, 8);
        expect(
          score(
            goals.map(([level, weight]) => [level, weight * times] as const),
            rho,
          ),
        ).toBeCloseTo(t, 8);
      }),
    );
  });

  test('a goal without weight changes nothing', () => {
    fc.assert(
      fc.property(goals, rho, level, (goals, rho, level) => {
        expect(score([...goals, [level, 0]], rho)).toBeCloseTo(score(goals, rho), 8);
      }),
    );
  });
});

const mirror = (level: Level | null) => level && (-level as Level);

describe('what the others saw', () => {
  test('is the middle of at least three of them', () => {
    expect(peerLevel([0, 0, -1, null, 1])).toBe(0);
    expect(peerLevel([0, null, null, 0])).toBeNull();
    expect(peerLevel([0, 1, null, 1, 0])).toBe(0.5);
    expect(peerLevel([])).toBeNull();
  });

  test.each([
    [-1, [0, 0, -1, null, 1], 'others_saw_more'],
    [1, [0, null, null, 0], null],
    [null, [0, 0, 0], null],
    [1, [0, 0, 0], 'you_noticed_more'],
    [0, [0, 0, 1, 1], 'about_the_same'],
    [0, [1, 1, 0, 2], 'others_saw_more'],
    [1, [0, 0, 1, 1], 'about_the_same'],
  ] as const)('%s against %j: %s', (self, peers, said) => {
    expect(compareLevels(self, peers)).toBe(said);
  });

  test('turns round with the ladder', () => {
    const levels = fc.constantFrom<Level>(-2, -1, 0, 1, 2);
    const peers = fc.array(fc.option(levels), { maxLength: 9 });
    const turned = {
      others_saw_more: 'you_noticed_more',
      you_noticed_more: 'others_saw_more',
      about_the_same: 'about_the_same',
    };
    fc.assert(
      fc.property(levels, peers, (self, peers) => {
        const said = compareLevels(self, peers);
        expect(compareLevels(mirror(self), peers.map(mirror))).toBe(said && turned[said]);
        expect(compareLevels(self, peers.toReversed())).toBe(said);
      }),
    );
  });
});

const review = {
  label: 'no_clear_direction',
  level: -1,
  before: null,
  ownWord: null,
} satisfies Parameters<typeof achievement>[0];

describe('the achievement at a review', () => {
  test.each([
    ['clear_up', -1, 'improving'],
    ['leaning_up', -2, 'improving'],
    ['clear_up', 0, 'in-progress'],
    ['leaning_up', null, 'in-progress'],
    ['clear_down', 1, 'worsening'],
    ['leaning_down', -1, 'worsening'],
    ['no_clear_direction', 0, 'no-change'],
    ['too_early', -1, 'in-progress'],
    ['too_early', 2, 'in-progress'],
  ] as const)('%s at level %s is %s', (label, level, achieved) => {
    expect(achievement({ ...review, label, level })).toBe(achieved);
  });

  test('is "achieved" only when the member says so and the level is there', () => {
    for (const label of ['clear_up', 'clear_down', 'no_clear_direction', 'too_early'] as const) {
      expect(achievement({ ...review, label, level: 0, ownWord: 'achieved' })).toBe('achieved');
      expect(achievement({ ...review, label, level: 2 })).not.toBe('achieved');
      expect(achievement({ ...review, label, level: -1, ownWord: 'achieved' })).not.toBe(
        'achieved',
      );
    }
  });

  test.each([
    [0, 0, 4, 'sustaining'],
    [2, 1, 12, 'sustaining'],
    [0, 0, 3.9, 'no-change'],
    [0, -1, 8, 'no-change'],
    [-1, 0, 8, 'no-change'],
    [0, null, 8, 'no-change'],
  ] as const)('at level %s, after %s %s weeks before, is %s', (level, earlier, weeks, achieved) => {
    expect(achievement({ ...review, level, before: { level: earlier, weeks } })).toBe(achieved);
  });

  test('is "sustaining" also where the member says "achieved" once more', () => {
    const before = { level: 0, weeks: 6 } as const;

    expect(achievement({ ...review, level: 1, before, ownWord: 'achieved' })).toBe('sustaining');
  });

  test('"not achieved" and its like are the member\'s own word, whatever the numbers', () => {
    const given = fc.record({
      label: fc.constantFrom('too_early', 'clear_up', 'clear_down', 'no_clear_direction'),
      level: fc.option(fc.constantFrom<Level>(-2, -1, 0, 1, 2)),
      before: fc.option(
        fc.record({
          level: fc.option(fc.constantFrom<Level>(-2, -1, 0, 1, 2)),
          weeks: fc.nat(20),
        }),
      ),
    });
    const words = ['not-achieved', 'no-progress', 'not-attainable'] as const;
    fc.assert(
      fc.property(given, fc.constantFrom(...words), (given, ownWord) => {
        expect(achievement({ ...given, ownWord })).toBe(ownWord);
        expect(words).not.toContain(achievement({ ...given, ownWord: null }));
      }),
    );
  });
});
