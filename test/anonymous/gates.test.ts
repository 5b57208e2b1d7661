// What no later change may add: the tables of answers without names have these columns and no others.
import { getTableConfig as postgresConfig } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect } from 'vitest';

import * as postgres from '../../src/store/schema.postgres.ts';
import * as sqlite from '../../src/store/schema.sqlite.ts';
import { openPot } from '../../src/store/pot.ts';
import { test } from '../support/test.ts';
import { everythingOf, inDatabase } from '../support/beside.ts';
import type { World } from '../support/world.ts';
import { allSay, evening } from './circle.ts';

/** What a table has on PostgreSQL that is more than columns and a key: of `parts` and of each of its partitions. */
const ON_POSTGRES = `
  with ours as (select oid, relname from pg_class where relname ~ '^parts(_p[0-9]+)?$' and relkind in ('r', 'p'))
  select relname, 'index' as what from pg_index join ours on oid = indrelid where not indisprimary
  union all select relname, 'trigger' from pg_trigger join ours on ours.oid = tgrelid where not tgisinternal
  union all select relname, 'default' from pg_attrdef join ours on ours.oid = adrelid
  union all select relname, 'counter' from pg_attribute join ours on ours.oid = attrelid where attidentity <> ''`;

/** The tables in which answers without names wait and what holds their keys, each with its columns. */
async function potOf(world: World): Promise<unknown[]> {
  if (world.database) {
    const rows = await inDatabase(
      world,
      `select table_name, column_name from information_schema.columns
       where table_name in ('pot_boxes', 'pot_keys') order by table_name, ordinal_position`,
    );
    return rows.map((row) => [row['table_name'], row['column_name']]);
  }
  const { default: Database } = await import('better-sqlite3');
  await openPot(world.folder).close();
  const db = new Database(`${world.folder}/do-not-back-up/pot.sqlite`, { readonly: true });
  const columns = db
    .prepare(
      "select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table'",
    )
    .raw()
    .all();
  db.close();
  return columns;
}

const PARTS = ['groupId', 'askId', 'id', 'channel', 'text', 'state', 'hidden', 'reactions'];

describe('the table of parts', () => {
  test('has no time, no order and no member, on either engine', () => {
    const columns = [
      sqliteConfig(sqlite.parts as never).columns.map((column) => column.name),
      postgresConfig(postgres.parts as never).columns.map((column) => column.name),
    ];

    expect(columns).toEqual([PARTS, PARTS]);
  });

  test('has no trigger, no index but its key, and counts nothing up', async ({ world }) => {
    const made = world.database
      ? await inDatabase(world, ON_POSTGRES)
      : await inDatabase(
          world,
          `select type, sql from sqlite_master where tbl_name = 'parts' and type <> 'table' and sql is not null
           union all select 'default', sql from sqlite_master where name = 'parts'
             and (sql like '%autoincrement%' or sql like '%current\\_%' escape '\\' or sql like '%datetime%')`,
        );

    expect(made).toEqual([]);
  });
});

test('the pot has an ask and a box', async ({ world }) => {
  expect(await potOf(world)).toEqual(
    world.database
      ? [
          // The keys lie apart, wrapped under what the database never sees.
          ['pot_boxes', 'ask'],
          ['pot_boxes', 'box'],
          ['pot_keys', 'ask'],
          ['pot_keys', 'wrapped'],
        ]
      : [
          ['pot', 'ask'],
          ['pot', 'box'],
        ],
  );
});

test('after release no file holds an author key, a ticket, or what was asked for one', async ({
  world,
}) => {
  const e = await evening(world);
  const seats = await e.seats(e.peers);
  await allSay(seats.slice(0, 4));
  await e.close();
  await world.service.ticks.tick();
  await world.service.stop();

  const files = await everythingOf(world);
  const found = seats.flatMap((seat) =>
    [
      seat.token as string,
      Buffer.from(seat.token, 'base64url').toString('latin1'),
      Buffer.from(seat.author.public).toString('base64url'),
      Buffer.from(seat.author.public).toString('latin1'),
      ...seat.partKeys.keys(),
    ].filter((secret) => files.includes(secret)),
  );
  expect(found).toEqual([]);
  // The eyes are good: what was released is there.
  expect(files).toContain('sentence 3');
});
