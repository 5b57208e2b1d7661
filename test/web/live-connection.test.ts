import { test as base, describe, expect } from 'vitest';
import { WebSocket } from 'ws';

import { CLOSE, type LiveMessage } from '../../src/contract/live.ts';
import type { Cursor } from '../../src/contract/primitives.ts';
import { Connection, type ConnectionOptions } from '../../web/lib/live-connection.ts';
import { openWorld, type World } from '../live/support.ts';

const test = base.extend('world', async ({}, { onCleanup }) => {
  const world = await openWorld('delayed');
  onCleanup(() => world.close());
  return world;
});

/** A page of member 1. It does not wait between attempts. */
function open(world: World, options: Partial<ConnectionOptions> = {}) {
  const log: string[] = [];
  const messages: LiveMessage[] = [];
  const watching = new Set<() => void>();
  const note = (what: string) => {
    log.push(what);
    for (const look of watching) look();
  };
  const connection = new Connection(world.seal(0), {
    url: (after) => world.url(1, after),
    poll: () => Promise.reject(new Error('there is no poll')),
    onMessage: (message) => {
      messages.push(message);
      note(message.type);
    },
    onConnected: (connected) => note(connected ? 'connected' : 'lost'),
    onEnded: note,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    ...options,
  });
  const over = connection.run();
  return {
    connection,
    log,
    over,
    seqs: () => world.seqs(messages),
    until: (enough: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => void (enough() && resolve());
        watching.add(look);
        look();
      }),
    async stop() {
      connection.stop();
      await over;
    },
  };
}

const nowhere = () => 'ws://127.0.0.1:1/';

describe('by socket', () => {
  test('a page that loses its connection goes on where it was', async ({ world }) => {
    const page = open(world);
    world.append();
    await page.until(() => page.seqs().length === 1);
    for (const socket of world.server.clients) socket.close(CLOSE.tooSlow);
    await page.until(() => page.log.includes('lost'));
    world.append();
    world.append();

    await page.until(() => page.seqs().length === 3);
    await page.stop();

    expect(page.seqs()).toEqual([1, 2, 3]);
    expect(page.log.filter((one) => one !== 'group.changed')).toEqual([
      'connected',
      'lost',
      'connected',
    ]);
  });

  test('a page that was asleep connects again without anything shown as lost', async ({
    world,
  }) => {
    const page = open(world);
    world.append();
    await page.until(() => page.seqs().length === 1);
    const [before] = world.server.clients;

    page.connection.retry();
    world.append();
    await page.until(() => page.seqs().length === 2);
    await page.stop();

    expect(before?.readyState).not.toBe(WebSocket.OPEN);
    expect(page.log).toEqual(['connected', 'group.changed', 'group.changed']);
  });

  test.for([
    ['session', 'signed_out'],
    ['access', 'no_access'],
  ] as const)('%s that ended stops it for good', async ([what, ended], { world }) => {
    const page = open(world);
    world.ended.set('session of 1', what);
    world.append();
    await page.until(() => page.seqs().length === 1);

    world.timers.advance(30_000);
    await page.over;

    expect(page.log).toEqual(['connected', 'group.changed', 'lost', ended]);
  });
});

describe('where no socket opens', () => {
  test('the same messages come by long poll, from the same cursor', async ({ world }) => {
    const waits: number[] = [];
    const page = open(world, {
      url: nowhere,
      poll: (after, seconds, signal) => {
        waits.push(seconds);
        return world.poll(1, after as Cursor, seconds * 1000, signal);
      },
    });
    await page.until(() => page.log.includes('connected'));
    for (let i = 0; i < 3; i += 1) {
      world.append();
      await page.until(() => page.seqs().length === i + 1);
    }
    await page.stop();

    expect(page.seqs()).toEqual([1, 2, 3]);
    expect(page.log[0]).toBe('connected');
    expect(waits.slice(0, 2)).toEqual([0, 25]);
  });

  test('a poll finds out that the session has ended, which a socket cannot say', async ({
    world,
  }) => {
    const page = open(world, { url: nowhere, poll: async () => 'signed_out' });

    await page.over;

    expect(page.log).toEqual(['signed_out']);
  });

  test('a service that is away is tried by socket and by poll until it is back', async ({
    world,
  }) => {
    let away = true;
    let polls = 0;
    const pauses: number[] = [];
    const page = open(world, {
      url: (after) => (away ? nowhere() : world.url(1, after)),
      poll: async () => {
        polls += 1;
        away = polls < 3;
        throw new Error('nobody answers');
      },
      pause: async (ms) => void pauses.push(ms),
    });
    world.append();

    await page.until(() => page.seqs().length === 1);
    await page.stop();

    expect(page.log).toEqual(['connected', 'group.changed']);
    expect(pauses).toHaveLength(9);
    for (const [i, ms] of pauses.entries()) {
      const most = Math.min(1_000 * 2 ** i, 30_000);
      expect(ms).toBeGreaterThanOrEqual(most / 2);
      expect(ms).toBeLessThanOrEqual(most);
    }
  });
});
