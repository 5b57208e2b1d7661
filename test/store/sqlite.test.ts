import { existsSync } from 'node:fs';

import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import type { Db, Tx } from '../../src/store/store.ts';
import { isUnique } from '../../src/store/store.ts';
import { gate, opened, put } from './opened.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;
const OTHER = '0190a000-0000-7000-8000-000000000002' as GroupId;
const boom = new Error('boom');

describe('transact', () => {
  test('keeps the neighbours of a transaction that fails, and nothing of it', async () => {
    const { store, seen } = await opened();

    const results = await Promise.allSettled(
      Array.from({ length: 13 }, (_, n) =>
        store.transact(async (tx) => {
          await put(tx, `${n}`);
          await put(tx, `${n} again`);
          if (n === 6) throw boom;
          return n;
        }),
      ),
    );

    expect(results[6]).toEqual({ status: 'rejected', reason: boom });
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(12);
    expect(await seen()).toHaveLength(24);
    expect(await seen()).not.toContain('6');
  });

  test('keeps the neighbours of a transaction that the database refuses', async () => {
    const { store, seen } = await opened();

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
    const { store, seen } = await opened();
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
    const { store, seen } = await opened();

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

  test('shows nobody what is not committed, however long it takes', async () => {
    const { store, seen } = await opened();
    const written = gate();
    const finish = gate();
    const done = store.transact(async (tx) => {
      await put(tx, 'half');
      written.open();
      await finish.passed;
      await put(tx, 'whole');
    });

    await written.passed;
    const meanwhile = await seen();
    finish.open();
    await done;

    expect(meanwhile).toEqual([]);
    expect(await seen()).toEqual(['half', 'whole']);
  });

  test('refuses a write that outlives its transaction, also while another holds the writer', async () => {
    const { store, seen } = await opened();
    const later = gate();
    const held = gate();
    let floating: Promise<unknown> = Promise.resolve();
    await store.transact(async (tx) => {
      floating = later.passed.then(() => put(tx, 'floating')).catch((error: unknown) => error);
    });

    await store.transact(async (tx) => {
      await put(tx, 'held');
      later.open();
      held.open();
      await floating;
    });

    expect(await floating).toEqual(new Error('this transaction is over'));
    expect(await seen()).toEqual(['held']);
  });

  test('refuses a transaction used by code outside it', async () => {
    const { store } = await opened();
    let lent: Tx | undefined;
    const taken = gate();
    const finish = gate();
    const done = store.transact(async (tx) => {
      lent = tx;
      taken.open();
      await finish.passed;
    });
    await taken.passed;

    const outside = async () => put(lent!, 'outside');

    await expect(outside()).rejects.toThrow('this transaction is over');
    finish.open();
    await done;
  });

  test('refuses to begin inside a transaction, and only inside', async () => {
    const { store, seen } = await opened();
    const later = gate();
    let afterwards: Promise<unknown> = Promise.resolve();

    await store.transact(async (tx) => {
      await expect(store.transact((inner) => put(inner, 'inner'))).rejects.toThrow(
        'transact inside transact: use tx.attempt',
      );
      await put(tx, 'outer');
      afterwards = (async () => {
        await later.passed;
        await store.transact((next) => put(next, 'next'));
      })();
    });
    later.open();
    await afterwards;

    expect(await seen()).toEqual(['next', 'outer']);
  });

  test('keeps values as they were given', async () => {
    const { store } = await opened();
    const { groups, events, accounts } = store.tables;
    const big = 2 ** 40;

    await store.transact(async (tx) => {
      await tx.insert(accounts).values(anAccount).returning();
      await tx
        .insert(groups)
        .values({ ...aGroup, seq: big })
        .returning();
      await tx
        .insert(events)
        .values({
          groupId: GROUP,
          seq: big,
          type: 'group.changed',
          subjects: {},
          audience: [],
          on: TODAY,
        })
        .returning();
    });

    expect(await store.read.select().from(accounts)).toMatchObject([{ mayCreateGroups: true }]);
    expect(await store.read.select().from(events)).toMatchObject([
      { seq: big, subjects: {}, audience: [] },
    ]);
  });
});

describe('attempt', () => {
  test('undoes its own writes when it fails, and no others', async () => {
    const { store, seen } = await opened();

    await store.transact(async (tx) => {
      await put(tx, 'before');
      await expect(
        tx.attempt(async (inner) => {
          await put(inner, 'undone');
          await inner.attempt((deeper) => put(deeper, 'undone with it'));
          throw boom;
        }),
      ).rejects.toBe(boom);
      await tx.attempt(async (inner) => {
        await put(inner, 'kept');
        await expect(inner.attempt((deeper) => put(deeper, 'before'))).rejects.toSatisfy(isUnique);
      });
      await put(tx, 'after');
    });

    expect(await seen()).toEqual(['after', 'before', 'kept']);
  });

  test('is refused beside another one, whose writes it could undo', async () => {
    const { store, seen } = await opened();
    const finish = gate();

    await store.transact(async (tx) => {
      const first = tx.attempt(async (inner) => {
        await put(inner, 'first');
        await finish.passed;
      });
      expect(() => tx.attempt((inner) => put(inner, 'second'))).toThrow(
        'an attempt inside this transaction is not over',
      );
      finish.open();
      await first;
    });

    expect(await seen()).toEqual(['first']);
  });

  test('fails its transaction when it is not awaited, and touches nothing afterwards', async () => {
    const { store, seen } = await opened();
    const finish = gate();
    let floating: Promise<unknown> = Promise.resolve();

    const forgetful = store.transact(async (tx) => {
      await put(tx, 'forgetful');
      floating = tx.attempt(() => finish.passed).catch((error: unknown) => error);
    });
    await expect(forgetful).rejects.toThrow('an attempt inside this transaction is not over');
    await store.transact(async (tx) => {
      await tx.attempt(async (inner) => {
        await put(inner, 'next');
        finish.open();
        await floating;
      });
    });

    expect(await floating).toEqual(new Error('this transaction is over'));
    expect(await seen()).toEqual(['next']);
  });
});

describe('a database that gives up', () => {
  test('says that the disk is full to whom it does not fit, and goes on', async () => {
    const { store, seen } = await opened();
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
    const { store, seen } = await opened((groupId) => told.push(groupId));
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
    const { store, seen } = await opened();

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

describe('onCommit', () => {
  test('is told of each group once, after the commit and before anybody is answered', async () => {
    const told: GroupId[] = [];
    const { store, seen } = await opened((groupId) => told.push(groupId));
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

  test('is not told of what failed', async () => {
    const told: GroupId[] = [];
    const { store } = await opened((groupId) => told.push(groupId));

    await Promise.allSettled([
      store.transact(async (tx) => {
        tx.touched(OTHER);
        throw boom;
      }),
      store.transact(async (tx) => {
        await tx.attempt(async (inner) => inner.touched(GROUP));
        await tx
          .attempt(async (inner) => {
            inner.touched(OTHER);
            throw boom;
          })
          .catch(() => {});
      }),
    ]);

    expect(told).toEqual([GROUP]);
  });
});

describe('close', () => {
  test('finishes what was accepted, refuses what comes later, and leaves one file', async () => {
    const { store, file } = await opened();
    const accepted = Array.from({ length: 300 }, (_, n) => store.transact((tx) => put(tx, `${n}`)));

    const closing = store.close();
    const late = store.transact((tx) => put(tx, 'late'));

    await expect(late).rejects.toMatchObject({ code: 'starting_or_stopping' });
    await closing;
    await expect(Promise.all(accepted)).resolves.toHaveLength(300);
    await expect(store.close()).resolves.toBeUndefined();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});

describe('isUnique', () => {
  test('knows a taken key from other refusals', async () => {
    const { store } = await opened();
    const { accounts } = store.tables;
    const add = (id: string, signInFolded: string) =>
      store.transact((tx) =>
        tx
          .insert(accounts)
          .values({ ...anAccount, id: id as never, signInFolded })
          .returning(),
      );
    await add('1', 'ada');

    const refusal = async (id: string, name: string) =>
      add(id, name).catch((error: unknown) => isUnique(error));

    expect(await refusal('1', 'bea')).toBe(true);
    expect(await refusal('2', 'ada')).toBe(true);
    expect(await refusal('3', null as never)).toBe(false);
    expect(isUnique(new Error('wrapped', { cause: { code: '23505' } }))).toBe(false);
    expect(
      isUnique(new Error('wrapped', { cause: Object.assign(new Error(), { code: '23505' }) })),
    ).toBe(true);
  });
});

const LARGE = 'x'.repeat(1_000_000);
const TODAY = '2026-03-04' as never;
const anAccount = {
  id: '0190a000-0000-7000-8000-00000000000a' as never,
  signInName: 'Ada',
  signInFolded: 'ada',
  mayCreateGroups: true,
  createdOn: TODAY,
};
const aGroup = {
  id: GROUP,
  name: 'Harbour',
  purpose: '',
  timeZone: 'Europe/Vienna',
  leaders: 1,
  cap: 8,
  state: 'active' as never,
  agreementVersion: 1,
  createdOn: TODAY,
};

/** What query functions cannot see: the engine itself, through the same connection and the same guard. */
const raw = (db: Db, query: SQL) => {
  const engine = db as unknown as { run(query: SQL): unknown; all(query: SQL): unknown[] };
  try {
    return engine.all(query);
  } catch {
    return [engine.run(query)];
  }
};
