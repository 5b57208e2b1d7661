/** Breaks a text between words, so that no line is longer than it must be. */
export function broken(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** As `broken`; also a word that is longer than a line, which people may write. */
export const brokenHard = (text: string, letters: number): string[] =>
  broken(text, letters).flatMap(
    (line) => line.match(new RegExp(`.{1,${Math.max(1, Math.floor(letters))}}`, 'gsu')) ?? [],
  );
