// What both engines promise. Query functions see this and nothing else of them: `(tx, groupId, …)`, never SQL text
// of one engine, never `transaction()`, and always `returning()` where the outcome of a write matters.
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

import type { GroupId } from '../contract/primitives.ts';
import type { Tables } from './schema.ts';

type Builders =
  | 'select'
  | 'selectDistinct'
  | 'insert'
  | 'update'
  | 'delete'
  | 'with'
  | '$with'
  | '$count';

/** What can be asked of a database: the query builders that mean the same on both engines. */
export type Db = Pick<PgDatabase<PgQueryResultHKT, Tables>, Builders> & { readonly tables: Tables };

/** A transaction: good until the function it was given to returns, and in that function's own calls alone. */
export interface Tx extends Db {
  /**
   * Runs `fn` so that its failure undoes its own writes only, and the rest of the transaction goes on.
   * Until it settles, only `fn` may use the transaction; an attempt that is not awaited fails the transaction.
   */
  attempt<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Says that this group's log may have grown; told to the store's `onCommit` after the commit. */
  touched(groupId: GroupId): void;
}

export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  readonly tables: Tables;
  /** Reads of what is committed; a write through it fails. */
  readonly read: Db;
  /**
   * Runs `fn` so that all of its writes are kept, or none. Settles only after the commit is on the disk.
   * Nothing slow is awaited inside: on SQLite every other writer waits meanwhile.
   *
   * @throws DomainError `storage_full` when the disk is; `starting_or_stopping` after `close`
   */
  transact<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Finishes what was accepted, refuses what comes later, and lets go of the files. */
  close(): Promise<void>;
}

/** Whether a write was refused because another row already holds a value that only one row may hold. */
export function isUnique(error: unknown): boolean {
  return hasCode(error, UNIQUE);
}

/** Whether the error, or what caused it, carries one of the codes that the engines give. */
export function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && codes.has(at.code)) return true;
  return false;
}

/** What was committed stays committed: a listener's mistake is reported apart from it. */
export function tell(onCommit: ((groupId: GroupId) => void) | undefined, groupId: GroupId): void {
  try {
    onCommit?.(groupId);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

const UNIQUE: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  '23505',
]);
