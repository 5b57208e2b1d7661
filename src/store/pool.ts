// Connections to a PostgreSQL that keep what the store promises.
import { Client, Pool } from 'pg';

import { type DatabaseProblem, DatabaseRefused } from './refused.ts';
import { hasCode } from './store.ts';

/** The oldest version that its makers still mend, and what Debian 12 has. */
const OLDEST = 15;
/** How long somebody waits for a connection, a statement for its answer, and an idle transaction for its next one. */
const CONNECT_MS = 10_000;
const STATEMENT_MS = 15_000;
const LOCK_MS = 10_000;
const IDLE_IN_TRANSACTION_MS = 15_000;
/** An idle connection keeps the statements it has learned for this long. */
const IDLE_MS = 5 * 60_000;

/**
 * A pool of connections; each is told how to behave before its first use.
 *
 * @param onError told of connections that die while nobody uses them
 */
export function openPool(
  url: string,
  { max, readOnly, onError }: { max: number; readOnly: boolean; onError: (error: Error) => void },
): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'landed',
    max,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    // Its type says void, but what it returns is waited for.
    onConnect: (client) => {
      // One in use says it by its query as well; without a listener it would end the process.
      client.on('error', () => {});
      return client.query(BEHAVE, [readOnly ? 'on' : 'off']) as unknown as void;
    },
  });
  pool.on('error', onError);
  return pool;
}

/**
 * Whatever the server's own defaults are: what is acknowledged is on its disk, each statement sees what is committed
 * when it begins, no query that is short is compiled first, and one that is known is not planned anew for each value
 * (of a table in parts the one plan holds them all and opens that of the group, but the planner takes it for dear).
 */
export const BEHAVE = `select
  set_config('default_transaction_read_only', $1, false),
  set_config('default_transaction_isolation', 'read committed', false),
  set_config('jit', 'off', false),
  set_config('plan_cache_mode', 'force_generic_plan', false),
  set_config('synchronous_commit',
    case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end,
    false)`;

/**
 * One connection outside every pool, for what happens at a start.
 *
 * @throws DatabaseRefused when there is none to be had, or it is of no use
 */
export async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'landed',
    connectionTimeoutMillis: CONNECT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await examine(client);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw asRefused(error, client);
  }
}

interface Found {
  version: number;
  recovering: boolean;
  encoding: string;
  database: Record<string, string | null>;
}

async function examine(client: Client): Promise<void> {
  const {
    rows: [found],
  } = await client.query<Found>(`select
    current_setting('server_version_num')::int / 10000 as version,
    pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as recovering,
    pg_encoding_to_char(encoding) as encoding,
    to_jsonb(d) as database
    from pg_database d where datname = current_database()`);
  if (!found) throw new Error('the database does not know itself');
  if (found.version < OLDEST) throw new DatabaseRefused('too_old', String(found.version));
  if (found.recovering) throw new DatabaseRefused('read_only');
  // Texts compare as their bytes do, as on the other engine, and as before the system's library was updated.
  const { datlocprovider, datcollate, datlocale } = found.database;
  const locale = (datlocprovider === 'c' ? datcollate : datlocale) ?? String(datlocprovider);
  if (found.encoding !== 'UTF8' || datlocprovider === 'i' || !BYTES.test(locale))
    throw new DatabaseRefused('wrong_order', `${locale}, ${found.encoding}`);
}

const BYTES = /^(C|POSIX|C\.UTF-?8|PG_UNICODE_FAST)$/i;

const CODES: [DatabaseProblem, ReadonlySet<string>][] = [
  ['wrong_credentials', new Set(['28P01', '28000'])],
  ['no_such_database', new Set(['3D000'])],
  ['missing_rights', new Set(['42501'])],
  ['read_only', new Set(['25006'])],
  ['too_many_connections', new Set(['53300'])],
];

/** What the failure of a start means for whoever runs it; null when it means nothing to them. */
function problemOf(error: unknown): DatabaseProblem | null {
  const known = CODES.find(([, codes]) => hasCode(error, codes));
  if (known) return known[0];
  if (isAway(error)) return 'unreachable';
  return error instanceof Error && /password must be a string/.test(error.message)
    ? 'wrong_credentials'
    : null;
}

export function asRefused(error: unknown, { host, port, user, database }: Client): unknown {
  if (error instanceof DatabaseRefused) return error;
  const problem = problemOf(error);
  if (!problem) return error;
  const detail = {
    unreachable: `${host}:${port}`,
    wrong_credentials: user ?? '',
    no_such_database: database ?? '',
    missing_rights: user ?? '',
  };
  return new DatabaseRefused(
    problem,
    problem in detail ? detail[problem as 'unreachable'] : '',
    error,
  );
}

const AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
]);

/** Whether the database was not there, or went away meanwhile. The driver says some of it in words alone. */
export function isAway(error: unknown): boolean {
  if (hasCode(error, AWAY)) return true;
  for (let at = error; at instanceof Error; at = at.cause)
    if (
      /^(Connection terminated|timeout (expired|exceeded)|Client has encountered a connection error)/.test(
        at.message,
      )
    )
      return true;
  return false;
}
