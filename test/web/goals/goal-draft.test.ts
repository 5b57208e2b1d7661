import { describe, expect, it } from 'vitest';

import { GoalKeeping, GoalWording } from '#contract/goals.ts';
import { CARDS, cardOf } from '#lib/goals/cards.ts';
import {
  boundsAreWrong,
  draftOf,
  emptyDraft,
  faultsOf,
  keepingOf,
  keptAs,
  reviewEveryIsWrong,
  tooLong,
  type Watching,
  wordingOf,
  wrongIn,
} from '#lib/goals/goal-draft.ts';

import { LADDER, WORDING } from '../../goals/practising.ts';

const KEPT: GoalKeeping = {
  visible: 'leaders',
  importance: 2,
  watch: [
    { measure: 'shares', direction: { within: [1, 2] } },
    { measure: 'first_share', direction: 'down' },
  ],
  reviewEvery: 6,
};

describe('the form of a goal', () => {
  it.each(CARDS)('begun from the card %s fits the contract as soon as it has a name', (role) => {
    const draft = emptyDraft('k', cardOf(role), () => 'A name');

    expect(GoalWording.parse(wordingOf(draft))).toMatchObject({ oldRole: role, ladder: null });
    expect(draft.newWay).not.toBe('');
    expect(wrongIn(draft.keeping)).toBe(false);
    expect(GoalKeeping.parse(keepingOf(draft.keeping))).toMatchObject({ visible: 'only_me' });
  });

  it('sends what was there, if nothing is typed into it', () => {
    const goal = { wording: WORDING, ...KEPT } as Parameters<typeof draftOf>[0];

    expect(wordingOf(draftOf(goal, 'old'))).toEqual(WORDING);
    expect(keepingOf(keptAs(KEPT))).toEqual(KEPT);
  });

  it('sends no role, where one in own words was left without any', () => {
    const draft = { ...emptyDraft('k'), title: ' Mine ', oldRole: 'own' as const };

    expect(wordingOf(draft)).toMatchObject({ title: 'Mine', oldRole: 'none', oldRoleWords: null });
    expect(wordingOf({ ...draft, oldRoleWords: ' the quiet one' })).toMatchObject({
      oldRole: 'own',
      oldRoleWords: 'the quiet one',
    });
  });

  it('finds nothing wrong with a blank ladder, and says of one that is begun which levels are missing or the same', () => {
    expect(faultsOf(['', ' ', '', '', ''])).toEqual([null, null, null, null, null]);
    expect(faultsOf(LADDER)).toEqual([null, null, null, null, null]);
    expect(faultsOf(['a', '', 'b', 'B ', ''])).toEqual([
      null,
      'missing',
      null,
      'repeated',
      'missing',
    ]);
  });

  it('counts what is too long in letters as people count them', () => {
    expect(tooLong({ ...emptyDraft('k'), title: '👩‍🚀'.repeat(26) })).toBe(false);
    expect(tooLong({ ...emptyDraft('k'), title: 'a'.repeat(81) })).toBe(true);
    expect(tooLong({ ...emptyDraft('k'), ladder: ['', '', 'a'.repeat(121), '', ''] })).toBe(true);
  });

  it.each([
    ['1', '2', false],
    [' 0', '100 ', false],
    ['2', '1', true],
    ['1', '101', true],
    ['', '2', true],
    ['1.5', '2', true],
    ['-1', '2', true],
  ])('with bounds from %j to %j is wrong: %s', (lowest, highest, wrong) => {
    const watching: Watching = { measure: 'shares', kind: 'within', lowest, highest };

    expect(boundsAreWrong(watching)).toBe(wrong);
    expect(boundsAreWrong({ ...watching, kind: 'up' })).toBe(false);
  });

  it.each([
    ['2', false],
    ['24', false],
    ['1', true],
    ['25', true],
    ['six', true],
  ])('looked back on every %s meetings is wrong: %s', (reviewEvery, wrong) => {
    expect(reviewEveryIsWrong({ ...keptAs(KEPT), reviewEvery })).toBe(wrong);
  });
});
