import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, passAsk, putAnswer } from '../../src/contract/answers.ts';
import {
  type Ask,
  closeAsk,
  getAsk,
  type Guess,
  listAsks,
  openAsk,
  withdrawAsk,
} from '../../src/contract/asks.ts';
import {
  endMeeting,
  getHome,
  getRoom,
  leaveSeat,
  openMeeting,
  takeSeat,
} from '../../src/contract/meetings.ts';
import type { AskId, Instant, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { eventHash } from '../../src/domain/anonymity/tickets.ts';
import { DAY, HOUR, milliseconds, MINUTE, plus } from '../../src/domain/time.ts';
import * as askStore from '../../src/store/asks.ts';
import { everythingOf } from '../support/beside.ts';
import { anAnswer, answer, ask, type Circle, type Person, World } from '../support/world.ts';

const GUESS: Guess = {
  understood: 2,
  closeness: -1,
  warmth: 1,
  fear: 'own',
  fearWords: 'that everybody falls silent',
  fearLikely: 70,
  fearBad: 6,
  discount: 'own',
  discountWords: 'they only mean to be kind',
};

/** A meeting with everybody at it, in a world whose clock stands until a test moves it. */
async function evening(names = ['Asker', 'Ben', 'Cleo']) {
  const world = await World.open();
  world.stands = '2026-03-03T19:01:30.000Z' as Instant;
  const founder = await world.founder('Ruth');
  const circle = await world.gathering(founder, names);
  const [asker, ben, cleo] = circle.members as [Person, Person, Person];
  return { ...circle, world, asker, ben, cleo };
}

let world: World;
let founder: Person;

beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

interface Room extends Circle {
  meetingId: MeetingId;
  asker: Person;
  ben: Person;
  cleo: Person;
  /** Belongs to the group and stays at home. */
  absent: Person;
}

async function room(): Promise<Room> {
  const names = ['Asker', 'Ben', 'Cleo', 'Absent'];
  const circle = await world.gathering(founder, names, { absent: 1 });
  const [asker, ben, cleo, absent] = circle.members as [Person, Person, Person, Person];
  return { ...circle, asker, ben, cleo, absent };
}

const names = ({ eligible }: Pick<Ask, 'eligible'>) => eligible.map((one) => one.name);

describe('asking', () => {
  test('needs nothing but the meeting; everything else has a default', async () => {
    const { groupId, meetingId, asker, ben, cleo, leader } = await room();

    const opened = await asker.call(openAsk, { params: { groupId }, body: { meetingId } });

    expect(opened).toEqual({
      id: opened.id,
      meetingId,
      asker: { memberId: asker.memberId, name: 'Asker', role: 'member' },
      moment: null,
      question: 'landed',
      ownQuestion: null,
      meant: null,
      dose: 'balanced',
      seenBy: 'asker',
      mode: 'signed',
      openedAt: opened.openedAt,
      closesAt: opened.closesAt,
      closedAt: null,
      state: 'open',
      lost: false,
      eligible: [
        { memberId: ben.memberId, name: 'Ben', role: 'member' },
        { memberId: cleo.memberId, name: 'Cleo', role: 'member' },
        { memberId: leader.memberId, name: 'Ruth', role: 'leader' },
      ],
      as: 'asker',
      shared: null,
      anonymity: null,
      ladder: null,
      mine: { goal: null, guess: null, arrived: 0, opened: false, gently: false },
    });
    const open = milliseconds(opened.closesAt) - milliseconds(opened.openedAt);
    expect(open).toBeGreaterThanOrEqual(48 * HOUR);
    expect(open).toBeLessThan(48 * HOUR + 5 * MINUTE);
    expect(milliseconds(opened.closesAt) % (5 * MINUTE)).toBe(0);
  });

  test('keeps every field, and shows peers all but the guess and what was meant', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    const given = {
      moment: 'when I said that I nearly stayed away',
      question: 'own' as const,
      ownQuestion: 'What did you hear?',
      meant: 'that I was afraid of you',
      dose: 'straight' as const,
      seenBy: 'group' as const,
    };

    const opened = await asker.call(openAsk, {
      params: { groupId },
      body: { meetingId, ...given, closes: 'in_15_minutes', guess: GUESS },
    });

    expect(opened).toMatchObject({ ...given, mine: { guess: GUESS, arrived: 0, opened: false } });
    const params = { groupId, askId: opened.id };
    expect(await asker.call(getAsk, { params })).toEqual(opened);
    expect(await ben.call(getAsk, { params })).toEqual({
      ...opened,
      meant: null,
      as: 'peer',
      mine: null,
    });
  });

  test('with a guess in which nothing is filled in is asking without one', async () => {
    const { groupId, meetingId, asker } = await room();
    const nothing = Object.fromEntries(Object.keys(GUESS).map((key) => [key, null]));

    const askId = await ask(asker, groupId, meetingId, { guess: nothing as unknown as Guess });

    const { mine } = await asker.call(getAsk, { params: { groupId, askId } });
    expect(mine?.guess).toBeNull();
  });

  test.each([
    { question: 'own' as const, ownQuestion: null },
    { question: 'landed' as const, ownQuestion: 'What did you hear?' },
  ])('has words of its own with an own question, and only then: %j', async (fields) => {
    const { groupId, meetingId, asker } = await room();

    const refused = await asker.refused(openAsk, {
      params: { groupId },
      body: { meetingId, ...fields },
    });

    expect(refused.code).toBe('invalid_request');
    expect(refused.fields[0]?.path).toBe('ownQuestion');
  });

  test('is for those who were there, at least one other among them', async () => {
    const alone = await world.circle(founder, ['Asker']);
    const [asker] = alone.members as [Person];
    const meetingId = await world.meeting(alone, [asker]);
    const { absent, ...other } = await room();

    const nobody = await asker.refused(openAsk, {
      params: { groupId: alone.groupId },
      body: { meetingId },
    });
    const [leaver] = other.members as [Person];
    await leaver.call(leaveSeat, {
      params: { groupId: other.groupId, meetingId: other.meetingId },
    });
    const left = await leaver.refused(openAsk, {
      params: { groupId: other.groupId },
      body: { meetingId: other.meetingId },
    });
    const notThere = await absent.refused(openAsk, {
      params: { groupId: other.groupId },
      body: { meetingId: other.meetingId },
    });
    const foreignMeeting = await asker.refused(openAsk, {
      params: { groupId: alone.groupId },
      body: { meetingId: other.meetingId },
    });

    expect(nobody).toMatchObject({ status: 409, code: 'nobody_to_ask' });
    expect(notThere).toMatchObject({ status: 409, code: 'not_at_meeting' });
    expect(left).toMatchObject({ status: 409, code: 'not_at_meeting' });
    expect(foreignMeeting).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('who is asked', () => {
  test('are all who checked in and have not left, without the asker, leaders included', async () => {
    const { groupId, meetingId, asker, cleo } = await room();
    await cleo.call(leaveSeat, { params: { groupId, meetingId } });

    const askId = await ask(asker, groupId, meetingId);

    const asked = await asker.call(getAsk, { params: { groupId, askId } });
    expect(names(asked)).toEqual(['Ben', 'Ruth']);
    const { askable } = await asker.call(getRoom, { params: { groupId } });
    expect(askable?.people.map((one) => one.name)).toEqual(['Ben', 'Ruth']);
  });

  test('stays as it was: who checks in, joins or leaves later changes nothing', async () => {
    const { groupId, meetingId, asker, ben, absent, leader } = await room();
    const askId = await ask(asker, groupId, meetingId);
    const before = await asker.call(getAsk, { params: { groupId, askId } });
    const zoe = await world.join(leader, groupId, 'Zoe');

    await absent.call(takeSeat, { params: { groupId, meetingId } });
    await zoe.call(takeSeat, { params: { groupId, meetingId } });
    await ben.call(leaveSeat, { params: { groupId, meetingId } });

    expect(await asker.call(getAsk, { params: { groupId, askId } })).toEqual(before);
    for (const person of [absent, zoe]) {
      const params = { groupId, askId };
      expect((await person.refused(getAsk, { params })).code).toBe('not_found');
      const put = await person.refused(putAnswer, { params, body: anAnswer() });
      expect(put.code).toBe('not_found');
      const { asks } = await person.call(listAsks, { params, query: {} });
      expect(asks).toEqual([]);
      expect((await person.call(getRoom, { params })).waiting).toEqual([]);
    }
    // Who has left the room was asked, and still answers.
    await answer(ben, groupId, askId);
  });

  test('leaves again those who come back in time', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    await ben.call(leaveSeat, { params: { groupId, meetingId } });
    await ben.call(takeSeat, { params: { groupId, meetingId } });

    const askId = await ask(asker, groupId, meetingId);

    expect(names(await asker.call(getAsk, { params: { groupId, askId } }))).toContain('Ben');
  });
});

describe('what was asked', () => {
  test('is frozen with its hash, and nothing that happens later changes it', async () => {
    const { groupId, meetingId, asker, ben, leader } = await room();
    const askId = await ask(asker, groupId, meetingId, {
      moment: 'when I laughed',
      meant: 'that it hurt',
      guess: GUESS,
    });
    const opened = await asker.call(getAsk, { params: { groupId, askId } });
    const read = () => askStore.find(world.service.deps.store.read, groupId, askId);
    const before = await read();

    await answer(ben, groupId, askId);
    await world.join(leader, groupId, 'Zoe');
    await asker.call(openAnswers, { params: { groupId, askId } });
    await asker.call(closeAsk, { params: { groupId, askId } });

    const event = before?.event ?? '';
    expect(JSON.parse(event)).toEqual({
      asker: asker.memberId,
      candidates: [],
      closesAt: opened.closesAt,
      dose: 'balanced',
      eligible: opened.eligible.map((one) => one.memberId).sort(),
      group: groupId,
      id: askId,
      key: null,
      ladder: [],
      leaders: [],
      mode: 'signed',
      moment: 'when I laughed',
      ownQuestion: null,
      question: 'landed',
      rule: null,
      seenBy: 'asker',
      version: 2,
    });
    expect(Object.keys(JSON.parse(event) as object)).toEqual(
      Object.keys(JSON.parse(event) as object).sort(),
    );
    expect(before?.eventHash).toBe(Buffer.from(eventHash(event)).toString('hex'));
    const after = await read();
    expect([after?.event, after?.eventHash]).toEqual([before?.event, before?.eventHash]);
  });
});

describe('one ask a meeting', () => {
  test('is all a member has, whatever became of it, and the next meeting brings another', async () => {
    const { groupId, meetingId, asker, ben, leader, everybody } = await room();
    const circle = { groupId, leader, everybody } as Circle;
    const askId = await ask(asker, groupId, meetingId);
    const again = () => asker.refused(openAsk, { params: { groupId }, body: { meetingId } });

    const whileOpen = await again();
    await asker.call(closeAsk, { params: { groupId, askId } });
    const whenClosed = await again();

    expect([whileOpen.code, whenClosed.code]).toEqual(['already_asked', 'already_asked']);
    await ask(ben, groupId, meetingId);
    await leader.call(endMeeting, { params: { groupId, meetingId } });
    const next = await world.meeting(circle, [asker, ben]);
    await ask(asker, groupId, next);
  });

  test('does not count one that was taken back within two minutes, and counts a later one', async () => {
    const { world, groupId, meetingId, asker } = await evening();
    const params = { groupId };
    const withdraw = (askId: AskId) => asker.call(withdrawAsk, { params: { groupId, askId } });

    const first = await ask(asker, groupId, meetingId);
    world.stands = plus(world.now, 2 * MINUTE - 1);
    await withdraw(first);
    const second = await ask(asker, groupId, meetingId);
    world.stands = plus(world.now, 2 * MINUTE);
    await withdraw(second);

    const third = await asker.refused(openAsk, { params, body: { meetingId } });
    expect(third.code).toBe('already_asked');
    const { askable } = await asker.call(getRoom, { params });
    expect(askable?.mine).toEqual({ askId: second, state: 'withdrawn' });
    await world.close();
  });

  test('can be made until fourteen days after the meeting, and not from then on', async () => {
    const { world, groupId, meetingId, asker, ben, leader } = await evening();
    const params = { groupId };
    await leader.call(endMeeting, { params: { groupId, meetingId } });
    const { now } = world;

    world.stands = plus(now, 14 * DAY - 1);
    expect((await ben.call(getRoom, { params })).askable?.meeting.id).toBe(meetingId);
    await ask(asker, groupId, meetingId);
    world.stands = plus(now, 14 * DAY);
    const late = await ben.refused(openAsk, { params, body: { meetingId } });

    expect(late).toMatchObject({ status: 409, code: 'too_late_to_ask' });
    expect((await ben.call(getRoom, { params })).askable).toBeNull();
    await world.close();
  });
});

const body = (meetingId: MeetingId) => ({ meetingId, moment: 'when I laughed' });

describe('a repeated request', () => {
  const KEY = { 'idempotency-key': 'a-key-of-this-device' };

  test('with the same key gets the same ask, and changes nothing', async () => {
    const { groupId, meetingId, asker } = await room();
    const input = { params: { groupId }, body: body(meetingId) };

    const first = await asker.call(openAsk, input, KEY);
    const repeated = await asker.call(openAsk, input, KEY);

    expect(repeated).toEqual(first);
    const other = await asker.refused(openAsk, input);
    expect(other.code).toBe('already_asked');
  });

  test('with the same key ten times at once makes one ask', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    const listener = await ben.listen(groupId);
    const input = { params: { groupId }, body: body(meetingId) };

    const made = await Promise.all(
      Array.from({ length: 10 }, () => asker.call(openAsk, input, KEY)),
    );

    expect(new Set(made.map((one) => one.id)).size).toBe(1);
    const { asks } = await asker.call(listAsks, { params: { groupId }, query: {} });
    expect(asks).toHaveLength(1);
    // Everybody is told once.
    await asker.call(closeAsk, { params: { groupId, askId: made[0]?.id ?? '' } });
    await listener.heard((one) => one.type === 'ask.closed');
    expect(listener.messages.filter((one) => one.type === 'ask.opened')).toHaveLength(1);
    await listener.close();
  });

  test('without a key ten times at once makes one ask and nine refusals', async () => {
    const { groupId, meetingId, asker } = await room();

    const replies = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const sent = await asker.send(openAsk, { params: { groupId }, body: body(meetingId) });
        const { code } = (await sent.json()) as { code?: string };
        return code ?? 'made';
      }),
    );

    expect(replies.sort()).toEqual([...Array<string>(9).fill('already_asked'), 'made']);
  });

  test('of somebody else with the same key is another request', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    const input = { params: { groupId }, body: body(meetingId) };

    const mine = await asker.call(openAsk, input, KEY);
    const theirs = await ben.call(openAsk, input, KEY);

    expect(theirs.id).not.toBe(mine.id);
    expect(theirs.asker.name).toBe('Ben');
  });

  test('that was refused is tried afresh with the same key', async () => {
    const { groupId, meetingId, absent } = await room();
    const input = { params: { groupId }, body: body(meetingId) };
    const refused = await absent.send(openAsk, input, KEY);
    await absent.call(takeSeat, { params: { groupId, meetingId } });

    const made = await absent.call(openAsk, input, KEY);

    expect(refused.status).toBe(409);
    expect(made.state).toBe('open');
  });

  test('has a key of at most 200 characters', async () => {
    const { groupId, meetingId, asker } = await room();
    const input = { params: { groupId }, body: body(meetingId) };

    const long = await asker.send(openAsk, input, { 'idempotency-key': 'k'.repeat(201) });

    expect(long.status).toBe(400);
    await asker.call(openAsk, input, { 'idempotency-key': 'k'.repeat(200) });
  });
});

describe('taking an ask back', () => {
  const WORDS = {
    moment: 'when Ruth asked about my mother',
    ownQuestion: 'Was that too much for this evening?',
    meant: 'that I cannot go there alone',
    fearWords: 'that everybody looks at the floor',
    discountWords: 'they were only tired',
    answer: 'I held my breath until you went on',
  };
  const full = {
    question: 'own' as const,
    moment: WORDS.moment,
    ownQuestion: WORDS.ownQuestion,
    meant: WORDS.meant,
    guess: { ...GUESS, fearWords: WORDS.fearWords, discountWords: WORDS.discountWords },
  };
  test('erases every word of it and of its answers, in the files too', async () => {
    const { world, groupId, meetingId, asker, ben, cleo } = await evening();
    const askId = await ask(asker, groupId, meetingId, full);
    await answer(ben, groupId, askId, { words: [{ channel: 'reaction', text: WORDS.answer }] });
    await cleo.call(passAsk, { params: { groupId, askId } });
    await world.restart();
    const before = await everythingOf(world);
    const row = await askStore.find(world.service.deps.store.read, groupId, askId);

    await asker.call(withdrawAsk, { params: { groupId, askId } });
    await world.restart();

    const bytes = await everythingOf(world);
    for (const words of Object.values(WORDS)) {
      expect(before).toContain(words);
      expect(bytes).not.toContain(words);
    }
    // Nor does its hash stay, by which a guess at the words could be tried.
    expect(bytes).not.toContain(row?.eventHash);
    const { read } = world.service.deps.store;
    const { answers, passes, guesses } = read.tables;
    for (const table of [answers, passes, guesses])
      expect(await read.select().from(table)).toEqual([]);
    await world.close();
  });

  test('leaves those who were asked with an ask that is over and says nothing', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    const askId = await ask(asker, groupId, meetingId, full);
    const params = { groupId, askId };
    await answer(ben, groupId, askId);

    await asker.call(withdrawAsk, { params });
    await asker.call(withdrawAsk, { params });

    const seen = await ben.call(getAsk, { params });
    expect(seen).toMatchObject({
      state: 'withdrawn',
      moment: null,
      ownQuestion: null,
      meant: null,
    });
    expect(await ben.call(getMyAnswer, { params })).toMatchObject({ answer: null, passed: false });
    const answering = await ben.refused(putAnswer, { params, body: anAnswer() });
    const passing = await ben.refused(passAsk, { params });
    expect([answering.code, passing.code]).toEqual(['ask_closed', 'ask_closed']);
    for (const person of [asker, ben]) {
      expect((await person.call(listAsks, { params, query: {} })).asks).toEqual([]);
      expect((await person.call(getRoom, { params })).waiting).toEqual([]);
      expect((await person.refused(getResults, { params })).code).toBe('not_found');
    }
    expect((await asker.refused(closeAsk, { params })).code).toBe('ask_closed');
    expect((await asker.refused(openAnswers, { params })).code).toBe('not_found');
  });

  test('is possible after closing, and never once the asker has opened it', async () => {
    const { groupId, meetingId, asker, ben } = await room();
    const unread = { groupId, askId: await ask(asker, groupId, meetingId) };
    const read = { groupId, askId: await ask(ben, groupId, meetingId) };
    await asker.call(closeAsk, { params: unread });
    await ben.call(openAnswers, { params: read });

    await asker.call(withdrawAsk, { params: unread });
    const whileOpen = await ben.refused(withdrawAsk, { params: read });
    await ben.call(closeAsk, { params: read });
    const closed = await ben.refused(withdrawAsk, { params: read });

    expect([whileOpen, closed].map((one) => [one.status, one.code])).toEqual([
      [409, 'ask_opened'],
      [409, 'ask_opened'],
    ]);
  });
});

describe('closing', () => {
  test('early is for the asker alone, and done twice is done once', async () => {
    const { groupId, meetingId, asker, ben, leader } = await room();
    const params = { groupId, askId: await ask(asker, groupId, meetingId) };

    for (const person of [ben, leader])
      expect(await person.refused(closeAsk, { params })).toMatchObject({
        status: 403,
        code: 'not_yours',
      });
    const closed = await asker.call(closeAsk, { params });
    const again = await asker.call(closeAsk, { params });

    expect(closed.state).toBe('closed');
    expect(closed.closedAt && closed.closedAt < closed.closesAt).toBe(true);
    expect(again).toEqual(closed);
    const late = await ben.refused(putAnswer, { params, body: anAnswer() });
    expect(late.code).toBe('ask_closed');
  });

  test('happens at its time by itself, without any request', async () => {
    const { groupId, meetingId, asker } = await room();
    const askId = await ask(asker, groupId, meetingId, { closes: 'in_15_minutes' });
    const { closesAt } = await asker.call(getAsk, { params: { groupId, askId } });
    const listener = await asker.listen(groupId);

    // The last sweep before its time sees how long it is until then.
    world.ahead += milliseconds(closesAt) - milliseconds(world.now) - 200;
    await world.service.due.sweep();
    await listener.heard((one) => one.type === 'ask.closed' && one.askId === askId);

    const closed = await asker.call(getAsk, { params: { groupId, askId } });
    expect(closed).toMatchObject({ state: 'closed', closedAt: closesAt });
    await listener.close();
  });

  test('of what came due while nothing ran is the first thing that a start does', async () => {
    const { world, groupId, meetingId, asker, ben, cleo, leader } = await evening();
    const due = await ask(asker, groupId, meetingId, { closes: 'in_15_minutes' });
    const later = await ask(ben, groupId, meetingId, { closes: 'in_a_week' });
    for (const person of [ben, cleo, leader]) await answer(person, groupId, due);
    const { closesAt } = await asker.call(getAsk, { params: { groupId, askId: due } });

    world.stands = plus(world.now, 3 * DAY);
    await world.restart();

    const closed = await asker.call(getAsk, { params: { groupId, askId: due } });
    expect(closed).toMatchObject({ state: 'closed', closedAt: closesAt, mine: { arrived: 3 } });
    expect((await ben.call(getAsk, { params: { groupId, askId: later } })).state).toBe('open');
    const { waiting } = await asker.call(getRoom, { params: { groupId } });
    expect(waiting).toContainEqual({ kind: 'ready', askId: due, moment: null, closedAt: closesAt });
    await world.close();
  });

  test('bars answers from its very instant, though nothing has closed the ask yet', async () => {
    const { world, groupId, meetingId, asker, ben, cleo } = await evening();
    const askId = await ask(asker, groupId, meetingId, { closes: 'in_15_minutes' });
    const params = { groupId, askId };
    await answer(ben, groupId, askId);
    // Has looked at its clock after that change, and looks again much later.
    await world.service.due.sweep();
    const { closesAt } = await asker.call(getAsk, { params });

    world.stands = closesAt;
    const answering = await cleo.refused(putAnswer, { params, body: anAnswer() });
    const passing = await cleo.refused(passAsk, { params });
    const editing = await ben.refused(putAnswer, { params, body: anAnswer({ replaces: 1 }) });
    const { state } = await asker.call(getAsk, { params });
    world.stands = plus(closesAt, -1);
    await answer(cleo, groupId, askId);

    const codes = [answering, passing, editing].map((one) => one.code);
    expect(codes).toEqual(['ask_closed', 'ask_closed', 'ask_closed']);
    expect(state).toBe('open');
    await world.close();
  });

  test('early and in time at once closes once', async () => {
    const { world, groupId, meetingId, asker } = await evening();
    const askId = await ask(asker, groupId, meetingId, { closes: 'in_15_minutes' });
    const listener = await asker.listen(groupId);
    const params = { groupId, askId };
    world.stands = plus(world.now, HOUR);

    await Promise.all([
      world.service.due.sweep(),
      ...[1, 2, 3].map(() => asker.call(closeAsk, { params })),
    ]);

    await asker.call(openAnswers, { params });
    await listener.heard((one) => one.type === 'ask.read');
    expect(listener.messages.filter((one) => one.type === 'ask.closed')).toHaveLength(1);
    await listener.close();
    await world.close();
  });
});

describe('a meeting', () => {
  test('that nobody ends, ends by itself six hours after it began', async () => {
    const { world, groupId, meetingId, asker, leader } = await evening();
    const params = { groupId };
    const { meeting } = await asker.call(getRoom, { params });
    const opened = meeting?.openedAt ?? world.now;

    world.stands = plus(opened, 6 * HOUR - 1);
    await world.service.due.sweep();
    expect((await asker.call(getRoom, { params })).meeting?.id).toBe(meetingId);
    world.stands = plus(opened, 6 * HOUR + 5 * MINUTE);
    await world.service.due.sweep();

    const { meeting: none, askable } = await asker.call(getRoom, { params });
    expect(none).toBeNull();
    expect(askable?.meeting).toMatchObject({ id: meetingId, endedAt: plus(opened, 6 * HOUR) });
    const { groups } = await asker.call(getHome, {});
    expect(groups[0]?.meetingOpen).toBe(false);
    const next = await leader.call(openMeeting, { params });
    expect(next.number).toBe(2);
    await world.close();
  });
});

test('the list of asks is read page by page, newest first, none twice and none left out', async () => {
  const { groupId, leader, everybody, asker, ben } = await room();
  const circle = { groupId, leader, everybody } as Circle;
  const made: AskId[] = [];
  for (let i = 0; i < 5; i++) {
    const { meeting } = await asker.call(getRoom, { params: { groupId } });
    if (meeting) await leader.call(endMeeting, { params: { groupId, meetingId: meeting.id } });
    const meetingId = await world.meeting(circle, [asker, ben]);
    made.push(await ask(i % 2 ? asker : ben, groupId, meetingId));
  }

  const pages: AskId[][] = [];
  let before: AskId | undefined;
  do {
    const { asks, next } = await asker.call(listAsks, {
      params: { groupId },
      query: { limit: 2, ...(before && { before }) },
    });
    pages.push(asks.map((one) => one.id));
    before = next ?? undefined;
  } while (before);

  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages.flat()).toEqual(made.toReversed());
});

test('somebody who joins later sees nothing of a shared ask while it is open', async () => {
  const { groupId, meetingId, asker, ben, leader } = await room();
  const askId = await ask(asker, groupId, meetingId, { seenBy: 'group' });
  await answer(ben, groupId, askId);
  const zoe = await world.join(leader, groupId, 'Zoe');
  const params = { groupId, askId };

  expect((await zoe.refused(getAsk, { params })).code).toBe('not_found');
  expect((await zoe.refused(getResults, { params })).code).toBe('not_found');
  expect((await zoe.call(listAsks, { params, query: {} })).asks).toEqual([]);
});
