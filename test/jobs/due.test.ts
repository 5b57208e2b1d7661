// A sweep in which something fails: what fails is one ask, and all others are closed.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';

import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { evening, HOUR } from '../anonymous/circle.ts';
import { World } from '../support/world.ts';

test('an ask that cannot be closed keeps no other from closing', async () => {
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const world = await World.open({ logger });
  const e = await evening(world);
  const body = { meetingId: e.meetingId, mode: 'signed', closes: 'in_an_hour' } as const;
  const params = { groupId: e.groupId };
  const broken = await e.person('Eli').call(openAsk, { params, body });
  const sound = await e.person('Bo').call(openAsk, { params, body });
  // Past the service, as a broken disk would: it has a result already, and no other can be frozen.
  const db = new Database(join(world.folder, 'landed.sqlite'));
  db.prepare(
    `insert into receptions (group_id, ask_id, n, reception) select group_id, id, 0, '{}' from asks where id = ?`,
  ).run(broken.id);
  db.close();

  await world.pass(2 * HOUR);

  const stateOf = async (askId: typeof sound.id) =>
    (await e.leader.call(getAsk, { params: { ...params, askId } })).state;
  expect([await stateOf(broken.id), await stateOf(sound.id)]).toEqual(['open', 'closed']);
  expect(logged.some((line) => line.includes('UNIQUE constraint'))).toBe(true);
  await world.close();
});
