import { describe, expect, test } from 'vitest';

import { TrendLabel } from '../../src/contract/reviews.ts';
import { enLookingBack } from '../../src/messages/en-looking-back.ts';

const { direction } = enLookingBack.review;

/** Everything the catalogue can say, with a name and small numbers where it takes something. */
function allTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(allTexts);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(allTexts) : [];
}

/** What would tell somebody that they do not grow. */
const NO_GROWTH =
  /\b(?:no|not|nothing|never|without|hardly|isn’t|hasn’t|didn’t)\b[^.]*\b(?:gr[oe]w\w*|progress\w*|chang\w*|improv\w*|mov\w*|better|gain\w*)|\b(?:stuck|standstill|stagnat\w*|plateau\w*|unchanged|fail\w*)\b/i;

describe('the words for a direction', () => {
  test.each([
    ['too_early', 'A few more meetings before a direction can be seen.'],
    ['leaning_up', 'Leaning toward the new way; early days.'],
    ['clear_up', 'A steady move toward the new way.'],
    ['no_clear_direction', 'Ups and downs. With this few points that is what practice looks like.'],
    ['clear_down', 'It has been harder lately. Worth talking about what changed.'],
  ] as const)('of %s are those that were agreed on', (label, words) => {
    expect(direction.level[label]).toBe(words);
  });

  test('say of too few evenings no number', () => {
    expect(direction.level.too_early).not.toMatch(/\d|half|percent/);
  });

  test('never say "no growth" where there is no clear direction', () => {
    const said = [
      direction.level.no_clear_direction,
      direction.level.too_early,
      direction.distance.not_yet_clear,
      direction.achievement['no-change'],
      direction.achievementOf('Noor')['no-change'],
      enLookingBack.years.note,
    ];
    expect(said.filter((text) => text !== null && NO_GROWTH.test(text))).toEqual([]);
  });

  test('are found out by this test where they would', () => {
    for (const text of [
      'No growth yet.',
      'You did not grow.',
      'Nothing has changed.',
      'You are stuck.',
    ])
      expect(text).toMatch(NO_GROWTH);
  });

  test('leave "it did not move" to the member, in quotation of their own word', () => {
    const own = new Set([
      enLookingBack.review.closing.ownWords['no-progress'],
      direction.achievement['no-progress'],
    ]);
    const found = allTexts({ ...enLookingBack.review, number: {} }).filter((text) =>
      /did not move/.test(text),
    );
    expect(found.filter((text) => !own.has(text))).toEqual([]);
  });

  test('are there for every label', () => {
    expect(Object.keys(direction.level).toSorted()).toEqual(TrendLabel.options.toSorted());
  });
});

describe('the card of a group', () => {
  test('says a middle between two whole numbers', () => {
    expect([0.5, 1, 2.5].map(enLookingBack.card.value)).toEqual(['½', 'one', '2½']);
  });
});
