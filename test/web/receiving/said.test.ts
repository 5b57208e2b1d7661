import { describe, expect, it } from 'vitest';

import type { HeardAnswer } from '#contract/results.ts';
import { chosenEnough } from '#lib/receiving/impression.ts';
import { counted, saidIn, together } from '#lib/receiving/said.ts';

const heard = (fields: Partial<HeardAnswer>) =>
  ({ words: [], moreOfText: null, body: [], ...fields }) as HeardAnswer;
const bodyOf = (answer: HeardAnswer) => answer.body;

describe('saidIn', () => {
  it('gives each sentence its place, and the text of "more of" the third, whatever came before it', () => {
    const words = [{ channel: 'feeling' as const, text: 'warm' }];

    expect(saidIn(heard({ words, moreOfText: 'your songs' }))).toEqual([
      { position: 0, channel: 'feeling', text: 'warm' },
      { position: 2, channel: null, text: 'your songs' },
    ]);
    expect(saidIn(heard({}))).toEqual([]);
  });
});

describe('counted', () => {
  it('counts people, and what comes later never moves what is there', () => {
    const first = heard({ body: ['shaky', 'softening'] });
    const later = heard({ body: ['tight_chest', 'softening'] });

    expect(counted([first], bodyOf).map(({ item }) => item)).toEqual(['shaky', 'softening']);
    expect(counted([first, later], bodyOf)).toEqual([
      { item: 'shaky', people: 1 },
      { item: 'softening', people: 2 },
      { item: 'tight_chest', people: 1 },
    ]);
  });
});

describe('chosenEnough', () => {
  it('counts directions only, from four on', () => {
    const three = { impression: 'LM', people: 3 } as const;

    expect(chosenEnough([three, { impression: 'mixed', people: 4 }])).toBe(false);
    expect(chosenEnough([three, { impression: 'DE', people: 1 }])).toBe(true);
  });
});

describe('together', () => {
  it('counts what was said without a name with what was signed, and after it', () => {
    const counts = together(
      [
        { item: 'shaky', people: 2 },
        { item: 'softening', people: 1 },
      ],
      [
        { item: 'cold_hands', people: 3 },
        { item: 'softening', people: 2 },
      ],
    );

    expect(counts).toEqual([
      { item: 'shaky', people: 2 },
      { item: 'softening', people: 3 },
      { item: 'cold_hands', people: 3 },
    ]);
  });
});
