import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, sayLate } from '../../src/contract/answers.ts';
import { closeAsk, withdrawAsk } from '../../src/contract/asks.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { DAY } from '../../src/domain/time.ts';
import { closed, type Evening, evening, toldOf } from '../support/evening.ts';
import { answer, type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const start = (fields?: Parameters<typeof evening>[2]) => evening(world, founder, fields);
const sentence = { channel: 'thought' as const, text: 'I thought of it all week.' };
const say = (from: Person, { params }: Evening, body = sentence) =>
  from.call(sayLate, { params, body });
const lateFor = async (reader: Person, { params }: Evening) =>
  (await reader.call(getResults, { params })).lateWords;
const waitingFor = async (reader: Person, { inGroup }: Evening) =>
  (await reader.call(getRoom, inGroup)).waiting.map((one) => one.kind);

describe('a late word', () => {
  test('is read by the asker, with the name, from whoever was asked, answered or not', async () => {
    const made = await start();
    await answer(made.ben, made.groupId, made.askId);
    await closed(made);
    const before = await made.asker.call(getResults, { params: made.params });

    for (const one of [made.ben, made.cleo, made.leader]) await say(one, made);
    const results = await made.asker.call(getResults, { params: made.params });

    expect(results.lateWords.map((one) => one.from.name).toSorted()).toEqual([
      'Ben',
      'Cleo',
      'Ruth',
    ]);
    expect(results.lateWords[0]).toMatchObject(sentence);
    expect({ ...results, lateWords: [] }).toEqual(before);
  });

  test('is told to the asker and to its author, and nobody else', async () => {
    const made = await start();
    await closed(made);

    const told = await toldOf(made, () => say(made.ben, made));

    expect(told).toEqual([['late_word.arrived', ['Asker', 'Ben']]]);
    expect((await made.cleo.refused(getResults, { params: made.params })).code).toBe('not_found');
  });

  test('is everybody’s where the group reads what came back', async () => {
    const made = await start({ seenBy: 'group' });
    await closed(made);

    const told = await toldOf(made, () => say(made.ben, made));

    expect(told).toEqual([['late_word.arrived', 'all']]);
    expect((await lateFor(made.absent, made)).map((one) => one.from.name)).toEqual(['Ben']);
  });

  test('is said once; its repeat changes nothing', async () => {
    const made = await start();
    await closed(made);
    const first = await say(made.ben, made);

    const repeat = await toldOf(made, async () => expect(await say(made.ben, made)).toEqual(first));
    const second = await made.ben.refused(sayLate, {
      params: made.params,
      body: { ...sentence, text: 'And another.' },
    });

    expect(repeat).toEqual([]);
    expect(second.code).toBe('already_said_late');
    expect(await lateFor(made.asker, made)).toHaveLength(1);
  });

  test('is shown back to its author, who sees until when there is time', async () => {
    const made = await start();
    const mine = () => made.ben.call(getMyAnswer, { params: made.params });

    expect(await mine()).toMatchObject({ lateWord: null, lateWordUntil: null });
    await closed(made);
    const { lateWordUntil } = await mine();
    const left = Date.parse(lateWordUntil ?? '') - Date.parse(world.now);
    await say(made.ben, made);

    expect(left).toBeGreaterThan(13.9 * DAY);
    expect(left).toBeLessThanOrEqual(14 * DAY);
    expect(await mine()).toMatchObject({ lateWord: sentence, lateWordUntil: null });
  });

  test('has no place while the ask is open, nor with those who were not asked', async () => {
    const made = await start({ seenBy: 'group' });
    const input = { params: made.params, body: sentence };

    const open = await made.ben.refused(sayLate, input);
    await closed(made);
    const asker = await made.asker.refused(sayLate, input);
    const reader = await made.absent.refused(sayLate, input);

    expect([open, asker, reader].map((one) => one.code)).toEqual([
      'ask_not_closed',
      'not_asked',
      'not_asked',
    ]);
  });

  test('is erased when the ask is withdrawn unread', async () => {
    const made = await start();
    const { asker, ben, params } = made;
    await asker.call(closeAsk, { params });
    await say(ben, made);

    await asker.call(withdrawAsk, { params });

    expect(await ben.call(getMyAnswer, { params })).toMatchObject({
      lateWord: null,
      lateWordUntil: null,
    });
    expect((await ben.refused(sayLate, { params, body: sentence })).code).toBe('not_found');
  });
});

describe('something said late', () => {
  test('waits for the asker until they open the ask again', async () => {
    const made = await start();
    await closed(made);
    await say(made.ben, made);

    expect(await waitingFor(made.asker, made)).toEqual(['late_words']);
    const told = await toldOf(made, () => made.asker.call(openAnswers, { params: made.params }));

    expect(told).toEqual([['ask.read', ['Asker']]]);
    expect(await waitingFor(made.asker, made)).toEqual([]);
    await say(made.cleo, made);
    expect(await waitingFor(made.asker, made)).toEqual(['late_words']);
    expect(await waitingFor(made.leader, made)).toEqual([]);
  });

  test('does not wait twice beside an ask that was not opened since it closed', async () => {
    const made = await start();
    await made.asker.call(closeAsk, { params: made.params });
    await say(made.ben, made);

    expect(await waitingFor(made.asker, made)).toEqual(['ready']);
    await made.asker.call(openAnswers, { params: made.params });
    expect(await waitingFor(made.asker, made)).toEqual([]);
  });
});

test('two weeks after closing is too late', async () => {
  const own = await World.open();
  try {
    const made = await evening(own, await own.founder('Ruth'));
    await closed(made);

    await own.pass(14 * DAY - 60_000);
    await say(made.ben, made);
    await own.pass(60_000);
    const late = await made.cleo.refused(sayLate, { params: made.params, body: sentence });
    const repeat = await say(made.ben, made);

    expect(late.code).toBe('too_late_to_say');
    expect(repeat.id).toBeTruthy();
    expect(await made.cleo.call(getMyAnswer, { params: made.params })).toMatchObject({
      lateWordUntil: null,
    });
  } finally {
    await own.close();
  }
});
