import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, passAsk, type PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import {
  closeAsk,
  getAsk,
  type Guess,
  listAsks,
  type openAsk,
  withdrawAsk,
} from '../../src/contract/asks.ts';
import { getHome, getRoom, leaveSeat, takeSeat } from '../../src/contract/meetings.ts';
import type { InputOf, Operation } from '../../src/contract/operation.ts';
import type { AskId, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import * as answerStore from '../../src/store/answers.ts';
import * as events from '../../src/store/events.ts';
import { anAnswer, answer, ask, type Circle, type Person, World } from '../support/world.ts';

const GUESS: Guess = {
  understood: 2,
  closeness: -1,
  warmth: 1,
  fear: 'not_got',
  fearWords: null,
  fearLikely: 70,
  fearBad: 6,
  discount: 'nice',
  discountWords: null,
};

let world: World;
let founder: Person;

beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

interface Room extends Circle {
  meetingId: MeetingId;
  askId: AskId;
  /** Of the ask, for every operation on it. */
  params: { groupId: Circle['groupId']; askId: AskId };
  asker: Person;
  ben: Person;
  cleo: Person;
  dan: Person;
  /** Belongs to the group and was not there. */
  absent: Person;
}

/** Five at a meeting, one of whom has asked. */
async function room(fields: Partial<InputOf<typeof openAsk>['body']> = {}): Promise<Room> {
  const names = ['Asker', 'Ben', 'Cleo', 'Dan', 'Absent'];
  const circle = await world.gathering(founder, names, { absent: 1 });
  const [asker, ben, cleo, dan, absent] = circle.members as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const askId = await ask(asker, circle.groupId, circle.meetingId, fields);
  const params = { groupId: circle.groupId, askId };
  return { ...circle, askId, params, asker, ben, cleo, dan, absent };
}

/** Every reply a member can get about the group and its ask, bodies and refusals alike, without cursors. */
async function everythingFor(reader: Person, { params }: Room): Promise<string> {
  const reads: [Operation, unknown][] = [
    [getRoom, { params }],
    [getHome, {}],
    [listAsks, { params, query: {} }],
    [getAsk, { params }],
    [getMyAnswer, { params }],
    [getResults, { params }],
  ];
  const replies = [];
  for (const [operation, input] of reads) {
    const sent = await reader.send(operation, input as never);
    const { instance: _, ...reply } = (await sent.json()) as { instance?: string };
    replies.push(reply);
  }
  return JSON.stringify(replies, (key, value: unknown) => (key === 'cursor' ? undefined : value));
}

const arrived = async ({ asker, params }: Room) =>
  (await asker.call(getAsk, { params })).mine?.arrived;

const eventsOf = ({ groupId }: Room) =>
  events.since(world.service.deps.store.read, groupId, 0, 1000);

/** The taps people give in these tests, in an order nothing else uses. */
const taps = (understood: number | null, closeness: number | null, warmth: number | null) => ({
  understood,
  closeness,
  warmth,
});

describe('an answer', () => {
  test('is the answerer’s whole, and reaches the asker without its taps', async () => {
    const made = await room();
    const { asker, ben, params } = made;
    const body = anAnswer({
      feelings: ['touched', 'not_sure_yet'],
      words: [{ channel: 'association', text: 'my grandmother’s kitchen' }],
      ...taps(4, -2, null),
    });

    const sent = await ben.call(putAnswer, { params, body });
    await asker.call(openAnswers, { params });
    const results = await asker.call(getResults, { params });

    const { attempt: _a, replaces: _r, sentBy: _s, ticket: _t, ...said } = body;
    expect(sent).toEqual({ answer: { ...said, version: 1 }, replacedOther: false });
    expect(await ben.call(getMyAnswer, { params })).toEqual({
      answer: sent.answer,
      passed: false,
      saidInRoom: false,
      reactions: [],
      reported: false,
      lateWord: null,
      lateWordUntil: null,
    });
    expect(results).toEqual({
      state: 'open',
      answers: [
        {
          id: results.answers[0]?.id,
          from: { memberId: ben.memberId, name: 'Ben', role: 'member' },
          feelings: ['touched', 'not_sure_yet'],
          body: [],
          pad: null,
          words: [{ channel: 'association', text: 'my grandmother’s kitchen' }],
          cameAcross: [],
          moreOf: [],
          moreOfText: null,
          inRoom: false,
          hidden: false,
          reactions: [],
          kept: [],
          changed: false,
        },
      ],
      feelings: [
        { feeling: 'not_sure_yet', people: 1 },
        { feeling: 'touched', people: 1 },
      ],
      moreOf: [],
      impression: null,
      anonymous: null,
      lateWords: [],
      numbers: null,
      comparison: null,
      fear: null,
      reflection: null,
      goal: null,
    });
  });

  test('may be one feeling and nothing else', async () => {
    const { ben, params } = await room();
    const body = anAnswer({ feelings: ['not_sure_yet'], words: [], ...taps(null, null, null) });

    const { answer } = await ben.call(putAnswer, { params, body });

    expect(answer).toMatchObject({ feelings: ['not_sure_yet'], words: [], understood: null });
  });

  test('is opened by the asker’s own hand: until then only how many came is told', async () => {
    const made = await room({ guess: GUESS });
    const { asker, ben, cleo, params } = made;
    await answer(ben, params.groupId, params.askId);
    await answer(cleo, params.groupId, params.askId);

    const refused = await asker.refused(getResults, { params });
    const seen = await everythingFor(asker, made);

    expect(refused).toMatchObject({ status: 409, code: 'not_opened' });
    expect(await arrived(made)).toBe(2);
    expect(seen).not.toContain('a small wave of sadness');
    expect(seen).not.toContain('touched');
    const { waiting } = await asker.call(getRoom, { params });
    expect(waiting).toMatchObject([{ kind: 'arriving', arrived: 2, opened: false }]);
  });

  test('changes no byte of what other peers and the rest of the group are told', async () => {
    const made = await room({ seenBy: 'group', guess: GUESS, meant: 'that I was afraid' });
    const { asker, ben, cleo, dan, absent, leader, params } = made;
    const others = [cleo, dan, absent, leader];
    const before = await Promise.all(others.map((one) => everythingFor(one, made)));

    await answer(ben, params.groupId, params.askId);
    await asker.call(openAnswers, { params });
    await answer(ben, params.groupId, params.askId, { replaces: 1 });

    expect(await Promise.all(others.map((one) => everythingFor(one, made)))).toEqual(before);
  });

  test('never carries taps to anybody else before the ask has closed', async () => {
    const made = await room({ seenBy: 'group' });
    const { asker, ben, cleo, dan, everybody, params } = made;
    const { groupId, askId } = params;
    await answer(ben, groupId, askId, taps(4, -3, 0));
    await answer(cleo, groupId, askId, taps(1, 2, 4));
    await answer(dan, groupId, askId, taps(2, 3, 3));
    await asker.call(openAnswers, { params });

    for (const reader of everybody) {
      const seen = await everythingFor(reader, made);
      const mine = [ben, cleo, dan].includes(reader) ? 1 : 0;
      for (const question of ['understood', 'closeness', 'warmth'])
        expect([reader.name, question, seen.split(`"${question}":`).length - 1]).toEqual([
          reader.name,
          question,
          mine,
        ]);
      expect(seen).not.toContain('median');
    }
  });

  test('opens to its author what the asker meant, and to nobody before they answer', async () => {
    const made = await room({ meant: 'that I was afraid of you', guess: GUESS });
    const { ben, cleo, absent, params } = made;

    expect((await ben.call(getAsk, { params })).meant).toBeNull();
    await answer(ben, params.groupId, params.askId);

    expect((await ben.call(getAsk, { params })).meant).toBe('that I was afraid of you');
    for (const reader of [cleo, absent])
      expect(await everythingFor(reader, made)).not.toContain('afraid');
    // Passing is not answering.
    await ben.call(passAsk, { params });
    expect((await ben.call(getAsk, { params })).meant).toBeNull();
  });

  test('leaves the guess, and that somebody thought again, with the asker, before and after closing', async () => {
    const made = await room({ seenBy: 'group', guess: GUESS });
    const { asker, ben, cleo, dan, everybody, params } = made;
    for (const peer of [ben, cleo, dan]) await answer(peer, params.groupId, params.askId);
    await answer(ben, params.groupId, params.askId, { replaces: 1 });
    const others = everybody.filter((one) => one !== asker);

    const readAll = async () =>
      (await Promise.all(others.map((one) => everythingFor(one, made)))).join('');
    const open = await readAll();
    await asker.call(closeAsk, { params });
    const closed = await readAll();

    for (const seen of [open, closed])
      expect(/fearLikely|not_got|"nice"|as_expected|than_expected/.exec(seen)).toBeNull();
    expect(closed).not.toMatch(/"atOrAbove":\d|"changed":true/);
    expect(await everythingFor(asker, made)).toContain('"fearLikely":70');
  });

  test('is refused from those who were not asked: the asker, the absent', async () => {
    const { asker, absent, params } = await room();

    const own = await asker.refused(putAnswer, { params, body: anAnswer() });
    const notThere = await absent.refused(putAnswer, { params, body: anAnswer() });

    expect([own.code, notThere.code]).toEqual(['not_asked', 'not_found']);
  });

  test('is refused once the ask has closed, also as an edit, a repeat aside', async () => {
    const { asker, ben, cleo, params } = await room();
    const body = anAnswer();
    const sent = await ben.call(putAnswer, { params, body });
    await asker.call(closeAsk, { params });

    const late = await cleo.refused(putAnswer, { params, body: anAnswer() });
    const edit = await ben.refused(putAnswer, { params, body: anAnswer({ replaces: 1 }) });
    const repeat = await ben.call(putAnswer, { params, body });

    expect([late.code, edit.code]).toEqual(['ask_closed', 'ask_closed']);
    expect(repeat).toEqual(sent);
  });

  test('resent by a device to an ask taken back hears that it is over, not of another answer', async () => {
    const { asker, ben, params } = await room();
    await answer(ben, params.groupId, params.askId);
    await asker.call(withdrawAsk, { params });

    const resent = await ben.refused(putAnswer, {
      params,
      body: anAnswer({ replaces: 1, sentBy: 'queue' }),
    });

    expect(resent.code).toBe('ask_closed');
  });

  test('has an id that says nothing of when it came', async () => {
    const made = await room();
    const { asker, ben, cleo, dan, params } = made;
    for (const peer of [ben, cleo, dan]) await answer(peer, params.groupId, params.askId);
    await asker.call(openAnswers, { params });

    const { answers } = await asker.call(getResults, { params });

    const ids = answers.map((one) => one.id);
    expect(ids.every((id) => id[14] === '4')).toBe(true);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('an edit', () => {
  test('takes the place of what was said, and the asker sees that it changed, no history', async () => {
    const made = await room();
    const { asker, ben, params } = made;
    await answer(ben, params.groupId, params.askId, {
      words: [{ channel: 'thought', text: 'what I said first' }],
    });
    await asker.call(openAnswers, { params });
    const [first] = (await asker.call(getResults, { params })).answers;

    const edited = await ben.call(putAnswer, {
      params,
      body: anAnswer({ replaces: 1, words: [], feelings: ['not_sure_yet'] }),
    });

    expect(edited).toMatchObject({ answer: { version: 2 }, replacedOther: false });
    const { answers } = await asker.call(getResults, { params });
    expect(answers).toEqual([{ ...first, words: [], feelings: ['not_sure_yet'], changed: true }]);
    expect(await arrived(made)).toBe(1);
  });

  test('by a person wins over another device, and is told so', async () => {
    const { ben, params } = await room();
    await answer(ben, params.groupId, params.askId);
    await answer(ben, params.groupId, params.askId, { replaces: 1 });

    const unaware = await ben.call(putAnswer, { params, body: anAnswer({ replaces: null }) });
    const behind = await ben.call(putAnswer, { params, body: anAnswer({ replaces: 1 }) });
    const aware = await ben.call(putAnswer, { params, body: anAnswer({ replaces: 4 }) });

    expect([unaware, behind, aware].map((one) => one.replacedOther)).toEqual([true, true, false]);
    expect(aware.answer.version).toBe(5);
  });

  test.each([
    ['knows of none, where there is one', null],
    ['is behind', 1],
    ['is ahead of what there is', 7],
  ])('by a device’s queue loses when it %s', async (_how, replaces) => {
    const { ben, params } = await room();
    await answer(ben, params.groupId, params.askId);
    const there = await ben.call(putAnswer, { params, body: anAnswer({ replaces: 1 }) });

    const refused = await ben.refused(putAnswer, {
      params,
      body: anAnswer({ replaces, sentBy: 'queue', words: [] }),
    });

    expect(refused).toMatchObject({ status: 409, code: 'answer_changed_elsewhere' });
    expect((await ben.call(getMyAnswer, { params })).answer).toEqual(there.answer);
  });

  test('by a device’s queue loses against a pass from another device', async () => {
    const { ben, params } = await room();
    await answer(ben, params.groupId, params.askId);
    await ben.call(passAsk, { params });

    const refused = await ben.refused(putAnswer, {
      params,
      body: anAnswer({ replaces: 1, sentBy: 'queue' }),
    });

    expect(refused.code).toBe('answer_changed_elsewhere');
    expect(await ben.call(getMyAnswer, { params })).toMatchObject({ answer: null, passed: true });
  });

  test('by a device’s queue loses against an answer given after such a pass', async () => {
    const { ben, params } = await room();
    await answer(ben, params.groupId, params.askId);
    await ben.call(passAsk, { params });
    const anew = await answer(ben, params.groupId, params.askId);

    const refused = await ben.refused(putAnswer, {
      params,
      body: anAnswer({ replaces: 1, sentBy: 'queue' }),
    });

    expect(refused.code).toBe('answer_changed_elsewhere');
    expect((await ben.call(getMyAnswer, { params })).answer).toEqual(anew.answer);
  });

  test('by a device’s queue goes through where nothing else came', async () => {
    const { ben, params } = await room();

    const first = await ben.call(putAnswer, { params, body: anAnswer({ sentBy: 'queue' }) });
    const second = await ben.call(putAnswer, {
      params,
      body: anAnswer({ sentBy: 'queue', replaces: 1 }),
    });

    expect([first, second].map((one) => [one.answer.version, one.replacedOther])).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  test('of one attempt sent many times is one: same reply, no event, also all at once', async () => {
    const made = await room();
    const { ben, params } = made;
    const body = anAnswer();
    const first = await ben.call(putAnswer, { params, body });
    const before = await eventsOf(made);

    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => ben.call(putAnswer, { params, body })),
    );
    const queued = await ben.call(putAnswer, { params, body: { ...body, sentBy: 'queue' } });

    expect([...repeats, queued]).toEqual(Array.from({ length: 6 }, () => first));
    expect(await eventsOf(made)).toEqual(before);
    expect(await arrived(made)).toBe(1);
  });

  test('from two devices at once leaves one whole answer, and one of them is told', async () => {
    const { asker, ben, params } = await room();
    const bodies = ['from the phone', 'from the laptop'].map((text) =>
      anAnswer({ words: [{ channel: 'thought', text }] }),
    );

    const sent = await Promise.all(bodies.map((body) => ben.call(putAnswer, { params, body })));

    expect(sent.map((one) => one.replacedOther)).toEqual(expect.arrayContaining([false, true]));
    const last = sent.find((one) => one.replacedOther);
    expect((await ben.call(getMyAnswer, { params })).answer).toEqual(last?.answer);
    await asker.call(openAnswers, { params });
    expect((await asker.call(getResults, { params })).answers).toHaveLength(1);
  });
});

describe('passing', () => {
  test('looks like nothing in any reply to anybody else, before and after closing', async () => {
    const passed = await room({ seenBy: 'group', guess: GUESS });
    const { asker, ben, cleo, absent, leader, params } = passed;
    const others = [asker, cleo, absent, leader];
    const look = () => Promise.all(others.map((one) => everythingFor(one, passed)));
    await answer(cleo, params.groupId, params.askId);
    const before = await look();

    await ben.call(passAsk, { params });

    expect(await look()).toEqual(before);
    await asker.call(openAnswers, { params });
    await asker.call(closeAsk, { params });
    await asker.call(openAnswers, { params });
    const seen = (await look()).join('');
    // Listed among those who were asked, like Dan, who did not answer; and that is all.
    const said = (name: string) => seen.split(`"${name}"`).length;
    expect(said('Ben')).toBe(said('Dan'));
    expect(seen).not.toContain('"passed":true');
  });

  test('tells the answerer’s own devices, and nobody else', async () => {
    const made = await room();
    const before = (await eventsOf(made)).length;

    await made.ben.call(passAsk, { params: made.params });
    await made.ben.call(passAsk, { params: made.params });

    const told = (await eventsOf(made)).slice(before);
    expect(told.map(({ type, audience }) => [type, audience])).toEqual([
      ['answer.mine', [made.ben.memberId]],
    ]);
  });

  test('takes the ask off the own list, and answering later undoes it', async () => {
    const { ben, params } = await room();
    const waiting = async () => (await ben.call(getRoom, { params })).waiting.length;

    expect(await waiting()).toBe(1);
    await ben.call(passAsk, { params });
    expect(await waiting()).toBe(0);
    expect(await ben.call(getMyAnswer, { params })).toMatchObject({ answer: null, passed: true });
    await answer(ben, params.groupId, params.askId);

    expect(await ben.call(getMyAnswer, { params })).toMatchObject({
      answer: { version: 1 },
      passed: false,
    });
  });

  test('takes an answer back whole, until the asker has first opened the ask', async () => {
    const made = await room();
    const { asker, ben, cleo, params } = made;
    const words = [{ channel: 'thought' as const, text: 'better left unsaid' }];
    await answer(ben, params.groupId, params.askId, { words });
    await answer(cleo, params.groupId, params.askId);

    await ben.call(passAsk, { params });
    expect(await arrived(made)).toBe(1);
    await asker.call(openAnswers, { params });
    const refused = await cleo.refused(passAsk, { params });

    expect(refused).toMatchObject({ status: 409, code: 'ask_opened' });
    const { answers } = await asker.call(getResults, { params });
    expect(answers.map((one) => one.from.name)).toEqual(['Cleo']);
    const { read } = world.service.deps.store;
    const kept = await read.select().from(read.tables.answers);
    expect(JSON.stringify(kept)).not.toContain('better left unsaid');
    // Whoever has given nothing may still pass.
    await made.dan.call(passAsk, { params });
  });

  test('is refused when the ask has closed, and to those who were not asked', async () => {
    const { asker, ben, absent, params } = await room();
    const own = await asker.refused(passAsk, { params });
    const notThere = await absent.refused(passAsk, { params });
    await asker.call(closeAsk, { params });
    const late = await ben.refused(passAsk, { params });

    const codes = [own, notThere, late].map((one) => one.code);
    expect(codes).toEqual(['not_asked', 'not_found', 'ask_closed']);
  });
});

const GIVEN: Partial<PutAnswer>[] = [taps(4, 2, 3), taps(3, 1, 3), taps(2, -1, null)];

/** The ask of a room, closed and opened, after these answers by Ben, Cleo and Dan. */
async function closed(given: readonly Partial<PutAnswer>[], fields: object = { guess: GUESS }) {
  const made = await room(fields);
  const { asker, ben, cleo, dan, params } = made;
  for (const [i, one] of given.entries())
    await answer([ben, cleo, dan][i] as Person, params.groupId, params.askId, one);
  await asker.call(closeAsk, { params });
  await asker.call(openAnswers, { params });
  return made;
}

describe('the numbers', () => {
  test('come from three valid values on, question by question', async () => {
    const { asker, params } = await closed(GIVEN);

    const { numbers, comparison } = await asker.call(getResults, { params });

    expect(numbers).toEqual({
      n: 3,
      understood: { counts: [0, 0, 1, 1, 1], median: 3, n: 3, cantSay: 0, atOrAbove: 3 },
      closeness: { counts: [0, 0, 1, 0, 1, 1, 0], median: 1, n: 3, cantSay: 0, atOrAbove: 3 },
      warmth: null,
    });
    expect(comparison).toEqual({ label: 'warmer_than_expected' });
  });

  test('of two are none, and make no comparison', async () => {
    const { asker, params } = await closed(GIVEN.slice(0, 2));

    const { numbers, comparison } = await asker.call(getResults, { params });

    expect(numbers).toEqual({ n: 2, understood: null, closeness: null, warmth: null });
    expect(comparison).toBeNull();
  });

  test('say nothing of a guess where there was none', async () => {
    const { asker, params } = await closed(GIVEN, {});

    const { numbers, comparison } = await asker.call(getResults, { params });

    expect(numbers?.understood?.atOrAbove).toBeNull();
    expect(comparison).toBeNull();
  });

  test('never count a leader, whose taps are not even kept; the words come with name and role', async () => {
    const made = await room({ guess: GUESS });
    const { asker, ben, cleo, leader, params } = made;
    const { groupId, askId } = params;
    await answer(ben, groupId, askId, GIVEN[0]);
    await answer(cleo, groupId, askId, GIVEN[1]);

    const { answer: sent } = await leader.call(putAnswer, {
      params,
      body: anAnswer({ ...taps(0, -3, 0), words: [{ channel: 'feeling', text: 'by the leader' }] }),
    });
    await asker.call(closeAsk, { params });
    await asker.call(openAnswers, { params });

    expect(sent).toMatchObject(taps(null, null, null));
    const stored = await answerStore.ofAsk(world.service.deps.store.read, groupId, askId);
    expect(stored.find((one) => !one.counted)).toMatchObject(taps(null, null, null));
    const { numbers, answers } = await asker.call(getResults, { params });
    expect(numbers).toEqual({ n: 2, understood: null, closeness: null, warmth: null });
    expect(answers.find((one) => one.from.role === 'leader')).toMatchObject({
      from: { name: 'Ruth' },
      words: [{ text: 'by the leader' }],
    });
  });

  test('are frozen: who joins, leaves the room or is erased later changes none of them', async () => {
    const { asker, ben, leader, absent, meetingId, params } = await closed(GIVEN);
    const { groupId, askId } = params;
    const before = await asker.call(getResults, { params });
    const { store } = world.service.deps;
    const rows = await answerStore.ofAsk(store.read, groupId, askId);

    await world.join(leader, groupId, 'Zoe');
    await absent.call(takeSeat, { params: { groupId, meetingId } });
    await ben.call(leaveSeat, { params: { groupId, meetingId } });
    await store.transact(async (tx) => {
      for (const row of rows) await answerStore.remove(tx, groupId, row.id);
    });

    const after = await asker.call(getResults, { params });
    expect(after).toEqual({ ...before, answers: [], feelings: [] });
  });

  test('are nobody’s before the ask has closed, the asker’s neither', async () => {
    const { asker, ben, cleo, dan, params } = await room({ guess: GUESS });
    for (const peer of [ben, cleo, dan]) await answer(peer, params.groupId, params.askId);
    await asker.call(openAnswers, { params });

    const { numbers, comparison } = await asker.call(getResults, { params });

    expect([numbers, comparison]).toEqual([null, null]);
  });
});

describe('an ask for the group', () => {
  test('is read by every member from closing on, never before, without guess and comparison', async () => {
    const made = await room({ seenBy: 'group', guess: GUESS });
    const { asker, ben, cleo, dan, absent, leader, params } = made;
    const { groupId, askId } = params;
    for (const peer of [ben, cleo, dan]) await answer(peer, groupId, askId, taps(4, 2, 3));
    const others = [ben, absent, leader];
    const open = await Promise.all(others.map((one) => one.refused(getResults, { params })));

    await asker.call(closeAsk, { params });
    await asker.call(openAnswers, { params });
    const mine = await asker.call(getResults, { params });

    expect(open.map((one) => one.code)).toEqual(['not_found', 'not_found', 'not_found']);
    const shared = {
      ...mine,
      comparison: null,
      fear: null,
      numbers: {
        n: 3,
        understood: { ...mine.numbers?.understood, atOrAbove: null },
        closeness: { ...mine.numbers?.closeness, atOrAbove: null },
        warmth: { ...mine.numbers?.warmth, atOrAbove: null },
      },
    };
    expect(mine.comparison).not.toBeNull();
    for (const reader of others) expect(await reader.call(getResults, { params })).toEqual(shared);
    expect(await absent.call(getAsk, { params })).toMatchObject({
      as: 'reader',
      mine: null,
      meant: null,
    });
    const { asks } = await absent.call(listAsks, { params, query: {} });
    expect(asks.map((one) => [one.id, one.as])).toEqual([[askId, 'reader']]);
  });

  test('lets its readers read also before the asker has opened it', async () => {
    const { asker, ben, absent, params } = await room({ seenBy: 'group' });
    await answer(ben, params.groupId, params.askId);
    await asker.call(closeAsk, { params });

    const { answers } = await absent.call(getResults, { params });

    expect(answers.map((one) => one.from.name)).toEqual(['Ben']);
    expect((await asker.refused(getResults, { params })).code).toBe('not_opened');
  });

  test('is answered by nobody who only reads it', async () => {
    const { asker, absent, params } = await room({ seenBy: 'group' });
    await asker.call(closeAsk, { params });

    const answering = await absent.refused(putAnswer, { params, body: anAnswer() });
    const mine = await absent.refused(getMyAnswer, { params });

    expect([answering.code, mine.code]).toEqual(['not_asked', 'not_asked']);
  });
});

test('an ask for the asker alone is read by nobody else, closed or not', async () => {
  const made = await room({ guess: GUESS });
  const { asker, ben, absent, leader, params } = made;
  await answer(ben, params.groupId, params.askId);
  await asker.call(openAnswers, { params });
  await asker.call(closeAsk, { params });

  for (const reader of [ben, absent, leader])
    expect((await reader.refused(getResults, { params })).code).toBe('not_found');
  const { answer: mine } = await ben.call(getMyAnswer, { params });
  expect(mine?.version).toBe(1);
  for (const reader of [absent, leader])
    expect(await everythingFor(reader, made)).not.toContain('a small wave of sadness');
});
