import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { changes } from '../../../web/lib/groups/agreement-diff.ts';

/** `-gone- +new+` in a changed point, and how many points stay. */
const shown = (before: string, after: string) =>
  changes(before, after).map((passage) =>
    passage.kind === 'same'
      ? passage.points.length
      : passage.pieces
          .map(({ kind, text }) =>
            kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`,
          )
          .join(''),
  );

test('points that stay are counted, not shown as changed', () => {
  expect(shown('Be kind.\nBe here.', 'Be kind.\n\n  Be here.  ')).toEqual([2]);
});

test('a point with other words shows which', () => {
  expect(
    shown('We meet on Tuesday evenings.\nBe kind.', 'We meet on Wednesday evenings.\nBe kind.'),
  ).toEqual(['We meet on -Tuesday-+Wednesday+ evenings.', 1]);
});

test('a new point is new as a whole, and one that goes is gone as a whole', () => {
  expect(shown('Be kind.\nNo phones.', 'Be kind.\nWe begin in silence.')).toEqual([
    1,
    '+We begin in silence.+',
    '-No phones.-',
  ]);
});

test('a changed point is held against the one it was made from, though others went before it', () => {
  expect(
    shown('No phones here.\nWhat is said here stays here.', 'What is written here stays here.'),
  ).toEqual(['-No phones here.-', 'What is -said-+written+ here stays here.']);
});

test('what it shows makes both versions again, but for spaces, whatever they are', () => {
  const line = fc.array(fc.constantFrom('be', 'kind', 'here', 'silence', 'phones'), {
    minLength: 1,
    maxLength: 5,
  });
  const text = fc.array(
    line.map((words) => words.join(' ')),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(text, text, (before, after) => {
      const passages = changes(before.join('\n'), after.join('\n'));
      const side = (without: 'added' | 'removed') =>
        passages.flatMap((passage) => {
          if (passage.kind === 'same') return passage.points;
          const pieces = passage.pieces.filter((piece) => piece.kind !== without);
          return pieces.length === 0
            ? []
            : [
                pieces
                  .map((piece) => piece.text)
                  .join('')
                  .replace(/\s+/g, ' ')
                  .trim(),
              ];
        });
      expect(side('removed')).toEqual(after);
      expect(side('added').sort()).toEqual([...before].sort());
    }),
  );
});
