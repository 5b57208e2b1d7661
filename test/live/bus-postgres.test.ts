// What one process publishes or says the others hear, over a real PostgreSQL that is ill-treated.
import { randomUUID } from 'node:crypto';

import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { BUS_NAME, openPostgresBus } from '../../src/live/bus-postgres.ts';
import { sealFor } from '../../src/secrets.ts';
import { type Server, startPostgres } from '../support/postgres.ts';

let server: Server;
let database: string;
let databases = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  database = `bus_${++databases}`;
  await server.run(`create database ${database}`);
});

const aGroup = () => randomUUID() as GroupId;

/** A process, as far as its bus is concerned. */
async function aProcess(secret = Buffer.alloc(32, 1)) {
  const bus = await openPostgresBus({
    url: server.url(database),
    seal: sealFor(secret, 'sayings'),
  });
  onTestFinished(() => bus.close());
  const signals: (GroupId | 'any')[] = [];
  const sayings: string[] = [];
  let look: (() => void) | null = null;
  bus.listen((groupId) => {
    signals.push(groupId ?? 'any');
    look?.();
  });
  bus.hear((text) => {
    sayings.push(text);
    look?.();
  });
  const until = (enough: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (enough()) resolve();
      };
      look();
    });
  return {
    bus,
    signals,
    sayings,
    heard: (text: string) => until(() => sayings.includes(text)),
    woken: (groupId: GroupId | 'any') => until(() => signals.includes(groupId)),
  };
}

/** Settles when so many processes listen. */
async function listening(count: number): Promise<void> {
  for (;;) {
    const there = await server.run(
      `select pid from pg_stat_activity where application_name = '${BUS_NAME}'
        and datname = '${database}' and state = 'idle' and query ilike 'listen%'`,
    );
    if (there.length === count) return;
  }
}

test('a process hears what another publishes, and what it publishes itself only once', async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  const [first, second, last] = [aGroup(), aGroup(), aGroup()];

  for (const groupId of [first, second, first]) one.bus.publish(groupId);
  await other.woken(second);
  other.bus.publish(last);
  await one.woken(last);

  expect(one.signals).toEqual([first, second, last]);
  expect(other.signals).toEqual([first, second, last]);
});

test('what is said is heard by the others alone, and by nobody with another secret', async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  const stranger = await aProcess(Buffer.alloc(32, 2));
  const spy = new Client({ connectionString: server.url(database) });
  await spy.connect();
  onTestFinished(() => spy.end());
  const payloads: string[] = [];
  spy.on('notification', ({ payload = '' }) => payloads.push(payload));
  await spy.query('listen landed_say');

  stranger.bus.say('from the stranger');
  one.bus.say('who is here');
  one.bus.say('who is here');
  await other.heard('who is here');
  other.bus.say('and who is there');
  await one.heard('and who is there');
  const after = aGroup();
  one.bus.publish(after);
  await stranger.woken(after);
  await spy.query('select 1');

  expect(one.sayings).toEqual(['and who is there']);
  expect(other.sayings).toEqual(['who is here', 'who is here']);
  expect(stranger.sayings).toEqual([]);
  expect(payloads).toHaveLength(4);
  expect(new Set(payloads).size).toBe(4);
  expect(payloads.filter((payload) => Buffer.from(payload, 'base64').includes('who'))).toEqual([]);
});

test('whose connection is terminated connects again, looks at every group, and has lost nothing to publish', async () => {
  const one = await aProcess();
  await server.run(
    `select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where application_name = '${BUS_NAME}' and datname = '${database}'`,
  );
  const other = await aProcess();

  const meanwhile = aGroup();
  one.bus.publish(meanwhile);
  await other.woken(meanwhile);
  await one.woken('any');

  const after = aGroup();
  other.bus.publish(after);
  await one.woken(after);
  expect(other.signals.filter((groupId) => groupId === meanwhile)).toHaveLength(1);
});

test('whose server was killed and comes back is as before', { timeout: 90_000 }, async () => {
  const [one, other] = [await aProcess(), await aProcess()];

  await server.kill();
  await server.start();
  await listening(2);
  const after = aGroup();
  one.bus.publish(after);
  await other.woken(after);
  other.bus.say('here again');
  await one.heard('here again');

  expect(one.signals).toContain('any');
  expect(other.signals).toContain('any');
});

test('what was published last is sent before the end', async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  const last = aGroup();

  one.bus.publish(last);
  await one.bus.close();
  one.bus.publish(aGroup());
  one.bus.say('too late');

  await other.woken(last);
  expect(other.signals).toEqual([last]);
});
