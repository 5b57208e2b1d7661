import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { closeAsk, getAsk, listAsks, type Shared, withdrawAsk } from '../../src/contract/asks.ts';
import {
  getResults,
  getSharedResults,
  putReflection,
  shareResults,
} from '../../src/contract/results.ts';
import { closed, type Evening, evening, GUESS, toldOf } from '../support/evening.ts';
import { answer, type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const ALL: Shared = { guess: true, strips: true, reflection: true };
const NONE: Shared = { guess: false, strips: false, reflection: false };

/** A closed ask with a guess, three answers and a reflection. */
async function received(fields?: Parameters<typeof evening>[2]): Promise<Evening> {
  const made = await evening(world, founder, { guess: GUESS, moment: 'when I laughed', ...fields });
  for (const one of [made.ben, made.cleo, made.dan])
    await answer(one, made.groupId, made.askId, {
      words: [{ channel: 'thought', text: 'a word of a peer' }],
    });
  await closed(made);
  await made.asker.call(putReflection, {
    params: made.params,
    body: { happened: 'no', likelyNext: 20, line: 'I was heard.' },
  });
  return made;
}
const share = ({ asker, params }: Evening, body: Shared) =>
  asker.call(shareResults, { params, body });
const seen = (reader: Person, { params }: Evening) => reader.call(getSharedResults, { params });
const listed = async (reader: Person, { inGroup, askId }: Evening) =>
  (await reader.call(listAsks, { ...inGroup, query: {} })).asks.find((one) => one.id === askId);

describe('sharing', () => {
  test('shows everybody the guess, the strips and the line, and nothing that peers wrote', async () => {
    const made = await received();

    const ask = await share(made, ALL);
    const results = await made.asker.call(getResults, { params: made.params });
    const views = await Promise.all(
      [made.absent, made.ben, made.leader, made.asker].map((one) => seen(one, made)),
    );

    expect(ask).toMatchObject({ id: made.askId, shared: ALL, as: 'asker' });
    for (const view of views)
      expect(view).toEqual({
        asker: { memberId: made.asker.memberId, name: 'Asker' },
        moment: 'when I laughed',
        guess: { understood: 2, closeness: -1, warmth: 1 },
        numbers: results.numbers,
        reflection: { line: 'I was heard.' },
      });
    expect(results.numbers?.understood?.atOrAbove).toBe(3);
    expect(JSON.stringify(views)).not.toMatch(/a word of a peer|not_got|fear|nice/);
  });

  test('of the strips alone says nothing of the guess', async () => {
    const made = await received();
    await share(made, { ...NONE, strips: true });

    const view = await seen(made.ben, made);

    expect(view).toMatchObject({ guess: null, reflection: null, numbers: { n: 3 } });
    expect(view.numbers?.understood).toMatchObject({ n: 3, atOrAbove: null });
    expect(view.numbers?.warmth?.atOrAbove).toBeNull();
  });

  test('of the line alone shows neither numbers nor guess, nor whether the fear came true', async () => {
    const made = await received();
    await share(made, { ...NONE, reflection: true });

    expect(await seen(made.ben, made)).toMatchObject({
      guess: null,
      numbers: null,
      reflection: { line: 'I was heard.' },
    });
  });

  test('has no numbers where fewer than three answered', async () => {
    const made = await evening(world, founder);
    await answer(made.ben, made.groupId, made.askId);
    await answer(made.cleo, made.groupId, made.askId);
    await closed(made);
    await share(made, ALL);

    expect(await seen(made.absent, made)).toMatchObject({
      guess: null,
      numbers: null,
      reflection: null,
    });
  });

  test('tells everybody, and the same again nobody', async () => {
    const made = await received();

    expect(await toldOf(made, () => share(made, ALL))).toEqual([['ask.shared', 'all']]);
    expect(await toldOf(made, () => share(made, ALL))).toEqual([]);
    expect(await toldOf(made, () => share(made, NONE))).toEqual([['ask.shared', 'all']]);
  });

  test('tells everybody of a line that is changed while they see it', async () => {
    const made = await received();
    await share(made, { ...NONE, reflection: true });
    const write = (line: string, likelyNext: number) =>
      made.asker.call(putReflection, {
        params: made.params,
        body: { happened: 'no', likelyNext, line },
      });

    const changed = await toldOf(made, () => write('I was seen.', 20));
    const inward = await toldOf(made, () => write('I was seen.', 10));

    expect(changed).toContainEqual(['ask.shared', 'all']);
    expect(inward).toEqual([['reflection.changed', ['Asker']]]);
    expect((await seen(made.ben, made)).reflection).toEqual({ line: 'I was seen.' });
  });

  test('puts the ask into the list of those who were not there, as readers, and opens no results', async () => {
    const made = await received();
    const { absent, params } = made;
    expect(await listed(absent, made)).toBeUndefined();

    await share(made, { ...NONE, strips: true });

    expect(await listed(absent, made)).toMatchObject({ as: 'reader', shared: true, reactions: [] });
    expect(await absent.call(getAsk, { params })).toMatchObject({
      as: 'reader',
      mine: null,
      meant: null,
      shared: { strips: true },
    });
    for (const reader of [absent, made.ben, made.leader])
      expect((await reader.refused(getResults, { params })).code).toBe('not_found');
  });

  test('is over with nothing chosen', async () => {
    const made = await received();
    await share(made, ALL);

    const ask = await share(made, NONE);

    expect(ask.shared).toBeNull();
    expect(await listed(made.absent, made)).toBeUndefined();
    expect((await made.absent.refused(getAsk, { params: made.params })).code).toBe('not_found');
    for (const reader of [made.asker, made.ben, made.absent])
      expect((await reader.refused(getSharedResults, { params: made.params })).code).toBe(
        'not_found',
      );
  });

  test('is for an ask that has closed, by its asker', async () => {
    const made = await evening(world, founder);
    const input = { params: made.params, body: ALL };

    const open = await made.asker.refused(shareResults, input);
    const peer = await made.ben.refused(shareResults, input);
    const absent = await made.absent.refused(shareResults, input);
    const before = await made.asker.refused(getSharedResults, { params: made.params });

    expect([open, peer, absent, before].map((one) => one.code)).toEqual([
      'ask_not_closed',
      'not_yours',
      'not_found',
      'not_found',
    ]);
  });

  test('ends when the ask is withdrawn unread, for everybody', async () => {
    const made = await evening(world, founder, { guess: GUESS });
    const { asker, absent, ben, params } = made;
    await asker.call(closeAsk, { params });
    await share(made, ALL);

    const told = await toldOf(made, () => asker.call(withdrawAsk, { params }));

    expect(told).toEqual([['ask.withdrawn', 'all']]);
    expect((await absent.refused(getAsk, { params })).code).toBe('not_found');
    for (const reader of [asker, ben])
      expect((await reader.refused(getSharedResults, { params })).code).toBe('not_found');
    expect((await asker.call(getAsk, { params })).shared).toBeNull();
    expect((await asker.refused(shareResults, { params, body: ALL })).code).toBe('not_found');
  });
});
