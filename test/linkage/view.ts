// What a server has written down, as bytes that do not change by themselves.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { NOT_BACKED_UP } from '../../src/store/pot.ts';

export const digest = (bytes: string | Uint8Array) =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * A database as its pages stand, its log brought in: of a log, SQLite makes the salts and checksums anew each time it
 * begins one, so two logs of the same pages differ.
 */
export function pagesOf(file: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'landed-test-'));
  try {
    for (const end of ['', '-wal'])
      if (existsSync(file + end)) cpSync(file + end, join(folder, `copy${end}`));
    const copy = join(folder, 'copy');
    const db = new Database(copy);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything a thief of the data folder has: both databases, and what lies beside them. */
export const filesAtRest = (dataFolder: string): Record<string, string> => ({
  database: digest(pagesOf(join(dataFolder, 'landed.sqlite'))),
  pot: digest(pagesOf(join(dataFolder, NOT_BACKED_UP, 'pot.sqlite'))),
  marker: readFileSync(join(dataFolder, NOT_BACKED_UP, 'marker'), 'utf8'),
  tickets: digest(readFileSync(join(dataFolder, 'tickets.key'))),
});
