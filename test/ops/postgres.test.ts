// The real program on a PostgreSQL: what it says when it cannot start there, and that it then changes nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest';

import { getStart, setUp } from '../../src/contract/accounts.ts';
import { onPostgres } from '../support/beside.ts';
import { makeDatabase } from '../support/databases.ts';
import { PASSWORD, Person } from '../support/world.ts';
import { startProgram } from './program.ts';

const MAIN = join(inject('programs'), 'main.js');
// Each test starts the program.
vi.setConfig({ testTimeout: 120_000 });

let server: string;
let url: string;
beforeEach(async () => {
  server = inject('postgres');
  url = await makeDatabase(server);
});

/** How the program ends on such a database, and what it says. */
function start(database: string) {
  const folder = mkdtempSync(join(tmpdir(), 'landed-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { status, stderr, stdout } = spawnSync(process.execPath, [MAIN], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], DATABASE_URL: database, PORT: '0', LOG_LEVEL: 'fatal' },
  });
  return { status, said: stderr.trim(), stdout };
}

const run = (database: string, ...statements: string[]) =>
  onPostgres(database, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

/** The names of all there is, and what the journal says. */
const contents = (database: string) =>
  onPostgres(database, async (client) => {
    const { rows } = await client.query(
      `select relname, (select string_agg(hash, ',') from __drizzle_migrations) as done
        from pg_class where relnamespace = 'public'::regnamespace order by relname`,
    );
    return rows;
  });

const changed = (database: string, change: (url: URL) => void): string => {
  const copy = new URL(database);
  change(copy);
  return copy.href;
};

const refusal = (said: unknown) => ({ status: 1, said, stdout: '' });

test('the program makes its tables in an empty database, and finds there what it kept', async () => {
  const name = `empty_${crypto.randomUUID().slice(0, 8)}`;
  await run(server, `create database ${name} template template0`);
  onTestFinished(() => run(server, `drop database ${name}`));
  const dataFolder = mkdtempSync(join(tmpdir(), 'landed-start-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const env = { DATABASE_URL: changed(server, (at) => (at.pathname = `/${name}`)) };

  const first = await startProgram(MAIN, { dataFolder, cwd: dataFolder, env });
  const ruth = new Person(first.url, 'Ruth');
  const body = { code: await first.setupCode(), signInName: 'Ruth', password: PASSWORD };
  await ruth.call(setUp, { body });
  expect(await first.end('SIGTERM')).toEqual([0, null]);
  const second = await startProgram(MAIN, { dataFolder, cwd: dataFolder, env });
  const again = new Person(second.url, 'Ruth');
  again.cookie = ruth.cookie;
  const found = await again.call(getStart, {});
  expect(await second.end('SIGTERM')).toEqual([0, null]);

  expect(found).toMatchObject({ setUp: true, signedIn: true });
  expect(readdirSync(dataFolder)).not.toContain('landed.sqlite');
});

describe('a start on a PostgreSQL that is of no use ends with one sentence', () => {
  test('when nobody answers there', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const address = probe.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    await new Promise((resolve) => probe.close(resolve));

    expect(start(changed(url, (at) => (at.port = port)))).toEqual(
      refusal(`No PostgreSQL answers at 127.0.0.1:${port}. Start it, or correct DATABASE_URL.`),
    );
  });

  test('when it does not know the role, or the database', () => {
    expect(start(changed(url, (at) => (at.username = 'nobody_here')))).toEqual(
      refusal(
        'PostgreSQL does not let the role “nobody_here” in. Correct the name or the password in DATABASE_URL.',
      ),
    );
    expect(start(changed(url, (at) => (at.pathname = '/not_there')))).toEqual(
      refusal(expect.stringMatching(/^PostgreSQL has no database “not_there”\. [^\n]*$/)),
    );
  });

  test('when the password is another, which the sentence does not tell', async () => {
    const role = `locked_${crypto.randomUUID().slice(0, 8)}`;
    await run(server, `create role ${role} login password 'right'`);
    // From now on this role is asked for its password; all others come in as before.
    await run(
      server,
      `do $$ declare
        file text := current_setting('hba_file');
        rules text[] := array(select regexp_replace(rule, '\\s+', ' ', 'g')
          from regexp_split_to_table(pg_read_file(file), '\\n') rule where rule ~ '^[a-z]');
      begin
        execute format('copy (select unnest(%L::text[])) to %L',
          array_prepend('host all ${role} 127.0.0.1/32 scram-sha-256', rules), file);
      end $$`,
      'select pg_reload_conf()',
    );
    const by = (password: string) =>
      changed(url, (at) => Object.assign(at, { username: role, password }));
    const isAsked = () =>
      run(by('wrong'), 'select 1').then(
        () => false,
        () => true,
      );
    await vi.waitUntil(isAsked, 10_000);

    expect(start(by('wrong'))).toEqual(
      refusal(
        `PostgreSQL does not let the role “${role}” in. Correct the name or the password in DATABASE_URL.`,
      ),
    );
    await expect(run(by('right'), 'select 1')).resolves.toBeUndefined();
  });

  test('when it is older than what its makers still mend', async () => {
    // A server that says so of itself, whatever it is.
    await run(
      url,
      'create schema aged',
      `create function aged.current_setting(text) returns text language sql as
        $$ select case $1 when 'server_version_num' then '140012' else pg_catalog.current_setting($1) end $$`,
      `alter database "${new URL(url).pathname.slice(1)}" set search_path = aged, pg_catalog, public`,
    );
    const before = await contents(url);

    expect(start(url)).toEqual(
      refusal('This is PostgreSQL 14. Landed needs 15 or newer: older ones are mended no more.'),
    );
    expect(await contents(url)).toEqual(before);
  });

  test('when the role may not make tables, or not use those that are there', async () => {
    const role = `role_${crypto.randomUUID().slice(0, 8)}`;
    const empty = changed(server, (at) => (at.pathname = `/${role}`));
    await run(server, `create role ${role} login`, `create database ${role} template template0`);
    onTestFinished(() => run(server, `drop database ${role}`, `drop role ${role}`));

    const said = `The role “${role}” may not do in this database what Landed needs. Make it the owner of the database, or of the schema.`;
    expect(start(changed(empty, (at) => (at.username = role)))).toEqual(refusal(said));
    await run(url, `grant select on __drizzle_migrations to ${role}`);
    expect(start(changed(url, (at) => (at.username = role)))).toEqual(refusal(said));
    await run(url, `revoke all on __drizzle_migrations from ${role}`);
  });

  test('when a newer version used it, which stays as it is', async () => {
    await run(
      url,
      "insert into __drizzle_migrations (hash, created_at) values ('x', 99999999999999)",
    );
    const before = await contents(url);

    expect(start(url)).toEqual(
      refusal(
        'This database was last used by a newer version of Landed. Start that version, or restore a backup made before it.',
      ),
    );
    expect(await contents(url)).toEqual(before);
  });

  test('when only some of the tables are there, with and without a journal', async () => {
    await run(url, 'drop table passkeys');
    const before = await contents(url);
    const half = refusal(
      'This database holds only some of the tables that Landed needs. Restore a backup of all of it, or give Landed an empty one.',
    );

    expect(start(url)).toEqual(half);
    expect(await contents(url)).toEqual(before);
    await run(url, 'delete from __drizzle_migrations');
    expect(start(url)).toEqual(half);
  });

  test('when it sorts text otherwise than by its bytes', async () => {
    const name = `icu_${crypto.randomUUID().slice(0, 8)}`;
    await run(
      server,
      `create database ${name} template template0 locale_provider icu icu_locale 'de'`,
    );
    onTestFinished(() => run(server, `drop database ${name}`));

    expect(start(changed(server, (at) => (at.pathname = `/${name}`)))).toEqual(
      refusal(expect.stringMatching(/^This database sorts text by “de, UTF8”\. [^\n]*$/)),
    );
  });
});
