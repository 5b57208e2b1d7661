import { expect, test } from 'vitest';

import type { Goal } from '#contract/goals.ts';
import { earlierFrames, eveningsOn } from '#lib/goals/evenings.ts';

import { LADDER, WORDING } from '../../goals/practising.ts';

const rating = (meeting: number, level: number | null, ladderVersion = 1) => ({
  meeting,
  on: '2026-11-03',
  level,
  distance: 5,
  ladderVersion,
});

const frame = (version: number, ladder: string[] | null) => ({
  version,
  wording: { ...WORDING, ladder },
});

test('an evening stands on the ladder it was rated on, beside what others saw', () => {
  const goal = {
    ratings: [rating(1, -1), rating(2, null), rating(3, 0), rating(4, 1, 2)],
    peers: [{ meeting: 3, level: 0.5 }],
  } as unknown as Goal;

  expect(eveningsOn(goal, 1)).toMatchObject([
    { meeting: 1, level: -1, peers: null },
    { meeting: 3, level: 0, peers: 0.5 },
  ]);
  expect(eveningsOn(goal, 2)).toMatchObject([{ meeting: 4, level: 1, peers: null }]);
});

test('earlier wordings are told newest first, each with the ladder of its time', () => {
  const other = LADDER.with(4, 'I begin with myself');
  const goal = {
    frames: [frame(1, LADDER), frame(2, LADDER), frame(3, other), frame(4, null)],
  } as unknown as Goal;

  expect(earlierFrames(goal).map(({ version, ladder }) => [version, ladder])).toEqual([
    [4, 3],
    [3, 2],
    [2, 1],
    [1, 1],
  ]);
});
