// An ask that is part of something its asker practises: who learns what of the ladder, of what peers saw, and of how the
// asker saw it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, putAnswer, sayInRoom } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, openAsk, type OpenAsk, withdrawAsk } from '../../src/contract/asks.ts';
import {
  eraseGoal,
  getGoal,
  type GoalState,
  type GoalWording,
  keepGoal,
  listGoals,
  moveGoal,
  rateGoal,
  reframeGoal,
} from '../../src/contract/goals.ts';
import { leaveGroup } from '../../src/contract/groups.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type { AskId, GoalId, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers, shareResults } from '../../src/contract/results.ts';
import { beginReview, getReview, writeReview } from '../../src/contract/reviews.ts';
import { NamelessSeat, anAnonymousAnswer } from '../support/anonymous.ts';
import { operations } from '../support/operations.ts';
import { everythingOf } from '../support/beside.ts';
import { anAnswer, answer, ask, type Circle, type Person, World } from '../support/world.ts';
import { draft, LADDER, practise, WORDING } from './practising.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const PEERS = ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay'] as const;

interface Evening extends Circle {
  noor: Person;
  peers: Person[];
  meetingId: MeetingId;
  goalId: GoalId;
  inGroup: { params: { groupId: Circle['groupId'] } };
}

/** Noor practises, and is at a meeting with Ruth, who leads, and six others. */
async function evening(
  wording: Partial<GoalWording> = {},
  visible: 'only_me' | 'leaders' | 'group' = 'group',
): Promise<Evening> {
  const circle = await world.gathering(founder, ['Noor', ...PEERS]);
  const [noor, ...peers] = circle.members as [Person, ...Person[]];
  const { groupId } = circle;
  const goalId = await practise(noor, groupId, wording, visible);
  return { ...circle, noor, peers, goalId, inGroup: { params: { groupId } } };
}

const opening = (e: Evening, fields: Partial<OpenAsk> = {}) => ({
  ...e.inGroup,
  body: { meetingId: e.meetingId, goalId: e.goalId, ...fields },
});
const asked = (e: Evening, fields: Partial<OpenAsk> = {}) =>
  ask(e.noor, e.groupId, e.meetingId, { goalId: e.goalId, ...fields });
const of = ({ groupId }: Evening, askId: AskId) => ({ params: { groupId, askId } });
const ofGoal = ({ groupId, goalId }: Evening) => ({ params: { groupId, goalId } });

/** Peers pick these in turn, with their names. */
async function pick(e: Evening, askId: AskId, levels: readonly (number | null)[]): Promise<void> {
  for (const [at, goalLevel] of levels.entries())
    await answer(e.peers[at] as Person, e.groupId, askId, { goalLevel });
}
async function closed(e: Evening, askId: AskId): Promise<void> {
  await e.noor.call(closeAsk, of(e, askId));
  await e.noor.call(openAnswers, of(e, askId));
}
const read = async (e: Evening, askId: AskId) => (await e.noor.call(getResults, of(e, askId))).goal;
const rating = (e: Evening, level: -2 | -1 | 0 | 1 | 2 | null) => ({
  params: { ...ofGoal(e).params, meetingId: e.meetingId },
  body: { level, distance: null },
});

describe('an ask that is part of a goal', () => {
  test('shows its ladder to those who were asked, and the goal to the asker alone', async () => {
    const e = await evening();
    const askId = await asked(e);

    const mine = await e.noor.call(getAsk, of(e, askId));
    const theirs = await e.peers[0]!.call(getAsk, of(e, askId));

    expect(mine.ladder).toEqual(LADDER);
    expect(mine.mine?.goal).toEqual({ id: e.goalId, title: WORDING.title });
    expect(theirs.ladder).toEqual(LADDER);
    expect(theirs.mine).toBeNull();
    expect(JSON.stringify(theirs)).not.toContain(e.goalId);
    expect(JSON.stringify(theirs)).not.toContain(WORDING.title);
  });

  test('keeps the ladder as it was when it opened, whatever becomes of the goal', async () => {
    const e = await evening();
    const askId = await asked(e);
    const ladder = LADDER.map((text) => `${text}!`);
    const body = { wording: { ...WORDING, ladder } };
    await e.noor.call(reframeGoal, { ...ofGoal(e), body });
    await e.noor.call(keepGoal, { ...ofGoal(e), body: { visible: 'only_me' } });
    await e.noor.call(eraseGoal, ofGoal(e));

    const { ladder: shown } = await e.peers[0]!.call(getAsk, of(e, askId));
    const { mine } = await e.noor.call(getAsk, of(e, askId));

    expect(shown).toEqual(LADDER);
    expect(mine?.goal).toBeNull();
  });

  test.each([
    ['that only its member sees', {}, 'only_me'],
    ['that leaders see', {}, 'leaders'],
    ['that is practised outside', { setting: 'outside' }, 'group'],
  ] as const)('%s carries no ladder, and takes no level', async (_what, wording, visible) => {
    const e = await evening(wording, visible);
    const askId = await asked(e);
    const [ana] = e.peers as [Person];

    const { ladder, mine } = await e.noor.call(getAsk, of(e, askId));
    const refused = await ana.refused(putAnswer, {
      ...of(e, askId),
      body: anAnswer({ goalLevel: 1 }),
    });

    expect([ladder, mine?.goal?.id]).toEqual([null, e.goalId]);
    expect(refused.code).toBe('no_ladder');
    expect(refused.fields).toEqual([{ path: 'goalLevel', problem: 'not_allowed', limit: null }]);
    await answer(ana, e.groupId, askId);
    await closed(e, askId);
    expect(await read(e, askId)).toBeNull();
  });

  test('is refused for somebody else’s, as for one there is not', async () => {
    const e = await evening();
    const [ana] = e.peers as [Person];
    const refusals = [
      await ana.refused(openAsk, opening(e)),
      await ana.refused(openAsk, opening(e, { goalId: e.meetingId as string as GoalId })),
    ];

    expect(refusals.map(({ code }) => code)).toEqual(['not_your_goal', 'not_your_goal']);
    expect(refusals[0]?.fields).toEqual([{ path: 'goalId', problem: 'not_allowed', limit: null }]);
    expect({ ...refusals[0], instance: '' }).toEqual({ ...refusals[1], instance: '' });
  });

  test.each(['paused', 'done', 'let_go'] satisfies GoalState[])(
    'is refused for one that is %s',
    async (state) => {
      const e = await evening();
      await e.noor.call(moveGoal, { ...ofGoal(e), body: { state } });

      const refused = await e.noor.refused(openAsk, opening(e));

      expect(refused.code).toBe('goal_not_active');
      expect(refused.fields.map(({ path }) => path)).toEqual(['goalId']);
    },
  );

  test('is refused for a draft, and for one without a ladder', async () => {
    const e = await evening({ ladder: null });
    const { id } = await draft(e.noor, e.groupId);

    expect((await e.noor.refused(openAsk, opening(e, { goalId: id }))).code).toBe(
      'goal_not_active',
    );
    const refused = await e.noor.refused(openAsk, opening(e));
    expect([refused.code, refused.fields[0]?.path]).toEqual(['no_ladder', 'goalId']);
  });

  test('leaves no text of the ladder behind when it is withdrawn', async () => {
    const ladder = LADDER.map((text) => `${text} on a rope`);
    const e = await evening({ ladder });
    const askId = await asked(e);
    await e.noor.call(withdrawAsk, of(e, askId));
    await e.noor.call(eraseGoal, ofGoal(e));

    expect(await e.peers[0]!.call(getAsk, of(e, askId))).toMatchObject({ ladder: null });
    await world.restart();
    expect(await everythingOf(world)).not.toContain('on a rope');
  });
});

describe('what peers saw', () => {
  test('is shown once the asker said how they saw it, and then that stays', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [0, 0, -1, null, 1]);
    // A leader answers in words: what they tap is counted nowhere.
    await answer(e.leader, e.groupId, askId, { goalLevel: 2 });
    await closed(e, askId);

    const unrated = {
      id: e.goalId,
      ladder: LADDER,
      own: null,
      distance: null,
      rateable: true,
      seen: null,
    };
    expect(await read(e, askId)).toEqual(unrated);
    expect((await e.noor.call(getGoal, ofGoal(e))).mine?.peers).toEqual([]);
    const rated = await e.noor.call(rateGoal, rating(e, -1));
    expect(rated.peers).toMatchObject([{ level: 0, n: 4, comparison: 'others_saw_more' }]);
    expect(await read(e, askId)).toEqual({
      ...unrated,
      own: -1,
      seen: {
        counts: [0, 1, 2, 1, 0],
        median: 0,
        n: 4,
        cantSee: 1,
        comparison: 'others_saw_more',
      },
    });
    expect((await e.noor.refused(rateGoal, rating(e, 0))).code).toBe('rating_compared');
    expect((await e.noor.refused(rateGoal, rating(e, null))).code).toBe('rating_compared');
    // How near they were is theirs to say again: nobody else has said anything of it.
    const again = await e.noor.call(rateGoal, {
      ...rating(e, -1),
      body: { level: -1, distance: 6 },
    });
    expect(again.ratings).toMatchObject([{ level: -1, distance: 6, compared: true }]);
  });

  test('is nothing below three who could see it', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [0, null, null, 0]);
    await closed(e, askId);

    await e.noor.call(rateGoal, rating(e, 1));

    expect(await read(e, askId)).toMatchObject({ own: 1, seen: null });
    expect((await e.noor.call(getGoal, ofGoal(e))).mine?.peers).toEqual([]);
    // Nothing was shown that it could have been held against.
    expect((await e.noor.call(rateGoal, rating(e, 0))).ratings).toMatchObject([{ level: 0 }]);
  });

  test('waits until the asker has opened it after closing, also with their own level there', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [1, 1, 2]);
    await e.noor.call(rateGoal, rating(e, 1));
    await e.noor.call(openAnswers, of(e, askId));
    expect(await read(e, askId)).toBeNull();
    await e.noor.call(closeAsk, of(e, askId));

    expect(await read(e, askId)).toBeNull();
    expect((await e.noor.call(getGoal, ofGoal(e))).mine).toMatchObject({
      peers: [],
      ratings: [{ compared: false }],
    });
    await e.noor.call(openAnswers, of(e, askId));
    expect((await read(e, askId))?.seen).toMatchObject({ median: 1, comparison: 'about_the_same' });
  });

  test('stays with the ladder it was picked on: of another there is nothing to hold it against', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [1, 1, 2]);
    const ladder = LADDER.map((text) => `${text}!`);
    await e.noor.call(reframeGoal, { ...ofGoal(e), body: { wording: { ...WORDING, ladder } } });
    await e.noor.call(rateGoal, rating(e, 1));
    await closed(e, askId);

    expect(await read(e, askId)).toMatchObject({
      ladder: LADDER,
      own: null,
      rateable: false,
      seen: null,
    });
  });

  test('is not rated any more once the goal is over, and gone once it is erased', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [1, 1, 2]);
    await e.noor.call(moveGoal, { ...ofGoal(e), body: { state: 'done' } });
    await closed(e, askId);

    expect(await read(e, askId)).toMatchObject({ own: null, rateable: false, seen: null });
    await e.noor.call(eraseGoal, ofGoal(e));
    expect(await read(e, askId)).toBeNull();
  });

  test('loses its dots with those of a peer who leaves and erases a level alone', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [1, 1, 2]);
    const none = { understood: null, closeness: null, warmth: null };
    await answer(e.peers[3] as Person, e.groupId, askId, { ...none, goalLevel: -2 });
    await closed(e, askId);
    await e.noor.call(rateGoal, rating(e, 1));
    expect((await read(e, askId))?.seen?.counts).toEqual([1, 0, 0, 2, 1]);

    await e.peers[3]!.call(leaveGroup, { ...e.inGroup, body: { given: 'erase' } });

    expect((await read(e, askId))?.seen).toMatchObject({ counts: [], median: 1, n: 4 });
  });

  test('moves no T-score', async () => {
    const e = await evening();
    const askId = await asked(e);
    await e.noor.call(rateGoal, rating(e, -1));
    await e.leader.call(endMeeting, { params: { groupId: e.groupId, meetingId: e.meetingId } });
    const { id: reviewId } = await e.noor.call(beginReview, ofGoal(e));
    const params = { groupId: e.groupId, reviewId };
    await e.noor.call(writeReview, { params, body: { tScore: true } });
    const score = async () => (await e.noor.call(getReview, { params })).mine?.tScore?.value;
    const before = await score();
    expect(before).toBe(40);
    await pick(e, askId, [2, 2, 2, 2]);
    await closed(e, askId);

    expect(await score()).toBe(before);
  });
});

/** Everything a person can read of the group, refusals included, but the time. */
async function crawl(reader: Person, e: Evening, askId: AskId): Promise<string> {
  const params = { ...of(e, askId).params, meetingId: e.meetingId, goalId: e.goalId, version: '1' };
  const reading: Operation[] = Object.values(operations).filter(
    ({ name, method }) => method === 'GET' && name !== 'pollEvents',
  );
  const replies: string[] = [];
  for (const operation of reading) {
    const reply = await reader.send(operation, { params, query: {} });
    replies.push(`${operation.name} ${await reply.text()}`);
  }
  const passing = /"instance":"[^"]*"|"cursor":"[^"]*"|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  return replies.join('\n').replaceAll(passing, '');
}

describe('nobody but the asker', () => {
  test('learns how they saw it, or what peers saw, whatever they share', async () => {
    const e = await evening();
    const askId = await asked(e, { seenBy: 'group' });
    await pick(e, askId, [0, 1, 1]);
    const readers = [e.leader, ...e.peers.slice(0, 2)];
    const all = () => Promise.all(readers.map((reader) => crawl(reader, e, askId)));
    await closed(e, askId);
    await e.noor.call(shareResults, {
      ...of(e, askId),
      body: { guess: true, strips: true, reflection: true },
    });
    const before = await all();
    // Their own level, and with it what peers saw, is there now for the asker.
    await e.noor.call(rateGoal, rating(e, -2));

    expect((await read(e, askId))?.seen?.median).toBe(1);
    const after = await all();
    expect(after.join('\n') === before.join('\n')).toBe(true);
    for (const said of after) {
      expect(said).not.toMatch(/"comparison":"(others|you|about)_/);
      expect(said).not.toContain('"cantSee"');
    }
  });

  test('not even the asker reads whose level is which', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [-2, 0, 1, 2]);
    await e.noor.call(openAnswers, of(e, askId));
    const open = await crawl(e.noor, e, askId);
    await closed(e, askId);
    await e.noor.call(rateGoal, rating(e, 0));
    const after = await crawl(e.noor, e, askId);

    expect(open + after).not.toContain('goalLevel');
    expect(open).not.toContain('"counts":[1,0,1,1,1]');
    // The eyes are good: it is counted there, once.
    expect(after.split('"counts":[1,0,1,1,1]')).toHaveLength(2);
    const mine = await e.peers[0]!.call(getMyAnswer, of(e, askId));
    expect(mine.answer?.goalLevel).toBe(-2);
  });

  test('reads the goal where it is shown, without any level', async () => {
    const e = await evening();
    const askId = await asked(e);
    await pick(e, askId, [1, 1, 2]);
    await closed(e, askId);
    await e.noor.call(rateGoal, rating(e, 1));

    const { others } = await e.peers[0]!.call(listGoals, e.inGroup);

    expect(others.map((goal) => goal.id)).toEqual([e.goalId]);
    expect(JSON.stringify(others)).not.toMatch(/peers|ratings/);
  });
});

const seats = (e: Evening, askId: AskId, of: readonly Person[]) =>
  Promise.all(of.map((peer) => NamelessSeat.take(peer, e.groupId, askId)));

describe('without names', () => {
  const DAY = 24 * 60 * 60 * 1000;

  test('a level is released as a count, in no part', async () => {
    const e = await evening();
    const askId = await asked(e, { mode: 'anonymous', closes: 'in_an_hour' });
    const levels = [-1, 0, 1, null];
    for (const [at, seat] of (await seats(e, askId, e.peers.slice(0, 4))).entries())
      await seat.put('answer', anAnonymousAnswer(seat, { goalLevel: levels[at] ?? null }));
    await answer(e.leader, e.groupId, askId, { goalLevel: 2 });
    await world.pass(DAY);
    await e.noor.call(openAnswers, of(e, askId));
    await e.noor.call(rateGoal, rating(e, 1));

    const { goal, anonymous } = await e.noor.call(getResults, of(e, askId));

    expect(goal?.seen).toEqual({
      counts: [0, 1, 1, 1, 0],
      median: 0,
      n: 3,
      cantSee: 1,
      comparison: 'you_noticed_more',
    });
    expect(JSON.stringify(anonymous)).not.toMatch(/goal|level/i);
  });

  test('what misses the rule says no level either', async () => {
    const e = await evening();
    const askId = await asked(e, { mode: 'choice', closes: 'in_an_hour' });
    const all = await seats(e, askId, e.peers);
    for (const seat of all.slice(0, 2))
      await seat.put('answer', anAnonymousAnswer(seat, { goalLevel: 2 }));
    for (const at of [2, 3, 4]) {
      const [peer, seat] = [e.peers[at], all[at]] as [Person, NamelessSeat];
      await answer(peer, e.groupId, askId, {
        goalLevel: 0,
        ticket: seat.spentBy(peer.memberId),
      });
    }
    await world.pass(DAY);
    await e.noor.call(openAnswers, of(e, askId));
    await e.noor.call(rateGoal, rating(e, 0));

    // Two wrote without a name, which is one too few; three signed, and theirs are counted.
    expect((await read(e, askId))?.seen).toMatchObject({ counts: [0, 0, 3, 0, 0], n: 3 });
  });

  test('where the ask has no ladder a level is refused, like anything it cannot say', async () => {
    const e = await evening();
    const askId = await asked(e, { mode: 'anonymous', closes: 'in_an_hour', goalId: null });
    const [seat] = (await seats(e, askId, e.peers.slice(0, 1))) as [NamelessSeat];

    expect(await seat.put('answer', anAnonymousAnswer(seat, { goalLevel: 0 }))).toBe(403);
    expect(await seat.put('answer', anAnonymousAnswer(seat))).toBe(202);
  });

  test('another ladder is another ask: a ticket for one does not fit the other', async () => {
    const e = await evening();
    const askId = await asked(e, { mode: 'anonymous', closes: 'in_an_hour' });
    const [ana] = e.peers as [Person];
    const shown = await ana.call(getAsk, of(e, askId));

    const seat = await NamelessSeat.take(ana, e.groupId, askId);
    const other = new NamelessSeat(world.url, e.groupId, {
      ...shown,
      ladder: LADDER.toReversed(),
    });
    Object.assign(other, { author: seat.author, token: seat.token });

    expect(await other.put('answer', anAnonymousAnswer(other, { goalLevel: 0 }))).toBe(403);
    expect(await seat.put('answer', anAnonymousAnswer(seat, { goalLevel: 0 }))).toBe(202);
  });
});

describe('what somebody was willing to say more about', () => {
  test('is marked as said by them, for them alone, and taken back', async () => {
    const e = await evening();
    const askId = await asked(e);
    const [ana] = e.peers as [Person];
    await answer(ana, e.groupId, askId, { inRoom: true });
    const said = async () => (await ana.call(getMyAnswer, of(e, askId))).saidInRoom;
    const mark = (to: boolean) => ana.call(sayInRoom, { ...of(e, askId), body: { said: to } });
    await closed(e, askId);

    const readers = [e.noor, e.leader, e.peers[1] as Person];
    const all = () => Promise.all(readers.map((reader) => crawl(reader, e, askId)));
    const before = await all();

    expect(await said()).toBe(false);
    await mark(true);
    expect(await said()).toBe(true);
    expect((await all()).join('\n') === before.join('\n')).toBe(true);
    await mark(false);
    expect(await said()).toBe(false);
  });

  test('is not there without an answer that offers it, and goes when it is not offered any more', async () => {
    const e = await evening();
    const askId = await asked(e);
    const [ana] = e.peers as [Person];
    const mark = { ...of(e, askId), body: { said: true } };

    expect((await ana.refused(sayInRoom, mark)).code).toBe('nothing_there');
    await answer(ana, e.groupId, askId);
    expect((await ana.refused(sayInRoom, mark)).code).toBe('nothing_there');
    await answer(ana, e.groupId, askId, { inRoom: true, replaces: 1 });
    await ana.call(sayInRoom, mark);
    await answer(ana, e.groupId, askId, { inRoom: true, replaces: 2 });
    expect((await ana.call(getMyAnswer, of(e, askId))).saidInRoom).toBe(true);
    await answer(ana, e.groupId, askId, { replaces: 3 });
    await answer(ana, e.groupId, askId, { inRoom: true, replaces: 4 });
    expect((await ana.call(getMyAnswer, of(e, askId))).saidInRoom).toBe(false);
  });

  test('is a thing of asks with names: nothing else is counted', async () => {
    const e = await evening();
    const askId = await asked(e, { mode: 'anonymous', closes: 'in_an_hour' });
    await answer(e.leader, e.groupId, askId, { inRoom: true });

    const refused = await e.leader.refused(sayInRoom, { ...of(e, askId), body: { said: true } });

    expect(refused.code).toBe('wrong_mode');
  });
});
