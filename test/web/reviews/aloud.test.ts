import { describe, expect, test } from 'vitest';

import { type Review, SECTIONS } from '#contract/reviews.ts';
import { aloudOf } from '#lib/reviews/aloud.ts';
import { closingOf, draftOf, LONGEST_NOTE } from '#lib/reviews/closing.ts';
import { choosable } from '#lib/reviews/reviewed.ts';

const NOTHING: Review = {
  id: 'r' as never,
  goalId: 'g' as never,
  memberId: 'm' as never,
  name: 'Noor',
  madeOn: '2026-11-26' as never,
  meetings: { from: 1, to: 6 },
  goal: null,
  experiments: null,
  kept: null,
  ladder: null,
  direction: null,
  measures: null,
  guesses: null,
  closing: null,
  mine: null,
};
const sentence = {
  id: 'k1' as never,
  channel: 'feeling' as const,
  text: 'relieved when you said it out loud',
  from: 'Mira',
  anonymous: false,
  keptOn: '2026-11-17' as never,
};

describe('a section read aloud', () => {
  test('is in the first person, in the words of the member', () => {
    const review: Review = {
      ...NOTHING,
      experiments: [
        {
          text: 'Greet one person first.',
          done: 'a_bit',
          happened: null,
          learned: 'The first word is the hard one',
          on: '2026-11-10' as never,
        },
      ],
      kept: {
        sentences: [sentence, { ...sentence, from: null, channel: null, text: 'They waited.' }],
        withheld: 0,
      },
      ladder: {
        texts: ['a', 'b', 'c', 'd', 'e'],
        points: [
          { meeting: 1, on: '2026-01-01' as never, level: -2, peers: null },
          { meeting: 2, on: '2026-01-08' as never, level: null, peers: 1 },
        ],
      },
      measures: [
        {
          watched: { measure: 'first_share', direction: 'down' },
          pair: { before: 'late', now: 'not_today' },
          part: { k: 5, of: 6 },
          feelings: [],
        },
      ],
      guesses: { warmer: { k: 4, of: 5 }, close: { k: 1, of: 5 } },
      closing: { choice: 'keep', note: 'I go on' },
    };
    expect(aloudOf(review, 'experiments')).toBe(
      'What I tried:\nGreet one person first. A bit. I learned: The first word is the hard one.',
    );
    expect(aloudOf(review, 'kept')).toBe(
      'Words I kept:\nMira: “I felt relieved when you said it out loud.”\nThey waited.',
    );
    expect(aloudOf(review, 'ladder')).toBe(
      'My ladder, from the top:\ne\nd\nc\nb\na\n\nMeeting 1: a.',
    );
    expect(aloudOf(review, 'measures')).toBe(
      'Then and now:\nFirst words came: late, now mostly not yet.',
    );
    expect(aloudOf(review, 'guesses')).toBe(
      'What came back was warmer than I guessed in 4 of 5 asks. Once it was close to the guess.',
    );
    expect(aloudOf(review, 'closing')).toBe('Keep, change or let go? Keep. I go on.');
  });

  test('is nothing where there is nothing to read', () => {
    expect(SECTIONS.map((section) => aloudOf(NOTHING, section))).toEqual(SECTIONS.map(() => null));
    const empty = { ...NOTHING, experiments: [], kept: { sentences: [], withheld: 0 } };
    expect(aloudOf(empty, 'experiments')).toBeNull();
    expect(aloudOf(empty, 'kept')).toBeNull();
  });
});

describe('the closing words', () => {
  test('are sent as they were meant: trimmed, or not at all', () => {
    expect(closingOf({ choice: null, note: '  ' })).toEqual({ choice: null, note: null });
    expect(closingOf({ choice: 'keep', note: ' yes ' })).toEqual({ choice: 'keep', note: 'yes' });
    expect(closingOf({ choice: null, note: 'a'.repeat(LONGEST_NOTE + 1) })).toBeNull();
    expect(draftOf({ choice: null, note: null })).toEqual({ choice: null, note: '' });
  });
});

test('a sentence that stands in a review can be left in it, however long ago it was kept', () => {
  const old = { ...sentence, id: 'k0' as never };
  expect(choosable([old, sentence], [sentence]).map(({ id }) => id)).toEqual(['k1', 'k0']);
});
