// What lies in the tables of a PostgreSQL, in the order in which it lies there.
import type { Client } from 'pg';

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
export async function tablesAtRest(client: Client): Promise<Record<string, unknown>> {
  const { rows: files } = await client.query<{ name: string; kind: string; bytes: string }>(
    `select relname as name, relkind as kind, pg_relation_size(oid) as bytes from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and pg_relation_size(oid) > 0
     order by relname`,
  );
  const tables = new Map<string, Row[]>();
  // One question for all of them: there are hundreds.
  const { rows: items } = await client.query<Row & { name: string }>(ITEMS, [Object.keys(DRAWN)]);
  for (const [name, rows] of Map.groupBy(items, (item) => item.name)) tables.set(name, rows);
  for (const [name, columns] of Object.entries(DRAWN)) {
    if (!files.some((file) => file.name === name)) continue;
    const { rows } = await client.query<Row>(
      `select ctid::text as at, xmin::text as made, xmax::text as ended, ${columns} from ${name} order by ctid`,
    );
    tables.set(name, rows);
  }
  const transactions = [...tables.values()].flatMap((rows) =>
    rows.flatMap((row) => [row.made, row.ended]),
  );
  const inOrder = [...new Set(transactions.map(Number))].sort((a, b) => a - b);
  const rank = (transaction: string) => inOrder.indexOf(Number(transaction));
  const ranked = [...tables].map(([name, rows]) => [
    name,
    rows.map((row) => ({ ...row, made: rank(row.made), ended: rank(row.ended) })),
  ]);
  return { files, ...Object.fromEntries(ranked) };
}

const ITEMS = `
select relname as name, block, lp, lp_off, lp_flags, lp_len, t_ctid::text as next, encode(t_data, 'hex') as bytes,
  coalesce(t_xmin::text, '0') as made, coalesce(t_xmax::text, '0') as ended
from pg_class, generate_series(0, pg_relation_size(oid) / 8192 - 1) as block,
  heap_page_items(get_raw_page(oid::regclass::text, block::int))
where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1)
order by relname, block, lp`;
