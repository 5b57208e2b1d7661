import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CoachRule } from '../../src/contract/coach.ts';
import { coach, cryForHelp, type Finding } from '../../src/domain/coach.ts';
import { GOOD, SENTENCES } from './coach-sentences.ts';

const NAMES = ['Priya', 'Tom'];
const ANONYMOUS = { signed: false, names: NAMES, language: 'en-GB' };
const SIGNED = { ...ANONYMOUS, signed: true };

const rulesOf = (findings: Finding[]) => findings.map(({ rule }) => rule);

describe.each(CoachRule.options)('%s', (rule) => {
  const { level, hits, misses, missesWhenSigned = [] } = SENTENCES[rule];

  test.each(hits)('finds “%s”', (sentence) => {
    const found = coach(sentence, ANONYMOUS).find((finding) => finding.rule === rule);
    expect(found?.level).toBe(level);
  });

  test.each(misses)('finds nothing in “%s”', (sentence) => {
    expect(rulesOf(coach(sentence, ANONYMOUS))).not.toContain(rule);
  });

  test.each(missesWhenSigned)('finds nothing in “%s” with a name under it', (sentence) => {
    expect(rulesOf(coach(sentence, ANONYMOUS))).toContain(rule);
    expect(rulesOf(coach(sentence, SIGNED))).not.toContain(rule);
  });
});

test('the sentences above are the 128 of the specification', () => {
  const all = Object.values(SENTENCES).flatMap(({ hits, misses, missesWhenSigned = [] }) => [
    ...hits,
    ...misses,
    ...missesWhenSigned,
  ]);
  expect(all).toHaveLength(128);
});

describe('the coach', () => {
  test.each(GOOD)('leaves “%s” alone', (sentence) => {
    expect(coach(sentence, ANONYMOUS)).toEqual([]);
  });

  test.each([
    ['a text message', 'ur so selfish'],
    ['a label in front', 'Selfish, that is what you are.'],
    ['contempt without a word for it', 'Typical of you.'],
    ['indifference', 'Whatever.'],
  ])('misses %s, which is known', (_, sentence) => {
    expect(coach(sentence, ANONYMOUS)).toEqual([]);
  });

  test.each([
    ['mind_reading', 'I was glad you wanted to stay.'],
    ['advice', 'You need to know I was moved.'],
    ['advice', 'You should have seen my face when you smiled.'],
    ['always_never', 'You always make me smile.'],
  ])('takes for %s what is none, which is known: “%s”', (rule, sentence) => {
    expect(rulesOf(coach(sentence, ANONYMOUS))).toContain(rule);
  });

  test('says two things at most, what asks for more first', () => {
    const text = 'You made me angry! STOP IT, you idiot. You are so selfish. I want to die.';
    expect(rulesOf(coach(text, SIGNED))).toEqual(['crisis', 'insult']);
    expect(rulesOf(coach('You made me angry. You are projecting. Get over it.', SIGNED))).toEqual([
      'insult',
      'diagnosing',
    ]);
  });

  test.each(['de', 'de-DE', 'fr', 'enm', ''])('is silent in “%s”', (language) => {
    expect(coach('You idiot. I want to die.', { ...SIGNED, language })).toEqual([]);
    expect(cryForHelp('I want to die.', language)).toBeNull();
  });

  test.each(['en', 'EN', 'en-US'])('understands “%s”', (language) => {
    expect(coach('You idiot.', { ...SIGNED, language })).toHaveLength(1);
    expect(cryForHelp('I want to die.', language)).toBe('i want to die.');
  });

  test('says nothing more about a sentence that is kept, and still something about the next', () => {
    const kept = coach('You are selfish.', SIGNED);
    const isKept = ({ rule, sentence }: Finding) =>
      kept.some((one) => one.rule === rule && one.sentence === sentence);
    const context = { ...SIGNED, kept: isKept };

    expect(coach('You are selfish. I felt small.', context)).toEqual([]);
    expect(coach('YOU’RE fake.  You are  selfish!', context)).toEqual([
      { rule: 'you_label', level: 'nudge', sentence: "you're fake" },
    ]);
  });

  test('reads line by line', () => {
    expect(rulesOf(coach('I imagined it\nyou were angry', SIGNED))).toEqual(['mind_reading']);
    expect(rulesOf(coach('I would like to say\ntry to relax', SIGNED))).toEqual(['advice']);
  });

  test('hears a cry for help over line breaks and inside quotes', () => {
    expect(cryForHelp('I said “I want\nto die” and nobody spoke', 'en')).not.toBeNull();
    expect(rulesOf(coach('I heard "I want to die" and froze.', SIGNED))).toEqual(['crisis']);
  });

  test.each(['’', 'ʼ', '´', '`', "'"])('takes %s for an apostrophe', (sign) => {
    expect(rulesOf(coach(`You${sign}re so selfish.`, SIGNED))).toEqual(['you_label']);
  });

  test.each([
    ['Zoë', 'When Zoë spoke I froze.', true],
    ['Zoë', 'When Zoe\u0308’s turn came I froze.', true],
    ['Al', 'I felt close to all of it.', false],
    ['J. (K.)', 'I saw J. K. leave.', false],
    ['.*', 'I felt small.', false],
    ['Åsa', 'I saw ÅSA smile.', true],
  ])('finds the name %s in “%s”: %s', (name, text, found) => {
    expect(rulesOf(coach(text, { ...ANONYMOUS, names: [name] })).includes('anon_leak')).toBe(found);
  });
});

describe('any text at all', () => {
  const PHRASES = Object.values(SENTENCES).flatMap(({ hits, misses }) => [...hits, ...misses]);
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PHRASES, '"', '\n', ' ')))
    .map((parts) => parts.join(' '));
  const context = fc.record({
    signed: fc.boolean(),
    names: fc.array(fc.string({ unit: 'grapheme' })),
    language: fc.constant('en'),
  });

  test('gets at most two findings, each of another rule, in order', () => {
    const ORDER = ['care', 'stop', 'pause', 'nudge', 'hint'];
    fc.assert(
      fc.property(text, context, (text, context) => {
        const found = coach(text, context);
        const places = found.map(({ level }) => ORDER.indexOf(level));
        expect(found.length).toBeLessThanOrEqual(2);
        expect(new Set(rulesOf(found)).size).toBe(found.length);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  test('is asked for nothing once everything was kept', () => {
    fc.assert(
      fc.property(text, context, (text, context) => {
        expect(coach(text, { ...context, kept: () => true })).toEqual([]);
      }),
    );
  });

  test('is judged in quotes for nothing but a cry for help', () => {
    const unquoted = text.map((text) => text.replace(/["\u201c-\u201f\uff02]/g, ''));
    fc.assert(
      fc.property(unquoted, (text) => {
        const found = coach(`I heard "${text}" and felt small.`, SIGNED);
        expect(rulesOf(found).filter((rule) => rule !== 'crisis')).toEqual([]);
      }),
    );
  });

  test.each([
    'you ',
    'you are ',
    'you really ',
    'you so such ',
    'i felt ',
    'i am a ',
    'not not ',
    'my own own ',
    "i'll a b ",
    'A, ',
    'AAA ',
    '!',
    '?',
    '"',
    ' ',
    '\n',
    'a',
    'i',
    "'",
    'as i ',
    'people here really ',
    'whenever you ',
  ])('of ten thousand times %j is judged', (piece) => {
    for (const end of ['', 'x', ' you', '.'])
      expect(coach(piece.repeat(10_000) + end, ANONYMOUS).length).toBeLessThanOrEqual(2);
  });
});
