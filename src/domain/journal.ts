/** Text as it is searched: by compatibility forms, without regard to case in any script. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().toUpperCase();

/** Whether every word of a search stands somewhere in these texts. */
export function matches(search: string, texts: readonly (string | null)[]): boolean {
  // One text after the other, so that no word is found across the seam of two.
  const all = folded(texts.filter((text) => text !== null).join('\n'));
  return folded(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
