// The engine for more than one machine: a PostgreSQL, some connections that write, some that read.
//
// Each transaction has a connection of its own while it lasts. Which one is the caller's is known by who calls, so
// that there is one `tx` for all of them, whose queries can be prepared once.
import { AsyncLocalStorage } from 'node:async_hooks';

import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';

import type { GroupId } from '../contract/primitives.ts';
import { DomainError } from '../domain/errors.ts';
import { ensureEpoch } from './meta.ts';
import { migrate } from './migrate-postgres.ts';
import { asRefused, connect, isAway, openPool } from './pool.ts';
import { tables } from './schema.postgres.ts';
import { hasCode, tell } from './store.ts';
import type { Db, Store, Tx } from './store.ts';

export interface PostgresOptions {
  /** `postgres://role:password@host:port/database`. */
  url: string;
  /** The folder of generated migrations. */
  migrations: string;
  /** Connections of this process, at most: half of them write. */
  connections?: number;
  /** Told once for each group a transaction touched, after its commit and before its promise settles. */
  onCommit?: (groupId: GroupId) => void;
  /** Told of connections that died while nobody used them. */
  onError?: (error: Error) => void;
}

/** Two cores of a database are busy with a few; more wait for each other there instead of here. */
const CONNECTIONS = 16;
/** How often a transaction that others made impossible is tried. */
const TRIES = 3;
/** Serialization failure, deadlock. */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
const FULL: ReadonlySet<string> = new Set(['53100']);

/** A transaction, or an attempt inside one. */
interface Frame {
  readonly outer: Frame | undefined;
  readonly session: Session;
  readonly savepoint: string;
  readonly touched: Set<GroupId>;
  open: boolean;
}

/** One connection while it is lent to a transaction. */
interface Session {
  /** Who may use it now. */
  current: Frame | undefined;
  /** What was to be undone could not be: nobody may have it again. */
  broken: boolean;
  /** Sends one query after the other, in the order of the calls. */
  send(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
}

/**
 * Connects to the database and brings it up to date.
 *
 * @throws DatabaseRefused when it cannot be used
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const first = await connect(options.url);
  try {
    await migrate(first, options.migrations);
  } catch (error) {
    throw asRefused(error, first);
  } finally {
    await first.end();
  }
  const half = Math.max(1, Math.floor((options.connections ?? CONNECTIONS) / 2));
  const pool = { max: half, onError: options.onError ?? (() => {}) };
  const writers = openPool(options.url, { ...pool, readOnly: false });
  const readers = openPool(options.url, { ...pool, readOnly: true });
  const lent = new AsyncLocalStorage<Frame>();
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  /** The one place that decides who may write: whoever a connection is lent to, and only while it is. */
  const holding = (mine: Frame | undefined) => {
    if (!mine?.open) throw new Error('this transaction is over');
    if (mine !== mine.session.current)
      throw new Error('an attempt inside this transaction is not over');
    return mine;
  };
  const frame = () => holding(lent.getStore());
  const tx: Tx = Object.assign(
    built((config, values) => frame().session.send(config, values)),
    {
      tables,
      attempt: <T>(fn: (tx: Tx) => Promise<T>) => nest(frame(), fn),
      touched: (groupId: GroupId) => void frame().touched.add(groupId),
    },
  );
  const read: Db = Object.assign(
    built(async (config, values) => {
      try {
        return await readers.query(config, values);
      } catch (error) {
        throw refused(unspoken(error));
      }
    }),
    { tables },
  );

  /** Lends the connection to `fn`, whose writes are undone when it fails. */
  const lend = async <T>(
    mine: Frame,
    commands: { begin: string; keep: string; undo: string },
    fn: (tx: Tx) => Promise<T>,
  ): Promise<T> => {
    const { session, outer } = mine;
    session.current = mine;
    /** Takes it back, and with it from the attempts inside that nobody awaited; what they asked for is still done. */
    const takeBack = () => {
      if (!mine.open) return false;
      for (let at = session.current; at && at !== outer; at = at.outer) at.open = false;
      session.current = outer;
      return true;
    };
    try {
      await session.send(commands.begin);
      // Awaited inside: a query builder returned as it is runs only when it is awaited.
      const result = await lent.run(mine, async () => await fn(tx));
      holding(mine);
      takeBack();
      const { command } = await session.send(commands.keep);
      // This is how the database says that a statement had failed, and nothing was kept.
      if (command === 'ROLLBACK') throw new Error('the database has undone this transaction');
      return result;
    } catch (error) {
      if (takeBack() || !outer || outer.open)
        await session.send(commands.undo).catch(() => (session.broken = true));
      throw error;
    }
  };

  const nest = async <T>(outer: Frame, fn: (tx: Tx) => Promise<T>): Promise<T> => {
    const savepoint = `${outer.savepoint}_`;
    const { session } = outer;
    const mine: Frame = { outer, session, savepoint, touched: new Set(), open: true };
    const result = await lend(
      mine,
      {
        begin: `savepoint ${savepoint}`,
        keep: `release ${savepoint}`,
        undo: `rollback to ${savepoint}; release ${savepoint}`,
      },
      fn,
    );
    for (const groupId of mine.touched) outer.touched.add(groupId);
    return result;
  };

  const once = async <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await writers.connect();
    const session = sessionOf(client);
    const mine: Frame = {
      outer: undefined,
      session,
      savepoint: 's',
      touched: new Set(),
      open: true,
    };
    try {
      const result = await lend(mine, { begin: 'begin', keep: 'commit', undo: 'rollback' }, fn);
      for (const groupId of mine.touched) tell(options.onCommit, groupId);
      return result;
    } finally {
      client.release(session.broken);
    }
  };

  const tried = async <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1)
      try {
        return await once(fn);
      } catch (error) {
        if (tries === TRIES || !hasCode(error, AGAIN)) throw refused(error);
      }
  };

  const transact = async <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => {
    if (lent.getStore()?.open) throw new Error('transact inside transact: use tx.attempt');
    if (closed) throw new DomainError('starting_or_stopping');
    const work = tried(fn);
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };

  const close = async () => {
    await Promise.allSettled(running);
    await Promise.all([writers.end(), readers.end()]);
  };

  const store: Store = {
    dialect: 'postgres',
    tables,
    read,
    transact,
    close: () => (closed ??= close()),
  };
  await store.transact(ensureEpoch);
  return store;
}

type Send = (config: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;

/**
 * Drizzle's query builders on whatever sends a query. The casts are honest for them: of a connection they call `query`,
 * and of a query `queryWithCache`, which here only sends it. Drizzle's own would put all that is sent, and so what
 * members wrote, into the message of an error, and messages of errors are logged.
 */
export function built(query: Send) {
  const db = drizzle({ client: { query } as unknown as pg.Client, casing: 'snake_case' });
  const { session } = db as unknown as { session: Preparing };
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...args) =>
    Object.assign(prepareQuery(...args), {
      queryWithCache: <T>(_text: string, _values: unknown[], run: () => T) => run(),
    });
  return db;
}

interface Preparing {
  prepareQuery(...args: unknown[]): object;
}

function sessionOf(client: pg.PoolClient): Session {
  let last: Promise<unknown> = Promise.resolve();
  return {
    current: undefined,
    broken: false,
    send(config, values) {
      const sent = last
        .then(() => client.query(config as pg.QueryConfig, values))
        .catch((error: unknown) => {
          throw unspoken(error);
        });
      last = sent.catch(() => {});
      return sent;
    },
  };
}

function refused(error: unknown): unknown {
  const code = hasCode(error, FULL)
    ? 'storage_full'
    : isAway(error)
      ? 'starting_or_stopping'
      : null;
  return code ? Object.assign(new DomainError(code), { cause: error }) : error;
}

/** Without the values that the database adds to what it says. */
function unspoken(error: unknown): unknown {
  if (error instanceof Error) Object.assign(error, { detail: undefined, where: undefined });
  return error;
}
