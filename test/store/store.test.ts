import { describe, expect, test } from 'vitest';

import type { GroupId } from '../../src/contract/primitives.ts';
import type { Tx } from '../../src/store/store.ts';
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

describe('onCommit', () => {
  test('is told of each group once, after the commit and before anybody is answered', async () => {
    const told: GroupId[] = [];
    const { store, seen } = await opened((groupId) => told.push(groupId));

    await store.transact(async (tx) => {
      tx.touched(GROUP);
      await put(tx, 'first');
      tx.touched(OTHER);
      await tx.attempt(async (inner) => inner.touched(GROUP));
      expect(told).toEqual([]);
    });

    expect(told).toEqual([GROUP, OTHER]);
    expect(await seen()).toEqual(['first']);
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
  test('finishes what was accepted, and refuses what comes later', async () => {
    const { store } = await opened();
    const accepted = Array.from({ length: 300 }, (_, n) => store.transact((tx) => put(tx, `${n}`)));

    const closing = store.close();
    const late = store.transact((tx) => put(tx, 'late'));

    await expect(late).rejects.toMatchObject({ code: 'starting_or_stopping' });
    await closing;
    await expect(Promise.all(accepted)).resolves.toHaveLength(300);
    await expect(store.close()).resolves.toBeUndefined();
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
    await add(GROUP, 'ada');

    const refusal = async (id: string, name: string) =>
      add(id, name).catch((error: unknown) => isUnique(error));

    expect(await refusal(GROUP, 'bea')).toBe(true);
    expect(await refusal(OTHER, 'ada')).toBe(true);
    expect(await refusal(OTHER, null as never)).toBe(false);
    expect(isUnique(new Error('wrapped', { cause: { code: '23505' } }))).toBe(false);
    expect(
      isUnique(new Error('wrapped', { cause: Object.assign(new Error(), { code: '23505' }) })),
    ).toBe(true);
  });
});

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
