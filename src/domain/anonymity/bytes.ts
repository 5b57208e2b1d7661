// Bytes as both sides hash, sign and send them.
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export type Bytes = Uint8Array;

/** What can be hashed: bytes as they are, text as UTF-8, whole numbers in decimal. */
type Item = Bytes | string | number;

const bytesOf = (item: Item): Bytes =>
  item instanceof Uint8Array ? item : utf8ToBytes(String(item));

/** Each item after its length in four bytes, big-endian: no two lists make the same bytes. */
export function framed(...items: readonly Item[]): Bytes {
  return concatBytes(
    ...items.flatMap((item) => {
      const bytes = bytesOf(item);
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return [length, bytes];
    }),
  );
}

/** SHA-256 over a label, which says what is hashed, and the items: 32 bytes. */
export const hash = (label: string, ...items: readonly Item[]): Bytes =>
  sha256(framed(label, ...items));

/** Base64url without padding. */
export const encode = <Text extends string>(bytes: Bytes): Text =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '') as Text;

/** @throws Error (`DOMException` in a browser) for what is not base64url */
export const decode = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
    byte.charCodeAt(0),
  );
