import { diffArrays, diffWords } from 'diff';

import { points } from './points.ts';

/** A piece of a point: there before and after, only after, or only before. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** What became of some points of an agreement, in their order. */
export type Passage = { kind: 'same'; points: string[] } | { kind: 'changed'; pieces: Piece[] };

/** With less in common, a point is another one and not the same with other words. */
const ALIKE = 0.5;

/** What changed between two versions of an agreement, point by point, word by word within a point that stays. */
export function changes(before: string, after: string): Passage[] {
  const passages: Passage[] = [];
  let gone: string[] = [];
  const settle = (come: readonly string[]) => {
    passages.push(...replaced(gone, come));
    gone = [];
  };
  for (const { added, removed, value } of diffArrays(points(before), points(after))) {
    if (removed) gone = value;
    else if (added) settle(value);
    else {
      settle([]);
      passages.push({ kind: 'same', points: value });
    }
  }
  settle([]);
  return passages;
}

/** Points that stand in the place of others: each with the one it was made from, where there is one. */
function replaced(gone: readonly string[], come: readonly string[]): Passage[] {
  const left = [...gone];
  const passages: Passage[] = [];
  for (const text of come) {
    const origin = left.findIndex((old) => likeness(old, text) >= ALIKE);
    // What stood before it and went, went before it.
    for (const old of left.splice(0, Math.max(origin, 0))) passages.push(whole('removed', old));
    const old = origin === -1 ? undefined : left.shift();
    passages.push(
      old === undefined ? whole('added', text) : { kind: 'changed', pieces: words(old, text) },
    );
  }
  return [...passages, ...left.map((old) => whole('removed', old))];
}

const whole = (kind: 'added' | 'removed', text: string): Passage => ({
  kind: 'changed',
  pieces: [{ kind, text }],
});

const words = (before: string, after: string): Piece[] =>
  diffWords(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));

/** How much of the longer of two texts both have, 0 to 1, by letters of words they share. */
function likeness(before: string, after: string): number {
  const shared = words(before, after)
    .filter((piece) => piece.kind === 'same')
    .reduce((letters, piece) => letters + piece.text.trim().length, 0);
  return shared / Math.max(before.length, after.length);
}
