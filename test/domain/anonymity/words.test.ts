import { expect, test } from 'vitest';

import { FEELING_WORDS } from '../../../src/contract/feelings.ts';
import { wordsOf } from '../../../src/domain/anonymity/words.ts';

test('the same bytes have the same four words, and others have others', () => {
  const event = Uint8Array.from({ length: 32 }, (_, at) => at);

  expect(wordsOf(event)).toEqual(wordsOf(Uint8Array.from(event)));
  expect(wordsOf(event)).toEqual([1, 515, 1029, 1543].map((n) => FEELING_WORDS[n % 120]));
  expect(wordsOf(event.map((byte) => byte + 1))).not.toEqual(wordsOf(event));
});
