/**
 * Keeps what is being read where it is: what was there stays in its place, what is new comes at the end, what
 * went is gone.
 */
export function inPlace<Item, Key>(
  before: readonly Key[],
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Item[] {
  const now = new Map(items.map((item) => [keyOf(item), item]));
  const known = new Set(before);
  const stayed = before.flatMap((key) => {
    const item = now.get(key);
    return item === undefined ? [] : [item];
  });
  return [...stayed, ...items.filter((item) => !known.has(keyOf(item)))];
}
