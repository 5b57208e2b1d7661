// The pot of several processes on a real PostgreSQL: what is in its tables, its log and its files, and who seals when.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { AskId, Instant } from '../../src/contract/primitives.ts';
import { openPostgresPot } from '../../src/store/pot-postgres.ts';
import { sealFor } from '../../src/secrets.ts';
import type { PotStore } from '../../src/store/pot.ts';
import { type Server, startPostgres } from '../support/postgres.ts';

const ask = '01990000-0000-7000-8000-000000000001' as AskId;
const other = '01990000-0000-7000-8000-000000000002' as AskId;
const at = (minute: number) =>
  `2026-01-01T12:${String(minute).padStart(2, '0')}:00.000Z` as Instant;
const sealedWith = (secret: number) => sealFor(Buffer.alloc(32, secret), 'landed pot keys');

let server: Server;
let url: string;
let databases = 0;
const opened: PotStore[] = [];
const folders: string[] = [];

beforeAll(async () => {
  server = await startPostgres({ durable: true });
});
afterAll(() => server.stop());
beforeEach(async () => {
  const name = `pot_${(databases += 1)}`;
  await server.run(`create database ${name}`);
  url = server.url(name);
});
afterEach(async () => {
  for (const pot of opened.splice(0)) await pot.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'landed-test-'));
  folders.push(made);
  return made;
};
async function open(more: { dataFolder?: string; secret?: number } = {}): Promise<PotStore> {
  const { dataFolder = folder(), secret = 7 } = more;
  const pot = await openPostgresPot({ url, seal: sealedWith(secret), dataFolder });
  opened.push(pot);
  return pot;
}
const sealing = (word: string) => () => ({ box: Buffer.from(word), key: Buffer.alloc(32, word) });
const boxes = async (pot: PotStore) =>
  [...(await pot.held())].map(([id, { box, keys }]) => [id, box.toString(), keys.length]);
/** Whether any file under a folder of the server's data holds these bytes. */
const holds = (bytes: string, part = '') =>
  readdirSync(join(server.data, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(bytes));

/** What is found in a database with this setting. */
async function found(setting: string, value: string): Promise<string | null> {
  const name = new URL(url).pathname.slice(1);
  await server.run(`alter database ${name} set ${setting} = ${value}`);
  return (await open()).writtenDown();
}

describe('two processes', () => {
  test('see what the other sealed, and of two at once one waits', async () => {
    const [a, b] = [await open(), await open()];
    await a.reseal([ask], at(0), sealing('from a'));

    const seen: (string | undefined)[] = [];
    await Promise.all(
      [a, b, a, b].map((pot, turn) =>
        pot.reseal([ask], at(1), (_ask, before) => {
          seen.push(before?.box.toString());
          return sealing(`turn ${turn}`)();
        }),
      ),
    );

    // Each saw what the one before it had left.
    expect(seen[0]).toBe('from a');
    expect(new Set(seen).size).toBe(4);
    expect(await boxes(b)).toEqual(await boxes(a));
  });

  test('wait for each other until all that was taken before is sealed', async () => {
    const [a, b] = [await open(), await open()];
    await a.reseal([ask], at(0), sealing('x'));
    await b.reseal([ask], at(0), sealing('x'));

    await a.reseal([ask], at(1), sealing('x'));
    expect(await a.isSealed(at(1))).toBe(false);
    await b.reseal([ask], at(1), sealing('x'));
    expect(await a.isSealed(at(1))).toBe(true);
  });

  test('do not wait for one that said good-bye, nor for long for one that was killed', async () => {
    const [a, leaving, killed] = [await open(), await open(), await open()];
    for (const pot of [a, leaving, killed]) await pot.reseal([ask], at(0), sealing('x'));
    await leaving.close();
    opened.splice(opened.indexOf(leaving), 1);
    await a.reseal([ask], at(1), sealing('x'));
    expect(await a.isSealed(at(1))).toBe(false);

    await a.reseal([ask], at(3), sealing('x'));

    expect(await a.isSealed(at(1))).toBe(true);
  });
});

test('what fails for one ask leaves it as it was, and what is over is gone with its key', async () => {
  const pot = await open();
  await pot.reseal([ask, other], at(0), sealing('before'));

  const failed = await pot.reseal([ask], at(1), () => {
    throw new Error('unreadable');
  });

  expect([...failed.keys()]).toEqual([ask]);
  expect(await boxes(pot)).toEqual([[ask, 'before', 1]]);
  await pot.reseal([], at(2), sealing('never'));
  expect(await boxes(pot)).toEqual([]);
  const left = await server.run(
    'select count(*)::int as n from pot_keys',
    new URL(url).pathname.slice(1),
  );
  expect(left).toEqual([{ n: 0 }]);
});

describe('what lies in the database', () => {
  test('cannot be opened with another secret', async () => {
    await (await open()).reseal([ask], at(0), sealing('box'));

    expect(await boxes(await open({ secret: 8 }))).toEqual([[ask, 'box', 0]]);
  });

  test('has no time beside an ask, no order, and no member', async () => {
    await open();
    const columns = await server.run(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_name like 'pot\\_%' order by 1`,
      new URL(url).pathname.slice(1),
    );

    expect(columns.map(({ name }) => name)).toEqual([
      'pot_boxes.ask',
      'pot_boxes.box',
      'pot_keys.ask',
      'pot_keys.wrapped',
      'pot_marker.database',
      'pot_marker.marker',
      'pot_processes.process',
      'pot_processes.sealed_at',
    ]);
  });

  test('is in no log of the server, not even sealed, and nothing of before is in its files', async () => {
    const pot = await open();
    const name = new URL(url).pathname.slice(1);
    // Copying files is what brings tables that are in no log to the disk.
    const flush = (copy: string) =>
      server.run(`create database ${name}_${copy} template template0 strategy file_copy`);
    await pot.reseal([ask], at(0), sealing('first canary'));
    await flush('one');
    expect(holds('first canary')).toBe(true);
    await pot.reseal([ask], at(1), sealing('second canary'));
    await flush('two');

    expect(holds('canary', 'pg_wal')).toBe(false);
    expect(holds('first canary')).toBe(false);
    // The eyes are good: the one that waits is found, and so is what is written like anything else.
    expect(holds('second canary')).toBe(true);
    await server.run("create table seen as select 'another canary' as word", name);
    expect(holds('another canary', 'pg_wal')).toBe(true);
    // What a base backup leaves out: files that have an empty twin for the start after a crash.
    const kept = await server.run(
      `select relname, relpersistence from pg_class where relname in ('pot_boxes', 'pot_keys') order by 1`,
      name,
    );
    expect(kept).toEqual([
      { relname: 'pot_boxes', relpersistence: 'u' },
      { relname: 'pot_keys', relpersistence: 'u' },
    ]);
  });

  test('is gone after a crash, which keeps what the pot knew of the database', async () => {
    const pot = await open();
    await pot.reseal([ask], at(0), sealing('box'));
    await pot.keepMarker('known');

    await server.kill();
    await server.start();

    const again = await open();
    expect(await boxes(again)).toEqual([]);
    expect(await again.markers()).toEqual(['known']);
  });
});

describe('the marker', () => {
  test('is nothing in a copy of the database, though it was copied with it', async () => {
    await (await open()).keepMarker('known');
    for (const pot of opened.splice(0)) await pot.close();
    await server.run(`create database restored template ${new URL(url).pathname.slice(1)}`);
    const original = url;
    url = server.url('restored');

    expect(await (await open()).markers()).toEqual([]);
    url = original;
    expect(await (await open()).markers()).toEqual(['known']);
  });

  test('is also remembered by the process, beside its secret', async () => {
    const dataFolder = folder();
    await (await open({ dataFolder })).keepMarker('seen by me');
    await (await open()).keepMarker('seen by another');

    expect(await (await open({ dataFolder })).markers()).toEqual(['seen by another', 'seen by me']);
  });
});

test('whoever owns the database, and nothing else of the server, can keep a pot in it', async () => {
  const name = new URL(url).pathname.slice(1);
  await server.run(`create role ${name} login; alter database ${name} owner to ${name}`);
  const own = new URL(url);
  own.username = name;
  url = own.href;
  const pot = await open();

  await pot.reseal([ask], at(0), sealing('box'));
  await pot.keepMarker('known');

  expect(await boxes(pot)).toEqual([[ask, 'box', 1]]);
  // In the database, and beside the secret.
  expect(await pot.markers()).toEqual(['known', 'known']);
  expect(await pot.writtenDown()).toBeNull();
});

describe('a server that writes down what it is asked', () => {
  test.each([
    ['log_statement', "'all'"],
    ['log_statement', "'mod'"],
    ['log_min_duration_statement', '250'],
    ['log_duration', 'on'],
    ['log_parameter_max_length_on_error', '100'],
    ['log_transaction_sample_rate', '0.5'],
  ])('is recognised by %s = %s', async (setting, value) => {
    expect(await found(setting, value)).toContain(setting);
  });

  test('is not seen where there is none', async () => {
    expect(await found('log_statement', "'ddl'")).toBeNull();
  });

  test('is recognised by a trigger on what is handed in', async () => {
    await open();
    const name = new URL(url).pathname.slice(1);
    await server.run(
      `create function audit() returns trigger language plpgsql as 'begin return null; end';
       create trigger audit after insert on pot_boxes execute function audit()`,
      name,
    );

    expect(await found('log_statement', "'none'")).toBe('trigger audit on pot_boxes');
  });
});
