// Who is told of what happens in an ask without names: readers of what they read, and nobody of who did what.
import { expect } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { hidePart, keepPart, ownPart, reactToPart, reportPart } from '../../src/contract/parts.ts';
import type { MemberId, PartId } from '../../src/contract/primitives.ts';
import { openAnswers } from '../../src/contract/results.ts';
import { dayOf } from '../../src/domain/time.ts';
import { randomId } from '../../src/ids.ts';
import * as events from '../../src/store/events.ts';
import * as groups from '../../src/store/groups.ts';
import type { NamelessSeat } from '../support/anonymous.ts';
import { test } from '../support/test.ts';
import { anAnswer, type Person } from '../support/world.ts';
import { allSay, evening } from './circle.ts';

test('each is told of exactly what changed in what they read', async ({ world }) => {
  const e = await evening(world);
  const listeners = await Promise.all(
    e.everybody.map(async (person) => [person.name, await person.listen(e.groupId)] as const),
  );
  await Promise.all(listeners.map(([, listener]) => listener.heard((one) => one.type === 'reset')));
  /** What everybody heard while this happened, by name: up to a mark that everybody is told of. */
  const since = async (step: () => Promise<unknown>) => {
    const from = listeners.map(([, { messages }]) => messages.length);
    await step();
    const memberId = randomId<MemberId>();
    const mark = { type: 'member.joined' as const, subjects: { memberId }, audience: null };
    await world.service.deps.store.transact(async (tx) => {
      const group = await groups.lock(tx, e.groupId);
      await events.append(tx, group, [mark], dayOf(world.now));
    });
    await Promise.all(
      listeners.map(([, listener]) =>
        listener.heard((one) => one.type === 'member.joined' && one.memberId === memberId),
      ),
    );
    return Object.fromEntries(
      listeners.flatMap(([name, { messages }], at) => {
        const types = messages
          .slice(from[at])
          .map((one) => one.type)
          .filter((type) => type !== 'presence.changed' && type !== 'member.joined');
        return types.length > 0 ? [[name, types]] : [];
      }),
    );
  };

  const seats = await e.seats(e.peers);
  const during = await since(async () => {
    await allSay(seats.slice(0, 4));
    await e.leader.call(putAnswer, { params: e.params, body: anAnswer() });
    await world.service.ticks.tick();
  });
  const closed = await since(() => e.close());
  const [seat] = seats as [NamelessSeat];
  const params = { ...e.params, partId: seat.parts[0] as PartId };
  const [ana] = e.peers as [Person];
  const opened = await since(() => e.asker.call(openAnswers, { params }));
  const reacted = await since(() =>
    e.asker.call(reactToPart, { params, body: { reactions: ['thank'] } }),
  );
  const owned = await since(() =>
    ana.call(ownPart, { params, body: seat.owning(0, ana.memberId) }),
  );
  const kept = await since(() => e.asker.call(keepPart, { params }));
  const hidden = await since(() => e.asker.call(hidePart, { params, body: { hidden: true } }));
  const reported = await since(async () => {
    await e.asker.call(reportPart, { params, body: { reason: 'other' } });
    await e.asker.call(keepPart, { params });
  });
  const back = await since(async () => {
    await seat.takeBack(0);
    await world.service.ticks.tick();
  });

  const everybody = e.everybody.map((one) => one.name);
  expect(during).toEqual({});
  expect(closed).toEqual(Object.fromEntries(everybody.map((name) => [name, ['ask.closed']])));
  expect(opened).toEqual({ Asker: ['ask.read'] });
  expect([reacted, owned, hidden]).toEqual(
    Array.from({ length: 3 }, () => ({ Asker: ['part.changed'] })),
  );
  expect(kept).toEqual({ Asker: ['journal.changed'] });
  // It was hidden already: only leaders learn something.
  expect(reported).toEqual({ Ruth: ['reports.changed'] });
  expect(back).toEqual({ Asker: ['part.changed'], Ruth: ['reports.changed'] });
  await Promise.all(listeners.map(([, listener]) => listener.close()));
});
