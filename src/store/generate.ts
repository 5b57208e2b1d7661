// `npm run db:generate -- --name what_changes`: writes the next migration of both engines from the one schema, then
// adds what drizzle-kit has no syntax for. Run again, it changes nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import config from '../../drizzle.config.ts';

/**
 * The tables that grow with every meeting are kept in this many parts by group. A number that can grow without
 * touching every row: one part of 16 can be replaced by four of 64 while the others stay as they are. Each part is a
 * table with indexes of its own, which every migration makes and every connection learns, so more than are needed
 * cost (with 64 of each table of a group a first start took a minute).
 */
const PARTS = 16;
const IN_PARTS = [
  'answers',
  'asks',
  'attendance',
  'check_outs',
  'eligible',
  'events',
  'goal_ratings',
  'parts',
  'receptions',
];

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { name: { type: 'string' }, out: { type: 'string', default: 'migrations' } },
});

generate('sqlite', strict);
generate('postgres', partitioned);

function generate(engine: 'sqlite' | 'postgres', finish: (sql: string) => string): void {
  const out = resolve(root, values.out, engine);
  const options = {
    ...config,
    ...(engine === 'postgres' && {
      dialect: 'postgresql',
      schema: './src/store/schema.postgres.ts',
    }),
    out: relative(root, out),
    ...(values.name !== undefined && { name: values.name }),
  };
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      ...Object.entries(options).map(([name, value]) => `--${name}=${String(value)}`),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  for (const name of readdirSync(out).filter((name) => name.endsWith('.sql'))) {
    const sql = readFileSync(join(out, name), 'utf8');
    const finished = finish(sql);
    if (finished !== sql) writeFileSync(join(out, name), finished);
  }
}

/** SQLite takes any value in any column unless it is told not to. */
function strict(sql: string): string {
  return sql.replaceAll(/^\);$/gm, ') STRICT;');
}

/** A group is in one part of each of these tables; nothing crosses groups. */
function partitioned(sql: string): string {
  return sql.replaceAll(/^CREATE TABLE "(\w+)" \((?:(?!^\)).)*^\);$/gms, (table, name: string) =>
    IN_PARTS.includes(name)
      ? `${table.slice(0, -1)} PARTITION BY HASH ("group_id");
--> statement-breakpoint
DO $$ BEGIN
	FOR part IN 0..${PARTS - 1} LOOP
		EXECUTE format('CREATE TABLE ${name}_p%s PARTITION OF ${name} FOR VALUES WITH (MODULUS ${PARTS}, REMAINDER %s)', part, part);
	END LOOP;
END $$;`
      : table,
  );
}
