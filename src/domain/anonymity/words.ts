// E in words, so that people can hold what their devices show against each other, aloud.
import { FEELING_WORDS, type FeelingWord } from '../../contract/feelings.ts';
import type { Bytes } from './bytes.ts';

/** So many words are read out. */
const WORDS = 4;

/**
 * Four words of the feelings, from the first eight bytes of E. Who sees the same ask has the same four; of those who see
 * another one, about one in 200 million.
 *
 * @param event E, 32 bytes
 */
export function wordsOf(event: Bytes): FeelingWord[] {
  const view = new DataView(event.buffer, event.byteOffset, event.byteLength);
  return Array.from(
    { length: WORDS },
    (_, at) => FEELING_WORDS[view.getUint16(2 * at) % FEELING_WORDS.length] as FeelingWord,
  );
}
