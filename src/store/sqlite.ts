// The default engine: one file, one connection that writes, one that reads.
//
// The writer is lent to one transaction at a time. Those waiting together share one BEGIN IMMEDIATE … COMMIT,
// and so one wait for the disk, each in a savepoint of its own: one that fails leaves nothing, its neighbours stay.
import { AsyncLocalStorage } from 'node:async_hooks';

import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import type { GroupId } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { cached, openReader, openWriter } from './client.ts';
import { ensureEpoch } from './meta.ts';
import { tables } from './schema.sqlite.ts';
import { hasCode, tell } from './store.ts';
import type { Db, Store, Tx } from './store.ts';

export interface SqliteOptions {
  file: string;
  /** The folder of generated migrations. */
  migrations: string;
  /** Told once for each group touched, after the commit and before the transaction's promise settles. */
  onCommit?: (groupId: GroupId) => void;
}

/** Transactions in one commit, at most. */
const BATCH = 256;
const NOTHING: ReadonlySet<GroupId> = new Set();

/** A transaction, or an attempt inside one: what the writer is lent to. */
interface Frame {
  readonly outer: Frame | undefined;
  readonly savepoint: string;
  readonly touched: Set<GroupId>;
  open: boolean;
}

interface Job {
  /** Says which groups it touched; throws only when the engine has given up the whole batch. */
  run(): Promise<ReadonlySet<GroupId>>;
  settle(failure?: unknown): void;
}

/**
 * Opens the file, or makes it (readable by its owner alone), and brings it up to date.
 *
 * @throws Error when the file is of a newer version, or cannot keep what it promises (a log that is synced)
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const writer = await openWriter(options.file, options.migrations);
  const reader = openReader(options.file);
  const lent = new AsyncLocalStorage<Frame>();
  const queue: Job[] = [];
  let current: Frame | undefined;
  let draining = false;
  let closed: Promise<void> | undefined;
  let idle: (() => void) | undefined;

  const commands = new Map<string, Database.Statement>();
  const command = (sql: string) => {
    const known = commands.get(sql) ?? writer.prepare(sql);
    commands.set(sql, known);
    known.run();
  };

  /** The one place that decides who may write: whoever the writer is lent to, and only while it is. */
  const holding = (mine: Frame | undefined) => {
    if (!mine?.open) throw new Error('this transaction is over');
    if (mine !== current) throw new Error('an attempt inside this transaction is not over');
    if (!writer.inTransaction) throw new Error('the database has undone this transaction');
    return mine;
  };
  const frame = () => holding(lent.getStore());
  const tx: Tx = Object.assign(
    // With `read` below the one cast of the query side: `parity` in the kit says that it is honest.
    drizzle(cached(writer, frame), { casing: 'snake_case' }) as unknown as Db,
    {
      tables,
      attempt: <T>(fn: (tx: Tx) => Promise<T>) => nest(frame(), fn),
      touched: (groupId: GroupId) => void frame().touched.add(groupId),
    },
  );
  const read: Db = Object.assign(
    drizzle(
      cached(reader, () => {}),
      { casing: 'snake_case' },
    ) as unknown as Db,
    { tables },
  );

  /** Lends the writer to `fn`, whose writes are undone when it fails. */
  const lend = async <T>(mine: Frame, fn: (tx: Tx) => Promise<T>): Promise<T> => {
    command(`savepoint ${mine.savepoint}`);
    current = mine;
    try {
      // Awaited inside: a query builder returned as it is runs only when it is awaited.
      const result = await lent.run(mine, async () => await fn(tx));
      holding(mine);
      command(`release ${mine.savepoint}`);
      return result;
    } catch (error) {
      if (mine.open && writer.inTransaction) {
        command(`rollback to ${mine.savepoint}`);
        command(`release ${mine.savepoint}`);
      }
      throw error;
    } finally {
      if (mine.open) {
        // With it end the attempts inside it that nobody awaited.
        for (let at: Frame | undefined = current; at && at !== mine.outer; at = at.outer)
          at.open = false;
        current = mine.outer;
      }
    }
  };

  const nest = async <T>(outer: Frame, fn: (tx: Tx) => Promise<T>): Promise<T> => {
    const mine: Frame = {
      outer,
      savepoint: `${outer.savepoint}_`,
      touched: new Set<GroupId>(),
      open: true,
    };
    const result = await lend(mine, fn);
    for (const groupId of mine.touched) outer.touched.add(groupId);
    return result;
  };

  const drain = async () => {
    const batch = queue.splice(0, BATCH);
    const touched = new Set<GroupId>();
    try {
      command('begin immediate');
      for (const job of batch) for (const groupId of await job.run()) touched.add(groupId);
      command('commit');
    } catch (failure) {
      if (writer.inTransaction) tolerate(() => command('rollback'));
      for (const job of batch) job.settle(failure);
      return;
    }
    for (const groupId of touched) tell(options.onCommit, groupId);
    for (const job of batch) job.settle();
  };

  // Not a timer: an immediate comes after all that has already arrived, which so joins this batch, and what
  // arrives while the disk is waited for joins the next.
  const drainSoon = () => setImmediate(() => void drain().then(drained));
  const drained = () => {
    draining = queue.length > 0;
    if (draining) drainSoon();
    else idle?.();
  };

  const transact = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => {
    if (lent.getStore()?.open)
      return Promise.reject(new Error('transact inside transact: use tx.attempt'));
    if (closed) return Promise.reject(new DomainError('starting_or_stopping'));
    return new Promise((resolve, reject) => {
      let keep: (() => void) | undefined;
      let fail: (() => void) | undefined;
      queue.push({
        run: async () => {
          const mine: Frame = { outer: undefined, savepoint: 's', touched: new Set(), open: true };
          try {
            const result = await lend(mine, fn);
            keep = () => resolve(result);
            return mine.touched;
          } catch (error) {
            if (!writer.inTransaction) throw error;
            fail = () => reject(refused(error));
            return NOTHING;
          }
        },
        settle: (failure) => {
          if (fail) fail();
          else if (failure === undefined) keep?.();
          else reject(refused(failure));
        },
      });
      if (draining) return;
      draining = true;
      drainSoon();
    });
  };

  const close = async () => {
    if (draining) await new Promise<void>((resolve) => (idle = resolve));
    reader.close();
    // On a full disk the log cannot be folded back. It stays beside the file, and the next start reads it.
    tolerate(() => writer.pragma('wal_checkpoint(TRUNCATE)'));
    tolerate(() => writer.close());
  };

  const store: Store = {
    dialect: 'sqlite',
    tables,
    read,
    transact,
    close: () => (closed ??= close()),
  };
  await store.transact(ensureEpoch);
  return store;
}

const FULL: ReadonlySet<string> = new Set(['SQLITE_FULL']);

function refused(error: unknown): unknown {
  return hasCode(error, FULL)
    ? Object.assign(new DomainError('storage_full'), { cause: error })
    : error;
}

function tolerate(work: () => unknown): void {
  try {
    work();
  } catch {
    // Closing goes on whatever the disk says.
  }
}
