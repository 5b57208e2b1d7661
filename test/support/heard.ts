// What is said to databases: by whom, and in which words.
import Database from 'better-sqlite3';

export interface Said {
  sql: string;
  how: 'run' | 'get' | 'all';
  /** Asks for rows as arrays. */
  raw: boolean;
  values: unknown[];
  /** Through a connection that only reads. */
  reading: boolean;
}

/** Tells of each statement as it runs, until the work is done. Only connections opened meanwhile are heard. */
export async function hearing(
  hear: (said: Said) => void,
  work: () => Promise<void>,
): Promise<void> {
  const proto = Database.prototype as { prepare: (sql: string) => Database.Statement };
  const { prepare } = proto;
  proto.prepare = function (this: Database.Database, sql) {
    const { readonly: reading } = this;
    return heard(prepare.call(this, sql), (how, raw, values) =>
      hear({ sql, how, raw, values, reading }),
    );
  };
  try {
    await work();
  } finally {
    proto.prepare = prepare;
  }
}

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
