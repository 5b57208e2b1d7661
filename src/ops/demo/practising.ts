// Plays what the demo's people practise through the public API, evening by evening.
import { putCheckOut } from '../../contract/check-outs.ts';
import {
  keepGoal,
  makeGoal,
  moveGoal,
  planExperiment,
  reframeGoal,
  settleExperiment,
} from '../../contract/goals.ts';
import { getJournal } from '../../contract/journal.ts';
import type {
  ExperimentId,
  GoalId,
  GroupId,
  Instant,
  MeetingId,
} from '../../contract/primitives.ts';
import { beginReview, writeReview } from '../../contract/reviews.ts';
import { DAY, dayOf, plus } from '../../domain/time.ts';
import type { ApiClient } from '../client.ts';
import type { Name } from './people.ts';
import { type Noted, type PastGoal, PRACTICE } from './practice.ts';

/** How many days somebody gives themself for what they try outside. */
const WITHIN = 6;

export class Practising {
  readonly #groupId: GroupId;
  readonly #people: Record<Name, ApiClient>;
  /** Those that were made, with what was planned last. */
  readonly #made = new Map<PastGoal, { goalId: GoalId; planned: ExperimentId | null }>();

  constructor(groupId: GroupId, people: Record<Name, ApiClient>) {
    this.#groupId = groupId;
    this.#people = people;
  }

  /** What somebody practises with everybody watching. */
  goalOf(by: Name): GoalId {
    for (const [goal, { goalId }] of this.#made)
      if (goal.by === by && goal.visible === 'group') return goalId;
    throw new Error(`${by} practises nothing that everybody sees`);
  }

  /** Right after an evening: how it was, and what comes of what was planned. */
  async note(week: number, meetingId: MeetingId, now: Instant): Promise<void> {
    await Promise.all(
      [...this.#made.keys()].map(async (goal) => {
        const noted = goal.evenings.find((one) => one.week === week);
        if (noted) await this.#note(goal, noted, meetingId, now);
      }),
    );
  }

  async #note(goal: PastGoal, noted: Noted, meetingId: MeetingId, now: Instant): Promise<void> {
    const { person, params, made } = this.#of(goal);
    const { goalId } = params;
    const { level, near: distance, shares, first: firstWords, tried, plans } = noted;
    await person.call(putCheckOut, {
      params: { groupId: this.#groupId, meetingId },
      body: { mine: { shares, firstWords }, ratings: [{ goalId, level, distance }] },
    });
    if (tried) {
      if (!made.planned) throw new Error(`${goal.by} had planned nothing before ${noted.week}`);
      const [done, happened, learned] = tried;
      const experimentId = made.planned;
      const outcome = { done, happened, learned };
      await person.call(settleExperiment, { params: { ...params, experimentId }, body: outcome });
      made.planned = null;
    }
    if (plans) {
      const { text, likely, outside } = plans;
      const body = outside
        ? ({
            setting: 'outside',
            when: { kind: 'day', day: dayOf(plus(now, WITHIN * DAY)) },
          } as const)
        : ({ setting: 'in_room', when: { kind: 'next_meeting' } } as const);
      const planned = await person.call(planExperiment, {
        params,
        body: { text, likely, ...body },
      });
      made.planned = planned.id;
    }
  }

  /** In the days after an evening: goals begin, are looked back on, reworded, and end. */
  async daysAfter(week: number): Promise<void> {
    for (const goal of PRACTICE) {
      if (goal.week === week) await this.#begin(goal);
      if (!this.#made.has(goal)) continue;
      for (const review of goal.reviews) if (review.week === week) await this.#look(goal, review);
      const { person, params } = this.#of(goal);
      if (goal.reframed?.week === week) {
        const { week: _, ...body } = goal.reframed;
        await person.call(reframeGoal, { params, body });
      }
      if (goal.ends?.week === week)
        await person.call(moveGoal, { params, body: { state: goal.ends.state } });
    }
  }

  async #begin(goal: PastGoal): Promise<void> {
    const { by, wording, visible, watch, state } = goal;
    const person = this.#people[by];
    const { id: goalId } = await person.call(makeGoal, {
      params: { groupId: this.#groupId },
      body: wording,
    });
    this.#made.set(goal, { goalId, planned: null });
    const params = { groupId: this.#groupId, goalId };
    await person.call(keepGoal, { params, body: { visible, watch } });
    if (state === 'active') await person.call(moveGoal, { params, body: { state } });
  }

  async #look(goal: PastGoal, review: PastGoal['reviews'][number]): Promise<void> {
    const { person, params } = this.#of(goal);
    const { groupId } = params;
    const { week: _, kept: chosen = [], ...written } = review;
    const { id: reviewId } = await person.call(beginReview, { params });
    const journal =
      chosen.length > 0 ? await person.call(getJournal, { params: { groupId }, query: {} }) : null;
    const kept = chosen.map((text) => {
      const entry = journal?.kept.find((one) => one.text === text);
      if (!entry) throw new Error(`${goal.by} did not keep “${text}”`);
      return entry.id;
    });
    await person.call(writeReview, { params: { groupId, reviewId }, body: { ...written, kept } });
  }

  #of(goal: PastGoal) {
    const made = this.#made.get(goal);
    if (!made) throw new Error(`the goal of ${goal.by} has not begun`);
    const { goalId } = made;
    return { person: this.#people[goal.by], params: { groupId: this.#groupId, goalId }, made };
  }
}
