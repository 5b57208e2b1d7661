// Two sets of column makers with one shape, so that every table is written once and exists on both engines.
import * as pg from 'drizzle-orm/pg-core';
import * as sl from 'drizzle-orm/sqlite-core';

export const postgresKit = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
  check: pg.check,
  id: () => pg.uuid(),
  text: () => pg.text(),
  int: () => pg.integer(),
  big: () => pg.bigint({ mode: 'number' }),
  bool: () => pg.boolean(),
  json: <T>() => pg.jsonb().$type<T>(),
};

const nativeSqliteKit = {
  table: sl.sqliteTable,
  index: sl.index,
  uniqueIndex: sl.uniqueIndex,
  primaryKey: sl.primaryKey,
  foreignKey: sl.foreignKey,
  check: sl.check,
  id: () => sl.text(),
  text: () => sl.text(),
  int: () => sl.integer(),
  big: () => sl.integer(),
  bool: () => sl.integer({ mode: 'boolean' }),
  json: <T>() => sl.text({ mode: 'json' }).$type<T>(),
};

export type Kit = typeof postgresKit;

/** The one cast of the schema: queries are typed against PostgreSQL, and `parity` says that this is honest. */
export const sqliteKit = nativeSqliteKit as unknown as Kit;

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Data<F> = F extends () => { _: { data: infer D } } ? D : never;
type Column = 'id' | 'text' | 'int' | 'big' | 'bool';
type Parity = {
  [K in Column]: Equal<Data<(typeof postgresKit)[K]>, Data<(typeof nativeSqliteKit)[K]>>;
};
/**
 * Does not compile when a column carries another type of value on the other engine.
 *
 * @public
 */
export const parity: { [K in Column]: true } = {} as Parity;
