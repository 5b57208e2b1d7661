import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { expect, inject, test } from 'vitest';

import { Config, readConfig } from '../src/config.ts';

const root = join(import.meta.dirname, '..');
const example = parseEnv(readFileSync(join(root, '.env.example'), 'utf8'));

test('the example names every variable there is, and no other', () => {
  expect(Object.keys(example).sort()).toEqual(Object.keys(Config.shape).sort());
});

test('the example says what is so without it', () => {
  expect(readConfig(example as Record<string, string>)).toEqual(readConfig({}));
});

test('nothing is needed, and an empty variable is none', () => {
  const empty = Object.fromEntries(Object.keys(Config.shape).map((name) => [name, '']));

  expect(readConfig(empty)).toEqual(readConfig({}));
  expect(readConfig({})).toMatchObject({ HOST: '0.0.0.0', PORT: 3000, DATA_DIR: './data' });
});

test('an origin is kept without path and slash', () => {
  expect(readConfig({ ORIGIN: 'https://Landed.example.org/' }).ORIGIN).toBe(
    'https://landed.example.org',
  );
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['ORIGIN', 'landed.example.org'],
  ['ORIGIN', 'ftp://landed.example.org'],
  ['ORIGIN', 'javascript:alert(1)'],
  ['PASSWORD_MEMORY_KIB', '0'],
  ['PASSWORD_ROUNDS', 'many'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
});

test('every variable that makes no sense is named at once', () => {
  expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(
    /PORT[^]*LOG_LEVEL|LOG_LEVEL[^]*PORT/,
  );
});

test('a bad value stops the start before it touches anything, and says which', () => {
  const folder = mkdtempSync(join(tmpdir(), 'landed-config-'));

  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(inject('programs'), 'main.js')],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: 'eighty', DATA_DIR: join(folder, 'data') },
      encoding: 'utf8',
    },
  );

  expect(status).toBe(1);
  expect(stderr).toContain('PORT');
  expect(stderr).not.toContain('    at ');
  expect(stdout).toBe('');
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('only the programs and their configuration read the environment', () => {
  const readers = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => readFileSync(join(root, 'src', file), 'utf8').includes('process.env'));

  expect(readers.filter((file) => !/^(main|landed|config|ops[/\\]demo)\.ts$/.test(file))).toEqual(
    [],
  );
});
