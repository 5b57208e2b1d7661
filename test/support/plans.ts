// How a PostgreSQL goes about what the service asks of it. Knows no test runner.
import { Client, type QueryConfig } from 'pg';

import { BEHAVE } from '../../src/store/pool.ts';

interface Asked {
  text: string;
  values: unknown[];
}

type Query = (this: Client, ...args: [QueryConfig | string, ...unknown[]]) => unknown;

/** What is asked of any PostgreSQL by this process while `work` runs: each statement once, as the driver is given it. */
export async function askedBy(work: () => Promise<unknown>): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  const query = Reflect.get(Client.prototype, 'query') as Query;
  const heard: Query = function (...args) {
    const [config, values] = args;
    // Commands of transactions come as plain text.
    if (typeof config === 'object')
      asked.set(config.text, { text: config.text, values: Array.isArray(values) ? values : [] });
    return query.apply(this, args);
  };
  Object.assign(Client.prototype, { query: heard });
  try {
    await work();
  } finally {
    Object.assign(Client.prototype, { query });
  }
  return [...asked.values()];
}

/**
 * For each statement and each table that is kept in parts: how many of them it reads by the plan that the service's
 * connections have of it, which is one for all values.
 */
export async function partsRead(
  url: string,
  asked: readonly Asked[],
): Promise<{ text: string; table: string; parts: number }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(BEHAVE, ['off']);
    const { rows } = await client.query<{ part: string; table: string }>(
      `select child.relname as part, parent.relname as table from pg_inherits
        join pg_class child on child.oid = inhrelid join pg_class parent on parent.oid = inhparent
        where child.relkind = 'r'`,
    );
    const tableOf = new Map(rows.map(({ part, table }) => [part, table]));
    const found = [];
    for (const { text, values } of asked) {
      // Explained with its values as they are, it would be planned for them alone.
      await client.query(`prepare asked as ${text}`);
      const given = values.map((value) => literal(client, value)).join();
      const explained = await client.query<{ 'QUERY PLAN': unknown }>(
        `explain (format json) execute asked${given && `(${given})`}`,
      );
      await client.query('deallocate asked');
      const read = new Map<string, Set<string>>();
      for (const part of relationsIn(explained.rows[0]?.['QUERY PLAN'])) {
        const table = tableOf.get(part);
        if (table) read.set(table, (read.get(table) ?? new Set()).add(part));
      }
      for (const [table, parts] of read) found.push({ text, table, parts: parts.size });
    }
    return found;
  } finally {
    await client.end();
  }
}

/** A value as the driver gives it, in the text of a statement: the database knows of which type it is. */
function literal(client: Client, value: unknown): string {
  if (value === null) return 'null';
  return client.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
}

function relationsIn(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  const own =
    'Relation Name' in plan && typeof plan['Relation Name'] === 'string'
      ? [plan['Relation Name']]
      : [];
  return [...own, ...Object.values(plan).flatMap(relationsIn)];
}
