import { describe, expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { type Presence, presence } from '../../src/live/presence.ts';
import { SAYING_LENGTH } from '../../src/live/bus.ts';
import { GROUP, groupId, manualTimers, memberId } from './support.ts';

const [ada, ben] = [memberId(1), memberId(2)];

/** Some processes that hear each other, until one is told not to, or dies; time is the same for all. */
function begin(count = 1) {
  const timers = manualTimers();
  const ears = new Set<{ at: number; onSaying: (text: string) => void }>();
  const said: string[] = [];
  const deaf = new Set<number>();
  const meeting = { open: true };
  const processes = Array.from({ length: count }, (_, at) => {
    const changes: GroupId[] = [];
    const mine = manualTimers();
    const here = presence({
      timers: mine,
      graceMs: 10_000,
      sayMs: 15_000,
      others: {
        say(text) {
          said.push(text);
          for (const ear of ears) if (ear.at !== at && !deaf.has(ear.at)) ear.onSaying(text);
        },
        hear(onSaying) {
          const ear = { at, onSaying };
          ears.add(ear);
          return () => ears.delete(ear);
        },
      },
      meetingOpen: () => meeting.open,
      onChange: (groupId) => changes.push(groupId),
    });
    const stopTime = timers.every(100, () => mine.advance(100));
    /** As `kill -9` does. */
    const die = () => {
      stopTime();
      for (const ear of ears) if (ear.at === at) ears.delete(ear);
    };
    const hear = (text: string) => {
      for (const ear of ears) if (ear.at === at) ear.onSaying(text);
    };
    return { here, changes, die, hear };
  });
  return {
    timers,
    processes: processes as [Process, Process],
    said,
    deaf,
    meeting,
    ...processes[0]!,
  };
}
interface Process {
  here: Presence;
  changes: GroupId[];
  die(): void;
  /** As if another process had said it. */
  hear(text: string): void;
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
  timers.advance(9_900);
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

describe('with another process', () => {
  test('a member is here while a device is connected to either, and both tell it once', () => {
    const { timers, processes } = begin(2);
    const [one, other] = processes;

    const leaveOne = one.here.arrive(GROUP, ada);
    const leaveOther = other.here.arrive(GROUP, ada);
    leaveOne();
    timers.advance(60_000);

    expect([one, other].map(({ here }) => here.isHere(GROUP, ada))).toEqual([true, true]);
    expect([one.changes.length, other.changes.length]).toEqual([1, 1]);
    leaveOther();
    timers.advance(10_000);
    expect([one, other].map(({ here }) => here.isHere(GROUP, ada))).toEqual([false, false]);
    expect([one.changes.length, other.changes.length]).toEqual([2, 2]);
  });

  test('whoever moves from one to the other never went', () => {
    const { timers, processes } = begin(2);
    const [one, other] = processes;

    one.here.arrive(GROUP, ada)();
    timers.advance(5_000);
    other.here.arrive(GROUP, ada);
    timers.advance(60_000);

    expect([one, other].map(({ here }) => here.isHere(GROUP, ada))).toEqual([true, true]);
    expect([one.changes.length, other.changes.length]).toEqual([1, 1]);
  });

  test('those at a process that was killed are gone after a while, and nobody else', () => {
    const { timers, processes } = begin(2);
    const [one, other] = processes;
    one.here.arrive(GROUP, ada);
    other.here.arrive(GROUP, ben);

    one.die();
    timers.advance(45_000);
    expect(other.here.isHere(GROUP, ada)).toBe(true);
    timers.advance(15_000);

    expect(other.here.isHere(GROUP, ada)).toBe(false);
    expect(other.here.isHere(GROUP, ben)).toBe(true);
    expect(other.changes).toHaveLength(3);
  });

  test('those at one that stops are gone sooner, unless they come to the other', () => {
    const { timers, processes } = begin(2);
    const [one, other] = processes;
    one.here.arrive(GROUP, ada);
    one.here.arrive(GROUP, ben);

    one.here.close();
    other.here.arrive(GROUP, ben);
    timers.advance(10_000);

    expect(other.here.isHere(GROUP, ada)).toBe(false);
    expect(other.here.isHere(GROUP, ben)).toBe(true);
    expect(other.changes).toHaveLength(3);
  });

  test('what one missed it is told again', () => {
    const { timers, processes, deaf } = begin(2);
    const [one, other] = processes;
    const goodbye = one.here.arrive(GROUP, ada);

    deaf.add(1);
    one.here.arrive(GROUP, ben);
    goodbye();
    timers.advance(14_000);
    expect([ada, ben].map((id) => other.here.isHere(GROUP, id))).toEqual([true, false]);
    deaf.delete(1);
    timers.advance(1_000);

    expect([ada, ben].map((id) => other.here.isHere(GROUP, id))).toEqual([false, true]);
  });

  test('nobody is told of anybody while no meeting is open, and of everybody when one opens', () => {
    const { processes, said, meeting } = begin(2);
    const [one, other] = processes;
    meeting.open = false;
    const beginning = said.length;

    one.here.arrive(GROUP, ada);
    expect(said).toHaveLength(beginning);
    expect(other.here.isHere(GROUP, ada)).toBe(false);
    meeting.open = true;
    one.here.meetingChanged(GROUP);
    expect(other.here.isHere(GROUP, ada)).toBe(true);
    meeting.open = false;
    one.here.meetingChanged(GROUP);

    expect(other.here.isHere(GROUP, ada)).toBe(false);
  });

  test('a newcomer among the processes learns who is here, in pieces that can be sent', () => {
    const { processes, said } = begin(1);
    const [one] = processes;
    const groups = Array.from({ length: 60 }, (_, at) => groupId(at));
    for (const id of groups) for (let n = 0; n < 12; n += 1) one.here.arrive(id, memberId(n));
    said.length = 0;

    one.hear(JSON.stringify({ from: 'somebody new', hello: true }));

    expect(Math.max(...said.map((text) => text.length))).toBeLessThanOrEqual(SAYING_LENGTH);
    const heard = said.flatMap(
      (text) => (JSON.parse(text) as { here: [GroupId, string[]][] }).here,
    );
    expect(heard.map(([id, members]) => [id, members.length])).toEqual(
      groups.map((id) => [id, 12]),
    );
  });

  test('no time is said, and nothing that is no saying is believed', () => {
    const { timers, processes, said } = begin(1);
    const [one] = processes;
    one.here.arrive(GROUP, ada);
    timers.advance(30_000);

    for (const text of said)
      expect(
        Object.keys(JSON.parse(text) as object).filter(
          (key) => !['from', 'here', 'hello'].includes(key),
        ),
      ).toEqual([]);
    one.hear('not JSON');
    one.hear('{"from":"x","here":[["no id",[]]]}');
    expect(one.here.isHere(GROUP, ada)).toBe(true);
  });
});
