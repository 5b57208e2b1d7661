// What lies in the tables of a PostgreSQL, in the order in which it lies there.
import { Client } from 'pg';

/** A row, alive or dead, where it lies in its file. The transactions that made and ended it are ranks, not numbers. */
type Row = Record<string, unknown> & { made: string; ended: string };

/** Whatever is drawn by the database's own dice is left out: the names of its processes, and nonces of wrapped keys. */
const DRAWN: Record<string, string> = {
  pot_boxes: "ask, encode(sha256(box), 'hex') as box",
  pot_keys: 'ask, length(wrapped) as bytes',
  pot_processes: 'sealed_at',
};

/**
 * Every row of every table by its place, what was overwritten or deleted and is still there among them, with which
 * transaction came before which; and the size of every table and index. It needs the extension `pageinspect`.
 */
export async function tablesAtRest(url: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: files } = await client.query<{ name: string; kind: string; bytes: string }>(
      `select relname as name, relkind as kind, pg_relation_size(oid) as bytes from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and pg_relation_size(oid) > 0
       order by relname`,
    );
    const tables: [string, Row[]][] = [];
    for (const { name, kind } of files)
      if (kind === 'r') {
        const drawn = DRAWN[name];
        const { rows } = await client.query<Row>(
          drawn
            ? `select ctid::text as at, xmin::text as made, xmax::text as ended, ${drawn} from ${name} order by ctid`
            : ITEMS,
          drawn ? [] : [name],
        );
        tables.push([name, rows]);
      }
    const transactions = tables.flatMap(([, rows]) => rows.flatMap((row) => [row.made, row.ended]));
    const inOrder = [...new Set(transactions.map(Number))].sort((a, b) => a - b);
    const rank = (transaction: string) => inOrder.indexOf(Number(transaction));
    const ranked = tables.map(([name, rows]) => [
      name,
      rows.map((row) => ({ ...row, made: rank(row.made), ended: rank(row.ended) })),
    ]);
    return { files, ...Object.fromEntries(ranked) };
  } finally {
    await client.end();
  }
}

const ITEMS = `
select block, lp, lp_off, lp_flags, lp_len, t_ctid::text as next, encode(t_data, 'hex') as bytes,
  coalesce(t_xmin::text, '0') as made, coalesce(t_xmax::text, '0') as ended
from generate_series(0, pg_relation_size($1::text::regclass) / 8192 - 1) as block,
  heap_page_items(get_raw_page($1::text, block::int))
order by block, lp`;
