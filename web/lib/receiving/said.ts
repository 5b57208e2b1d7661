import type { Channel } from '#contract/answers.ts';
import type { HeardAnswer } from '#contract/results.ts';

/** One sentence of an answer, by its place: 0, 1, and 2 for the text of "more of". */
export interface Said {
  position: number;
  /** Null for the text of "more of". */
  channel: Channel | null;
  text: string;
}

/** What somebody put into words, in the order in which it is read. */
export function saidIn({ words, moreOfText }: HeardAnswer): Said[] {
  return [
    ...words.map((sentence, position) => ({ position, ...sentence })),
    ...(moreOfText === null ? [] : [{ position: 2, channel: null, text: moreOfText }]),
  ];
}

/** The same with those who said it without a name: whatever only they said comes at the end. */
export function together<Item extends string>(
  signed: readonly { item: Item; people: number }[],
  unsigned: readonly { item: Item; people: number }[],
): { item: Item; people: number }[] {
  const people = new Map(signed.map((one) => [one.item, one.people]));
  for (const one of unsigned) people.set(one.item, (people.get(one.item) ?? 0) + one.people);
  return [...people].map(([item, people]) => ({ item, people }));
}

/**
 * How many people said each thing, in the order in which the answers stand: what comes later is counted where it is,
 * or comes at the end.
 */
export function counted<Item extends string>(
  answers: readonly HeardAnswer[],
  itemsOf: (answer: HeardAnswer) => readonly Item[],
): { item: Item; people: number }[] {
  const people = new Map<Item, number>();
  for (const answer of answers)
    for (const item of itemsOf(answer)) people.set(item, (people.get(item) ?? 0) + 1);
  return [...people].map(([item, people]) => ({ item, people }));
}
