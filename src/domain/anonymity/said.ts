// What an answer without an author says, as bytes of one length.
import { AnonymousAnswer, SAID_BYTES } from '../../contract/puts.ts';
import type { Bytes } from './bytes.ts';

/** `null` for passing and withdrawing, which look like any answer. @throws RangeError when it is too long */
export function saidBytes(answer: AnonymousAnswer | null): Bytes {
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  if (bytes.length > SAID_BYTES) throw new RangeError('an answer is longer than any answer can be');
  const padded = new Uint8Array(SAID_BYTES).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** What was said; `undefined` when it is nothing that can be said. */
export function saidIn(bytes: Bytes): AnonymousAnswer | null | undefined {
  if (bytes.length !== SAID_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return value === null ? null : AnonymousAnswer.parse(value);
  } catch {
    return undefined;
  }
}
