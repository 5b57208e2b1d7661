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

import type { AskId, Instant } from '../contract/primitives.ts';
import { keepFile } from './files.ts';

/** The folder in the data folder that backups leave out. */
export const NOT_BACKED_UP = 'do-not-back-up';
/** As cachedir.org asks for it: what backs up by the rules leaves such a folder out. */
const TAG =
  'Signature: 8a477f597d28d172789f06886806bc55\n# What waits here must never be kept: see README.\n';
const SHARED_MEMORY = '/dev/shm';
const TMPFS = 0x01021994;

/** What an ask's row holds, and the keys of which one may be its own. */
export interface Sealed {
  box: Buffer;
  keys: readonly Buffer[];
}

export interface PotStore {
  /** Every ask's row. No keys when they were in the memory of a process that is gone. */
  held(): Promise<Map<AskId, Sealed>>;
  /**
   * Shows each of these asks' rows to `work` and keeps what that makes of it, all at once and before any other process
   * looks. Forgets every key of before, and all other asks. An ask for which `work` throws keeps what it had.
   *
   * @param at when everything that will be sealed had been taken
   * @returns what failed, by ask
   */
  reseal(
    asks: readonly AskId[],
    at: Instant,
    work: (ask: AskId, before: Sealed | null) => { box: Buffer; key: Buffer },
  ): Promise<Map<AskId, unknown>>;
  /** Whether every process has sealed all that it took before then. */
  isSealed(before: Instant): Promise<boolean>;
  /** What the pot knew of the database when it was last sealed; none where nothing is known. */
  markers(): Promise<string[]>;
  keepMarker(marker: string): Promise<void>;
  /**
   * Why nobody can be promised here that they answer without a name: what is asked of the database is written down.
   * The setting, as whoever runs its server knows it; null where nothing stands in the way.
   */
  writtenDown(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens the pot of a data folder, or makes it, for its owner alone. */
export function openPot(dataFolder: string): PotStore {
  const folder = tagFolder(dataFolder);
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

  const keepKeys = (next: Map<AskId, readonly Buffer[]>) => {
    known = next;
    if (!keyFile) return;
    const text = JSON.stringify(
      [...next].map(([ask, keys]) => [ask, keys.map((key) => key.toString('hex'))]),
    );
    keepFile(keyFile, text);
  };
  const held = () =>
    new Map(
      db
        .prepare<[], { ask: AskId; box: Buffer }>('select ask, box from pot')
        .all()
        .map(({ ask, box }): [AskId, Sealed] => [ask, { box, keys: known.get(ask) ?? [] }]),
    );
  const write = db.transaction((next: ReadonlyMap<AskId, Sealed>) => {
    db.prepare('delete from pot').run();
    const insert = db.prepare('insert into pot (ask, box) values (?, ?)');
    for (const [ask, { box }] of [...next].sort(([a], [b]) => (a < b ? -1 : 1)))
      insert.run(ask, box);
  });

  return {
    held: async () => held(),
    async reseal(asks, _at, work) {
      const before = held();
      const { next, failed } = resealed(asks, before, work);
      // A service whose groups are asleep need not wake its disk.
      if (next.size + before.size + known.size === 0) return failed;
      // Until the boxes are there, those of before must still open.
      keepKeys(
        new Map([...next].map(([ask, { keys }]) => [ask, [...keys, ...(known.get(ask) ?? [])]])),
      );
      write(next);
      keepKeys(new Map([...next].map(([ask, { keys }]) => [ask, keys])));
      return failed;
    },
    // There is no other process.
    isSealed: async () => true,
    markers: async () => (existsSync(markerFile) ? [readFileSync(markerFile, 'utf8')] : []),
    keepMarker: async (marker) => keepFile(markerFile, marker),
    writtenDown: async () => null,
    close: async () => void db.close(),
  };
}

/** Makes the folder that backups leave out. */
export function tagFolder(dataFolder: string): string {
  const folder = join(dataFolder, NOT_BACKED_UP);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'CACHEDIR.TAG'), TAG, { mode: 0o600 });
  return folder;
}

/** What `work` makes of each row, and of whichever it could not the row as it was. */
export function resealed(
  asks: readonly AskId[],
  before: ReadonlyMap<AskId, Sealed>,
  work: Parameters<PotStore['reseal']>[2],
): { next: Map<AskId, Sealed>; failed: Map<AskId, unknown> } {
  const next = new Map<AskId, Sealed>();
  const failed = new Map<AskId, unknown>();
  for (const ask of asks) {
    const had = before.get(ask) ?? null;
    try {
      const { box, key } = work(ask, had);
      next.set(ask, { box, keys: [key] });
    } catch (error) {
      failed.set(ask, error);
      if (had) next.set(ask, had);
    }
  }
  return { next, failed };
}

/**
 * Where keys survive a restart of the process, and nothing else: a file in memory. Null where there is none; then
 * they are in this process alone, and devices hand in again what it had.
 */
function keyFileOf(dataFolder: string): string | null {
  if (!existsSync(SHARED_MEMORY) || statfsSync(SHARED_MEMORY).type !== TMPFS) return null;
  const folder = keyFolderOf(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'pot.keys');
}

/** Where the keys of a data folder's pot are, on a machine that has memory for such files. */
export function keyFolderOf(dataFolder: string): string {
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 32);
  return join(SHARED_MEMORY, `landed-${name}`);
}

function readKeys(file: string | null): Map<AskId, readonly Buffer[]> {
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
