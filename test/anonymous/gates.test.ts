// What no later change may add: the tables of answers without names have these columns and no others.
import { getTableConfig as postgresConfig } from 'drizzle-orm/pg-core';
import { getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect } from 'vitest';

import * as postgres from '../../src/store/schema.postgres.ts';
import * as sqlite from '../../src/store/schema.sqlite.ts';
import { openPot } from '../../src/store/pot.ts';
import { test } from '../support/test.ts';
import { everythingOf } from '../support/beside.ts';
import { allSay, evening } from './circle.ts';

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
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(`${world.folder}/landed.sqlite`, { readonly: true });
    const made = db
      .prepare<[], { type: string; sql: string | null }>(
        "select type, sql from sqlite_master where tbl_name = 'parts'",
      )
      .all();
    db.close();

    expect(made.filter(({ type, sql }) => type !== 'table' && sql !== null)).toEqual([]);
    expect(made.map(({ sql }) => sql).join()).not.toMatch(/autoincrement|current_|datetime/i);
  });
});

test('the pot has an ask and a box', async ({ world }) => {
  const { default: Database } = await import('better-sqlite3');
  await openPot(world.folder).close();
  const db = new Database(`${world.folder}/do-not-back-up/pot.sqlite`, { readonly: true });
  const columns = db.pragma('table_info(pot)') as { name: string }[];
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all();
  db.close();

  expect(columns.map(({ name }) => name)).toEqual(['ask', 'box']);
  expect(tables).toEqual(['pot']);
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
