// Where a run of tests keeps its files: in memory, where this system has some to spare. They need not wait for a disk,
// and are gone with the run.
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Bytes: far more than all tests have there at once. */
const ENOUGH = 2 ** 31;
/** Tells the processes of a run that it has such a folder. */
const SET = 'LANDED_TESTS';

/** Gives this process and those it starts a temporary folder of their own, which goes when this one ends. */
export function temporaryFolder(): void {
  if (process.env[SET]) return;
  const inMemory = existsSync(MEMORY) && free(MEMORY) > ENOUGH;
  const folder = mkdtempSync(join(inMemory ? MEMORY : tmpdir(), 'landed-tests-'));
  // A PostgreSQL that another user runs has its files in it.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  process.env[SET] = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
