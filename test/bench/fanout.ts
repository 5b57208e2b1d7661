// What it costs the server to bring one event to one listener, against the same frames through bare `ws`.
//
// Every server is a process of its own whose CPU time is read around each round; the listeners live in this process.
// Rounds of hub and bare alternate, so that whatever else the machine does meets both.
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';

import { WebSocket } from 'ws';

import { leaveSeat, takeSeat } from '../../src/contract/meetings.ts';
import { ApiClient } from '../../src/ops/client.ts';
import { startChild } from './child.ts';
import { interleaved, median, rounded } from './measure.ts';
import type { Ready, Report, Round, ServerKind } from './fanout-server.ts';

/** The most that the hub may cost, as a multiple of bare `ws`. */
const GOAL = 1.2;
// Many short ones: what else the machine does comes and goes in seconds.
const ROUNDS = 40;
const WARM_UP = 3;
const EVENTS = 1_500;
const DURABLE_ROUNDS = 3;
const DURABLE_EVENTS = 1_500;

/**
 * Prints one line of JSON: CPU microseconds of the server process per delivery, as medians over the rounds, and the
 * median of the ratios of neighbouring rounds. `durable` is the whole service over HTTP, from the request through the
 * commit on disk to the sockets.
 */
export async function run(): Promise<boolean> {
  const [hub, bare] = [await start('hub'), await start('bare')];
  for (let i = 0; i < WARM_UP; i += 1) {
    await hub.round(EVENTS);
    await bare.round(EVENTS);
  }
  const pairs = await interleaved(
    ROUNDS,
    () => hub.round(EVENTS),
    () => bare.round(EVENTS),
  );
  await hub.stop();
  await bare.stop();

  const durable = await start('durable');
  await durable.round(DURABLE_EVENTS);
  const durableRounds: number[] = [];
  for (let i = 0; i < DURABLE_ROUNDS; i += 1)
    durableRounds.push(await durable.round(DURABLE_EVENTS));
  await durable.stop();

  const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
  const ok = ratio <= GOAL;
  console.log(
    JSON.stringify({
      bench: 'fanout',
      usPerDelivery: rounded(median(pairs.map(({ ours }) => ours))),
      bareUsPerDelivery: rounded(median(pairs.map(({ theirs }) => theirs))),
      ratio: rounded(ratio),
      durableUsPerDelivery: rounded(median(durableRounds)),
      ok,
    }),
  );
  return ok;
}

/** Starts a server and connects its listeners. */
async function start(kind: ServerKind) {
  const child = await startChild<Ready>(join(import.meta.dirname, 'fanout-server.ts'), [kind]);
  const { ready } = child;
  const count = { received: 0, expected: Infinity };
  const deliveries = new EventEmitter();
  const sockets = ready.listeners.map(({ url, headers }) => new WebSocket(url, { headers }));
  for (const socket of sockets)
    socket.on('message', () => {
      count.received += 1;
      if (count.received === count.expected) deliveries.emit('all');
    });
  await Promise.all(sockets.map((socket) => once(socket, 'open')));

  return {
    /** Sends so many events. @returns CPU microseconds per delivery */
    async round(events: number): Promise<number> {
      // What joining brings must not be counted among the deliveries.
      await quiet(count);
      count.received = 0;
      count.expected = events * ready.listenersPerEvent;
      const all = once(deliveries, 'all');
      child.tell({ events } satisfies Round);
      await getUpAndSitDown(ready.people, events);
      await all;
      const { cpu } = await child.ask<Report>('delivered');
      return cpu / count.expected;
    },
    async stop() {
      for (const socket of sockets) socket.terminate();
      await child.stop();
    },
  };
}

/** So many changes over HTTP, each person one after the other, all people at once. */
async function getUpAndSitDown(people: Ready['people'], events: number): Promise<void> {
  let left = events / 2;
  const restless = async ({ url, cookie, groupId, meetingId }: Ready['people'][number]) => {
    const client = new ApiClient(url);
    client.cookie = cookie;
    while (left > 0) {
      left -= 1;
      await client.call(leaveSeat, { params: { groupId, meetingId } });
      await client.call(takeSeat, { params: { groupId, meetingId } });
    }
  };
  await Promise.all(people.map((person) => restless(person)));
}

/** Settles when nothing has come for a while. */
async function quiet(count: { received: number }): Promise<void> {
  for (let before = -1; before !== count.received;) {
    before = count.received;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
