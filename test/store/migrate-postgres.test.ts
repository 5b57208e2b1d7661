import { readMigrationFiles } from 'drizzle-orm/migrator';
import { expect, inject, onTestFinished, test } from 'vitest';

import journal from '../../migrations/postgres/meta/_journal.json' with { type: 'json' };
import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import * as answers from '../../src/store/answers.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { JOURNAL } from '../../src/store/migrate-postgres.ts';
import { onPostgres } from '../support/beside.ts';
import { MIGRATIONS } from '../support/databases.ts';

const GROUP = '0190a000-0000-7000-8000-000000000001' as GroupId;
const ASK = '0190a000-0000-7000-8000-000000000005' as AskId;

test('an answer keeps its words, in their order, where they had a table of their own', async () => {
  const url = await releasedUntil('words_with_their_answer');
  await onPostgres(url, (client) => client.query(TWO_ANSWERS));

  const store = await openPostgres({ url, migrations: MIGRATIONS });
  onTestFinished(() => store.close());

  const found = await answers.ofAsk(store.read, GROUP, ASK);
  expect(found.map(({ words }) => words)).toEqual([
    [
      { channel: 'feeling', text: 'Während du sprachst, wurde es still.' },
      { channel: 'wish', text: 'Stay a little.' },
    ],
    [],
  ]);
});

/** A database as it was before a migration. */
async function releasedUntil(name: string): Promise<string> {
  const server = inject('postgres');
  const database = `released_${name}`;
  await onPostgres(server, (client) => client.query(`create database ${database}`));
  const { entries } = journal;
  const before = readMigrationFiles({ migrationsFolder: MIGRATIONS }).slice(
    0,
    entries.findIndex(({ tag }) => tag.endsWith(name)),
  );
  const url = new URL(server);
  url.pathname = `/${database}`;
  await onPostgres(url.href, async (client) => {
    await client.query(
      `create table ${JOURNAL} (id integer generated always as identity primary key, hash text not null, created_at bigint not null)`,
    );
    for (const { sql, hash, folderMillis } of before) {
      for (const statement of sql) await client.query(statement);
      await client.query(`insert into ${JOURNAL} (hash, created_at) values ($1, $2)`, [
        hash,
        folderMillis,
      ]);
    }
  });
  return url.href;
}

/** In words of the first schema: an answer of two sentences, and one without a word. */
const TWO_ANSWERS = `
  insert into groups (id, name, purpose, time_zone, leaders, cap, state, agreement_version, created_on)
    values ('0190a000-0000-7000-8000-000000000001', 'Harbour', '', 'UTC', 1, 8, 'active', 1, '2026-03-04');
  insert into meetings (group_id, id, number, opened_at, ends_at)
    select id, '0190a000-0000-7000-8000-000000000002', 1, '', '' from groups;
  insert into asks (group_id, id, meeting_id, asker_id, question, dose, seen_by, mode, opened_at, closes_at, state, event_hash)
    select group_id, '0190a000-0000-7000-8000-000000000005', id, '0190a000-0000-7000-8000-000000000003',
      'landed', 'balanced', 'asker', 'signed', '', '', 'open', '' from meetings;
  insert into answers (group_id, id, ask_id, version, attempt, feelings, counted, answered_on)
    select group_id, answer::uuid, id, 1, '', '[]', true, '2026-03-04'
    from asks, unnest(array['d9428888-122b-41e1-b85c-61cd3cbb3210', 'd9428888-122b-41e1-b85c-61cd3cbb3211']) answer;
  insert into answer_words (group_id, answer_id, position, channel, text)
    select id, 'd9428888-122b-41e1-b85c-61cd3cbb3210', position, channel, words
    from groups, (values (1, 'wish', 'Stay a little.'), (0, 'feeling', 'Während du sprachst, wurde es still.'))
      said (position, channel, words);
`;
