import { expect } from 'vitest';

import { getSecurity } from '../../src/contract/accounts.ts';
import { getGroup } from '../../src/contract/groups.ts';
import { DAY } from '../../src/domain/time.ts';
import { test } from './test.ts';

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
