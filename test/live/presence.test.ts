import { expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { presence } from '../../src/live/presence.ts';
import { GROUP, manualTimers, memberId } from './support.ts';

const [ada, ben] = [memberId(1), memberId(2)];

function begin() {
  const timers = manualTimers();
  const changes: GroupId[] = [];
  return { timers, changes, here: presence(timers, 10_000, (groupId) => changes.push(groupId)) };
}

test('a member is here while any device is, and coming or going is told once', () => {
  const { timers, changes, here } = begin();

  const closePhone = here.arrive(GROUP, ada);
  const closeLaptop = here.arrive(GROUP, ada);
  closePhone();
  closePhone();
  timers.advance(60_000);

  expect(here.isHere(GROUP, ada)).toBe(true);
  expect(changes).toHaveLength(1);
  closeLaptop();
  timers.advance(10_000);
  expect(here.isHere(GROUP, ada)).toBe(false);
  expect(changes).toHaveLength(2);
});

test('a reload is not seen: whoever is back within the grace never went', () => {
  const { timers, changes, here } = begin();

  here.arrive(GROUP, ada)();
  timers.advance(9_999);
  expect(here.isHere(GROUP, ada)).toBe(true);
  here.arrive(GROUP, ada);
  timers.advance(60_000);

  expect(here.isHere(GROUP, ada)).toBe(true);
  expect(changes).toHaveLength(1);
});

test('a forgotten member is gone at once, and a late goodbye does not touch their return', () => {
  const { timers, changes, here } = begin();
  const goodbye = here.arrive(GROUP, ada);
  here.arrive(GROUP, ben);

  here.forget(GROUP, ada);
  expect(here.isHere(GROUP, ada)).toBe(false);
  expect(here.isHere(GROUP, ben)).toBe(true);
  here.arrive(GROUP, ada);
  goodbye();
  timers.advance(60_000);

  expect(here.isHere(GROUP, ada)).toBe(true);
  expect(changes).toHaveLength(4);
});
