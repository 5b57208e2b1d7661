import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, expect, inject, test } from 'vitest';

import { getStart, setUp } from '../src/contract/accounts.ts';
import { startProgram } from './ops/program.ts';
import { PASSWORD, Person } from './support/world.ts';

const elsewhere = mkdtempSync(join(tmpdir(), 'landed-elsewhere-'));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

test('the bundle starts from any folder, works, stops when told, and leaves a sound database', async () => {
  const dataFolder = join(elsewhere, 'data');
  const program = await startProgram(join(inject('programs'), 'main.js'), {
    dataFolder,
    cwd: elsewhere,
  });
  const ruth = new Person(program.url, 'Ruth');

  const before = await ruth.call(getStart, {});
  const code = await program.setupCode();
  await ruth.call(setUp, { body: { code, signInName: 'Ruth', password: PASSWORD } });
  const after = await ruth.call(getStart, {});
  const ended = await program.end('SIGTERM');

  expect(before).toMatchObject({ setUp: false, signedIn: false });
  expect(after).toMatchObject({ setUp: true, signedIn: true });
  expect(ended).toEqual([0, null]);
  const file = join(dataFolder, 'landed.sqlite');
  // Everything is in the one file: no log is left beside it.
  expect(existsSync(`${file}-wal`)).toBe(false);
  const database = new Database(file, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.prepare('select count(*) from accounts').pluck().get()).toBe(1);
  database.close();
});

test('the data folder is its owner’s alone', async () => {
  const dataFolder = join(elsewhere, 'private');
  const program = await startProgram(join(inject('programs'), 'main.js'), {
    dataFolder,
    cwd: elsewhere,
  });

  expect(await program.end('SIGINT')).toEqual([0, null]);
  expect(mode(dataFolder)).toBe('700');
  expect(mode(join(dataFolder, 'landed.sqlite'))).toBe('600');
  expect(mode(join(dataFolder, 'secret.key'))).toBe('600');
});
