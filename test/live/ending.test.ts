import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { test as base, describe, expect } from 'vitest';
import { WebSocket } from 'ws';

import { CLOSE } from '../../src/contract/live.ts';
import { GROUP, memberId, openWorld, type World } from './support.ts';

const test = base.extend('world', async ({}, { onCleanup }) => {
  const world = await openWorld('delayed');
  onCleanup(() => world.close());
  return world;
});

const open = async (world: World, member: number, session?: string) => {
  const client = world.connect(member, null, session);
  await client.until((got) => got.length === 1);
  return client;
};

describe('ending access', () => {
  test('a session that ends closes its own sockets and polls at once, and no other', async ({
    world,
  }) => {
    const laptop = await open(world, 1, 'session of 1');
    const phone = await open(world, 1, 'another session of 1');
    const neighbour = await open(world, 2);
    const poll = world.poll(1, world.seal(0));

    world.hub.endSession('session of 1');
    world.append();

    expect(await laptop.closed).toBe(CLOSE.sessionEnded);
    expect((await poll).messages).toEqual([]);
    expect(laptop.types()).toEqual(['reset']);
    await phone.until((got) => got.length === 2);
    await neighbour.until((got) => got.length === 2);
  });

  test('a member who is removed hears nothing more and is not here', async ({ world }) => {
    const [laptop, phone] = [await open(world, 1), await open(world, 1, 'phone')];
    const neighbour = await open(world, 2);

    world.hub.endMember(GROUP, memberId(1));
    world.append();

    expect(await laptop.closed).toBe(CLOSE.accessEnded);
    expect(await phone.closed).toBe(CLOSE.accessEnded);
    await neighbour.until((got) => got.length === 2);
    expect([...laptop.types(), ...phone.types()]).toEqual(['reset', 'reset']);
    expect(world.hub.isHere(GROUP, memberId(1))).toBe(false);
    expect(world.hub.isHere(GROUP, memberId(2))).toBe(true);
  });

  test('what another process ended is found at the next heartbeat', async ({ world }) => {
    const signedOut = await open(world, 1);
    const removed = await open(world, 2);
    const poll = world.poll(1, world.seal(0), 60_000);
    const staying = await open(world, 3);
    world.ended.set('session of 1', 'session');
    world.ended.set('session of 2', 'access');

    world.timers.advance(30_000);

    expect(await signedOut.closed).toBe(CLOSE.sessionEnded);
    expect(await removed.closed).toBe(CLOSE.accessEnded);
    expect((await poll).messages).toEqual([]);
    world.append();
    await staying.until((got) => got.length === 2);
  });
});

describe('draining', () => {
  test('everybody first gets what is committed, and is then told to come back, one after another', async ({
    world,
  }) => {
    const clients = [await open(world, 1), await open(world, 2), await open(world, 3)];
    const poll = world.poll(4, world.seal(0));
    const order: number[] = [];
    for (const [i, client] of clients.entries()) void client.closed.then(() => order.push(i));
    world.append();

    const drained = world.hub.drain(3_000);
    while (order.length === 0) {
      world.timers.advance(0);
      await nextTurn();
    }
    expect(order).toEqual([0]);
    world.timers.advance(1_000);
    await clients[1]?.closed;
    expect(order).toEqual([0, 1]);
    world.timers.advance(1_000);
    await drained;

    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([1012, 1012, 1012]);
    expect(clients.map(({ messages }) => messages.length)).toEqual([2, 2, 2]);
    expect((await poll).messages).toEqual([]);
  });

  test('newcomers are sent to the server that comes after this one', async ({ world }) => {
    await world.hub.drain(0);

    const client = world.connect(1, world.seal(0));
    const cursor = world.seal(0);
    world.append();

    expect(await client.closed).toBe(CLOSE.restarting);
    expect(client.messages).toEqual([]);
    expect(await world.poll(1, cursor)).toEqual({ cursor, messages: [] });
  });

  test('a log that does not answer does not keep anybody waiting', async ({ world }) => {
    const client = await open(world, 1);
    world.log.since = () => new Promise(() => {});
    world.append();

    const drained = world.hub.drain(1_000);
    await nextTurn();
    world.timers.advance(1_000);
    await nextTurn();
    world.timers.advance(0);
    await drained;

    expect(await client.closed).toBe(CLOSE.restarting);
  });

  test('a client that is stuck is cut off', async ({ world }) => {
    const client = await open(world, 1);
    client.socket.pause();

    const drained = world.hub.drain(0);
    while ([...world.server.clients].some(({ readyState }) => readyState === WebSocket.OPEN)) {
      world.timers.advance(0);
      await nextTurn();
    }
    world.timers.advance(5_000);
    await drained;

    expect(world.server.clients.size).toBe(0);
  });
});

describe('the long poll', () => {
  test('brings what was missed at once, in pages, exactly as sockets get it', async ({
    onTestFinished,
  }) => {
    const world = await openWorld('delayed', { page: 4 });
    onTestFinished(() => world.close());
    for (let i = 0; i < 11; i += 1)
      world.append({ audience: i % 2 ? [memberId(1)] : [memberId(2)] });
    const client = world.connect(1, world.seal(0));
    await client.until((got) => got.length === 5);

    const got: (number | null)[] = [];
    let cursor = world.seal(0);
    while (got.length < 5) {
      const reply = await world.poll(1, cursor);
      got.push(...world.seqs(reply.messages));
      ({ cursor } = reply);
    }

    expect(got).toEqual([2, 4, 6, 8, 10]);
    expect(got).toEqual(world.seqs(client.messages));
  });

  test('waits for something that is meant for the member', async ({ world }) => {
    const poll = world.poll(1, world.seal(0));
    const other = world.connect(2, world.seal(0));
    world.append({ audience: [memberId(2)] });
    await other.until((got) => got.length === 1);
    world.append({ audience: [memberId(1)] });

    const { cursor, messages } = await poll;

    expect(world.seqs(messages)).toEqual([2]);
    expect(world.seqs((await rest(world, cursor)).messages)).toEqual([]);
  });

  test('after the wait answers with nothing and a place past what was not meant for it', async ({
    world,
  }) => {
    const poll = world.poll(1, world.seal(0), 25_000);
    const other = world.connect(2, world.seal(0));
    world.append({ audience: [memberId(2)] });
    await other.until((got) => got.length === 1);

    world.timers.advance(25_000);
    const { cursor, messages } = await poll;

    expect(messages).toEqual([]);
    expect(world.seqs([{ type: 'reset', cursor }])).toEqual([1]);
  });

  test('an event in the very moment the wait ends is in the next reply', async ({ world }) => {
    const poll = world.poll(1, world.seal(0), 25_000);
    const other = world.connect(1, world.seal(0));
    await once(other.socket, 'open');
    const received: (number | null)[] = [];
    for (let i = 0; i < 20; i += 1) {
      world.append();
      if (i === 10) world.timers.advance(25_000);
      await nextTurn();
    }

    const first = await poll;
    received.push(...world.seqs(first.messages));
    received.push(...world.seqs((await rest(world, first.cursor)).messages));

    expect(received).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('says reset to one whose place is gone, with a place to go on from', async ({ world }) => {
    world.append();

    const { cursor, messages } = await world.poll(1, world.seal(7));

    expect(messages).toEqual([{ type: 'reset', cursor: expect.any(String) }]);
    world.append();
    expect(world.seqs((await rest(world, cursor)).messages)).toEqual([2]);
  });

  test('one whose client has gone is forgotten', async ({ world }) => {
    const gone = new AbortController();
    const poll = world.poll(1, world.seal(0), 25_000, gone.signal);

    gone.abort();

    expect((await poll).messages).toEqual([]);
    expect(await world.poll(1, world.seal(0), 25_000, gone.signal)).toMatchObject({ messages: [] });
  });
});

const changes = (types: string[]) => types.filter((type) => type === 'presence.changed').length;
const rest = (world: World, cursor: ReturnType<World['seal']>) => world.poll(1, cursor, 0);

describe('presence', () => {
  test('is told to everybody while a meeting is open, and a reload is not seen', async ({
    world,
  }) => {
    world.meeting.open = true;
    const ada = world.connect(1, null);
    await ada.until(() => changes(ada.types()) === 1);
    const ben = world.connect(2, null);
    await ben.until(() => changes(ben.types()) === 1);
    await ada.until(() => changes(ada.types()) === 2);
    const poll = world.poll(1, world.seal(0));

    ben.socket.close();
    await ben.closed;
    await left(world, 1);
    world.timers.advance(9_000);
    const again = world.connect(2, null);
    await again.until((got) => got.length === 1);
    world.timers.advance(2_000);
    expect(world.hub.isHere(GROUP, memberId(2))).toBe(true);
    again.socket.close();
    await again.closed;
    await left(world, 1);
    world.timers.advance(10_000);

    expect((await poll).messages).toEqual([{ type: 'presence.changed' }]);
    await ada.until(() => changes(ada.types()) === 3);
    expect(world.hub.isHere(GROUP, memberId(2))).toBe(false);
    expect(world.hub.isHere(GROUP, memberId(1))).toBe(true);
    expect(again.types()).toEqual(['reset']);
  });

  test('nobody hears of coming and going when no meeting is open, before it and after it', async ({
    world,
  }) => {
    const ada = await open(world, 1);
    const early = await open(world, 2);
    world.meeting.open = true;
    world.append({ type: 'meeting.opened' });
    await ada.until((got) => got.length === 2);
    await early.until((got) => got.length === 2);
    const during = await open(world, 3);
    await ada.until((got) => got.length === 3);
    world.meeting.open = false;
    world.append({ type: 'meeting.ended' });
    await ada.until((got) => got.length === 4);
    const late = await open(world, 4);
    world.append();
    await ada.until((got) => got.length === 5);

    expect(ada.types()).toEqual([
      'reset',
      'meeting.opened',
      'presence.changed',
      'meeting.ended',
      'group.changed',
    ]);
    expect(changes(during.types())).toBe(1);
    expect(changes(late.types())).toBe(0);
  });
});

async function left(world: World, clients: number): Promise<void> {
  while (clients < world.server.clients.size) await nextTurn();
}
