import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

import { FROM_SOURCE } from '../support/drizzle.ts';
import { MIGRATIONS, folder } from './opened.ts';

test('what was acknowledged is there after kill -9, whole, wherever it struck', async () => {
  const file = join(await folder(), 'landed.db');
  const acknowledged: string[] = [];

  for (const [round, kill] of [37, 400, 731, 'done' as const].entries()) {
    acknowledged.push(...(await runUntil(file, round, kill)));

    const database = new Database(file);
    const keys = database.prepare<[], string>('select key from meta').pluck().all();
    const count = database.prepare("select value from meta where key = 'count'").pluck().get();
    const integrity = database.pragma('integrity_check', { simple: true });
    database.close();
    const kept = new Set(keys);
    expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    expect(Number(count)).toBe(keys.length - 2);
    expect(integrity).toBe('ok');
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(37 + 400 + 731 + 1_000);
}, 60_000);

/** The rows that a process acknowledged until it was killed: after so many of them, or after all. */
async function runUntil(file: string, round: number, kill: number | 'done'): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [...FROM_SOURCE, join(import.meta.dirname, 'crash-child.ts'), file, MIGRATIONS, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (line !== 'done') said.push(line);
    if (line === kill || said.length === kill) child.kill('SIGKILL');
  }
  expect(await gone).toEqual([null, 'SIGKILL']);
  return said;
}
