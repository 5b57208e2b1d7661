import { expect, it } from 'vitest';

import { asRead } from '#lib/answers/sentence.ts';

it('reads the stem and then the words as they were typed', () => {
  expect(asRead({ channel: 'reaction', text: 'held my breath.' })).toBe(
    'I noticed that I held my breath.',
  );
  expect(asRead({ channel: 'thought', text: '…that you were there' })).toBe(
    'A thought I had was that you were there',
  );
});

it('reads the stem once when it was typed as well', () => {
  expect(asRead({ channel: 'feeling', text: 'i felt sad' })).toBe('i felt sad');
  expect(asRead({ channel: 'feeling', text: 'I felted' })).toBe('I felt I felted');
});
