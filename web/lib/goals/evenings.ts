import type { Goal, GoalWording } from '#contract/goals.ts';
import { isAnotherLadder } from '#domain/goals.ts';
import type { Evening } from '#lib/charts/ladder.ts';

/** The evenings that stand on one of a goal's ladders, by meeting. */
export const eveningsOn = (goal: Pick<Goal, 'ratings' | 'peers'>, ladder: number): Evening[] =>
  goal.ratings
    .filter(({ level, ladderVersion }) => level !== null && ladderVersion === ladder)
    .map(({ meeting, on, level }) => ({
      meeting,
      on,
      level,
      // An evening is compared on the ladder it was rated on.
      peers: goal.peers.find((one) => one.meeting === meeting)?.level ?? null,
    }));

interface Worded {
  wording: GoalWording;
  /** Which of the goal's ladders this wording had, from 1. */
  ladder: number;
}

/** How a goal was worded before, newest first. */
export function earlierFrames(goal: Goal): (Goal['frames'][number] & Worded)[] {
  let ladder = 1;
  const frames = goal.frames.map((frame, i) => {
    const before = goal.frames[i - 1]?.wording.ladder;
    if (before !== undefined && isAnotherLadder(before, frame.wording.ladder)) ladder += 1;
    return { ...frame, ladder };
  });
  return frames.toReversed();
}
