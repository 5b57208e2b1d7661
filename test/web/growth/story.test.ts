import { expect, test } from 'vitest';

import type { Day } from '#contract/primitives.ts';
import { notesOf, storyOf } from '#lib/growth/story.ts';
import { eveningsOf } from '#lib/growth/table.ts';
import { saysOf, told } from '#lib/growth/told.ts';

import { evenings } from './years.ts';

const YEAR = { from: '2026-01-01' as Day, to: '2026-12-31' as Day };
const year = evenings(50, '2026-01-06');

test('a time is told with the last closing words of a review, and otherwise with a line of my own', () => {
  expect(storyOf(year, YEAR).note).toMatchObject({ text: 'Note 6', from: 'review' });
  const spring = { from: '2026-03-01' as Day, to: '2026-03-31' as Day };
  expect(storyOf({ ...year, reviews: [] }, spring).note).toMatchObject({ from: 'journal' });
});

test('where nothing was written there is nothing, and no sentence of somebody else in its place', () => {
  const silent = { ...year, reviews: [], kept: year.kept.filter(({ from }) => from !== null) };
  expect(storyOf(silent, YEAR)).toEqual({ note: null, more: 0, asks: 50 });
  expect(notesOf(silent, YEAR)).toEqual([]);
});

test('the table has every evening, ask, level and sentence of a time, and nothing from outside it', () => {
  const half = { from: '2026-01-01' as Day, to: '2026-06-30' as Day };
  const rows = eveningsOf(year, half);
  const inHalf = year.meetings.filter(({ on }) => on <= half.to);
  expect(rows.map(({ on }) => on)).toEqual(inHalf.map(({ on }) => on));
  expect(rows.flatMap(({ asks }) => asks)).toHaveLength(inHalf.length);
  expect(rows.flatMap(({ kept }) => kept)).toHaveLength(Math.ceil(inHalf.length / 4));
});

test('the drawing in a sentence counts what came against the guess', () => {
  expect(saysOf(evenings(3, '2026-01-06'), YEAR, 'closeness')).toBe(
    'Three evenings, three asks: in two what came was more than the guess, and in one it was the same. One ladder. One sentence kept.',
  );
});

test('a point says a guess that was not made, and a middle that is not there', () => {
  const [first] = year.asks;
  if (!first) throw new Error('there is an ask');
  const ask = { ...first, guess: null, came: { ...first.came, closeness: null } };
  expect(told({ row: 'ask', on: ask.on, x: 0, y: 0, ask }, 'closeness')).toBe(
    '6\u00a0January\u00a02026: no guess; too few for a middle.',
  );
});

test('a level is told in the member’s own words, and that of others between two of them', () => {
  const [goal] = year.goals;
  const rated = goal?.points[0];
  if (!goal || !rated) throw new Error('there is a goal');
  expect(told({ row: 'level', on: rated.on, x: 0, y: 0, goal, rated }, 'closeness')).toBe(
    '6\u00a0January\u00a02026, “Speaking first”: you saw “When asked”. The others saw something between “One thing” and “Early”.',
  );
});
