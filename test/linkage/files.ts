// What somebody has who copies the data folder: every file, as it is at that moment.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of every file of a folder by its path in it; without the index of a log, which says what the log says. */
export function copiesOf(folder: string): Map<string, Buffer> {
  const files = globSync('**', { cwd: folder })
    .filter((path) => !path.endsWith('-shm') && statSync(join(folder, path)).isFile())
    .sort();
  return new Map(files.map((path) => [path, readFileSync(join(folder, path))]));
}

const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/**
 * A write-ahead log without what SQLite draws at random for itself: the salts, and the checksums made with them. Left
 * are, for each frame, its page number, the size of the database after a commit, and the page.
 */
export function withoutSalts(log: Buffer): Buffer {
  if (log.length < LOG_HEADER) return log;
  const page = log.readUInt32BE(8);
  const kept = [log.subarray(0, 16)];
  for (let at = LOG_HEADER; at + FRAME_HEADER + page <= log.length; at += FRAME_HEADER + page) {
    // Frames with another salt are left over from before the log began anew: they are there all the same.
    kept.push(log.subarray(at, at + 8), log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + page));
  }
  return Buffer.concat(kept);
}
