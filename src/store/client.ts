// What drizzle needs of a SQLite connection, with each statement prepared once.
import type Database from 'better-sqlite3';

/** Statements kept per connection; lists of varying length make many, so the oldest go. */
const KEPT = 500;

/**
 * A connection that prepares a statement on its first use and calls `allow` each time one is about to run.
 * The cast is honest for drizzle's query builders: of a connection they call `prepare`, and nothing else.
 */
export function cached(connection: Database.Database, allow: () => void): Database.Database {
  const known = new Map<string, object>();
  const prepare = (sql: string) => {
    allow();
    const found = known.get(sql);
    if (found) return found;
    const made = statement(connection, sql);
    known.set(sql, made);
    if (known.size > KEPT) for (const oldest of known.keys()) return known.delete(oldest) && made;
    return made;
  };
  return { prepare } as unknown as Database.Database;
}

function statement(connection: Database.Database, sql: string) {
  const plain = connection.prepare<unknown[]>(sql);
  // `raw()` changes a statement for good, so the one that answers in arrays is prepared apart.
  const rows = plain.reader ? connection.prepare<unknown[]>(sql).raw() : plain;
  return {
    run: (...values: unknown[]) => plain.run(...values),
    all: (...values: unknown[]) => plain.all(...values),
    get: (...values: unknown[]) => plain.get(...values),
    raw: () => rows,
  };
}
