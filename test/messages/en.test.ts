import { describe, expect, test } from 'vitest';

import { NON_WORDS } from '../../src/contract/feelings.ts';
import { QUESTIONS, RANGE } from '../../src/contract/scales.ts';
import { enLookingBack } from '../../src/messages/en-looking-back.ts';
import { enLadder } from '../../src/messages/en-ladder.ts';
import { enPages } from '../../src/messages/en-pages.ts';
import { enPractice } from '../../src/messages/en-practice.ts';
import { en } from '../../src/messages/en.ts';

describe('the English of an answer', () => {
  test('names every stop of every scale', () => {
    for (const question of QUESTIONS) {
      const [lowest, highest] = RANGE[question];
      expect(en.scales.stops[question]).toHaveLength(highest - lowest + 1);
    }
    expect(en.scales.stop('closeness', -3)).toBe('Much further away');
    expect(en.scales.stop('closeness', 0)).toBe('About the same');
    expect(() => en.scales.stop('warmth', 5)).toThrow(RangeError);
  });

  test('says a middle between two stops in words', () => {
    expect(en.scales.stop('understood', 2.5)).toBe('Between partly and mostly');
    expect(en.scales.stopSaid('closeness', -0.5)).toBe(
      'between a bit further away and about the same',
    );
  });

  test.each([
    [[3, 1, 3], 'I get it mostly, I feel a bit nearer, and I notice a lot of warmth.'],
    [[0, 0, 0], 'I don’t get it yet, I feel about the same, and I notice no warmth I can find.'],
    [
      [null, -3, 2],
      'I can’t say yet how well I get it, I feel much further away, and I notice some warmth.',
    ],
    [[null, null, null], 'I can’t say yet, to all three.'],
  ] as const)('reads the taps %j back', ([understood, closeness, warmth], sentence) => {
    expect(en.scales.reread({ understood, closeness, warmth })).toBe(sentence);
  });

  test.each([
    [
      [2, -1, 1],
      'Most will have got it partly, will feel a bit further away, and will notice a trace of warmth.',
    ],
    [[0, null, 0], 'Most will not have got it yet, and will notice no warmth.'],
    [[null, 2, null], 'Most will feel nearer.'],
    [[null, null, null], null],
  ] as const)('says the guess %j', ([understood, closeness, warmth], sentence) => {
    expect(en.scales.guess({ understood, closeness, warmth })).toBe(sentence);
  });

  test('puts feelings in a sentence, the words and the answers without one', () => {
    expect(en.feelingsSaid.all(['tender', 'not_sure_yet'])).toBe('Tender, not sure yet.');
    expect(en.feelingsSaid.all(['at_home', 'rather_not'])).toBe('At home, I’d rather not say.');
    expect(NON_WORDS.map(en.feelingsSaid.one)).toEqual([
      'not sure yet',
      'several at once',
      'something in my body',
      'nothing I notice',
      'I’d rather not say',
    ]);
  });

  test('has no straight apostrophe or quotation mark', () => {
    const texts = (value: unknown): string[] => {
      if (typeof value === 'string') return [value];
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
    };

    const all = [en, enPages, enPractice, enLookingBack, enLadder];
    expect(texts(all).filter((text) => /['"]/.test(text))).toEqual([]);
  });
});
