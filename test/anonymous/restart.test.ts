// A pot is loosely kept on purpose: what a restart keeps, what devices bring back, and when an ask is given up.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect } from 'vitest';

import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { listTicketKeys } from '../../src/contract/tickets.ts';
import { NOT_BACKED_UP } from '../../src/store/pot.ts';
import { boxOf, forgetKeys, inPot, type NamelessSeat } from '../support/anonymous.ts';
import { everythingOf, inDatabase } from '../support/beside.ts';
import { test } from '../support/test.ts';
import type { World } from '../support/world.ts';
import { allSay, evening, HOUR, saying } from './circle.ts';

const DAY = 24 * HOUR;
const potOf = (world: World) => join(world.folder, NOT_BACKED_UP);

const given = async (world: World, meanwhile: () => void | Promise<void>) => {
  const e = await evening(world);
  await allSay(await e.seats(e.peers));
  await world.service.ticks.tick();
  await world.restart(meanwhile);
  return e;
};

/** The database with its log. */
const copy = (from: string, to: string) => {
  for (const name of readdirSync(from).filter((name) => name.startsWith('landed.sqlite')))
    cpSync(join(from, name), join(to, name));
};

describe('a restart in the middle of an ask', () => {
  test('keeps what was sealed and what was only in memory', async ({ world }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers.slice(0, 4));
    await allSay(seats.slice(0, 2));
    await world.service.ticks.tick();
    await allSay(seats.slice(2));

    await world.restart();
    await e.close();

    expect((await e.results()).anonymous?.released?.people).toBe(4);
  });

  test('that loses the keys loses nothing that devices still hold', async ({ world }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers.slice(0, 4));
    await allSay(seats);
    await world.service.ticks.tick();
    expect(await seats[0]?.again()).toBe(200);

    await world.restart(() => forgetKeys(world));

    for (const seat of seats) expect(await seat.again()).toBe(202);
    await e.close();
    expect((await e.results()).anonymous?.released?.people).toBe(4);
  });
});

describe('what lies on the disk', () => {
  test('is marked to be left out of backups, readable by its owner alone, and holds no word', async ({
    world,
  }) => {
    const e = await evening(world);
    const [seat] = (await e.seats(e.peers.slice(0, 1))) as [NamelessSeat];
    await seat.put('answer', saying(seat, 'a word that must not be found'));
    await world.service.ticks.tick();

    const folder = potOf(world);
    const files = readdirSync(world.folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(world.folder, name))
      .filter((name) => statSync(name).isFile());

    expect(readFileSync(join(folder, 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
    expect(await everythingOf(world)).not.toContain('must not be found');
    for (const file of files) expect([file, statSync(file).mode & 0o077]).toEqual([file, 0]);
  });

  test('has the same size whoever has answered, and changes at every tick', async ({ world }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers);
    await world.service.ticks.tick();
    const empty = await boxOf(world, e.askId);
    await world.service.ticks.tick();
    const emptyAgain = await boxOf(world, e.askId);
    await allSay(seats);
    await world.service.ticks.tick();
    const full = await boxOf(world, e.askId);

    expect(emptyAgain).not.toBe(empty);
    expect([emptyAgain.length, full.length]).toEqual([empty.length, empty.length]);
  });

  test('is destroyed when the ask is over', async ({ world }) => {
    const e = await evening(world);
    await allSay(await e.seats(e.peers));
    await e.close();

    expect(await inPot(world, (_pot, held) => held.size)).toBe(0);
  });
});

describe('an open ask is given up, unread,', () => {
  test('when its pot is gone', async ({ world }) => {
    const e = await given(world, async () => {
      rmSync(potOf(world), { recursive: true });
      if (world.database)
        await inDatabase(world, 'drop table pot_boxes, pot_keys, pot_processes, pot_marker');
    });

    expect(await e.ask(e.asker)).toMatchObject({ state: 'withdrawn', lost: true });
    const [peer] = e.peers;
    expect(await peer?.call(getAsk, { params: e.params })).toMatchObject({ lost: true });
    // It was not the asker who took it back: they ask again.
    const again = await e.asker.call(openAsk, {
      params: e.params,
      body: { meetingId: e.meetingId, mode: 'anonymous' },
    });
    expect(again.state).toBe('open');
  });

  test('when the ticket keys are gone', async ({ world }) => {
    const e = await given(world, async () => {
      if (world.database) await inDatabase(world, "delete from meta where key = 'tickets'");
      else rmSync(join(world.folder, 'tickets.key'));
    });

    expect(await e.ask(e.asker)).toMatchObject({ state: 'withdrawn', lost: true });
  });

  test('when the database is older than what the pot has seen', async ({ world, skip }) => {
    // A copy of a PostgreSQL is another database, and so is what comes out of one: that its pot knows nothing of it
    // is tried with the pot, as is what the process remembers.
    skip(world.database !== null);
    const e = await evening(world);
    const backup = mkdtempSync(join(tmpdir(), 'landed-test-'));
    await world.service.ticks.tick();
    await world.restart(() => copy(world.folder, backup));
    await allSay(await e.seats(e.peers));
    await world.service.ticks.tick();

    await world.restart(() => {
      for (const name of readdirSync(world.folder))
        if (name.startsWith('landed.sqlite')) rmSync(join(world.folder, name));
      copy(backup, world.folder);
    });
    rmSync(backup, { recursive: true });

    expect(await e.ask(e.asker)).toMatchObject({ state: 'withdrawn', lost: true });
  });

  test('and none of them is when it has just opened', async ({ world }) => {
    await world.service.ticks.tick();
    const e = await evening(world);

    await world.restart();

    expect(await e.ask(e.asker)).toMatchObject({ state: 'open', lost: false });
  });
});

test('a ticket key is replaced after three months, and kept as long as an open ask needs it', async ({
  world,
}) => {
  const person = world.person('Anybody');
  const log = async () => (await person.call(listTicketKeys, {})).keys;
  const [first] = await log();
  world.ahead += 91 * DAY;
  const e = await evening(world, { closes: 'in_a_week' });
  expect((await e.ask(e.asker)).anonymity?.key.id).toBe(first?.id);

  await world.service.ticks.tick();

  const keys = await log();
  expect(keys.map((key) => key.seq)).toEqual([1, 2]);
  const has = (id: string | undefined) => world.service.deps.tickets.has(id as never);
  expect([has(keys[0]?.id), has(keys[1]?.id)]).toEqual([true, true]);
  // The ask that was opened with the old one is answered and released.
  await allSay(await e.seats(e.peers));
  await world.pass(8 * DAY);
  expect((await e.results()).anonymous?.released?.people).toBe(6);
  await world.service.ticks.tick();
  expect([has(keys[0]?.id), has(keys[1]?.id)]).toEqual([false, true]);
});
