import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { eraseCheckOut, getCheckOut, putCheckOut } from '../../src/contract/check-outs.ts';
import {
  eraseExperiment,
  eraseGoal,
  getGoal,
  type GoalState,
  type GoalVisible,
  keepGoal,
  listGoals,
  makeGoal,
  moveGoal,
  planExperiment,
  rateGoal,
  reframeGoal,
  replanExperiment,
  settleExperiment,
  wordGoal,
} from '../../src/contract/goals.ts';
import { leaveGroup } from '../../src/contract/groups.ts';
import { getRoom, openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { GoalId } from '../../src/contract/primitives.ts';
import { beginReview } from '../../src/contract/reviews.ts';
import { DAY } from '../../src/domain/time.ts';
import { randomId } from '../../src/ids.ts';
import { inDatabase } from '../support/beside.ts';
import { ask, type Circle, type Person, World } from '../support/world.ts';
import { draft, hold, LADDER, practise, WORDING } from './practising.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

interface Practising extends Circle {
  noor: Person;
  ben: Person;
  inGroup: { params: { groupId: Circle['groupId'] } };
}

async function start(): Promise<Practising> {
  const circle = await world.circle(founder, ['Noor', 'Ben']);
  const [noor, ben] = circle.members as [Person, Person];
  return { ...circle, noor, ben, inGroup: { params: { groupId: circle.groupId } } };
}
const of = ({ groupId }: Practising, goalId: GoalId) => ({ params: { groupId, goalId } });
const mineOf = async (s: Practising, goalId: GoalId) => {
  const { mine } = await s.noor.call(getGoal, of(s, goalId));
  if (!mine) throw new Error('it is not hers');
  return mine;
};
const EXPERIMENT = {
  text: 'One sentence nobody asked me for',
  setting: 'in_room' as const,
  when: { kind: 'next_meeting' as const },
  likely: 60,
};

/** The refusal of beginning with such a ladder. */
const begunWith = async (ladder: (string | null)[]) => {
  const s = await start();
  const { id } = await draft(s.noor, s.groupId, { ladder });
  return s.noor.refused(moveGoal, { ...of(s, id), body: { state: 'active' } });
};

/** Who of a peer and a leader reads a goal. */
const readers = async (s: Practising, goalId: GoalId) => {
  const see = async (person: Person) => {
    const { others } = await person.call(listGoals, s.inGroup);
    const listed = others.some((goal) => goal.id === goalId);
    const read = await person.call(getGoal, of(s, goalId)).catch(() => null);
    // The list and the page say the same, and neither more than wording and ladder.
    expect(read !== null).toBe(listed);
    expect(read?.mine ?? null).toBeNull();
    return listed;
  };
  return { peer: await see(s.ben), leader: await see(s.leader) };
};

describe('a goal', () => {
  test('is a draft that nobody else sees, and the same one when its making is repeated', async () => {
    const s = await start();
    const sent = { ...s.inGroup, body: WORDING };
    const headers = { 'idempotency-key': 'one tap' };

    const first = await s.noor.call(makeGoal, sent, headers);
    const again = await s.noor.call(makeGoal, sent, headers);

    expect(first).toMatchObject({
      state: 'draft',
      visible: 'only_me',
      importance: 1,
      reviewEvery: 6,
    });
    expect(again.id).toBe(first.id);
    expect((await s.noor.call(listGoals, s.inGroup)).mine).toHaveLength(1);
    expect(await s.ben.call(listGoals, s.inGroup)).toEqual({ mine: [], others: [] });
  });

  test('keeps every wording it had, with why it was reframed', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const refused = await s.noor.refused(wordGoal, { ...of(s, goalId), body: WORDING });
    const ladder = LADDER.map((text) => `${text}, and stay with it`);
    await s.noor.call(reframeGoal, {
      ...of(s, goalId),
      body: {
        wording: { ...WORDING, title: 'Taking up room' },
        note: 'It was a role, now it is mine.',
      },
    });
    const after = await s.noor.call(reframeGoal, {
      ...of(s, goalId),
      body: { wording: { ...WORDING, title: 'Taking up room', ladder }, note: null },
    });

    expect(refused.code).toBe('goal_begun');
    expect(after.wording).toMatchObject({ title: 'Taking up room', ladder });
    expect(
      after.frames.map(({ version, wording, note }) => [version, wording.title, note]),
    ).toEqual([
      [1, 'Leaving the wallflower role', 'It was a role, now it is mine.'],
      [2, 'Taking up room', null],
    ]);
    expect(after.ladderVersion).toBe(2);
  });

  test.each<[GoalState, GoalState, string | null]>([
    ['draft', 'paused', 'goal_not_begun'],
    ['draft', 'done', 'goal_not_begun'],
    ['draft', 'proposed', 'goal_not_shown'],
    ['active', 'draft', 'goal_begun'],
    ['active', 'proposed', 'goal_begun'],
    ['active', 'paused', null],
    ['done', 'active', null],
    ['let_go', 'paused', null],
  ])('that is %s and shall be %s: %s', async (from, to, code) => {
    const s = await start();
    const goalId =
      from === 'draft' ? (await draft(s.noor, s.groupId)).id : await practise(s.noor, s.groupId);
    if (from === 'done' || from === 'let_go')
      await s.noor.call(moveGoal, { ...of(s, goalId), body: { state: from } });
    const moving = { ...of(s, goalId), body: { state: to } };

    const reply = await s.noor.send(moveGoal, moving);
    expect(await reply.json()).toMatchObject(code ? { code } : { state: to });
  });

  test('that is over says since when, and no longer once it is taken up again', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const over = await s.noor.call(moveGoal, { ...of(s, goalId), body: { state: 'let_go' } });
    const again = await s.noor.call(moveGoal, { ...of(s, goalId), body: { state: 'active' } });

    expect(over.endedOn).toBe(over.startedOn);
    expect(again.endedOn).toBeNull();
    expect(again.startedOn).toBe(over.startedOn);
  });

  test('is the fourth of three that may be active, until one of them rests', async () => {
    const s = await start();
    const first = await practise(s.noor, s.groupId, { title: 'One' });
    await practise(s.noor, s.groupId, { title: 'Two' });
    await practise(s.noor, s.groupId, { title: 'Three' });
    const { id } = await draft(s.noor, s.groupId, { title: 'Four' });
    const begin = { ...of(s, id), body: { state: 'active' as const } };

    expect((await s.noor.refused(moveGoal, begin)).code).toBe('too_many_active_goals');
    await s.noor.call(moveGoal, { ...of(s, first), body: { state: 'paused' } });
    expect((await s.noor.call(moveGoal, begin)).state).toBe('active');
  });

  test('can be erased with all that belongs to it', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    await s.noor.call(planExperiment, { ...of(s, goalId), body: EXPERIMENT });
    await s.noor.call(eraseGoal, of(s, goalId));

    expect((await s.noor.refused(getGoal, of(s, goalId))).code).toBe('not_found');
    const { practice } = await s.noor.call(getRoom, s.inGroup);
    expect(practice.experiments).toEqual([]);
  });

  test('goes with the member who leaves, and so does all that belongs to it', async () => {
    const s = await start();
    const { groupId } = s;
    const goalId = await practise(s.noor, groupId, {}, 'group');
    const meetingId = await hold(s, [s.noor, s.ben]);
    await s.noor.call(planExperiment, { ...of(s, goalId), body: EXPERIMENT });
    await s.noor.call(reframeGoal, { ...of(s, goalId), body: { wording: WORDING } });
    await s.noor.call(putCheckOut, {
      params: { groupId, meetingId },
      body: { mine: { shares: 1 }, ratings: [{ goalId, level: 1, distance: 4 }] },
    });
    await s.noor.call(beginReview, of(s, goalId));
    await ask(s.noor, groupId, meetingId, { goalId });
    const left = () =>
      Promise.all(
        ['goals', 'goal_frames', 'experiments', 'goal_ratings', 'check_outs', 'reviews'].map(
          async (table) =>
            (await inDatabase(world, `select * from ${table} where group_id = ?`, groupId)).length,
        ),
      );
    expect((await s.ben.call(getGoal, of(s, goalId))).shown?.name).toBe('Noor');
    expect(await left()).toEqual([1, 1, 1, 1, 1, 1]);

    await s.noor.call(leaveGroup, { ...s.inGroup, body: {} });

    expect((await s.ben.refused(getGoal, of(s, goalId))).code).toBe('not_found');
    expect(await left()).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await inDatabase(world, 'select * from asks where goal_id = ?', goalId)).toEqual([]);
  });
});

describe('a ladder', () => {
  test('that lacks levels is not begun with, and says which', async () => {
    const [lowest = '', , expected = ''] = LADDER;
    const refused = await begunWith([lowest, null, expected, null, null]);

    expect(refused.code).toBe('ladder_incomplete');
    expect(refused.fields.map(({ path, problem }) => [path, problem])).toEqual([
      ['ladder.1', 'missing'],
      ['ladder.3', 'missing'],
      ['ladder.4', 'missing'],
    ]);
  });

  test('in which two levels say the same is refused as soon as it is written', async () => {
    const s = await start();
    const ladder = [...LADDER.slice(0, 4), ' i answer when ASKED '];
    const refused = await s.noor.refused(makeGoal, { ...s.inGroup, body: { ...WORDING, ladder } });

    expect(refused.code).toBe('ladder_levels_equal');
    expect(refused.fields.map(({ path, problem }) => [path, problem])).toEqual([
      ['ladder.4', 'repeated'],
    ]);
  });

  test('is refused where it stands in the request', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const ladder = [...LADDER.slice(0, 4), null];
    const refused = await s.noor.refused(reframeGoal, {
      ...of(s, goalId),
      body: { wording: { ...WORDING, ladder } },
    });

    expect(refused.fields.map(({ path }) => path)).toEqual(['wording.ladder.4']);
  });

  test('is not needed, but a level is then not to be chosen', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId, { ladder: null });
    const meetingId = await hold(s, [s.noor]);
    const params = { groupId: s.groupId, goalId, meetingId };
    const refused = await s.noor.refused(rateGoal, { params, body: { level: 0, distance: 3 } });
    const rated = await s.noor.call(rateGoal, { params, body: { level: null, distance: 3 } });

    expect(refused.code).toBe('no_ladder');
    expect(rated.ratings).toMatchObject([{ level: null, distance: 3, meeting: 1 }]);
  });
});

describe('an evening', () => {
  test('is rated by who was there, again and again, and taken back', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const there = await hold(s, [s.noor]);
    const missed = await hold(s, [s.ben]);
    const rate = (meetingId: typeof there, level: 0 | 1 | null, distance: number | null) => ({
      params: { groupId: s.groupId, goalId, meetingId },
      body: { level, distance },
    });

    expect((await s.noor.refused(rateGoal, rate(missed, 1, 2))).code).toBe('not_at_meeting');
    await s.noor.call(rateGoal, rate(there, 1, 2));
    const rated = await s.noor.call(rateGoal, rate(there, 0, 4));
    expect(rated.ratings).toMatchObject([
      { level: 0, distance: 4, compared: false, ladderVersion: 1 },
    ]);
    expect((await s.noor.call(rateGoal, rate(there, null, null))).ratings).toEqual([]);
  });

  test.each(['done', 'let_go'] as const)('is not rated by a goal that is %s', async (state) => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const meetingId = await hold(s, [s.noor]);
    await s.noor.call(moveGoal, { ...of(s, goalId), body: { state } });
    const params = { groupId: s.groupId, goalId, meetingId };

    const refused = await s.noor.refused(rateGoal, { params, body: { level: 1, distance: null } });
    expect(refused.code).toBe('goal_ended');
  });

  test('is rated on the ladder of its day: one written later has a series of its own', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const meetings = [await hold(s, [s.noor]), await hold(s, [s.noor])] as const;
    const rate = (meetingId: (typeof meetings)[number]) =>
      s.noor.call(rateGoal, {
        params: { groupId: s.groupId, goalId, meetingId },
        body: { level: 1, distance: null },
      });
    await rate(meetings[0]);
    const ladder = LADDER.map((text) => `${text}!`);
    await s.noor.call(reframeGoal, { ...of(s, goalId), body: { wording: { ...WORDING, ladder } } });
    const goal = await rate(meetings[1]);

    expect(goal.ratings.map(({ meeting, ladderVersion }) => [meeting, ladderVersion])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('that was rated on another ladder asks anew, and is rated on the one that stands there', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const meetingId = await hold(s, [s.noor]);
    const params = { groupId: s.groupId, goalId, meetingId };
    const body = { level: 1 as const, distance: 5 };
    await s.noor.call(rateGoal, { params, body });
    const ladder = LADDER.map((text) => `${text}!`);
    await s.noor.call(reframeGoal, { ...of(s, goalId), body: { wording: { ...WORDING, ladder } } });

    const { goals } = await s.noor.call(getCheckOut, { params });
    expect(goals).toMatchObject([{ ladder, level: null, distance: 5 }]);
    const { ratings } = await s.noor.call(rateGoal, { params, body });
    expect(ratings).toMatchObject([{ level: 1, ladderVersion: 2 }]);
  });

  test.each([
    ['importance', { importance: 4 }],
    ['importance', { importance: 0 }],
    ['reviewEvery', { reviewEvery: 1 }],
    ['watch', { watch: [1, 2, 3].map(() => ({ measure: 'shares', direction: 'up' })) }],
    ['watch', { watch: [1, 2].map(() => ({ measure: 'shares', direction: 'up' })) }],
    ['watch.0.direction', { watch: [{ measure: 'shares', direction: { within: [3, 1] } }] }],
  ])('has its say on %s refused when it is out of range', async (path, body) => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const refused = await s.noor.refused(keepGoal, { ...of(s, goalId), body: body as never });

    expect(refused.code).toBe('invalid_request');
    expect(refused.fields.map((field) => field.path)).toContain(path);
  });
});

describe('an experiment', () => {
  test('is in the room of the next meeting, for its member alone, until something is said of it', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const planned = await s.noor.call(planExperiment, { ...of(s, goalId), body: EXPERIMENT });
    const inRoom = async (person: Person) =>
      (await person.call(getRoom, s.inGroup)).practice.experiments;
    expect(await inRoom(s.noor)).toEqual([]);

    await s.leader.call(openMeeting, s.inGroup);
    const { text } = EXPERIMENT;
    expect(await inRoom(s.noor)).toEqual([{ goalId, id: planned.id, text }]);
    expect([await inRoom(s.ben), await inRoom(s.leader)]).toEqual([[], []]);

    const params = { groupId: s.groupId, goalId, experimentId: planned.id };
    const outcome = {
      done: 'a_bit' as const,
      happened: 'My voice shook.',
      learned: 'They waited.',
    };
    await s.noor.call(settleExperiment, { params, body: outcome });
    expect(await inRoom(s.noor)).toEqual([]);
    expect((await mineOf(s, goalId)).experiments).toMatchObject([
      { ...outcome, likely: 60, meeting: 1 },
    ]);

    const refused = await s.noor.refused(replanExperiment, { params, body: EXPERIMENT });
    expect(refused.code).toBe('experiment_settled');
    await s.noor.call(settleExperiment, { params, body: { done: null } });
    const when = { kind: 'day' as const, day: '2030-01-02' };
    await s.noor.call(replanExperiment, { params, body: { ...EXPERIMENT, when } });
    expect(await inRoom(s.noor)).toEqual([]);
    await s.noor.call(eraseExperiment, { params });
    expect((await mineOf(s, goalId)).experiments).toEqual([]);
  });

  test('stays with the day it was first said how it went, whatever is added', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const { id: experimentId } = await s.noor.call(planExperiment, {
      ...of(s, goalId),
      body: EXPERIMENT,
    });
    const settle = (learned: string | null) =>
      s.noor.call(settleExperiment, {
        params: { groupId: s.groupId, goalId, experimentId },
        body: { done: 'yes', learned },
      });
    const { settledOn } = await settle(null);
    await world.pass(40 * DAY);

    expect(await settle('They waited.')).toMatchObject({ settledOn, learned: 'They waited.' });
  });

  test('is not planned for a goal that has not begun or is over', async () => {
    const s = await start();
    const { id } = await draft(s.noor, s.groupId);
    const plan = (goalId: GoalId) =>
      s.noor.refused(planExperiment, { ...of(s, goalId), body: EXPERIMENT });
    const over = await practise(s.noor, s.groupId);
    await s.noor.call(moveGoal, { ...of(s, over), body: { state: 'done' } });

    expect([(await plan(id)).code, (await plan(over)).code]).toEqual([
      'goal_not_begun',
      'goal_ended',
    ]);
  });

  test('of one goal is not reached by another, nor by somebody else', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const other = await practise(s.noor, s.groupId, { title: 'Another' });
    const { id: experimentId } = await s.noor.call(planExperiment, {
      ...of(s, goalId),
      body: EXPERIMENT,
    });
    const settle = (goal: GoalId) => ({
      params: { groupId: s.groupId, goalId: goal, experimentId },
      body: { done: 'yes' as const },
    });

    expect((await s.noor.refused(settleExperiment, settle(other))).code).toBe('not_found');
    expect((await s.ben.refused(settleExperiment, settle(goalId))).code).toBe('not_found');
  });
});

describe('what others see of a goal', () => {
  test.each<[GoalVisible, GoalState, boolean, boolean]>([
    ['only_me', 'active', false, false],
    ['leaders', 'active', false, true],
    ['group', 'active', true, true],
    ['group', 'draft', false, false],
    ['leaders', 'draft', false, false],
    ['group', 'proposed', true, true],
    ['leaders', 'proposed', false, true],
    ['group', 'paused', true, true],
    ['leaders', 'done', false, true],
    ['only_me', 'let_go', false, false],
  ])('with %s, %s: a peer %s, a leader %s', async (visible, state, peer, leader) => {
    const s = await start();
    const { id: goalId } = await draft(s.noor, s.groupId);
    await s.noor.call(keepGoal, { ...of(s, goalId), body: { visible } });
    const begun = ['paused', 'done', 'let_go'].includes(state);
    if (begun) await s.noor.call(moveGoal, { ...of(s, goalId), body: { state: 'active' } });
    if (state !== 'draft') await s.noor.call(moveGoal, { ...of(s, goalId), body: { state } });

    expect(await readers(s, goalId)).toEqual({ peer, leader });
    const elsewhere = await start();
    expect((await elsewhere.ben.refused(getGoal, of(s, goalId))).code).toBe('not_found');
  });

  test('is its wording and ladder, and nothing of what was tried or rated', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId, {}, 'group');
    const meetingId = await hold(s, [s.noor]);
    await s.noor.call(planExperiment, {
      ...of(s, goalId),
      body: { ...EXPERIMENT, text: 'canary one' },
    });
    await s.noor.call(rateGoal, {
      params: { groupId: s.groupId, goalId, meetingId },
      body: { level: 2, distance: 9 },
    });

    const { shown, mine } = await s.ben.call(getGoal, of(s, goalId));
    expect(mine).toBeNull();
    expect(Object.keys(shown ?? {}).sort()).toEqual([
      'endedOn',
      'id',
      'memberId',
      'name',
      'startedOn',
      'state',
      'visible',
      'wording',
    ]);
    const { others } = await s.ben.call(listGoals, s.inGroup);
    expect(JSON.stringify([shown, others])).not.toMatch(
      /canary|"distance"|"level"|importance|watch/,
    );
  });
});

describe('a check-out', () => {
  test('is offered for a day after the meeting, holds all of it, and can be taken back', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const meetingId = await hold(s, [s.noor]);
    const params = { groupId: s.groupId, meetingId };
    const offered = async (person: Person) =>
      (await person.call(getRoom, s.inGroup)).practice.checkOut;
    expect(await offered(s.noor)).toEqual({ meetingId, kept: false });
    expect(await offered(s.ben)).toBeNull();

    const mine = { shares: 2, firstWords: 'middle' as const, firstMinute: 31 };
    const ratings = [{ goalId, level: 1 as const, distance: 6 }];
    await s.noor.call(putCheckOut, { params, body: { mine, ratings } });

    expect(await s.noor.call(getCheckOut, { params })).toMatchObject({
      mine,
      goals: [{ id: goalId, level: 1, distance: 6, compared: false, ladder: LADDER }],
    });
    expect(await offered(s.noor)).toEqual({ meetingId, kept: true });
    await s.noor.call(eraseCheckOut, { params });
    expect(await offered(s.noor)).toEqual({ meetingId, kept: false });
    expect((await s.noor.call(getCheckOut, { params })).mine).toBeNull();
    expect((await s.ben.refused(getCheckOut, { params })).code).toBe('not_at_meeting');
    world.ahead += DAY;
    expect(await offered(s.noor)).toBeNull();
  });

  test('is written whole or not at all', async () => {
    const s = await start();
    const goalId = await practise(s.noor, s.groupId);
    const bens = await practise(s.ben, s.groupId);
    const meetingId = await hold(s, [s.noor, s.ben]);
    const params = { groupId: s.groupId, meetingId };
    const ratings = [
      { goalId, level: 1 as const, distance: 6 },
      { goalId: bens, level: 2 as const, distance: 10 },
    ];
    const refused = await s.noor.refused(putCheckOut, {
      params,
      body: { mine: { shares: 1 }, ratings },
    });

    expect(refused.code).toBe('not_found');
    const { mine, goals } = await s.noor.call(getCheckOut, { params });
    expect([mine, goals[0]?.level]).toEqual([null, null]);
  });

  test('does not know a minute of words that never came', async () => {
    const s = await start();
    const meetingId = await hold(s, [s.noor]);
    const refused = await s.noor.refused(putCheckOut, {
      params: { groupId: s.groupId, meetingId },
      body: { mine: { shares: 0, firstWords: 'not_today', firstMinute: 12 } },
    });
    expect(refused.fields.map((field) => field.path)).toEqual(['mine.firstMinute']);
  });
});

test('a seat in a meeting that is open can be rated too', async () => {
  const s = await start();
  const goalId = await practise(s.noor, s.groupId);
  const { id: meetingId } = await s.leader.call(openMeeting, s.inGroup);
  await s.noor.call(takeSeat, { params: { groupId: s.groupId, meetingId } });

  expect((await mineOf(s, goalId)).rateable).toMatchObject({ meetingId, number: 1 });
  const params = { groupId: s.groupId, goalId, meetingId: randomId<string>() };
  const refused = await s.noor.refused(rateGoal, { params, body: { level: 1, distance: null } });
  expect(refused.code).toBe('not_found');
});

test('it is time to look back after six meetings', async () => {
  const s = await start();
  const goalId = await practise(s.noor, s.groupId);
  for (let held = 0; held < 5; held++) await hold(s, []);
  const early = (await mineOf(s, goalId)).reviewDue;
  await hold(s, []);

  expect([early, (await mineOf(s, goalId)).reviewDue]).toEqual([false, true]);
});
