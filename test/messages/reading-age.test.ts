import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** Grade of the American school, and the age of somebody in it: a six-year-old is in the first. */
const AGE_AT_GRADE_0 = 5;
const OLDEST = 12;
/** Below this a single long name makes an age. */
const ENOUGH_WORDS = 80;

/** Every whole sentence of the catalogue, by its section; what varies in one reads as a name. */
const sections = new Map<string, string[]>();
for (const [name, catalogue, part] of [
  ['en.ts', 'en', ''],
  ['en-pages.ts', 'enPages', ''],
  ['en-anonymous.ts', 'enAnonymous', 'anonymous: '],
  ['en-practice.ts', 'enPractice', ''],
  ['en-looking-back.ts', 'enLookingBack', ''],
  ['en-ladder.ts', 'enLadder', 'ladder: '],
] as const) {
  const file = join(import.meta.dirname, '../../src/messages', name);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  ts.forEachChild(source, function find(node) {
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === catalogue) {
      if (!node.initializer || !ts.isObjectLiteralExpression(node.initializer))
        throw new Error('no catalogue');
      for (const section of node.initializer.properties)
        sections.set(part + (section.name?.getText(source) ?? ''), sentencesIn(section));
    } else ts.forEachChild(node, find);
  });
}

function sentencesIn(section: ts.Node): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? node.head.text + node.templateSpans.map((span) => `Ana${span.literal.text}`).join('')
        : null;
    if (text !== null) found.push(...(text.match(/[^.?!…\n]+[.?!…]/g) ?? []));
    ts.forEachChild(node, visit);
  };
  visit(section);
  return found.map((one) => one.trim()).filter((one) => /\s/.test(one));
}

const wordsOf = (text: string) => text.match(/\p{L}[\p{L}’'-]*/gu) ?? [];

/** Flesch and Kincaid's grade (Kincaid et al. 1975) of these sentences, as the age of its readers in years. */
function readingAge(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf);
  const counts = {
    sentence: sentences.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllable(word), 0),
  };
  return fleschKincaid(counts) + AGE_AT_GRADE_0;
}

describe('what people read', () => {
  test('is there to be measured', () => {
    expect(sections.size).toBeGreaterThan(20);
    expect([...sections.values()].flat().length).toBeGreaterThan(300);
  });

  test('gives a sentence for professors away', () => {
    const age = readingAge([
      'Notwithstanding considerable methodological heterogeneity, interpersonal feedback facilitates individuation.',
    ]);
    expect(age).toBeGreaterThan(20);
  });

  test('as a whole can be read at twelve', () => {
    expect(readingAge([...sections.values()].flat())).toBeLessThanOrEqual(OLDEST);
  });

  test.each(
    [...sections].filter(([, sentences]) => sentences.flatMap(wordsOf).length >= ENOUGH_WORDS),
  )('in the section “%s” can be read at twelve', (_section, sentences) => {
    expect(readingAge(sentences)).toBeLessThanOrEqual(OLDEST);
  });
});
