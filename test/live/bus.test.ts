import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { inProcessBus } from '../../src/live/bus.ts';

const one = 'one' as GroupId;
const two = 'two' as GroupId;

test('every listener hears once of each group that changed in one turn of the loop', async () => {
  const bus = inProcessBus();
  const first: unknown[] = [];
  const second: unknown[] = [];
  bus.listen((groupId) => first.push(groupId));
  bus.listen((groupId) => second.push(groupId));

  for (const groupId of [one, two, one, one]) bus.publish(groupId);
  await nextTurn();
  bus.publish(one);
  await nextTurn();

  expect(first).toEqual([one, two, one]);
  expect(second).toEqual(first);
});

test('who has stopped listening hears nothing, and after the end nobody does', async () => {
  const bus = inProcessBus();
  const stopped: unknown[] = [];
  const staying: unknown[] = [];
  const stop = bus.listen((groupId) => stopped.push(groupId));
  bus.listen((groupId) => staying.push(groupId));

  bus.publish(one);
  stop();
  await nextTurn();
  bus.publish(two);
  await bus.close();
  bus.publish(two);
  await nextTurn();

  expect(stopped).toEqual([]);
  expect(staying).toEqual([one]);
});
