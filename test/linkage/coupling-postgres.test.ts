// The exact test of the promise on PostgreSQL. A thief of the server has its tables as they lie, down to what was
// deleted and is still there, and its log.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Evening } from '../anonymous/circle.ts';
import { type Server, startPostgres } from '../support/postgres.ts';
import { AUTHORS, type Copy, run, setEvening } from './coupling.ts';
import { permutations } from './seeded.ts';
import { digest } from './view.ts';
import { tablesAtRest } from './view-postgres.ts';

/** The pot knows its database by this number, which a copy has as well when the first one is gone. */
const OID = 100_000;
const WAYS = permutations(AUTHORS);

let server: Server;
let leaky: Client;
let base: string;
let e: Evening;

beforeAll(async () => {
  server = await startPostgres();
  base = mkdtempSync(join(tmpdir(), 'landed-test-'));
  await server.run(`create database evening oid = ${OID}`);
  e = await setEvening({ folder: base, databaseUrl: server.url('evening') });
  await server.run('create extension pageinspect', 'evening');
  await server.run('create database kept template evening strategy file_copy');
  await server.run('drop database evening');
  await server.run('create database leaky template kept strategy file_copy');
  leaky = await connected('leaky');
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(base, { recursive: true, force: true });
});

async function connected(database: string): Promise<Client> {
  const client = new Client({ connectionString: server.url(database) });
  // The server may end it, after a test that failed say.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function copied(): Promise<Copy> {
  const folder = mkdtempSync(join(tmpdir(), 'landed-test-'));
  cpSync(base, folder, { recursive: true });
  await server.run(`create database evening template kept strategy file_copy oid = ${OID}`);
  const thief = await connected('evening');
  const from = server.log().length;
  return {
    folder,
    databaseUrl: server.url('evening'),
    atRest: () => tablesAtRest(thief),
    written: () => written(server.log().slice(from)),
    async end() {
      await thief.end();
      await server.run('drop database evening');
    },
  };
}

/** Without who wrote it when, and without what it does from time to time by itself. */
const written = (log: string) =>
  log
    .split('\n')
    .map((line) => line.replace(/^[-\d]+ [:.\d]+ \w+ \[\d+\] /, ''))
    .filter((line) => line && !/^LOG: {2}checkpoint (starting|complete)/.test(line));

test('whoever the authors are, the database looks the same to whoever has it', async () => {
  const views = new Set<string>();
  const parts: Record<string, unknown>[] = [];
  const cookies = new Set<string>();
  const tables = new Set<string>();
  for (const authors of WAYS) {
    const { view, parts: seen, leaks } = await run(e, await copied(), authors);
    views.add(view);
    parts.push(seen);
    cookies.add(leaks.cookies.join());
    tables.add(digest(JSON.stringify(await rowsInOrderOfArrival(leaks.arrival))));
  }

  // First what differs, so that a failure says where.
  for (const seen of parts) expect(seen).toEqual(parts[0]);
  expect(views.size).toBe(1);
  // A server that logs who sends, or keeps rows as they come, is seen through by the same eyes.
  expect(cookies.size).toBe(WAYS.length);
  expect(tables.size).toBe(WAYS.length);
}, 600_000);

/** The table that anybody would make. */
async function rowsInOrderOfArrival(arrival: readonly string[]) {
  const rows = arrival.map((text) => `insert into leaky values ('${digest(text)}', '${text}');`);
  await leaky.query(
    `drop table if exists leaky;
     create table leaky (id text primary key, text text not null);
     ${rows.join('')}`,
  );
  return (await tablesAtRest(leaky))['leaky'];
}
