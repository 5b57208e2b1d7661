import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FAMILIES, FAMILY_CODES, FEELING_WORDS, Feeling } from '../../src/contract/feelings.ts';
import type { FeelingWord } from '../../src/contract/feelings.ts';
import { PLACE, search, tellsAStory } from '../../src/domain/vocabulary.ts';
import { en } from '../../src/messages/en.ts';

const labelOf = (word: FeelingWord) => en.feelings[word];
const find = (query: string) => search(query, labelOf);

describe('the vocabulary', () => {
  test('has 120 words, each once', () => {
    expect(FEELING_WORDS).toHaveLength(120);
    expect(new Set(FEELING_WORDS).size).toBe(120);
    expect(new Set(FEELING_WORDS.map(labelOf)).size).toBe(120);
  });

  test('brings any word within two taps: a family of ten, then one of its twelve words', () => {
    expect(FAMILY_CODES).toHaveLength(10);
    for (const family of FAMILY_CODES) {
      expect(Object.values(FAMILIES[family]).map((words) => words.length)).toEqual([4, 4, 4]);
      expect(en.families[family]).toMatch(/\w/);
    }
  });

  test('fills every place from unpleasant to pleasant, from quiet to charged', () => {
    const places = FEELING_WORDS.map((word) => PLACE[word]);

    expect(new Set(places.map(String)).size).toBe(15);
    expect(places.filter(([pleasantness]) => pleasantness < 0)).toHaveLength(69);
    expect(places.filter(([pleasantness]) => pleasantness === 0)).toHaveLength(8);
    expect(places.filter(([pleasantness]) => pleasantness > 0)).toHaveLength(43);
  });

  test('knows the ten words that also say what somebody did', () => {
    expect(Feeling.options.filter(tellsAStory)).toEqual([
      'threatened',
      'rejected',
      'let_down',
      'unseen',
      'left_out',
      'abandoned',
      'betrayed',
      'controlled',
      'humiliated',
      'left_behind',
    ]);
  });

  test('takes not knowing as an answer and refuses words it does not have', () => {
    expect(Feeling.safeParse('not_sure_yet').success).toBe(true);
    expect(Feeling.safeParse('misunderstood').success).toBe(false);
  });
});

describe('search', () => {
  test.each(FEELING_WORDS)('shows "%s" after at most four letters', (word) => {
    const label = labelOf(word);
    const typed = [1, 2, 3, 4].map((letters) => label.slice(0, letters));

    expect(typed.some((query) => find(query).includes(word))).toBe(true);
    expect(find(label.slice(0, 4))).toContain(word);
  });

  test('puts the very word first, then words that begin like it', () => {
    expect(find('at').slice(0, 2)).toEqual(['at_home', 'at_ease']);
    expect(find('at')).toContain('satisfied');
    expect(find('sad')[0]).toBe('sad');
    expect(find('safe')[0]).toBe('safe');
  });

  test('finds a word by its later parts', () => {
    expect(find('consc')).toEqual(['self_conscious']);
    expect(find('home')[0]).toBe('at_home');
  });

  test.each(['Self-c', 'self c', 'SELFC', 'sélf'])('reads "%s" as self-conscious', (query) => {
    expect(find(query)).toEqual(['self_conscious']);
  });

  test('finds nothing for nothing, and nothing for signs alone', () => {
    expect(find('')).toEqual([]);
    expect(find(' - ')).toEqual([]);
  });

  test('searches the labels of another language', () => {
    expect(search('zart', (word) => (word === 'tender' ? 'zärtlich' : word))).toEqual(['tender']);
  });

  test('never shows more than eight, nor a word twice, nor one without the letters', () => {
    const letter = fc.constantFrom('a', 'e', 'i', 'o', 'u', 'l', 'n', 'r', 's', 't', ' ');
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 3 }), (query) => {
        const found = find(query);
        const letters = query.replaceAll(' ', '');
        expect(found.length).toBeLessThanOrEqual(8);
        expect(new Set(found).size).toBe(found.length);
        for (const word of found) expect(labelOf(word).replace(/[ -]/g, '')).toContain(letters);
      }),
    );
  });
});
