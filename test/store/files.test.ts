import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { keepFile } from '../../src/store/files.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'landed-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a small file is replaced as a whole, for its owner alone, and leaves nothing beside it', () => {
  const file = join(folder, 'keys');
  keepFile(file, 'a longer text than the next');
  // What a crash in the middle of writing leaves.
  writeFileSync(`${file}.new`, 'half a te');

  keepFile(file, 'short');

  expect(readFileSync(file, 'utf8')).toBe('short');
  expect(readdirSync(folder)).toEqual(['keys']);
});

test('a small file that cannot be written leaves the one before as it was', () => {
  const file = join(folder, 'keys');
  keepFile(file, 'before');

  mkdirSync(`${file}.new`);

  expect(() => keepFile(file, 'after')).toThrow('EISDIR');

  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['before', 0o600]);
});
