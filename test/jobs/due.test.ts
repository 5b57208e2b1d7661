import { describe, expect, onTestFinished, vi } from 'vitest';

import { signIn } from '../../src/contract/accounts.ts';
import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { getGroup } from '../../src/contract/groups.ts';
import { CURSOR_HEADER, pollEvents } from '../../src/contract/live.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import type { Cursor } from '../../src/contract/primitives.ts';
import { DAY, dayOf, HOUR } from '../../src/domain/time.ts';
import { startDueJob } from '../../src/jobs/due.ts';
import { evening } from '../anonymous/circle.ts';
import { inDatabase, refuse } from '../support/beside.ts';
import { isUnique } from '../../src/store/store.ts';
import { test } from '../support/test.ts';
import { PASSWORD, type World } from '../support/world.ts';

test('what cannot be written is tried again after half a minute, not at once and for ever', async ({
  world,
}) => {
  const ruth = await world.founder('Ruth');
  const circle = await world.circle(ruth, []);
  const params = { groupId: circle.groupId };
  await world.meeting(circle, [ruth]);
  const { deps, due } = world.service;
  // Only the job of this test runs.
  world.keep();
  await due.stop();
  const mend = await refuse(world, 'update of ended_at on meetings');
  world.ahead += 6 * HOUR;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const failures: unknown[] = [];

  const job = await startDueJob(deps, (error) => failures.push(error));
  const waiting = vi.getTimerCount();
  vi.advanceTimersByTime(29_999);

  // None that fired: a sweep would have begun.
  expect([failures.length, vi.getTimerCount()]).toEqual([1, waiting]);
  await mend();
  vi.advanceTimersByTime(1);
  await job.stop();
  vi.useRealTimers();
  expect((await ruth.call(getRoom, { params })).meeting).toBeNull();
});

test('an ask that cannot be closed keeps no other from closing', async ({ world }) => {
  const e = await evening(world);
  const body = { meetingId: e.meetingId, mode: 'signed', closes: 'in_an_hour' } as const;
  const params = { groupId: e.groupId };
  const broken = await e.person('Eli').call(openAsk, { params, body });
  const sound = await e.person('Bo').call(openAsk, { params, body });
  const { deps, due } = world.service;
  world.keep();
  await due.stop();
  // Past the service, as a broken disk would: it has a result already, and no other can be frozen.
  await inDatabase(
    world,
    `insert into receptions (group_id, ask_id, n, reception) select group_id, id, 0, '{}' from asks where id = ?`,
    broken.id,
  );
  world.ahead += 2 * HOUR;
  const failures: unknown[] = [];

  const job = await startDueJob(deps, (error) => failures.push(error));
  await job.stop();

  const stateOf = async (askId: typeof sound.id) =>
    (await e.leader.call(getAsk, { params: { ...params, askId } })).state;
  expect([await stateOf(broken.id), await stateOf(sound.id)]).toEqual(['open', 'closed']);
  expect(failures[0]).toMatchObject({ errors: [expect.toSatisfy(isUnique)] });
});

/** A device that goes away now, and what it hears first when it is back after so many days. */
async function awayFor(world: World, days: number, happensMeanwhile: number) {
  const ruth = await world.founder('Ruth');
  const { groupId } = await world.circle(ruth, []);
  const params = { groupId };
  const response = await ruth.send(getGroup, { params });
  const after = response.headers.get(CURSOR_HEADER) as Cursor;
  const head = async () =>
    Number((await inDatabase(world, 'select seq from groups where id = ?', groupId))[0]?.['seq']);
  const first = (await head()) + 1;
  const last = first + happensMeanwhile - 1;
  const on = dayOf(world.service.deps.clock());
  await inDatabase(
    world,
    `with recursive n (seq) as (select ${first} union all select seq + 1 from n where seq < ${last})
     insert into events (group_id, seq, type, subjects, "on") select '${groupId}', seq, 'group.changed', '{}', '${on}' from n`,
  );
  await inDatabase(world, 'update groups set seq = ? where id = ?', last, groupId);

  world.ahead += days * DAY;
  await world.service.due.sweep();
  await ruth.call(signIn, { body: { signInName: ruth.name, password: PASSWORD } });

  const { messages } = await ruth.call(pollEvents, { params, query: { after, wait: 0 } });
  const [{ kept } = {}] = await inDatabase(
    world,
    'select count(*) as kept from events where group_id = ?',
    groupId,
  );
  return { hears: messages[0]?.type, kept: Number(kept) };
}

describe('once a day the log of a group forgets what is older than ninety days, but never its last thousand', () => {
  test('whoever was away longer than that reads everything anew', async ({ world }) => {
    expect(await awayFor(world, 91, 1001)).toEqual({ hears: 'reset', kept: 1000 });
  });

  test('whoever was away as long as that is told what was missed', async ({ world }) => {
    expect(await awayFor(world, 90, 1001)).toMatchObject({ hears: 'group.changed' });
  });

  test('a group in which little happens tells all of it after a year', async ({ world }) => {
    expect(await awayFor(world, 365, 900)).toMatchObject({ hears: 'group.changed' });
  });
});
