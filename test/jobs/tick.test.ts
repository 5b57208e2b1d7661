// What a tick does besides sealing: where something fails, that is one ask, and all others go on; and where nothing is
// open, it leaves the pot alone.
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { boxOf, NamelessSeat } from '../support/anonymous.ts';
import { inDatabase } from '../support/beside.ts';
import { World } from '../support/world.ts';
import { allSay, evening, type Evening, HOUR } from '../anonymous/circle.ts';

let world: World;
let e: Evening;
/** Of the ask that will fail: it comes first in every list. */
let failing: NamelessSeat[];
/** Of another ask of the same evening. */
let sound: NamelessSeat[];
const logged: string[] = [];

beforeEach(async () => {
  logged.length = 0;
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  world = await World.open({ logger });
  e = await evening(world);
  failing = await e.seats(e.peers.slice(0, 4));
  const { id } = await e.person('Eli').call(openAsk, {
    params: { groupId: e.groupId },
    body: { meetingId: e.meetingId, mode: 'anonymous', closes: 'in_an_hour' },
  });
  sound = [];
  for (const name of ['Ana', 'Bo', 'Cy', 'Di'])
    sound.push(await NamelessSeat.take(e.person(name), e.groupId, id));
  await allSay(failing);
  await world.service.ticks.tick();
});
afterEach(() => world.close());

const stateOf = async ({ groupId, askId }: NamelessSeat) =>
  (await e.leader.call(getAsk, { params: { groupId, askId } })).state;

const failures = () => logged.filter((line) => line.includes('sealing what waits failed'));

test('an ask that cannot be read keeps no other from being sealed, and stays sealed itself', async () => {
  const [first] = failing as [NamelessSeat];
  const before = await boxOf(world, first.askId);
  await inDatabase(
    world,
    `update asks set event = '{"a secret' || event where id = ?`,
    first.askId,
  );
  await allSay(sound);

  await world.service.ticks.tick();

  const sealed = await Promise.all(sound.map((seat) => seat.again()));
  expect(sealed).toEqual([200, 200, 200, 200]);
  expect(failures()).toHaveLength(1);
  // The error has the row in it; the log has not.
  expect(logged.join()).not.toContain('a secret');
  expect(await boxOf(world, first.askId)).toBe(before);
  await inDatabase(world, 'update asks set event = substr(event, 11) where id = ?', first.askId);
  await world.restart();
  await world.pass(2 * HOUR);
  expect((await e.results()).anonymous?.released?.people).toBe(4);
});

test('an ask whose release fails keeps no other from its own, and is released when nothing is in its way', async () => {
  const [first] = failing as [NamelessSeat];
  const [other] = sound as [NamelessSeat];
  await allSay(sound);
  // A row is there already that the release would write.
  await inDatabase(
    world,
    `insert into parts (group_id, ask_id, id, channel, text, state, hidden, reactions)
     values (?, ?, ?, 'feeling', 'sentence 0', 'there', false, '[]')`,
    first.groupId,
    first.askId,
    first.parts[0] ?? '',
  );
  await world.pass(2 * HOUR);
  await world.service.ticks.tick();

  const before = [await stateOf(first), await stateOf(other)];
  const reported = failures().length;
  await inDatabase(world, 'delete from parts where ask_id = ?', first.askId);
  await world.service.ticks.tick();

  expect(before).toEqual(['open', 'closed']);
  expect(reported).toBeGreaterThan(0);
  expect(logged.join()).not.toContain('sentence');
  expect(await stateOf(first)).toBe('closed');
  expect((await e.results()).anonymous?.released?.people).toBe(4);
});

/** When the pot was last written: its file, or the files of the database it lies in. */
async function potFiles(): Promise<unknown> {
  if (world.database)
    return inDatabase(
      world,
      "select relname, relfilenode from pg_class where relname in ('pot_boxes', 'pot_keys') order by 1",
    );
  const file = join(world.folder, 'do-not-back-up/pot.sqlite');
  return [file, `${file}-wal`].map((path) => statSync(path, { bigint: true }).mtimeNs);
}

test('the pot is written anew on every tick while something is open, and left alone when nothing is', async () => {
  const files = [];
  for (let i = 0; i < 2; i += 1) {
    files.push(await potFiles());
    await world.service.ticks.tick();
  }
  expect(files[1]).not.toEqual(files[0]);

  await world.pass(2 * HOUR);
  const emptied = await potFiles();
  await world.service.ticks.tick();

  expect(emptied).not.toEqual(files[1]);
  expect(await potFiles()).toEqual(emptied);
});
