// Queries that run all the time. Building one from its parts costs several times what the database then spends on it.
import { is, Param, Placeholder, sql } from 'drizzle-orm';

import type { Db } from './store.ts';

interface Built<Result> {
  getQuery(): { params: unknown[] };
  execute(values: Record<string, unknown>): Promise<Result>;
}
interface Builder<Result> {
  prepare(name: string): Built<Result>;
}

type Given = Record<string, unknown>;
/** What goes to one place of the SQL. */
type Fill = (given: Given) => unknown;

let names = 0;

/**
 * A query that is built once for each database and afterwards only filled in.
 *
 * @param build sees placeholders under the names of what is given, so nothing in it may depend on a value, and each
 *   call must give the same names
 */
export function prepared<Values extends object, Result>(
  build: (db: Db, given: Values) => Builder<Result>,
): (db: Db, given: Values) => Promise<Result> {
  const name = `landed_${(names += 1)}`;
  const known = new WeakMap<Db, (given: Given) => Promise<Result>>();

  const make = (db: Db, given: Given) => {
    const places = Object.keys(given).map((key) => [key, sql.placeholder(key)]);
    const query = build(db, Object.fromEntries(places) as Values).prepare(name);
    const fills = fillsOf(query.getQuery().params);
    // An array, because its numbers are the names of the places.
    return (given: Given) => query.execute(fills.map((fill) => fill(given)) as unknown as Given);
  };

  return (db, values) => {
    const given = values as Given;
    let run = known.get(db);
    if (!run) {
      run = make(db, given);
      known.set(db, run);
    }
    return run(given);
  };
}

/**
 * A query for rows by a few values: `all(db, groupId)`. As with `prepared`, nothing in what is built may depend on
 * one of them.
 */
export function findAll<Values extends unknown[], Row>(
  build: (db: Db, ...values: Values) => Builder<Row[]>,
): (db: Db, ...values: Values) => Promise<Row[]> {
  const run = prepared((db, places: object) => build(db, ...(Object.values(places) as Values)));
  return (db, ...values) => run(db, values);
}

/** The same for the one row that there may be. */
export function findOne<Values extends unknown[], Row>(
  build: (db: Db, ...values: Values) => Builder<Row[]>,
): (db: Db, ...values: Values) => Promise<Row | null> {
  const rows = findAll(build);
  return async (db, ...values) => {
    const [row] = await rows(db, ...values);
    return row ?? null;
  };
}

/**
 * Numbers the places of a query and says what goes to each. Drizzle itself would look at every place anew each time,
 * and make of a null that is filled in later the JSON text `null`, or false.
 */
function fillsOf(params: unknown[]): Fill[] {
  return params.map((param, i) => {
    params[i] = sql.placeholder(String(i));
    if (is(param, Placeholder)) return fill(param);
    if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
    const { encoder, value: place } = param;
    const plain = fill(place);
    return (given) => {
      const value = plain(given);
      return value === null ? null : encoder.mapToDriverValue(value);
    };
  });
}

const fill =
  ({ name }: Placeholder): Fill =>
  (given) => {
    const value = given[name];
    if (value === undefined) throw new Error(`nothing is given for ${name}`);
    return value;
  };
