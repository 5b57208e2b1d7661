// Where what was handed in without a name waits when several processes take it: tables that the database keeps out of
// its log and empties after a crash. The keys lie in another one, wrapped under a secret that the database never sees.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type pg from 'pg';

import type { AskId } from '../contract/primitives.ts';
import { keepFile } from './files.ts';
import { openPool } from './pool.ts';
import { type PotStore, resealed, type Sealed, tagFolder } from './pot.ts';

export interface PostgresPotOptions {
  url: string;
  /** Keeps keys from whoever has the database alone: all processes of it can open what one has sealed. */
  seal: { seal(text: string): string; open(sealed: string): string | null };
  /** Where this process remembers what it has seen of the database. */
  dataFolder: string;
  /** Told of connections that died while nobody used them. */
  onError?: (error: Error) => void;
}

/** A process that has not ticked for so long is not there any more, and what it had not sealed is lost. */
const GONE = '2 minutes';
/** A place of its own among the locks of the database, for whoever makes the tables. */
const MAKING = 0x706f74;

/**
 * No time, no order, no author. `unlogged`: in no log of the server, in no base backup. They are written whole each
 * time, into new files, so that nothing of before is left in them.
 */
const TABLES = `
create unlogged table if not exists pot_boxes (ask uuid primary key, box bytea not null);
create unlogged table if not exists pot_keys (ask uuid primary key, wrapped text not null);
create unlogged table if not exists pot_processes (process uuid primary key, sealed_at timestamptz not null);
create table if not exists pot_marker (database text not null, marker text not null)`;

/** Another one after a restored copy of any kind: then it is not what the pot has seen. */
const DATABASE = `select concat_ws(' ', s.system_identifier, c.timeline_id, d.oid) as database
  from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()`;

/** Opens the pot of a database, or makes it. @throws Error when the database is not to be had */
export async function openPostgresPot(options: PostgresPotOptions): Promise<PotStore> {
  const folder = tagFolder(options.dataFolder);
  const markerFile = join(folder, 'marker');
  const { seal } = options;
  const me = randomUUID();
  const pool = openPool(options.url, {
    max: 2,
    readOnly: false,
    onError: options.onError ?? (() => {}),
  });

  const transaction = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const held = async (client: Pick<pg.Pool, 'query'>) => {
    const { rows } = await client.query<{ ask: AskId; box: Buffer; wrapped: string | null }>(
      'select ask, box, wrapped from pot_boxes left join pot_keys using (ask)',
    );
    return new Map(
      rows.map(({ ask, box, wrapped }): [AskId, Sealed] => {
        // None where it was wrapped under another secret.
        const key = wrapped && seal.open(wrapped);
        return [ask, { box, keys: key ? [Buffer.from(key, 'hex')] : [] }];
      }),
    );
  };

  const write = async (client: pg.PoolClient, next: ReadonlyMap<AskId, Sealed>) => {
    const rows = [...next].sort(([a], [b]) => (a < b ? -1 : 1));
    await client.query('truncate pot_boxes, pot_keys');
    await client.query(
      'insert into pot_boxes (ask, box) select * from unnest($1::uuid[], $2::bytea[])',
      [rows.map(([ask]) => ask), rows.map(([, { box }]) => box)],
    );
    const keyed = rows.flatMap(([ask, { keys }]) =>
      keys.map((key): [AskId, string] => [ask, seal.seal(key.toString('hex'))]),
    );
    await client.query(
      'insert into pot_keys (ask, wrapped) select * from unnest($1::uuid[], $2::text[])',
      [keyed.map(([ask]) => ask), keyed.map(([, wrapped]) => wrapped)],
    );
  };

  await transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [MAKING]);
    await client.query(TABLES);
  });

  return {
    held: () => held(pool),
    reseal: (asks, at, work) =>
      transaction(async (client) => {
        // Whoever else seals waits here.
        await client.query('lock table pot_boxes, pot_keys in access exclusive mode');
        const before = await held(client);
        const { next, failed } = resealed(asks, before, work);
        // A service whose groups are asleep makes no files.
        if (next.size + before.size > 0) await write(client, next);
        await client.query(
          `insert into pot_processes (process, sealed_at) values ($1, $2)
           on conflict (process) do update set sealed_at = excluded.sealed_at`,
          [me, at],
        );
        return failed;
      }),
    async isSealed(before) {
      const { rows } = await pool.query(
        `select from pot_processes where sealed_at < $1::timestamptz
         and sealed_at > (select max(sealed_at) from pot_processes) - interval '${GONE}' limit 1`,
        [before],
      );
      return rows.length === 0;
    },
    async markers() {
      const { rows } = await pool.query<{ marker: string }>(
        `select marker from pot_marker where database = (${DATABASE})`,
      );
      const seen = rows.map(({ marker }) => marker);
      return seen.length > 0 && existsSync(markerFile)
        ? [...seen, readFileSync(markerFile, 'utf8')]
        : seen;
    },
    async keepMarker(marker) {
      await transaction(async (client) => {
        await client.query('lock table pot_marker in access exclusive mode');
        await client.query('delete from pot_marker');
        await client.query(`insert into pot_marker (database, marker) select (${DATABASE}), $1`, [
          marker,
        ]);
      });
      keepFile(markerFile, marker);
    },
    async writtenDown() {
      const { rows } = await pool.query<{ found: string }>(WRITTEN_DOWN);
      return rows[0]?.found ?? null;
    },
    async close() {
      // Whoever says good-bye is not waited for.
      await pool.query('delete from pot_processes where process = $1', [me]).catch(() => {});
      await pool.end();
    },
  };
}

/** What the server would write down of what it is asked, and so of who answers when. */
const WRITTEN_DOWN = `
select name || ' = ' || setting as found from pg_settings where
  (name = 'log_statement' and setting in ('mod', 'all'))
  or (name in ('log_min_duration_statement', 'log_min_duration_sample') and setting <> '-1')
  or (name in ('log_transaction_sample_rate', 'log_parameter_max_length_on_error') and setting <> '0')
  or (name = 'log_duration' and setting = 'on')
  or (name = 'auto_explain.log_min_duration' and setting <> '-1')
  or (name = 'pgaudit.log' and setting not in ('', 'none'))
union all
select 'trigger ' || t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and c.relname ~ '^(parts|issuances|spent_tickets|ownings|pot_.*)(_p?[0-9]+)?$'
limit 1`;
