// The exact test of the promise on a file: all twenty-four ways to be the authors leave the same bytes.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Evening } from '../anonymous/circle.ts';
import { AUTHORS, type Copy, run, setEvening } from './coupling.ts';
import { permutations } from './seeded.ts';
import { digest, filesAtRest, pagesOf } from './view.ts';

let base: string;
let e: Evening;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'landed-test-'));
  e = await setEvening({ folder: base, databaseUrl: null });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function copied(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'landed-test-'));
  cpSync(base, folder, { recursive: true });
  return {
    folder,
    databaseUrl: null,
    atRest: () => filesAtRest(folder),
    written: () => [],
    end() {},
  };
}

test('all twenty-four ways to be the authors look the same to the server', async () => {
  const views: string[] = [];
  const parts: Record<string, unknown>[] = [];
  const cookies = new Set<string>();
  const tables = new Set<string>();
  for (const authors of permutations(AUTHORS)) {
    const { view, parts: seen, leaks } = await run(e, copied(), authors);
    views.push(view);
    parts.push(seen);
    cookies.add(leaks.cookies.join());
    tables.add(digest(rowsInOrderOfArrival(leaks.arrival)));
  }

  // First what differs, so that a failure says where.
  expect(parts[1]).toEqual(parts[0]);
  expect(new Set(views).size).toBe(1);
  // A server that logs who sends, or keeps rows as they come, is seen through by the same eyes.
  expect(cookies.size).toBe(24);
  expect(tables.size).toBe(24);
}, 120_000);

/** The table that anybody would make. */
function rowsInOrderOfArrival(arrival: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'landed-test-'));
  const file = join(folder, 'leaky.sqlite');
  const db = new Database(file);
  db.exec('create table answers (id text primary key, text text not null)');
  for (const text of arrival)
    db.prepare('insert into answers values (?, ?)').run(digest(text), text);
  db.close();
  const pages = pagesOf(file);
  rmSync(folder, { recursive: true });
  return pages;
}
