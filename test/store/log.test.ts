import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import type { Day, GroupId } from '../../src/contract/primitives.ts';
import { opened } from './opened.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;
const TODAY = '2026-03-04' as Day;

test('a reader that follows a group sees every change once, in order and without gaps', async () => {
  const { store } = await opened();
  const { groups, events } = store.tables;
  await store.transact((tx) =>
    tx
      .insert(groups)
      .values({
        id: GROUP,
        name: 'Harbour',
        purpose: '',
        timeZone: 'Europe/Vienna',
        leaders: 1,
        cap: 8,
        state: 'active',
        agreementVersion: 1,
        createdOn: TODAY,
      })
      .returning(),
  );
  const append = () =>
    store.transact(async (tx) => {
      const [group] = await tx
        .update(groups)
        .set({ seq: sql`${groups.seq} + 1` })
        .where(eq(groups.id, GROUP))
        .returning({ seq: groups.seq });
      // Gives others the chance to come between the number and its event.
      await new Promise(setImmediate);
      const event = { groupId: GROUP, type: 'group.changed', subjects: {}, on: TODAY } as const;
      await tx
        .insert(events)
        .values({ ...event, seq: group!.seq })
        .returning();
    });
  const since = (seq: number) =>
    store.read
      .select({ seq: events.seq })
      .from(events)
      .where(and(eq(events.groupId, GROUP), gt(events.seq, seq)))
      .orderBy(asc(events.seq))
      .limit(50);
  const followed: number[] = [];
  const follow = async () => {
    while (followed.at(-1) !== 200) {
      for (const { seq } of await since(followed.at(-1) ?? 0)) followed.push(seq);
      await new Promise(setImmediate);
    }
  };

  await Promise.all([follow(), ...Array.from({ length: 200 }, append)]);

  expect(followed).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
});
