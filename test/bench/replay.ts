// What a use case says to the database, and the same said again with nothing around it.
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { openWriter } from '../../src/store/client.ts';

interface Said {
  sql: string;
  how: 'run' | 'get' | 'all';
  /** Asks for rows as arrays. */
  raw: boolean;
  values: unknown[];
}
/** The statements of one use case with their values, in order. */
export type Tape = readonly Said[];

const migrations = join(import.meta.dirname, '../../migrations/sqlite');
/** Tapes in one transaction: as many as the store puts into one. */
export const BATCH = 256;

/**
 * Runs the work for one item after the other and writes down what each tells the one that writes: so the bare side
 * says the same when the use case has changed. Only connections opened inside `around` are heard.
 */
export async function record<Item>(
  items: readonly Item[],
  around: (all: (work: (item: Item) => Promise<unknown>) => Promise<void>) => Promise<void>,
): Promise<Tape[]> {
  const tapes: Tape[] = [];
  let present: Said[] = [];
  const proto = Database.prototype as { prepare: (sql: string) => Database.Statement };
  const { prepare } = proto;
  proto.prepare = function (this: Database.Database, sql) {
    // Jobs and listeners read beside it.
    if (this.readonly) return prepare.call(this, sql);
    return heard(prepare.call(this, sql), (how, raw, values) =>
      present.push({ sql, how, raw, values }),
    );
  };
  try {
    await around(async (work) => {
      for (const item of items) {
        present = [];
        await work(item);
        tapes.push(present.filter(({ sql }) => !FRAME.test(sql)));
      }
    });
  } finally {
    proto.prepare = prepare;
  }
  return tapes;
}

const FRAME = /^(begin|commit|rollback|savepoint|release)\b/;

function heard(
  statement: Database.Statement,
  hear: (how: Said['how'], raw: boolean, values: unknown[]) => void,
): Database.Statement {
  let raw = false;
  const asArrays = statement.raw.bind(statement);
  statement.raw = () => {
    raw = true;
    return asArrays();
  };
  for (const how of ['run', 'get', 'all'] as const) {
    const say = statement[how].bind(statement);
    statement[how] = (...values: unknown[]) => {
      hear(how, raw, values);
      return say(...values) as never;
    };
  }
  return statement;
}

/** A file of the same kind and state, to say the same to. */
export async function openReplay(file: string) {
  const writer = await openWriter(file, migrations);
  const known = new Map<string, Database.Statement>();
  const statementOf = ({ sql, raw }: Said) => {
    const key = `${raw} ${sql}`;
    const found = known.get(key);
    if (found) return found;
    const made = raw ? writer.prepare(sql).raw() : writer.prepare(sql);
    known.set(key, made);
    return made;
  };
  const begin = writer.prepare('begin immediate');
  const commit = writer.prepare('commit');

  return {
    /** @returns tapes a second */
    round(tapes: readonly Tape[]): number {
      // Looked up beforehand: what is left is what the engine and the disk can do.
      const ready = tapes.map((tape) =>
        tape.map((said) => ({ statement: statementOf(said), how: said.how, values: said.values })),
      );
      const begun = performance.now();
      for (let i = 0; i < ready.length; i += BATCH) {
        begin.run();
        for (const tape of ready.slice(i, i + BATCH))
          for (const { statement, how, values } of tape) statement[how](...values);
        commit.run();
      }
      return tapes.length / ((performance.now() - begun) / 1000);
    },
    close: () => void writer.close(),
  };
}
