import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, type PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, type Guess, listAsks } from '../../src/contract/asks.ts';
import type { Impression } from '../../src/contract/impressions.ts';
import { getJournal, letGoOfSentence } from '../../src/contract/journal.ts';
import { endMeeting, getRoom, openMeeting, rehearse } from '../../src/contract/meetings.ts';
import type { AnswerId } from '../../src/contract/primitives.ts';
import {
  getResults,
  hideAnswer,
  openAnswers,
  putReflection,
  react,
  type Reflection,
} from '../../src/contract/results.ts';
import { randomId } from '../../src/ids.ts';
import * as answers from '../../src/store/answers.ts';
import { closed, type Evening, evening, given, GUESS, toldOf } from '../support/evening.ts';
import { anAnswer, answer, type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const start = (fields?: Parameters<typeof evening>[2]) => evening(world, founder, fields);
const resultsOf = ({ asker, params }: Evening) => asker.call(getResults, { params });
const taps = (understood: number | null, closeness: number | null, warmth: number | null) => ({
  understood,
  closeness,
  warmth,
});

/** Answers of Ben, Cleo and Dan, in that order, and of the leader. */
async function answered(made: Evening, ...fields: Partial<PutAnswer>[]): Promise<void> {
  const people = [made.ben, made.cleo, made.dan];
  for (const [i, one] of fields.entries())
    await answer(people[i] ?? made.leader, made.groupId, made.askId, one);
}

const chose = (...cameAcross: Impression[]) => ({ cameAcross });

describe('what came back', () => {
  test('of an answer that was put away shows to no reader by what is missing', async () => {
    const made = await start({ seenBy: 'group' });
    await answered(made, chose('LM'), chose('DE'), chose('NO'));
    await closed(made);
    const { answers } = await resultsOf(made);
    const put = answers.find((one) => one.cameAcross.includes('DE'));
    const answerId = put?.id ?? randomId<AnswerId>();
    const read = () => made.absent.call(getResults, { params: made.params });
    expect((await read()).impression?.counts).toHaveLength(3);

    await made.asker.call(hideAnswer, {
      params: { ...made.params, answerId },
      body: { hidden: true },
    });

    expect((await read()).impression).toBeNull();
    expect((await resultsOf(made)).impression?.counts).toHaveLength(3);
  });

  test('has the whole named part, and counts what was wished for', async () => {
    const made = await start();
    const named = {
      feelings: ['not_sure_yet' as const, 'in_my_body' as const],
      body: ['tight_chest' as const],
      pad: { pleasantness: 0, energy: -1 },
      words: [
        { channel: 'thought' as const, text: 'I thought of my brother' },
        { channel: 'impulse' as const, text: 'I wanted to get up' },
      ],
      cameAcross: ['LM' as const, 'NO' as const],
      moreOf: ['quiet_moments' as const],
      moreOfText: 'pauses',
      inRoom: true,
    };
    await answered(made, named, { moreOf: ['quiet_moments', 'humour'] });
    await made.asker.call(openAnswers, { params: made.params });

    const results = await resultsOf(made);

    expect(results.answers.find((one) => one.from.name === 'Ben')).toMatchObject(named);
    expect(results.moreOf).toEqual([
      { moreOf: 'quiet_moments', people: 2 },
      { moreOf: 'humour', people: 1 },
    ]);
  });

  test('says how somebody came across once it has closed, without the leaders', async () => {
    const made = await start();
    await answered(made, chose('LM', 'NO'), chose('LM'), chose('JK'), chose('DE', 'BC'));
    await made.asker.call(openAnswers, { params: made.params });

    expect((await resultsOf(made)).impression).toBeNull();
    await closed(made);

    expect((await resultsOf(made)).impression).toEqual({
      counts: [
        { impression: 'NO', people: 1 },
        { impression: 'LM', people: 2 },
        { impression: 'JK', people: 1 },
      ],
      octant: 'LM',
    });
  });

  test('has no word for how somebody came across where fewer than four directions were chosen', async () => {
    const made = await start();
    await answered(made, { cameAcross: ['LM', 'NO'] }, { cameAcross: ['mixed'] });
    await closed(made);

    expect((await resultsOf(made)).impression).toEqual({
      counts: [
        { impression: 'NO', people: 1 },
        { impression: 'LM', people: 1 },
        { impression: 'mixed', people: 1 },
      ],
      octant: null,
    });
  });

  test('of an ask that closed before impressions were counted is whole without them', async () => {
    const made = await start();
    await answered(made, taps(3, 1, 3), taps(3, 1, 3), taps(3, 1, 3));
    await closed(made);
    const { groupId, askId } = made;
    await world.service.deps.store.transact(async (tx) => {
      const frozen = await answers.reception(tx, groupId, askId);
      if (!frozen) throw new Error('nothing is frozen');
      const { impressions: _, ...before } = frozen;
      await tx.delete(tx.tables.receptions);
      await answers.freeze(tx, groupId, askId, before);
    });

    const results = await resultsOf(made);

    expect(results.impression).toBeNull();
    expect(results.numbers?.understood?.median).toBe(3);
  });
});

const feared = (fear: Guess['fear']) => ({ guess: { ...GUESS, fear } });
const fearOf = async (made: Evening) => {
  await closed(made);
  return (await resultsOf(made)).fear;
};

describe('a fear', () => {
  test('is held against what came, for the asker alone', async () => {
    const made = await start({ ...feared('not_got'), seenBy: 'group' });
    await answered(made, taps(1, 0, 2), taps(1, 0, 2), taps(0, 0, 2));

    expect(await fearOf(made)).toEqual({ happened: true });
    expect((await made.ben.call(getResults, { params: made.params })).fear).toBeNull();
  });

  test('of one person feeling further away is not told of where it would point at them', async () => {
    const three = await start(feared('someone_far'));
    const four = await start(feared('no_warmth'));
    await answered(three, taps(3, -2, 3), taps(3, 1, 3), taps(3, 1, 3));
    await answered(four, taps(3, -2, 3), taps(3, 1, 3), taps(3, 1, 3));

    expect(await fearOf(three)).toEqual({ happened: null });
    expect(await fearOf(four)).toEqual({ happened: false });
  });

  test('that only the asker can judge, or with too few values, is left to them', async () => {
    const own = await start({ guess: { ...GUESS, fear: 'own', fearWords: 'silence' } });
    const few = await start(feared('not_got'));
    await answered(own, taps(3, 1, 3), taps(3, 1, 3), taps(3, 1, 3));
    await answered(few, taps(0, 1, 3), taps(0, 1, 3));

    expect(await fearOf(own)).toEqual({ happened: null });
    expect(await fearOf(few)).toEqual({ happened: null });
  });

  test('is not asked after where none was written down, nor before closing', async () => {
    const none = await start(feared(null));
    const open = await start(feared('not_got'));
    await answered(open, taps(0, 0, 0), taps(0, 0, 0), taps(0, 0, 0));
    await open.asker.call(openAnswers, { params: open.params });

    expect(await fearOf(none)).toBeNull();
    expect((await resultsOf(open)).fear).toBeNull();
  });
});

const gently = async ({ asker, params }: Evening, reader = asker) =>
  (await reader.call(getAsk, { params })).mine?.gently;

describe('something hard', () => {
  test('is offered to be opened slowly once it has closed', async () => {
    const made = await start();
    await answered(made, taps(3, -1, 3), taps(3, -2, 3), taps(3, -1, 3));

    expect(await gently(made)).toBe(false);
    await made.asker.call(closeAsk, { params: made.params });

    expect(await gently(made)).toBe(true);
    expect(await gently(made, made.ben)).toBeUndefined();
  });

  test('is not seen in fewer than three values', async () => {
    const made = await start();
    await answered(made, taps(3, -3, 0), taps(3, -3, 0));
    await made.asker.call(closeAsk, { params: made.params });

    expect(await gently(made)).toBe(false);
  });
});

const reflection: Reflection = { happened: 'partly', likelyNext: 40, line: 'I was not alone.' };
const journal = async ({ asker, inGroup }: Evening) =>
  (await asker.call(getJournal, { ...inGroup, query: {} })).kept;
const put = ({ asker, params }: Evening, body: Reflection) =>
  asker.call(putReflection, { params, body });

describe('a reflection', () => {
  test('stays with the asker, also where the group reads what came back', async () => {
    const made = await start({ seenBy: 'group' });
    await closed(made);

    expect(await put(made, reflection)).toEqual(reflection);
    expect((await resultsOf(made)).reflection).toEqual(reflection);
    expect((await made.ben.call(getResults, { params: made.params })).reflection).toBeNull();
  });

  test('is told to the asker alone, and saying the same again to nobody', async () => {
    const made = await start({ seenBy: 'group' });
    await closed(made);

    expect(await toldOf(made, () => put(made, { ...reflection, line: null }))).toEqual([
      ['reflection.changed', ['Asker']],
    ]);
    expect(await toldOf(made, () => put(made, reflection))).toEqual([
      ['reflection.changed', ['Asker']],
      ['journal.changed', ['Asker']],
    ]);
    expect(await toldOf(made, () => put(made, reflection))).toEqual([]);
  });

  test('puts its line into the journal as one of one’s own, and takes it out with it', async () => {
    const made = await start({ moment: 'when I laughed' });
    await closed(made);

    await put(made, reflection);
    const [first] = await journal(made);
    await put(made, { ...reflection, line: 'I was heard.' });
    const second = await journal(made);
    await put(made, { ...reflection, line: null });

    expect(first).toMatchObject({
      askId: made.askId,
      channel: null,
      from: null,
      text: 'I was not alone.',
      moment: 'when I laughed',
    });
    expect(second).toEqual([{ ...first, text: 'I was heard.' }]);
    expect(await journal(made)).toEqual([]);
  });

  test('does not bring back a line that was let go, unless it is written anew', async () => {
    const made = await start();
    await closed(made);
    await put(made, reflection);
    const [line] = await journal(made);
    const params = { groupId: made.groupId, keptId: line?.id ?? '' };
    await made.asker.call(letGoOfSentence, { params });

    await put(made, { ...reflection, happened: 'no' });
    expect(await journal(made)).toEqual([]);
    await put(made, { ...reflection, line: 'I stayed.' });

    expect((await journal(made)).map((one) => one.text)).toEqual(['I stayed.']);
  });

  test('waits until the ask has closed and was opened', async () => {
    const made = await start();
    const { asker, params } = made;
    const body = reflection;

    await asker.call(openAnswers, { params });
    const open = await asker.refused(putReflection, { params, body });
    const unread = await start();
    await unread.asker.call(closeAsk, { params: unread.params });
    const unopened = await unread.asker.refused(putReflection, { params: unread.params, body });

    expect([open.code, unopened.code]).toEqual(['ask_not_closed', 'not_opened']);
  });
});

const give = (made: Evening, answerId: AnswerId, ...reactions: ('thank' | 'say_more' | 'hard')[]) =>
  made.asker.call(react, { params: { ...made.params, answerId }, body: { reactions } });
const seenBy = async (reader: Person, made: Evening) => {
  const { reactions } = await reader.call(getMyAnswer, { params: made.params });
  const { asks } = await reader.call(listAsks, { ...made.inGroup, query: {} });
  return [reactions, asks.find((one) => one.id === made.askId)?.reactions];
};

describe('a reaction', () => {
  test('reaches its author, in the answer and in the list of asks', async () => {
    const made = await start();
    const id = await given(made, made.ben);

    await give(made, id, 'hard', 'thank');

    expect(await seenBy(made.ben, made)).toEqual([
      ['thank', 'hard'],
      ['thank', 'hard'],
    ]);
    expect((await resultsOf(made)).answers[0]?.reactions).toEqual(['thank', 'hard']);
  });

  test('is nobody else’s, also where the group reads what came back', async () => {
    const made = await start({ seenBy: 'group' });
    const id = await given(made, made.ben);
    await answer(made.cleo, made.groupId, made.askId);
    await closed(made);

    const told = await toldOf(made, () => give(made, id, 'thank'));

    expect(told).toEqual([['reaction.changed', ['Asker', 'Ben']]]);
    expect(await seenBy(made.cleo, made)).toEqual([[], []]);
    for (const reader of [made.ben, made.cleo, made.leader]) {
      const { answers } = await reader.call(getResults, { params: made.params });
      expect(answers.flatMap((one) => one.reactions)).toEqual([]);
    }
  });

  test('can be taken back, and the same again tells nobody', async () => {
    const made = await start();
    const id = await given(made, made.ben);
    await give(made, id, 'thank', 'hard');

    expect(await toldOf(made, () => give(made, id, 'hard', 'thank'))).toEqual([]);
    await give(made, id);

    expect(await seenBy(made.ben, made)).toEqual([[], []]);
  });

  test('stays when the answer is edited', async () => {
    const made = await start();
    const id = await given(made, made.ben);
    await give(made, id, 'thank');

    await made.ben.call(putAnswer, { params: made.params, body: anAnswer({ replaces: 1 }) });

    expect(await seenBy(made.ben, made)).toEqual([['thank'], ['thank']]);
  });

  test('waits until the asker has opened, and needs an answer to this ask', async () => {
    const made = await start();
    const other = await start();
    await answer(made.ben, made.groupId, made.askId);
    const body = { reactions: ['thank' as const] };
    const of = (answerId: string) => ({ params: { ...made.params, answerId }, body });

    const unopened = await made.asker.refused(react, of(randomId()));
    await made.asker.call(openAnswers, { params: made.params });
    const unknown = await made.asker.refused(react, of(await given(other, other.ben)));

    expect([unopened.code, unknown.code]).toEqual(['not_opened', 'not_found']);
  });
});

const hide = (made: Evening, answerId: AnswerId, hidden: boolean) =>
  made.asker.call(hideAnswer, { params: { ...made.params, answerId }, body: { hidden } });
const said = {
  feelings: ['angry' as const],
  words: [{ channel: 'reaction' as const, text: 'enough of it' }],
  moreOf: ['staying' as const],
  moreOfText: 'something else',
  inRoom: true,
};

describe('an answer that was put away', () => {
  test('comes to no reader with any of its content, until it is taken out again', async () => {
    const made = await start({ seenBy: 'group' });
    const id = await given(made, made.ben, said);
    await closed(made);

    await hide(made, id, true);
    const away = await Promise.all(
      [made.asker, made.cleo, made.ben].map((one) => one.call(getResults, { params: made.params })),
    );
    await hide(made, id, false);

    for (const { answers, feelings, moreOf } of away) {
      expect(answers).toMatchObject([
        { id, hidden: true, feelings: [], words: [], moreOf: [], moreOfText: null, inRoom: false },
      ]);
      expect([feelings, moreOf]).toEqual([[], []]);
    }
    expect((await resultsOf(made)).answers).toMatchObject([{ ...said, hidden: false }]);
  });

  test('is the asker’s own business: its author learns nothing of it', async () => {
    const made = await start();
    const id = await given(made, made.ben, said);
    const before = await made.ben.call(getMyAnswer, { params: made.params });

    const told = await toldOf(made, () => hide(made, id, true));

    expect(told).toEqual([['answer.hidden', ['Asker']]]);
    expect(await made.ben.call(getMyAnswer, { params: made.params })).toEqual(before);
    expect(await toldOf(made, () => hide(made, id, true))).toEqual([]);
  });

  test('stays counted in what was frozen', async () => {
    const made = await start();
    const id = await given(made, made.ben, taps(0, -3, 0));
    await answered(made, taps(0, -3, 0), taps(4, 3, 4), taps(4, 3, 4));
    await closed(made);
    const before = (await resultsOf(made)).numbers;

    await hide(made, id, true);

    expect((await resultsOf(made)).numbers).toEqual(before);
    expect(before?.n).toBe(3);
  });

  test('stays away when it is edited, and its edit is told to nobody but its author', async () => {
    const made = await start();
    const id = await given(made, made.ben, said);
    await hide(made, id, true);

    const told = await toldOf(made, () =>
      made.ben.call(putAnswer, { params: made.params, body: anAnswer({ replaces: 1 }) }),
    );

    expect(told.filter(([, people]) => people.length > 0)).toEqual([['answer.mine', ['Ben']]]);
    expect((await resultsOf(made)).answers).toMatchObject([{ hidden: true, changed: false }]);
  });
});

const set = ({ leader, groupId, meetingId }: Evening, on: boolean) =>
  leader.call(rehearse, { params: { groupId, meetingId }, body: { on } });
const going = async ({ absent, inGroup }: Evening) =>
  (await absent.call(getRoom, inGroup)).rehearsal;

describe('a rehearsal', () => {
  test('is begun and ended by a leader, and everybody is told', async () => {
    const made = await start();

    expect(await toldOf(made, () => set(made, true))).toEqual([['rehearsal.changed', 'all']]);
    expect(await going(made)).toBe(true);
    expect(await toldOf(made, () => set(made, true))).toEqual([]);
    await set(made, false);

    expect(await going(made)).toBe(false);
  });

  test('ends with its meeting', async () => {
    const made = await start();
    const { leader, groupId, meetingId, inGroup } = made;
    await set(made, true);
    await leader.call(endMeeting, { params: { groupId, meetingId } });

    const over = await leader.refused(rehearse, {
      params: { groupId, meetingId },
      body: { on: true },
    });
    const ended = await going(made);
    await leader.call(openMeeting, inGroup);

    expect(over.code).toBe('meeting_ended');
    expect([ended, await going(made)]).toEqual([false, false]);
  });
});
