import { eq, sql } from 'drizzle-orm';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { prepared } from '../../src/store/prepared.ts';
import { isUnique, type Tx } from '../../src/store/store.ts';
import { lend, MIGRATIONS } from '../support/databases.ts';
import { gate, put } from './opened.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;

/** A database of this test alone, its store, and a connection beside it. */
async function opened(options: { connections?: number } = {}) {
  const lent = await lend();
  if (!lent) throw new Error('this is about PostgreSQL alone');
  onTestFinished(() => lent.giveBack());
  const told: GroupId[] = [];
  const store = await openPostgres({
    url: lent.url,
    migrations: MIGRATIONS,
    onCommit: (groupId) => told.push(groupId),
    ...options,
  });
  onTestFinished(() => store.close());
  const beside = new Client({ connectionString: lent.url });
  await beside.connect();
  onTestFinished(() => beside.end());
  const keys = async () => {
    const { meta } = store.tables;
    const rows = await store.read.select().from(meta).orderBy(meta.key);
    return rows.map((row) => row.key).filter((key) => key !== 'epoch');
  };
  return { store, beside, told, keys };
}

const touch = (tx: Tx, key: string) => {
  const { meta } = tx.tables;
  return tx
    .update(meta)
    .set({ value: sql`${meta.value} || '.'` })
    .where(eq(meta.key, key))
    .returning();
};

describe('a transaction on PostgreSQL', () => {
  test('that others made impossible is tried again, and what it touched is told once', async () => {
    const { store, told } = await opened();
    await store.transact((tx) => put(tx, 'a'));
    await store.transact((tx) => put(tx, 'b'));
    const both = [gate(), gate()];
    let tries = 0;

    const crossed = (mine: number, first: string, second: string) =>
      store.transact(async (tx) => {
        tries += 1;
        tx.touched(GROUP);
        await touch(tx, first);
        both[mine]?.open();
        await both[1 - mine]?.passed;
        await touch(tx, second);
      });
    await Promise.all([crossed(0, 'a', 'b'), crossed(1, 'b', 'a')]);

    expect(tries).toBe(3);
    expect(told).toEqual([GROUP, GROUP]);
    const values = await store.read.select().from(store.tables.meta);
    expect(values.filter((row) => row.key !== 'epoch').map((row) => row.value)).toEqual([
      '..',
      '..',
    ]);
  });

  test('is refused when it goes on after a statement that failed, and nothing of it is kept', async () => {
    const { store, told, keys } = await opened();
    await store.transact((tx) => put(tx, 'a'));
    let refusal: unknown;

    const careless = store.transact(async (tx) => {
      tx.touched(GROUP);
      await put(tx, 'b');
      refusal = await put(tx, 'a').catch((error: unknown) => error);
    });

    await expect(careless).rejects.toThrow('the database has undone this transaction');
    expect(isUnique(refusal)).toBe(true);
    expect(told).toEqual([]);
    expect(await keys()).toEqual(['a']);
  });

  test('cannot be added to by an attempt that nobody awaited', async () => {
    const { store, keys } = await opened();
    const over = gate();
    let floating: Promise<unknown> = Promise.resolve();

    const forgetful = store.transact(async (tx) => {
      await put(tx, 'forgetful');
      floating = tx
        .attempt(async (inner) => {
          await over.passed;
          await put(inner, 'floating');
        })
        .catch((error: unknown) => error);
    });
    await forgetful.catch(() => {});
    over.open();

    expect(await floating).toEqual(new Error('this transaction is over'));
    expect(await keys()).toEqual([]);
  });

  test('waits for its turn when all connections are taken, and reads never wait for writers', async () => {
    const { store, keys } = await opened({ connections: 2 });
    const held = gate();
    const finish = gate();
    const first = store.transact(async (tx) => {
      await put(tx, 'first');
      held.open();
      await finish.passed;
    });
    await held.passed;

    const second = store.transact((tx) => put(tx, 'second'));
    const meanwhile = await keys();
    finish.open();
    await Promise.all([first, second]);

    expect(meanwhile).toEqual([]);
    expect(await keys()).toEqual(['first', 'second']);
  });

  test('whose connection is lost is refused as by a service that restarts, and the next one works', async () => {
    const { store, beside, keys } = await opened();

    const lost = store.transact(async (tx) => {
      await put(tx, 'lost');
      await beside.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
      );
      await put(tx, 'more');
    });

    await expect(lost).rejects.toMatchObject({ code: 'starting_or_stopping' });
    await store.transact((tx) => put(tx, 'next'));
    expect(await keys()).toEqual(['next']);
  });

  test('is refused when the disk is full', async () => {
    const { store, beside, keys } = await opened();
    await beside.query(
      `create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'no space left' using errcode = '53100'; end $$`,
    );
    await beside.query(
      'create trigger full_disk before insert on meta for each row execute function full_disk()',
    );

    const refused = store.transact((tx) => put(tx, 'a'));
    await expect(refused).rejects.toMatchObject({ code: 'storage_full' });
    await beside.query('drop function full_disk cascade');

    await store.transact((tx) => put(tx, 'b'));
    expect(await keys()).toEqual(['b']);
  });
});

describe('reads on PostgreSQL', () => {
  test('cannot write', async () => {
    const { store, keys } = await opened();

    const write = store.read.insert(store.tables.meta).values({ key: 'a', value: '' });

    await expect(write).rejects.toMatchObject({ code: '25006' });
    expect(await keys()).toEqual([]);
  });
});

test('a refused statement says nothing of what was to be written', async () => {
  const { store } = await opened();
  await store.transact((tx) => put(tx, 'what nobody may know'));

  const refusal: unknown = await store
    .transact((tx) => put(tx, 'what nobody may know'))
    .catch((error: unknown) => error);

  expect(isUnique(refusal)).toBe(true);
  expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('nobody');
});

/** How often the prepared query of this test was planned for on the connection. */
const statements = async (tx: Tx) => {
  const engine = tx as unknown as { execute(query: unknown): Promise<{ rows: unknown[] }> };
  const { rows } = await engine.execute(
    sql`select calls.generic_plans + calls.custom_plans as n from pg_prepared_statements calls where statement like '%"value" from "meta"%'`,
  );
  return rows;
};

test('a hot query is planned by name, once for each connection', async () => {
  const { store, beside } = await opened({ connections: 2 });
  const find = prepared((db, { key }: { key: string }) => {
    const { meta } = db.tables;
    return db.select({ value: meta.value }).from(meta).where(eq(meta.key, key));
  });
  for (let i = 0; i < 3; i++) await store.transact((tx) => find(tx, { key: 'a' }));

  expect(await store.transact(statements)).toEqual([{ n: '3' }]);
  expect(
    (await beside.query('select count(*)::int as n from pg_prepared_statements')).rows,
  ).toEqual([{ n: 0 }]);
});

test('the tables that grow are kept in parts by group', async () => {
  const { beside } = await opened();

  const { rows } = await beside.query(
    `explain (format json) select words from answers where group_id = '${GROUP}'`,
  );

  expect(JSON.stringify(rows).match(/answers_p\d+/g)?.length).toBeGreaterThan(0);
  expect(new Set(JSON.stringify(rows).match(/answers_p\d+(?!\d|_)/g)).size).toBe(1);
});
