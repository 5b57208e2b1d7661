// Where what was handed in without a name waits: one row of one size an ask, sealed, in a file of its own that no
// backup takes; the keys somewhere else, in memory. Whoever has only one of the two has nothing.
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import Database from 'better-sqlite3';

import type { AskId } from '../contract/primitives.ts';
import { keepFile } from './files.ts';

/** The folder in the data folder that backups leave out. */
export const NOT_BACKED_UP = 'do-not-back-up';
/** As cachedir.org asks for it: what backs up by the rules leaves such a folder out. */
const TAG =
  'Signature: 8a477f597d28d172789f06886806bc55\n# What waits here must never be kept: see README.\n';
const SHARED_MEMORY = '/dev/shm';
const TMPFS = 0x01021994;

/** Sealed rows and the keys they may have been sealed with. */
export interface PotStore {
  boxes(): Map<AskId, Buffer>;
  /** Empty when the keys were in the memory of a process that is gone. */
  keys(): Map<AskId, Buffer[]>;
  /**
   * Keeps the keys first, then the boxes in one transaction, and then forgets every other key and box, but for those
   * of the asks named in `left`.
   */
  replace(
    sealed: ReadonlyMap<AskId, { box: Buffer; key: Buffer }>,
    left?: ReadonlySet<AskId>,
  ): void;
  /** What the pot knew of the database when it was last sealed; null when there was none. */
  marker(): string | null;
  keepMarker(marker: string): void;
  close(): void;
}

/** Opens the pot of a data folder, or makes it, for its owner alone. */
export function openPot(dataFolder: string): PotStore {
  const folder = join(dataFolder, NOT_BACKED_UP);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'CACHEDIR.TAG'), TAG, { mode: 0o600 });
  const file = join(folder, 'pot.sqlite');
  // SQLite gives its log and index the mode of the file.
  closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  // No time, no order, no author: an ask, and bytes of a length that its list of candidates gives.
  db.exec(
    'create table if not exists pot (ask text primary key, box blob not null) strict, without rowid',
  );
  const keyFile = keyFileOf(dataFolder);
  const markerFile = join(folder, 'marker');
  let known = readKeys(keyFile);

  const keepKeys = (next: Map<AskId, Buffer[]>) => {
    known = next;
    if (!keyFile) return;
    const text = JSON.stringify(
      [...next].map(([ask, keys]) => [ask, keys.map((key) => key.toString('hex'))]),
    );
    keepFile(keyFile, text);
  };
  const boxes = () =>
    new Map(
      db
        .prepare<[], { ask: AskId; box: Buffer }>('select ask, box from pot')
        .all()
        .map(({ ask, box }) => [ask, box]),
    );
  const write = db.transaction((next: ReadonlyMap<AskId, Buffer>) => {
    db.prepare('delete from pot').run();
    const insert = db.prepare('insert into pot (ask, box) values (?, ?)');
    for (const [ask, box] of [...next].sort(([a], [b]) => (a < b ? -1 : 1))) insert.run(ask, box);
  });

  return {
    boxes,
    keys: () => known,
    replace(sealed, left = new Set()) {
      const before = boxes();
      const next = new Map<AskId, Buffer>();
      const keys = new Map<AskId, Buffer[]>();
      for (const ask of left) {
        const box = before.get(ask);
        if (box) next.set(ask, box);
        keys.set(ask, known.get(ask) ?? []);
      }
      for (const [ask, { box, key }] of sealed) {
        next.set(ask, box);
        keys.set(ask, [key]);
      }
      // Until the boxes are there, those of before must still open.
      keepKeys(
        new Map([...keys].map(([ask, mine]) => [ask, [...mine, ...(known.get(ask) ?? [])]])),
      );
      write(next);
      keepKeys(keys);
    },
    marker: () => (existsSync(markerFile) ? readFileSync(markerFile, 'utf8') : null),
    keepMarker: (marker) => keepFile(markerFile, marker),
    close: () => db.close(),
  };
}

/**
 * Where keys survive a restart of the process, and nothing else: a file in memory. Null where there is none; then
 * they are in this process alone, and devices hand in again what it had.
 */
function keyFileOf(dataFolder: string): string | null {
  if (!existsSync(SHARED_MEMORY) || statfsSync(SHARED_MEMORY).type !== TMPFS) return null;
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 32);
  const folder = join(SHARED_MEMORY, `landed-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'pot.keys');
}

function readKeys(file: string | null): Map<AskId, Buffer[]> {
  if (!file || !existsSync(file)) return new Map();
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as [AskId, string[]][];
    return new Map(kept.map(([ask, keys]) => [ask, keys.map((key) => Buffer.from(key, 'hex'))]));
  } catch {
    // Half written: what it sealed is handed in again.
    rmSync(file, { force: true });
    return new Map();
  }
}
