// Randomness that comes out the same twice.
import { createHash } from 'node:crypto';

export interface Seeded {
  /** As the service's options want it; 32 bytes unless told. */
  bytes(length?: number): Uint8Array<ArrayBuffer>;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  shuffled<Item>(items: readonly Item[]): Item[];
}

export function seeded(seed: string): Seeded {
  let count = 0;
  const bytes = (length = 32) => {
    const made = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256').update(`${seed} ${count++}`).digest();
      made.set(block.subarray(0, length - at), at);
    }
    return made;
  };
  // Six bytes leave a bias far below what any number of rounds could show.
  const below = (end: number) => Buffer.from(bytes(6)).readUIntBE(0, 6) % end;
  return {
    bytes,
    below,
    shuffled(items) {
      const mixed = [...items];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
      }
      return mixed;
    },
  };
}

/** All orders of the first numbers. */
export const permutations = (length: number): number[][] =>
  length === 0
    ? [[]]
    : permutations(length - 1).flatMap((rest) =>
        Array.from({ length }, (_, at) => [...rest.slice(0, at), length - 1, ...rest.slice(at)]),
      );
