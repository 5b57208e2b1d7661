// Connections to a SQLite file that keep what the store promises, as drizzle needs them.
import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import Database from 'better-sqlite3';

import { migrate } from './migrate.ts';
import { hasCode } from './store.ts';

/** How long a statement waits for another process, and how long a start waits for another's migration. */
const BUSY_MS = 5_000;
const START_MS = 30_000;
/** What a write-ahead log is cut down to after a checkpoint, bytes. */
const LOG_LIMIT = 64 * 1024 * 1024;
/** Statements kept per connection; lists of varying length make many, so the oldest go. */
const KEPT = 500;
const BUSY: ReadonlySet<string> = new Set(['SQLITE_BUSY', 'SQLITE_BUSY_RECOVERY']);

/** The connection that writes: the file exists afterwards, readable by its owner alone, and is up to date. */
export async function openWriter(file: string, migrations: string): Promise<Database.Database> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its log and index the mode of the file.
  await (await open(file, 'a', 0o600)).close();
  await chmod(file, 0o600);
  const writer = new Database(file, { timeout: START_MS });
  try {
    await logged(writer);
    protect(writer);
    writer.pragma(`journal_size_limit = ${LOG_LIMIT}`);
    migrate(writer, migrations);
    writer.pragma(`busy_timeout = ${BUSY_MS}`);
  } catch (error) {
    writer.close();
    throw error;
  }
  return writer;
}

/** The connection that reads; a write through it fails. */
export function openReader(file: string): Database.Database {
  const reader = new Database(file, { readonly: true, timeout: BUSY_MS });
  protect(reader);
  return reader;
}

/**
 * A connection that prepares a statement on its first use and calls `allow` each time one is about to run.
 * The cast is honest for drizzle's query builders: of a connection they call `prepare`, and nothing else.
 */
export function cached(connection: Database.Database, allow: () => void): Database.Database {
  const known = new Map<string, object>();
  const prepare = (sql: string) => {
    const found = known.get(sql);
    if (found) return found;
    const made = statement(connection, sql, allow);
    if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
    known.set(sql, made);
    return made;
  };
  return { prepare } as unknown as Database.Database;
}

/** Asks at each run, because a query may be prepared long before. */
function statement(connection: Database.Database, sql: string, allow: () => void) {
  const plain = connection.prepare(sql);
  // `raw()` changes a statement for good, so the one that answers in arrays is prepared apart.
  const rows = plain.reader ? connection.prepare(sql).raw() : plain;
  return {
    run: (...values: unknown[]) => {
      allow();
      return plain.run(...values);
    },
    all: (...values: unknown[]) => {
      allow();
      return plain.all(...values);
    },
    get: (...values: unknown[]) => {
      allow();
      return plain.get(...values);
    },
    raw: () => {
      allow();
      return rows;
    },
  };
}

/** Several processes on a new file: whoever switches it needs it alone, and the engine does not wait for that. */
async function logged(writer: Database.Database): Promise<void> {
  for (const end = Date.now() + START_MS; ; await sleep(20)) {
    try {
      writer.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!hasCode(error, BUSY) || Date.now() > end) throw error;
    }
  }
}

function protect(connection: Database.Database): void {
  // Without it a commit is not synced, because this build of SQLite leaves that out for a write-ahead log.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // What is erased is overwritten.
  connection.pragma('secure_delete = ON');
  // What an attempt may have to undo would else go to a file in the system's temporary folder.
  connection.pragma('temp_store = MEMORY');
  // The engine takes what it cannot do, a log on a file system without shared memory say, in silence.
  const promises = {
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    secure_delete: 1,
    temp_store: 2,
  };
  for (const [name, promised] of Object.entries(promises)) {
    const found = connection.pragma(name, { simple: true });
    if (found !== promised)
      throw new Error(
        `The database cannot be kept safely here: ${name} is ${String(found)} instead of ${promised}.`,
      );
  }
}
