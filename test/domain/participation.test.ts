import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Channel } from '../../src/contract/answers.ts';
import { FEELING_WORDS, Feeling, NON_WORDS } from '../../src/contract/feelings.ts';
import { Measure } from '../../src/contract/goals.ts';
import {
  answered,
  asks,
  attended,
  cappedShares,
  channelMix,
  experiments,
  feelingRange,
  firstPart,
  firstShare,
  inRoom,
  meets,
  shares,
  thenAndNowPair,
} from '../../src/domain/participation.ts';

describe('first words', () => {
  test.each([
    [[12, null, 40, 25, null], { kind: 'at', minutes: 40, k: 3, of: 5 }],
    [[null, null, 30, null, 50], { kind: 'mostly_not_yet', k: 2, of: 5 }],
    [[10, 20, null, null], { kind: 'mostly_not_yet', k: 2, of: 4 }],
    [[35, 28, 20, 15], { kind: 'at', minutes: 24, k: 4, of: 4 }],
    [[], { kind: 'no_data' }],
  ])('in the minutes %j', (minutes, first) => {
    expect(firstShare(minutes)).toEqual(first);
  });

  test.each([
    [['early', null, 'late', 'middle', null], { kind: 'at', part: 'late', k: 3, of: 5 }],
    [[null, null, 'middle', null, 'late'], { kind: 'mostly_not_yet', k: 2, of: 5 }],
    [['early', 'early', null, null], { kind: 'mostly_not_yet', k: 2, of: 4 }],
    [['early', 'middle'], { kind: 'at', part: 'middle', k: 2, of: 2 }],
    [['early', 'late'], { kind: 'at', part: 'middle', k: 2, of: 2 }],
    [['late', 'early', 'early'], { kind: 'at', part: 'early', k: 3, of: 3 }],
    [[], { kind: 'no_data' }],
  ] as const)('%j', (parts, first) => {
    expect(firstPart(parts)).toEqual(first);
  });

  test('come in the middle of meetings in any order, and at a time exactly when most have some', () => {
    const minutes = fc.array(fc.option(fc.integer({ min: 0, max: 150 })), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (minutes) => {
        const first = firstShare(minutes);
        const spoken = minutes.filter((minute) => minute !== null);
        expect(firstShare(minutes.toReversed())).toEqual(first);
        expect(first.kind === 'at').toBe(spoken.length > minutes.length / 2);
        if (first.kind !== 'at') return;
        expect(first.minutes).toBeGreaterThanOrEqual(Math.min(...spoken));
        expect(first.minutes).toBeLessThanOrEqual(Math.max(...spoken));
      }),
    );
  });
});

const said = (...channels: Channel[]) => ({ words: channels.map((channel) => ({ channel })) });
const felt = (...feelings: Feeling[]) => ({ feelings });

describe('a measure', () => {
  test('says nothing of who signed or owned what', () => {
    expect(Measure.options).not.toContain('signed');
    expect(Measure.options).not.toContain('owned');
  });

  test('of attendance is k of the meetings held', () => {
    expect(attended([{ attended: true }, { attended: false }, { attended: true }])).toEqual({
      k: 2,
      of: 3,
    });
  });

  test('of shares knows nothing beyond "3+"', () => {
    expect([0, 2, 3, 7].map(cappedShares)).toEqual([0, 2, 3, 3]);
    expect(shares([0, 9, 5, 1])).toBe(2);
    expect(shares([])).toBeNull();
  });

  test('of asks counts them over the meetings attended', () => {
    expect(asks([{ asks: 1 }, { asks: 0 }, { asks: 2 }])).toEqual({ k: 3, of: 3 });
    expect(asks([])).toEqual({ k: 0, of: 0 });
  });

  test('of answers leaves out asks of meetings the member missed', () => {
    expect(
      answered([
        { present: true, answered: true },
        { present: true, answered: false },
        { present: false, answered: false },
        { present: false, answered: true },
      ]),
    ).toEqual({ k: 1, of: 2 });
  });

  test('of channels looks at the last eight answers', () => {
    const seven = Array.from({ length: 7 }, () => said('thought', 'feeling'));

    expect(channelMix([said('impulse'), said('fantasy'), ...seven])).toBe(3);
    expect(channelMix([said(), said('thought', 'thought')])).toBe(1);
    expect(channelMix([])).toBe(0);
  });

  test('of feelings gives the words of the last eight answers, each once', () => {
    const eight = Array.from({ length: 8 }, () => felt('sad', 'tender'));

    expect(feelingRange([felt('angry'), ...eight])).toEqual(['tender', 'sad']);
    expect(feelingRange([felt(...NON_WORDS)])).toEqual([]);
  });

  test('of feelings neither gains nor loses by "not sure yet"', () => {
    const answers = fc.array(
      fc.record({
        feelings: fc.uniqueArray(fc.constantFrom(...Feeling.options), { maxLength: 3 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(answers, (answers) => {
        const unsure = answers.map(({ feelings }) => felt(...feelings, 'not_sure_yet'));
        const words = feelingRange(answers);
        expect(feelingRange(unsure)).toEqual(words);
        expect(words.every((word) => FEELING_WORDS.includes(word))).toBe(true);
        expect(feelingRange(answers.toReversed())).toEqual(words);
      }),
    );
  });

  test('of what was then said in the room counts what was done', () => {
    expect(inRoom([{ done: true }, { done: false }, { done: true }])).toBe(2);
  });

  test('of experiments takes a bit for tried', () => {
    const planned = (['yes', 'a_bit', 'no', null] as const).map((done) => ({ done }));

    expect(experiments(planned)).toEqual({ k: 2, of: 4 });
  });
});

describe('then and now', () => {
  test('holds the first three meetings against the last three', () => {
    expect(thenAndNowPair([0, 1, 0, 3, 2, 2])).toEqual({ before: 0, now: 2 });
    expect(thenAndNowPair([1, 0, 3, 9, 9, 9, 2, 0, 2])).toEqual({ before: 1, now: 2 });
    expect(thenAndNowPair([0, 1, 0, 3, 2])).toBeNull();
  });

  test('keeps first words that mostly did not come', () => {
    expect(thenAndNowPair([Infinity, Infinity, 40, 30, Infinity, 20])).toEqual({
      before: Infinity,
      now: 30,
    });
  });

  test('is told apart by what the member wants', () => {
    expect([meets('up', 1, 2), meets('up', 2, 2), meets('up', 2, 1)]).toEqual([true, false, false]);
    expect([meets('down', 2, 1), meets('down', 2, 2)]).toEqual([true, false]);
    expect(meets('down', Infinity, 40)).toBe(true);
    expect([0, 1, 2, 3].map((now) => meets({ within: [1, 2] }, 3, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
