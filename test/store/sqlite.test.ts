import { existsSync } from 'node:fs';

import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import type { Db } from '../../src/store/store.ts';
import { openedFile, put } from './opened.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;
const OTHER = '0190a000-0000-7000-8000-000000000002' as GroupId;
const boom = new Error('boom');

describe('transactions that wait together', () => {
  test('keeps the neighbours of a transaction that the database refuses', async () => {
    const { store, seen } = await openedFile();

    const [kept, refused] = await Promise.allSettled([
      store.transact((tx) => put(tx, 'kept')),
      store.transact(async (tx) => {
        await put(tx, 'gone');
        const row = { groupId: GROUP, version: 1, text: 'of no group', since: '' as never };
        await tx.insert(tx.tables.agreements).values(row).returning();
      }),
    ]);

    expect(kept.status).toBe('fulfilled');
    expect(refused).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
    expect(await seen()).toEqual(['kept']);
  });

  test('puts those that wait together into one commit', async () => {
    const { store, seen } = await openedFile();
    let between: { tx: number; others: string[] } | undefined;

    await Promise.all([
      store.transact((tx) => put(tx, 'first')),
      store.transact(async (tx) => {
        between = { tx: await tx.$count(tx.tables.meta), others: await seen() };
      }),
    ]);

    expect(between).toEqual({ tx: 2, others: [] });
  });

  test('settles only after the commit of the whole batch', async () => {
    const { store, seen } = await openedFile();

    const views = await Promise.all(
      ['a', 'b', 'c'].map(async (key) => {
        await store.transact((tx) => put(tx, key));
        return seen();
      }),
    );

    expect(views).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  test('are told of as one: each group once, after the commit and before anybody is answered', async () => {
    const told: GroupId[] = [];
    const { store, seen } = await openedFile((groupId) => told.push(groupId));
    let atAnswer = 0;

    await Promise.all(
      [GROUP, OTHER, GROUP].map(async (groupId, n) => {
        await store.transact(async (tx) => {
          tx.touched(groupId);
          await put(tx, `${n}`);
          expect(told).toEqual([]);
        });
        atAnswer = told.length;
      }),
    );

    expect(atAnswer).toBe(2);
    expect(told).toEqual([GROUP, OTHER]);
    expect(await seen()).toHaveLength(3);
  });
});

describe('a database that gives up', () => {
  test('says that the disk is full to whom it does not fit, and goes on', async () => {
    const { store, seen } = await openedFile();
    await store.transact(async (tx) => raw(tx, sql`pragma max_page_count = 1`));

    const [small, large, behind] = await Promise.allSettled([
      store.transact((tx) => put(tx, 'small')),
      store.transact((tx) => put(tx, 'large', LARGE)),
      store.transact((tx) => put(tx, 'behind')),
    ]);
    await store.transact(async (tx) => raw(tx, sql`pragma max_page_count = 100000`));
    await store.transact((tx) => put(tx, 'after', LARGE));

    expect([small.status, behind.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(large).toMatchObject({ status: 'rejected', reason: { code: 'storage_full' } });
    expect(await seen()).toEqual(['after', 'behind', 'small']);
  });

  test('refuses the whole batch when the database undoes it, and takes the next', async () => {
    const told: GroupId[] = [];
    const { store, seen } = await openedFile((groupId) => told.push(groupId));
    await store.transact(async (tx) =>
      raw(
        tx,
        sql`create temp trigger giving_up before insert on main.meta when new.key = 'bad'
          begin select raise(rollback, 'given up'); end`,
      ),
    );
    let swallowed: unknown;

    const results = await Promise.allSettled([
      store.transact(async (tx) => {
        tx.touched(GROUP);
        await put(tx, 'before');
      }),
      store.transact(async (tx) => {
        await put(tx, 'bad').catch(() => {});
        swallowed = await put(tx, 'on its own').catch((error: unknown) => error);
      }),
      store.transact((tx) => put(tx, 'behind')),
    ]);
    await store.transact((tx) => put(tx, 'after'));

    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(swallowed).toEqual(new Error('the database has undone this transaction'));
    expect(told).toEqual([]);
    expect(await seen()).toEqual(['after']);
  });

  test('refuses the whole batch when the commit fails, and takes the next', async () => {
    const { store, seen } = await openedFile();

    const results = await Promise.allSettled([
      store.transact((tx) => put(tx, 'small')),
      store.transact(async (tx) => {
        raw(tx, sql`pragma defer_foreign_keys = on`);
        const row = { groupId: GROUP, version: 1, text: 'of no group', since: '' as never };
        await tx.insert(tx.tables.agreements).values(row).returning();
      }),
      store.transact(() => Promise.reject(boom)),
    ]);
    await store.transact((tx) => put(tx, 'after'));

    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(results[2]).toMatchObject({ reason: boom });
    expect(await seen()).toEqual(['after']);
  });
});

test('closing leaves one file', async () => {
  const { store, file } = await openedFile();
  await store.transact((tx) => put(tx, 'a'));

  await store.close();

  expect(existsSync(`${file}-wal`)).toBe(false);
});

const LARGE = 'x'.repeat(1_000_000);
/** What query functions cannot see: the engine itself, through the same connection and the same guard. */
const raw = (db: Db, query: SQL) => {
  const engine = db as unknown as { run(query: SQL): unknown; all(query: SQL): unknown[] };
  try {
    return engine.all(query);
  } catch {
    return [engine.run(query)];
  }
};
