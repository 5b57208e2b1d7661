// What answers without names become when they are released: parts, each for itself.
import type { Channel } from '../../contract/answers.ts';
import type { PartId } from '../../contract/primitives.ts';
import type { AnonymousAnswer } from '../../contract/puts.ts';
import { type Bytes, decode, hash } from './bytes.ts';

/** What one part is, beside its text. */
export interface ReleasedPart {
  id: PartId;
  /** Null for the text of "more of". */
  channel: Channel | null;
  text: string;
}

/**
 * The name of a part: from the ask, what it is, and its own key; 16 bytes, written like every id.
 *
 * @param event E, 32 bytes
 */
export function partId(event: Bytes, channel: Channel | null, key: Bytes): PartId {
  const id = hash('part-id-v1', event, channel ?? 'more_of', key).subarray(0, 16);
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as PartId;
}

/** The parts one answer would have, in its own order: for its author's device. */
export const partsOf = (event: Bytes, answer: AnonymousAnswer): ReleasedPart[] => [
  ...answer.words.map(({ channel, text, key }) => ({
    id: partId(event, channel, decode(key)),
    channel,
    text,
  })),
  ...(answer.moreOfText
    ? [
        {
          id: partId(event, null, decode(answer.moreOfText.key)),
          channel: null,
          text: answer.moreOfText.text,
        },
      ]
    : []),
];

/** All parts of all answers in the order of their ids, which says nothing; a key used twice names one part. */
export function releasedParts(event: Bytes, answers: readonly AnonymousAnswer[]): ReleasedPart[] {
  const parts = new Map<PartId, ReleasedPart>();
  // In an order of what they say, so that nothing depends on the order in which they came.
  const all = answers.flatMap((answer) => partsOf(event, answer));
  for (const part of all.sort((a, b) => compare(a.id, b.id) || compare(a.text, b.text)))
    if (!parts.has(part.id)) parts.set(part.id, part);
  return [...parts.values()];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
