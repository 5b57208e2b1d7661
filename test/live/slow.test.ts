import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { test as base, describe, expect } from 'vitest';
import { WebSocket } from 'ws';

import { heavy, openWorld, type World } from './support.ts';

const BUFFERED = 256 * 1024;

const test = base.extend('world', async ({}, { onCleanup }) => {
  const world = await openWorld('delayed', { buffered: BUFFERED, page: 20 });
  onCleanup(() => world.close());
  return world;
});

const opened = async (world: World, member: number) => {
  const client = world.connect(member, world.seal(0));
  await once(client.socket, 'open');
  return client;
};
const closing = ({ server }: World) =>
  [...server.clients].find(({ readyState }) => readyState === WebSocket.CLOSING);

/** Fills the connection of whoever does not read, until the server gives up on it. */
async function fill(world: World) {
  while (!closing(world)) {
    world.append(heavy);
    await nextTurn();
  }
}

describe('a client that does not read', () => {
  test('is closed, costs its neighbour nothing, and resumes with exactly what it lacks', async ({
    world,
  }) => {
    const neighbour = await opened(world, 1);
    const stuck = await opened(world, 2);
    stuck.socket.pause();

    await fill(world);
    for (let i = 0; i < 50; i += 1) world.append(heavy);
    const end = world.append();
    const everything = Array.from({ length: end }, (_, i) => i + 1);
    await neighbour.until((got) => got.length === end);
    stuck.socket.resume();

    expect(await stuck.closed).toBe(4008);
    expect(world.seqs(neighbour.messages)).toEqual(everything);
    expect(stuck.messages.length).toBeLessThan(end);
    const back = world.connect(2, stuck.cursor);
    await back.until((got) => world.seqs(got).at(-1) === end);
    expect(world.seqs([...stuck.messages, ...back.messages])).toEqual(everything);
  });

  test('is cut off when it does not agree to the close in time', async ({ world }) => {
    const stuck = await opened(world, 1);
    stuck.socket.pause();
    await fill(world);
    const [socket] = world.server.clients;

    world.timers.advance(5_000);
    await once(socket as WebSocket, 'close');

    expect(world.server.clients.size).toBe(0);
  });

  test('is caught up only as fast as it reads', async ({ world }) => {
    for (let i = 0; i < 6_000; i += 1) world.append(heavy);
    const client = world.connect(1, world.seal(0));
    client.socket.once('open', () => client.socket.pause());
    while (![...world.server.clients].some((socket) => BUFFERED / 2 < socket.bufferedAmount))
      await nextTurn();
    const [socket] = world.server.clients;

    let most = 0;
    for (let i = 0; i < 200; i += 1) {
      await nextTurn();
      most = Math.max(most, socket?.bufferedAmount ?? 0);
    }

    expect(most).toBeLessThan(BUFFERED);
    client.socket.resume();
    const messages = await client.until((got) => got.length === 6_000);
    expect(world.seqs(messages)).toEqual(Array.from({ length: 6_000 }, (_, i) => i + 1));
  });
});

describe('the heartbeat', () => {
  test('ends a connection from which no pong came, and no other', async ({ world }) => {
    const well = await opened(world, 1);
    const gone = await opened(world, 2);
    gone.socket.pause();
    const pinged = once(well.socket, 'ping');

    world.timers.advance(30_000);
    await pinged;
    world.append();
    await well.until((got) => got.length === 1);
    // The pong came before whatever is sent after a round trip; the one who does not read sent none.
    await roundTrip(well.socket);
    world.timers.advance(30_000);
    gone.socket.resume();

    expect(await gone.closed).toBe(1006);
    world.append();
    expect(world.seqs(await well.until((got) => got.length === 2))).toEqual([1, 2]);
  });
});

async function roundTrip(socket: WebSocket): Promise<void> {
  const answered = once(socket, 'pong');
  socket.ping();
  await answered;
}
