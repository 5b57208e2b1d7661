import { expect } from 'vitest';

import { getSecurity } from '../../src/contract/accounts.ts';
import { getGroup } from '../../src/contract/groups.ts';
import { getRoom, takeSeat } from '../../src/contract/meetings.ts';
import { DAY } from '../../src/domain/time.ts';
import * as events from '../../src/store/events.ts';
import { test } from './test.ts';
import { answer, ask } from './world.ts';

const NAMES = ['Xaver', 'Yara', 'Zoe'];

test('a circle that was copied is like one that was made, later, and nobody in it is the same', async ({
  world,
}) => {
  const ruth = await world.founder('Ruth');
  const made = await world.circle(ruth, NAMES);
  await world.pass(2 * DAY);
  const copied = await world.circle(ruth, NAMES);

  const ids = (circle: typeof made) => [
    circle.groupId,
    ...circle.group.members.map(({ id }) => id),
  ];
  expect(new Set([...ids(made), ...ids(copied)]).size).toBe(10);
  expect(copied.group.members.map(({ name }) => name)).toEqual(['Ruth', ...NAMES]);
  for (const circle of [made, copied])
    for (const [i, person] of circle.members.entries()) {
      const group = await person.call(getGroup, { params: { groupId: circle.groupId } });
      expect(group.me).toBe(circle.group.members[i + 1]?.id);
      const { sessions } = await person.call(getSecurity, {});
      expect(sessions).toHaveLength(1);
    }
  const since = ({ group }: typeof made) => Date.parse(group.agreement.since);
  expect(since(copied) - since(made)).toBeGreaterThanOrEqual(2 * DAY);
});

test('an evening that was copied is one that has begun: it is read alike and goes on', async ({
  world,
}) => {
  const ruth = await world.founder('Ruth');
  const evenings = [];
  for (let i = 0; i < 2; i += 1) {
    const evening = await world.gathering(ruth, NAMES, { absent: 1 });
    const { groupId, meetingId, members } = evening;
    const params = { groupId };
    const { meeting, seats } = await ruth.call(getRoom, { params });
    expect(meeting?.id).toBe(meetingId);
    const askId = await ask(members[0] ?? ruth, groupId, meetingId);
    await answer(members[1] ?? ruth, groupId, askId);
    await members[2]?.call(takeSeat, { params: { ...params, meetingId } });
    const later = await ruth.call(getRoom, { params });
    evenings.push({
      number: meeting?.number,
      names: [seats, later.seats].map((all) =>
        all.filter(({ checkedIn }) => checkedIn).map(({ name }) => name),
      ),
      waiting: later.waiting.map(({ kind }) => kind),
      head: await events.head(world.service.deps.store.read, groupId),
    });
  }

  expect(evenings[1]).toEqual(evenings[0]);
  const names = [
    ['Ruth', 'Xaver', 'Yara'],
    ['Ruth', 'Xaver', 'Yara', 'Zoe'],
  ];
  expect(evenings[0]).toMatchObject({ names, waiting: ['ask'] });
});
