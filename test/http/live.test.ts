// Live over the real service: who gets in, where a page begins, what it hears.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { closeAsk } from '../../src/contract/asks.ts';
import { CURSOR_HEADER, LIVE_PATH, type LiveMessage, pollEvents } from '../../src/contract/live.ts';
import { getRoom, leaveSeat, takeSeat } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type { Cursor, GroupId, InvitationId, MeetingId } from '../../src/contract/primitives.ts';
import { Problem } from '../../src/contract/problem.ts';
import { openAnswers, shareResults } from '../../src/contract/results.ts';
import { beginReview } from '../../src/contract/reviews.ts';
import type { Listener } from '../../src/ops/client.ts';
import { practise } from '../goals/practising.ts';
import { operations } from '../support/operations.ts';
import { answer, ask, type Circle, type Person, World } from '../support/world.ts';

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
  absent: Person;
}
async function room(): Promise<Room> {
  const circle = await world.gathering(founder, ['Asker', 'Ben', 'Absent'], { absent: 1 });
  const [asker, ben, absent] = circle.members as [Person, Person, Person];
  return { ...circle, asker, ben, absent };
}

/** How a socket is refused before the upgrade, as an ordinary reply. */
async function refusedUpgrade(groupId: string, headers: Record<string, string>, query = '') {
  return refusedAt(LIVE_PATH.replace(':groupId', groupId) + query, headers);
}

async function refusedAt(path: string, headers: Record<string, string>) {
  const url = world.url.replace('http', 'ws') + path;
  const socket = new WebSocket(url, { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  const { socket: connection } = response;
  const letGo = once(connection, 'close');
  const problem = Problem.parse(JSON.parse(await text(response)));
  // Nobody can hold connections, or the service's stop, by being refused.
  await letGo;
  return [response.statusCode, problem.code];
}

/** Where a page that has just read its room stands. */
async function placeOf(person: Person, groupId: GroupId): Promise<Cursor> {
  const response = await person.send(getRoom, { params: { groupId } });
  return response.headers.get(CURSOR_HEADER) as Cursor;
}

const withoutCursor = (messages: readonly LiveMessage[]) =>
  messages.map((message) => ({ ...message, cursor: '' }));

/** What was heard, up to the last time that Absent takes a seat, which ends each story here. */
async function story({ absent }: Room, listener: Listener): Promise<LiveMessage[]> {
  await listener.heard((one) => one.type === 'seat.taken' && one.memberId === absent.memberId);
  await listener.close();
  return listener.messages.filter((one) => one.type !== 'presence.changed');
}

/** An ask, an answer, an opening, a closing; then Absent comes. */
async function tell({ groupId, meetingId, asker, ben, absent }: Room) {
  const params = { groupId, meetingId };
  const askId = await ask(asker, groupId, meetingId);
  await answer(ben, groupId, askId);
  await asker.call(openAnswers, { params: { groupId, askId } });
  await asker.call(closeAsk, { params: { groupId, askId } });
  await ben.call(leaveSeat, { params: params });
  await absent.call(takeSeat, { params: params });
  return askId;
}

describe('a socket is refused before it is one', () => {
  test('to strangers, to members of other groups, and to foreign pages', async () => {
    const { groupId, ben } = await room();
    const other = await world.circle(founder, ['Eve']);
    const eve = other.members[0] as Person;
    const origin = world.url;

    expect(await refusedUpgrade(groupId, { origin })).toEqual([401, 'unauthenticated']);
    expect(await refusedUpgrade(groupId, { origin, cookie: 'landed=nonsense' })).toEqual([
      401,
      'unauthenticated',
    ]);
    expect(await refusedUpgrade(groupId, { origin, cookie: eve.cookie })).toEqual([
      404,
      'not_found',
    ]);
    for (const foreign of ['http://example.org', 'null', `${origin}0`])
      expect(await refusedUpgrade(groupId, { origin: foreign, cookie: ben.cookie })).toEqual([
        403,
        'foreign_origin',
      ]);
  });

  test('where there is no group, and with a place that cannot be one', async () => {
    const { groupId, ben } = await room();
    const headers = { origin: world.url, cookie: ben.cookie };

    expect(await refusedUpgrade(randomUUID(), headers)).toEqual([404, 'not_found']);
    expect(await refusedUpgrade('x', headers)).toEqual([404, 'not_found']);
    expect(await refusedUpgrade(groupId, headers, '?after=%00')).toEqual([400, 'invalid_request']);
    expect(await refusedAt('/api/groups/%', headers)).toEqual([404, 'not_found']);
  });

  test('and its address answers nothing to a page that does not upgrade', async () => {
    const { groupId, ben } = await room();

    const response = await fetch(world.url + LIVE_PATH.replace(':groupId', groupId), {
      headers: { cookie: ben.cookie },
    });

    expect(response.status).toBe(426);
  });
});

describe('the place in the log', () => {
  test('comes with every read inside a group, never as a number, and with no refusal', async () => {
    const made = await room();
    const { groupId, asker, leader } = made;
    const askId = await tell(made);
    const goalId = await practise(asker, groupId);
    const { id: reviewId } = await asker.call(beginReview, { params: { groupId, goalId } });
    const { meetingId } = made;
    const invitationId = '' as InvitationId;
    const params = { groupId, askId, meetingId, invitationId, goalId, reviewId };
    const shown = { guess: true, strips: true, reflection: false };
    await asker.call(shareResults, { params, body: shown });
    const after = await placeOf(asker, groupId);
    const reads = Object.values(operations).filter(
      (operation) => operation.method === 'GET' && operation.path.includes(':groupId'),
    );

    const places = new Set<string>();
    for (const operation of reads) {
      const reader = operation.name === 'getMyAnswer' ? made.ben : asker;
      const who = ['listInvitations', 'listRecoveryLinks', 'listReports'].includes(operation.name)
        ? leader
        : reader;
      const query = operation.name === 'pollEvents' ? { after, wait: 0 } : {};
      const response = await who.send(operation, { params, query });
      expect([operation.name, response.status]).toEqual([operation.name, 200]);
      const place = response.headers.get(CURSOR_HEADER);
      expect([operation.name, place]).toEqual([
        operation.name,
        expect.stringMatching(/^[\w-]{20,}$/),
      ]);
      places.add(place ?? '');
    }
    expect(places.size).toBe(reads.length);
    const refused = await made.absent.send(operations['getResults'] as Operation, { params });
    expect([refused.status, refused.headers.get(CURSOR_HEADER)]).toEqual([404, null]);
  });

  test('of a page brings everything since, to each member what is theirs, in order', async () => {
    const made = await room();
    const { groupId, asker, ben, absent, leader } = made;
    const readers = [asker, ben, absent, leader];
    const places = await Promise.all(readers.map((one) => placeOf(one, groupId)));

    const askId = await tell(made);
    const heard = await Promise.all(
      readers.map(async (one, i) => story(made, await one.listen(groupId, places[i]))),
    );

    const [toAsker, toBen, toAbsent, toLeader] = heard.map((messages) =>
      messages.map((one) => one.type),
    );
    const seats = ['seat.left', 'seat.taken'];
    expect(toAsker).toEqual(['ask.opened', 'answer.arrived', 'ask.read', 'ask.closed', ...seats]);
    expect(toBen).toEqual(['ask.opened', 'answer.mine', 'ask.closed', ...seats]);
    expect(toLeader).toEqual(['ask.opened', 'ask.closed', ...seats]);
    expect(toAbsent).toEqual(seats);
    expect(heard[0]?.[0]).toMatchObject({ type: 'ask.opened', askId });
  });

  test('is that of the last message from then on: nothing twice, nothing left out', async () => {
    const made = await room();
    const { groupId, asker } = made;
    const whole = await placeOf(asker, groupId);
    const first = await asker.listen(groupId, whole);
    await tell(made);
    const messages = await story(made, first);

    for (const [i, message] of messages.slice(0, -1).entries()) {
      if (!('cursor' in message)) throw new Error('a message without its place');
      const rest = await story(made, await asker.listen(groupId, message.cursor));
      expect(withoutCursor(rest)).toEqual(withoutCursor(messages.slice(i + 1)));
    }
  });

  test('survives a restart of the service', async () => {
    const made = await room();
    const { groupId, ben } = made;
    const place = await placeOf(ben, groupId);
    await tell(made);

    await world.restart();
    const heard = await story(made, await ben.listen(groupId, place));

    expect(heard.map((one) => one.type)).toEqual([
      'ask.opened',
      'answer.mine',
      'ask.closed',
      'seat.left',
      'seat.taken',
    ]);
  });

  test('of another group, or made up, starts the page anew', async () => {
    const made = await room();
    const other = await room();
    const foreign = await placeOf(other.asker, other.groupId);

    for (const after of [foreign, 'a'.repeat(48)]) {
      const listener = await made.asker.listen(made.groupId, after);
      const reset = await listener.heard((one) => one.type === 'reset');
      expect(reset).toHaveProperty('cursor');
      expect(listener.messages[0]).toEqual(reset);
      await listener.close();
    }
  });
});

describe('where sockets are blocked', () => {
  test('the long poll gets the same messages, and goes on from where it was', async () => {
    const made = await room();
    const { groupId, asker } = made;
    const params = { groupId };
    const place = await placeOf(asker, groupId);
    await tell(made);

    const heard = await story(made, await asker.listen(groupId, place));
    const { cursor, messages } = await asker.call(pollEvents, {
      params,
      query: { after: place, wait: 0 },
    });
    const next = await asker.call(pollEvents, { params, query: { after: cursor, wait: 0 } });

    expect(withoutCursor(messages)).toEqual(withoutCursor(heard));
    expect(next.messages).toEqual([]);
  });

  test('a poll that waits is answered by what happens', async () => {
    const { groupId, meetingId, asker, absent } = await room();
    const params = { groupId };
    const after = await placeOf(asker, groupId);

    const waiting = asker.call(pollEvents, { params, query: { after, wait: 25 } });
    await absent.call(takeSeat, { params: { groupId, meetingId: meetingId } });

    let { cursor, messages } = await waiting;
    // Waiting makes the asker be here, which may be heard first.
    while (messages.every((one) => one.type === 'presence.changed'))
      ({ cursor, messages } = await asker.call(pollEvents, {
        params,
        query: { after: cursor, wait: 25 },
      }));
    expect(messages).toContainEqual({
      type: 'seat.taken',
      memberId: absent.memberId,
      meetingId,
      cursor: expect.any(String),
    });
  });

  test('a poll is refused to strangers and to members of other groups', async () => {
    const { groupId, asker } = await room();
    const eve = (await world.circle(founder, ['Eve'])).members[0] as Person;
    const after = await placeOf(asker, groupId);
    const input = { params: { groupId }, query: { after, wait: 0 } };

    const codes = [
      (await world.person('').refused(pollEvents, input)).code,
      (await eve.refused(pollEvents, input)).code,
    ];

    expect(codes).toEqual(['unauthenticated', 'not_found']);
  });
});

test('who is here is seen in the room, however many devices they hold', async () => {
  const { groupId, asker, ben } = await room();
  const here = async () =>
    (await asker.call(getRoom, { params: { groupId } })).seats
      .filter((seat) => seat.here)
      .map((seat) => seat.name);
  const watching = await asker.listen(groupId);
  await watching.heard((one) => one.type === 'reset');

  expect(await here()).toEqual(['Asker']);
  const phone = await ben.listen(groupId);
  const laptop = await ben.listen(groupId);
  await watching.heard((one) => one.type === 'presence.changed');
  expect(await here()).toEqual(['Asker', 'Ben']);
  await phone.close();
  expect(await here()).toEqual(['Asker', 'Ben']);

  await laptop.close();
  await watching.close();
});
