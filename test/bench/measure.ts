// What the benches share. Whatever else the machine does comes and goes in seconds: both sides take turns in short
// rounds, and medians are printed.

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** To two places. */
export const rounded = (value: number) => Math.round(value * 100) / 100;

export interface Pair<Round> {
  ours: Round;
  theirs: Round;
}

/** Runs both sides so many times. Whoever goes second finds warmer caches: they take turns. */
export async function interleaved<Round>(
  rounds: number,
  ours: () => Promise<Round>,
  theirs: () => Promise<Round>,
): Promise<Pair<Round>[]> {
  const pairs: Pair<Round>[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const first = i % 2 === 0 ? await ours() : await theirs();
    const second = i % 2 === 0 ? await theirs() : await ours();
    pairs.push(i % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  return pairs;
}

/** Does the work for every item, so many at a time. */
export async function inFlight<Item>(
  width: number,
  items: Iterable<Item>,
  work: (item: Item, lane: number) => Promise<unknown>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async (at: number) => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value, at);
  };
  await Promise.all(Array.from({ length: width }, (_, at) => lane(at)));
}
