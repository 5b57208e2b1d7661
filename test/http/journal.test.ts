import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import {
  getJournal,
  keepSentence,
  type Kept,
  letGoOfSentence,
} from '../../src/contract/journal.ts';
import type { KeptId } from '../../src/contract/primitives.ts';
import { getResults, hideAnswer } from '../../src/contract/results.ts';
import { timeOrderedId } from '../../src/ids.ts';
import * as kept from '../../src/store/kept.ts';
import { closed, type Evening, evening, given, toldOf } from '../support/evening.ts';
import { anAnswer, answer, type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const start = (fields?: Parameters<typeof evening>[2]) => evening(world, founder, fields);
const words = [
  { channel: 'feeling' as const, text: 'a small wave of sadness' },
  { channel: 'impulse' as const, text: 'I wanted to stay' },
];
const keep = ({ asker, params }: Evening, answerId: string, position: number) =>
  asker.call(keepSentence, { params, body: { answerId, position } });
const journalOf = async (
  reader: Person,
  { inGroup }: Evening,
  query: { search?: string; before?: string; limit?: number } = {},
) => reader.call(getJournal, { ...inGroup, query });
const texts = (page: { kept: Kept[] }) => page.kept.map((one) => one.text);

describe('keeping a sentence', () => {
  test('copies it with who said it, what it is and the moment, newest first', async () => {
    const made = await start({ moment: 'when I laughed' });
    const id = await given(made, made.ben, { words, moreOfText: 'pauses' });

    const first = await keep(made, id, 1);
    const second = await keep(made, id, 2);

    expect(first).toEqual({
      id: first.id,
      askId: made.askId,
      channel: 'impulse',
      text: 'I wanted to stay',
      from: 'Ben',
      moment: 'when I laughed',
      anonymous: false,
      keptOn: world.now.slice(0, 10),
    });
    expect(second).toMatchObject({ channel: null, text: 'pauses', from: 'Ben' });
    expect(await journalOf(made.asker, made)).toEqual({ kept: [second, first], next: null });
  });

  test('shows beside the answer, to the asker alone', async () => {
    const made = await start({ seenBy: 'group' });
    const id = await given(made, made.ben, { words });
    await closed(made);
    const entry = await keep(made, id, 0);

    const mine = await made.asker.call(getResults, { params: made.params });
    const theirs = await made.cleo.call(getResults, { params: made.params });

    expect(mine.answers[0]?.kept).toEqual([{ position: 0, id: entry.id }]);
    expect(theirs.answers[0]?.kept).toEqual([]);
  });

  test('again gives the same entry and tells nobody', async () => {
    const made = await start();
    const id = await given(made, made.ben, { words });
    const first = await keep(made, id, 0);

    const told = await toldOf(made, async () => expect(await keep(made, id, 0)).toEqual(first));

    expect(told).toEqual([]);
    expect((await journalOf(made.asker, made)).kept).toHaveLength(1);
  });

  test('is told to one’s own devices alone, and nobody else reads it', async () => {
    const made = await start();
    const id = await given(made, made.ben, { words });

    const told = await toldOf(made, () => keep(made, id, 0));

    expect(told).toEqual([['journal.changed', ['Asker']]]);
    for (const other of [made.ben, made.leader])
      expect(await journalOf(other, made)).toEqual({ kept: [], next: null });
  });

  test('outlives what becomes of the answer', async () => {
    const made = await start();
    const id = await given(made, made.ben, { words });
    await keep(made, id, 0);

    await made.ben.call(putAnswer, {
      params: made.params,
      body: anAnswer({ replaces: 1, words: [] }),
    });

    expect(texts(await journalOf(made.asker, made))).toEqual(['a small wave of sadness']);
  });

  test('needs a sentence that is there, of an answer in sight to an ask that was opened', async () => {
    const made = await start();
    const { asker, params } = made;
    const unread = await start();
    await answer(unread.ben, unread.groupId, unread.askId, { words });
    const id = await given(made, made.ben, { words: words.slice(0, 1) });
    const of = (answerId: string, position: number) => ({ params, body: { answerId, position } });

    const second = await asker.refused(keepSentence, of(id, 1));
    const more = await asker.refused(keepSentence, of(id, 2));
    const elsewhere = await asker.refused(keepSentence, of(await given(unread, unread.cleo), 0));
    await asker.call(hideAnswer, { params: { ...params, answerId: id }, body: { hidden: true } });
    const hidden = await asker.refused(keepSentence, of(id, 0));
    const beyond = await asker.refused(keepSentence, of(id, 3));

    expect([second.code, more.code, elsewhere.code, hidden.code, beyond.code]).toEqual([
      'nothing_there',
      'nothing_there',
      'not_found',
      'nothing_there',
      'invalid_request',
    ]);
  });

  test('is not possible before opening', async () => {
    const made = await start();
    await answer(made.ben, made.groupId, made.askId, { words });
    await made.asker.call(closeAsk, { params: made.params });
    const body = { answerId: crypto.randomUUID(), position: 0 };

    expect((await made.asker.refused(keepSentence, { params: made.params, body })).code).toBe(
      'not_opened',
    );
  });
});

describe('letting go', () => {
  test('deletes the entry, and says so to one’s own devices alone', async () => {
    const made = await start();
    const id = await given(made, made.ben, { words });
    const entry = await keep(made, id, 0);
    const params = { groupId: made.groupId, keptId: entry.id };

    const theirs = await made.ben.refused(letGoOfSentence, { params });
    const told = await toldOf(made, () => made.asker.call(letGoOfSentence, { params }));
    const gone = await made.asker.refused(letGoOfSentence, { params });

    expect([theirs.code, gone.code]).toEqual(['not_found', 'not_found']);
    expect(told).toEqual([['journal.changed', ['Asker']]]);
    expect(await journalOf(made.asker, made)).toEqual({ kept: [], next: null });
    const { answers } = await made.asker.call(getResults, { params: made.params });
    expect(answers[0]?.kept).toEqual([]);
  });
});

/** Entries as if they had been kept one after the other, oldest first. */
async function filled(made: Evening, all: readonly string[], moment: string | null = null) {
  const { groupId, asker, askId } = made;
  await world.service.deps.store.transact(async (tx) => {
    for (const [i, text] of all.entries())
      await kept.insert(tx, {
        groupId,
        id: timeOrderedId<KeptId>(1_700_000_000_000 + i),
        memberId: asker.memberId,
        askId,
        answerId: null,
        position: null,
        channel: null,
        text,
        fromId: null,
        moment,
        keptOn: '2026-01-01' as Kept['keptOn'],
      });
  });
}

describe('a long journal', () => {
  test('comes in pages, each entry once', async () => {
    const made = await start();
    const all = Array.from({ length: 7 }, (_, i) => `line ${i}`);
    await filled(made, all);

    const first = await journalOf(made.asker, made, { limit: 3 });
    const second = await journalOf(made.asker, made, { limit: 3, before: first.next ?? '' });
    const third = await journalOf(made.asker, made, { limit: 3, before: second.next ?? '' });

    expect([first, second, third].flatMap(texts)).toEqual(all.toReversed());
    expect(third.next).toBeNull();
  });

  test('ends exactly where a page does', async () => {
    const made = await start();
    await filled(made, ['one', 'two', 'three']);

    expect((await journalOf(made.asker, made, { limit: 3 })).next).toBeNull();
  });

  test.each([
    ['STRASSE', ['die Straße']],
    ['ÜBER', ['über den Zaun']],
    ['οδοσ', ['Η ΟΔΟΣ']],
    ['100%', ['100% sicher']],
    ['_', ['mit_strich']],
    ['\\', ['back\\slash']],
    ['zaun über', ['über den Zaun']],
    ['nirgends', []],
  ])('finds %s', async (search, found) => {
    const made = await start();
    await filled(made, [
      'die Straße',
      'über den Zaun',
      'Η ΟΔΟΣ',
      '100% sicher',
      '1000 sicher',
      'mit_strich',
      'back\\slash',
    ]);

    expect(texts(await journalOf(made.asker, made, { search }))).toEqual(found);
  });

  test('is found by who said it and by the moment, and blank finds everything', async () => {
    const made = await start({ moment: 'Beim Abschied' });
    const id = await given(made, made.ben, { words });
    await keep(made, id, 0);

    for (const search of ['ben', 'ABSCHIED', 'sadness ben', '', '  '])
      expect(texts(await journalOf(made.asker, made, { search }))).toHaveLength(1);
    expect(texts(await journalOf(made.asker, made, { search: 'cleo' }))).toEqual([]);
  });

  test('is searched in pages too, past what one search looks through', async () => {
    const made = await start();
    const all = Array.from({ length: 1100 }, (_, i) => (i < 3 ? `needle ${i}` : `hay ${i}`));
    await filled(made, all);

    const first = await journalOf(made.asker, made, { search: 'needle', limit: 2 });
    const second = await journalOf(made.asker, made, {
      search: 'needle',
      limit: 2,
      before: first.next ?? '',
    });
    const third = await journalOf(made.asker, made, {
      search: 'needle',
      limit: 2,
      before: second.next ?? '',
    });

    expect([texts(first), texts(second), texts(third)]).toEqual([
      [],
      ['needle 2', 'needle 1'],
      ['needle 0'],
    ]);
    expect(third.next).toBeNull();
  });
});
