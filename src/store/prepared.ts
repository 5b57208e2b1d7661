// Queries that run all the time. Building one from its parts costs several times what the database then spends on it.
import { is, Param, Placeholder, sql } from 'drizzle-orm';

import type { Db } from './store.ts';

interface Built<Result> {
  getQuery(): { params: unknown[] };
  execute(given: Record<string, unknown>): Promise<Result>;
}
interface Builder<Result> {
  prepare(name: string): Built<Result>;
}

let names = 0;

/**
 * A query that is built once for each database and afterwards only filled in.
 *
 * @param build sees placeholders under the names of what is given, so nothing in it may depend on a value, and each
 *   call must give the same names
 */
export function prepared<Given extends object, Result>(
  build: (db: Db, given: Given) => Builder<Result>,
): (db: Db, given: Given) => Promise<Result> {
  const name = `landed_${(names += 1)}`;
  const known = new WeakMap<Db, Built<Result>>();
  return (db, given) => {
    const values = given as Record<string, unknown>;
    let query = known.get(db);
    if (!query) {
      const keys = Object.keys(values).map((key) => [key, sql.placeholder(key)]);
      query = build(db, Object.fromEntries(keys) as Given).prepare(name);
      keepNulls(query.getQuery().params);
      known.set(db, query);
    }
    return query.execute(values);
  };
}

/** As in other queries: drizzle would make the JSON text `null` of a null that is filled in later, or false. */
function keepNulls(params: unknown[]): void {
  for (const [i, param] of params.entries())
    if (is(param, Param) && is(param.value, Placeholder)) {
      const { encoder, value } = param;
      params[i] = new Param(value, {
        mapToDriverValue: (given) => (given === null ? null : encoder.mapToDriverValue(given)),
      });
    }
}
