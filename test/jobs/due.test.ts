import { expect, onTestFinished, vi } from 'vitest';

import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import { HOUR } from '../../src/domain/time.ts';
import { startDueJob } from '../../src/jobs/due.ts';
import { evening } from '../anonymous/circle.ts';
import { inDatabase, refuse } from '../support/beside.ts';
import { isUnique } from '../../src/store/store.ts';
import { test } from '../support/test.ts';

test('what cannot be written is tried again after half a minute, not at once and for ever', async ({
  world,
}) => {
  const ruth = await world.founder('Ruth');
  const circle = await world.circle(ruth, []);
  const params = { groupId: circle.groupId };
  await world.meeting(circle, [ruth]);
  const { deps, due } = world.service;
  // Only the job of this test runs.
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
