import { eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';

import type { Day, GroupId } from '../../src/contract/primitives.ts';
import { append } from '../../src/store/events.ts';
import { prepared } from '../../src/store/prepared.ts';
import type { Tx } from '../../src/store/store.ts';
import { gate, opened, put } from './opened.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;
const A_GROUP = {
  name: 'Harbour',
  purpose: '',
  timeZone: 'Europe/Vienna',
  leaders: 1,
  cap: 8,
  state: 'active' as const,
  agreementVersion: 1,
  createdOn: '2026-03-04' as Day,
};

const find = prepared((db, { key }: { key: string }) => {
  const { meta } = db.tables;
  return db.select({ value: meta.value }).from(meta).where(eq(meta.key, key));
});

test('a prepared query answers to what is given each time, in each database', async () => {
  const one = await opened();
  const other = await opened();
  await one.store.transact((tx) => put(tx, 'a', 'first'));
  await one.store.transact((tx) => put(tx, 'b', 'second'));
  await other.store.transact((tx) => put(tx, 'a', 'elsewhere'));

  expect(await find(one.store.read, { key: 'a' })).toEqual([{ value: 'first' }]);
  expect(await find(one.store.read, { key: 'b' })).toEqual([{ value: 'second' }]);
  expect(await find(other.store.read, { key: 'a' })).toEqual([{ value: 'elsewhere' }]);
});

test('a prepared query sees what its own transaction has written, and others do not', async () => {
  const { store } = await opened();
  const { passed, open } = gate();

  const inside = store.transact(async (tx) => {
    await put(tx, 'a', 'mine');
    await passed;
    return find(tx, { key: 'a' });
  });
  const outside = await find(store.read, { key: 'a' });
  open();

  expect(outside).toEqual([]);
  expect(await inside).toEqual([{ value: 'mine' }]);
});

test('a query that an earlier transaction prepared is refused once a transaction is over', async () => {
  const { store } = await opened();
  let kept: Tx | undefined;
  await store.transact(async (tx) => {
    await find(tx, { key: 'a' });
    kept = tx;
  });

  const late = async () => kept && find(kept, { key: 'a' });

  await expect(late()).rejects.toThrow('this transaction is over');
});

test('a null given to a prepared query is no value, also where values are JSON', async () => {
  const { store } = await opened();
  const { events, groups } = store.tables;
  const group = { id: GROUP, seq: 1 };
  const happened = [
    { type: 'group.changed' as const, subjects: {}, audience: null },
    { type: 'group.changed' as const, subjects: {}, audience: [] },
  ];
  await store.transact(async (tx) => {
    await tx.insert(groups).values({ ...A_GROUP, id: GROUP });
    await append(tx, group, happened, A_GROUP.createdOn);
  });

  const forEverybody = await store.read
    .select({ seq: events.seq })
    .from(events)
    .where(isNull(events.audience));

  expect(forEverybody).toEqual([{ seq: 1 }]);
});
