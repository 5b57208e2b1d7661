import { setImmediate as nextTurn } from 'node:timers/promises';

import { test as base, describe, expect } from 'vitest';

import type { Cursor } from '../../src/contract/primitives.ts';
import { cursors } from '../../src/live/cursor.ts';
import type { LogEvent } from '../../src/live/log.ts';
import { GROUP, type LogKind, memberId, openWorld } from './support.ts';

const last = (seq: number, seqs: (number | null)[]) => seqs.at(-1) === seq;

const meantFor = (member: number, { audience }: LogEvent) =>
  audience === null || audience.includes(memberId(member));

describe.each<LogKind>(['at once', 'delayed'])('with a log that answers %s', (kind) => {
  const test = base.extend('world', async ({}, { onCleanup }) => {
    const world = await openWorld(kind, { page: 7 });
    onCleanup(() => world.close());
    return world;
  });

  test('everybody who joins in the middle of a stream gets what is meant for them, once and in order', async ({
    world,
  }) => {
    const members = 8;
    const joined = [];
    const sent: LogEvent[] = [];

    for (let i = 0; i < 400; i += 1) {
      const audience = i % 3 === 0 ? [memberId(i % members), memberId((i + 1) % members)] : null;
      // Gaps: a change may take a place in the log without telling of it.
      world.append({ audience }, i % 10 === 0 ? 2 : 0);
      sent.push(...world.log.events.slice(-1));
      if (i % 5 === 0) {
        const member = (i / 5) % members;
        const after = Math.max(0, (sent.at(-1)?.seq ?? 0) - (i % 40));
        joined.push({ member, after, client: world.connect(member, world.seal(after)) });
      }
      await nextTurn();
    }
    const end = world.append();
    sent.push(...world.log.events.slice(-1));

    for (const { member, after, client } of joined) {
      const messages = await client.until((got) => last(end, world.seqs(got)));
      const meant = sent.filter((event) => after < event.seq && meantFor(member, event));
      expect(world.seqs(messages)).toEqual(meant.map(({ seq }) => seq));
    }
    expect(joined).toHaveLength(80);
    expect(world.errors).toEqual([]);
  });

  test('many who join one group at the same moment all get what happens during it', async ({
    world,
  }) => {
    world.append();
    const after = world.seal(1);
    const clients = Array.from({ length: 30 }, (_, i) => world.connect(i, after));
    await Promise.all(clients.map(({ socket }) => new Promise((open) => socket.on('open', open))));
    for (let i = 0; i < 30; i += 1) {
      world.append();
      await nextTurn();
    }

    for (const client of clients) {
      const messages = await client.until((got) => last(31, world.seqs(got)));
      expect(world.seqs(messages)).toEqual(Array.from({ length: 30 }, (_, i) => i + 2));
    }
  });

  test('a client that comes back with its last cursor gets exactly what it missed', async ({
    world,
  }) => {
    const first = world.connect(1, world.seal(0));
    for (let i = 0; i < 3; i += 1) world.append();
    await first.until((got) => got.length === 3);
    first.socket.close();
    await first.closed;
    for (let i = 0; i < 20; i += 1) world.append({ audience: [memberId(1 + (i % 2))] });

    const second = world.connect(1, first.cursor);
    const messages = await second.until((got) => last(22, world.seqs(got)));

    expect(world.seqs(messages)).toEqual([4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
  });

  test('a message names what changed with its ids and a cursor, and has no number', async ({
    world,
  }) => {
    const client = world.connect(1, world.seal(0));
    world.append({ type: 'member.joined', subjects: { memberId: memberId(2) } });

    expect(await client.until((got) => got.length === 1)).toEqual([
      {
        type: 'member.joined',
        memberId: memberId(2),
        cursor: expect.stringMatching(/^[\w-]{48}$/),
      },
    ]);
  });

  test('a client whose place is unknown, foreign, thrown away or ahead of the log starts anew', async ({
    world,
  }) => {
    for (let i = 0; i < 30; i += 1) world.append();
    world.log.forgetUpTo(20);
    const foreign = cursors(Buffer.alloc(32, 7), 'another epoch').seal(GROUP, 25);
    const lost = [null, foreign, 'x'.repeat(48) as Cursor, world.seal(19), world.seal(31)];

    const clients = lost.map((after, i) => world.connect(i, after));
    for (const client of clients) await client.until((got) => got.length === 1);
    const lowest = world.connect(9, world.seal(20));
    await lowest.until((got) => last(30, world.seqs(got)));
    world.append();

    for (const client of clients) {
      const messages = await client.until((got) => last(31, world.seqs(got)));
      expect(messages.map(({ type }) => type)).toEqual(['reset', 'group.changed']);
      expect(world.seqs(messages)).toEqual([30, 31]);
    }
    await lowest.until((got) => last(31, world.seqs(got)));
    expect(world.seqs(lowest.messages)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
  });

  test('a place that this process has not reached yet is not lost', async ({ world }) => {
    const early = world.connect(1, world.seal(0));
    world.append();
    await early.until((got) => got.length === 1);
    // Committed elsewhere, and the signal has not come.
    world.log.events.push({ seq: 2, type: 'group.changed', subjects: {}, audience: null });

    const ahead = world.connect(2, world.seal(2));
    const poll = world.poll(2, world.seal(2));
    await new Promise((open) => ahead.socket.on('open', open));
    await nextTurn();
    world.append();

    expect(world.seqs(await ahead.until((got) => got.length > 0))).toEqual([3]);
    expect(world.seqs((await poll).messages)).toEqual([3]);
    expect(world.seqs(await early.until((got) => got.length === 3))).toEqual([1, 2, 3]);
  });

  test('when the log cannot be read all who wait are sent away, and the next find a sound room', async ({
    world,
  }) => {
    world.append();
    world.log.failNext(1);

    const poll = world.poll(1, world.seal(0));
    const unlucky = [world.connect(2, world.seal(0))];
    await expect(poll).rejects.toThrow('the database is away');
    const lucky = world.connect(3, world.seal(0));

    expect(world.seqs(await lucky.until((got) => got.length === 1))).toEqual([1]);
    expect(world.errors).toHaveLength(1);
    unlucky.forEach(({ socket }) => socket.terminate());
  });

  test('a reading that fails while people listen is made up for', async ({ world }) => {
    const client = world.connect(1, null);
    await client.until((got) => got.length === 1);
    world.log.failNext(1);
    world.append();
    while (world.errors.length === 0) await nextTurn();

    world.timers.advance(5_000);

    expect(world.seqs(await client.until((got) => got.length === 2))).toEqual([0, 1]);
  });
});
