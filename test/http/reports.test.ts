import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMyAnswer, putAnswer, withdrawAnswer } from '../../src/contract/answers.ts';
import { getAsk } from '../../src/contract/asks.ts';
import { changeGroup, changeRole } from '../../src/contract/groups.ts';
import { keepSentence } from '../../src/contract/journal.ts';
import { getRoom } from '../../src/contract/meetings.ts';
import { closeReport, listReports, reportAnswer } from '../../src/contract/reports.ts';
import { getResults, hideAnswer, react } from '../../src/contract/results.ts';
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
const hurtful = {
  words: [{ channel: 'reaction' as const, text: 'you are always like this' }],
  moreOfText: 'less of you',
  understood: 0,
  closeness: -3,
  warmth: 0,
};
const report = ({ asker, params }: Evening, answerId: string) =>
  asker.call(reportAnswer, { params: { ...params, answerId }, body: { reason: 'hurtful' } });
const reportsFor = async (reader: Person, { inGroup }: Evening) =>
  (await reader.call(listReports, inGroup)).reports;
const close = async (by: Person, made: Evening, outcome: 'talked' | 'removed') => {
  const [first] = await reportsFor(by, made);
  const params = { groupId: made.groupId, reportId: first?.id ?? '' };
  return by.call(closeReport, { params, body: { outcome } });
};
const waitingFor = async (reader: Person, { inGroup }: Evening) =>
  (await reader.call(getRoom, inGroup)).waiting;
const answersFor = async (reader: Person, { params }: Evening) =>
  (await reader.call(getResults, { params })).answers;
const mine = ({ ben, params }: Evening) => ben.call(getMyAnswer, { params });

/** Ben has sent something hurtful and Asker has reported it. */
async function reported(fields?: Parameters<typeof evening>[2]) {
  const made = await start(fields);
  const id = await given(made, made.ben, hurtful);
  await report(made, id);
  return { ...made, id };
}

/** Makes Cleo a second leader. */
async function secondLeader({ leader, cleo, groupId, inGroup }: Evening): Promise<void> {
  await leader.call(changeGroup, { ...inGroup, body: { leaders: 2 } });
  await leader.call(changeRole, {
    params: { groupId, memberId: cleo.memberId },
    body: { role: 'leader' },
  });
}

describe('a report', () => {
  test('puts the answer away at once and shows leaders what was said, why, by and against whom', async () => {
    const made = await reported();

    expect(await answersFor(made.asker, made)).toMatchObject([{ hidden: true, words: [] }]);
    expect(await reportsFor(made.leader, made)).toEqual([
      {
        id: (await reportsFor(made.leader, made))[0]?.id,
        reason: 'hurtful',
        reportedBy: 'Asker',
        anonymous: false,
        author: 'Ben',
        words: [...hurtful.words, { channel: null, text: 'less of you' }],
        on: world.now.slice(0, 10),
        outcome: null,
      },
    ]);
  });

  test('waits for the leaders and tells its author, and nobody else learns of it', async () => {
    const made = await start();
    const id = await given(made, made.ben, hurtful);

    const told = await toldOf(made, () => report(made, id));

    expect(told).toEqual([
      ['answer.hidden', ['Asker']],
      ['reports.changed', ['Ruth']],
      ['reports.changed', ['Ben']],
    ]);
    const kinds = async (reader: Person) =>
      (await waitingFor(reader, made)).filter((one) => one.kind.startsWith('report'));
    expect(await kinds(made.leader)).toEqual([{ kind: 'reports', reports: 1 }]);
    expect(await kinds(made.ben)).toEqual([
      { kind: 'reported', askId: made.askId, askerName: 'Asker' },
    ]);
    expect(await mine(made)).toMatchObject({ reported: true, answer: hurtful });
    for (const other of [made.cleo, made.asker, made.absent])
      expect(await kinds(other)).toEqual([]);
    expect((await made.cleo.refused(listReports, made.inGroup)).code).toBe('forbidden');
  });

  test('can be made while the asker has put the answer away already, and again changes nothing', async () => {
    const made = await start();
    const id = await given(made, made.ben, hurtful);
    const params = { ...made.params, answerId: id };
    await made.asker.call(hideAnswer, { params, body: { hidden: true } });

    const first = await toldOf(made, () => report(made, id));
    const second = await toldOf(made, () => report(made, id));

    expect(first.map(([type]) => type)).toEqual(['reports.changed', 'reports.changed']);
    expect(second).toEqual([]);
    expect(await reportsFor(made.leader, made)).toHaveLength(1);
  });

  test('leaves it to the asker to take the answer out again', async () => {
    const made = await reported();
    const params = { ...made.params, answerId: made.id };

    await made.asker.call(hideAnswer, { params, body: { hidden: false } });

    expect(await answersFor(made.asker, made)).toMatchObject([{ words: hurtful.words }]);
  });

  test('lists open ones first, then the newest', async () => {
    const made = await reported();
    const cleos = await given(made, made.cleo, { words: [{ channel: 'thought', text: 'two' }] });
    const dans = await given(made, made.dan, { words: [{ channel: 'thought', text: 'three' }] });
    await report(made, cleos);
    await report(made, dans);
    await close(made.leader, made, 'talked');

    expect((await reportsFor(made.leader, made)).map((one) => one.author)).toEqual([
      'Cleo',
      'Ben',
      'Dan',
    ]);
  });
});

const withdraw = ({ ben, params }: Evening) => ben.call(withdrawAnswer, { params });

describe('withdrawing what was reported', () => {
  test('erases it for good, and leaves the report without its words', async () => {
    const made = await reported();

    await withdraw(made);

    expect(await answersFor(made.asker, made)).toEqual([]);
    expect(await reportsFor(made.leader, made)).toMatchObject([
      { words: [], author: 'Ben', outcome: 'withdrawn' },
    ]);
    expect(await mine(made)).toMatchObject({ answer: null, reported: false });
    const waiting = [
      ...(await waitingFor(made.leader, made)),
      ...(await waitingFor(made.ben, made)),
    ];
    expect(waiting.map((one) => one.kind).filter((kind) => kind.startsWith('report'))).toEqual([]);
  });

  test('asks its author for nothing, and lets them answer anew while there is time', async () => {
    const made = await reported();
    await withdraw(made);

    expect(await waitingFor(made.ben, made)).toEqual([]);
    await answer(made.ben, made.groupId, made.askId, { words: [] });

    expect(await answersFor(made.asker, made)).toMatchObject([{ hidden: false, words: [] }]);
    expect(await mine(made)).toMatchObject({ reported: false, passed: false });
  });

  test('counts it no more where the ask is open, and leaves what was frozen as it is', async () => {
    const open = await reported();
    const over = await reported();
    for (const made of [open, over])
      for (const one of [made.cleo, made.dan]) await answer(one, made.groupId, made.askId);
    await withdraw(open);
    await closed(open);
    await closed(over);
    const before = (await over.asker.call(getResults, { params: over.params })).numbers;
    await withdraw(over);

    const { numbers } = await open.asker.call(getResults, { params: open.params });
    expect(numbers).toMatchObject({ n: 2, understood: null });
    const after = (await over.asker.call(getResults, { params: over.params })).numbers;
    expect(after).toEqual(before);
    expect(after).toMatchObject({ n: 3, understood: { n: 3 } });
  });

  test('tells the asker, the author’s own devices and the leaders', async () => {
    const made = await reported();

    expect(await toldOf(made, () => withdraw(made))).toEqual([
      ['answer.gone', ['Asker']],
      ['answer.mine', ['Ben']],
      ['reports.changed', ['Ruth']],
      ['reports.changed', ['Ben']],
    ]);
  });

  test('is for what was reported, at any time, also after it was talked about', async () => {
    const made = await start();
    await given(made, made.ben, hurtful);
    const unreported = await made.ben.refused(withdrawAnswer, { params: made.params });
    const silent = await made.cleo.refused(withdrawAnswer, { params: made.params });
    const talked = await reported();
    await close(talked.leader, talked, 'talked');
    await closed(talked);

    await withdraw(talked);

    expect([unreported.code, silent.code]).toEqual(['answer_not_reported', 'answer_not_reported']);
    expect(await answersFor(talked.asker, talked)).toEqual([]);
  });

  test('leaves what the asker has kept', async () => {
    const made = await start();
    const id = await given(made, made.ben, hurtful);
    await made.asker.call(keepSentence, {
      params: made.params,
      body: { answerId: id, position: 0 },
    });
    await report(made, id);
    await withdraw(made);

    const body = { answerId: id, position: 0 };
    expect((await made.asker.refused(keepSentence, { params: made.params, body })).code).toBe(
      'not_found',
    );
  });
});

describe('closing a report', () => {
  test('as talked about leaves the answer as the asker left it', async () => {
    const made = await reported();

    const told = await toldOf(made, () => close(made.leader, made, 'talked'));

    expect(told).toEqual([
      ['reports.changed', ['Ruth']],
      ['reports.changed', ['Ben']],
    ]);
    expect(await answersFor(made.asker, made)).toMatchObject([{ hidden: true }]);
    expect(await reportsFor(made.leader, made)).toMatchObject([
      { outcome: 'talked', words: [hurtful.words[0], { text: 'less of you' }] },
    ]);
    expect(await waitingFor(made.ben, made)).toEqual([]);
    expect(await waitingFor(made.leader, made)).toMatchObject([{ kind: 'ask' }]);
  });

  test('as removed erases the words for everybody, its author and the leaders too', async () => {
    const made = await reported({ seenBy: 'group' });
    await closed(made);
    const params = { ...made.params, answerId: made.id };
    await made.asker.call(hideAnswer, { params, body: { hidden: false } });
    const before = (await made.asker.call(getResults, { params: made.params })).numbers;

    const told = await toldOf(made, () => close(made.leader, made, 'removed'));

    expect(told).toEqual([
      ['reports.changed', ['Ruth']],
      ['reports.changed', ['Ben']],
      ['answer.changed', 'all'],
    ]);
    for (const reader of [made.asker, made.cleo])
      expect(await answersFor(reader, made)).toMatchObject([{ words: [], moreOfText: null }]);
    expect((await mine(made)).answer).toMatchObject({ words: [], moreOfText: null });
    expect(await reportsFor(made.leader, made)).toMatchObject([{ words: [], outcome: 'removed' }]);
    expect((await made.asker.call(getResults, { params: made.params })).numbers).toEqual(before);
  });

  test('again changes nothing, but what was talked about may still be removed', async () => {
    const made = await reported();
    await close(made.leader, made, 'talked');

    const again = await toldOf(made, () => close(made.leader, made, 'talked'));
    await close(made.leader, made, 'removed');
    const back = await toldOf(made, () => close(made.leader, made, 'talked'));

    expect([again, back]).toEqual([[], []]);
    expect(await reportsFor(made.leader, made)).toMatchObject([{ outcome: 'removed' }]);
  });

  test('does not let a device of the author bring the words back by itself', async () => {
    const made = await reported();
    await close(made.leader, made, 'removed');

    const queued = await made.ben.refused(putAnswer, {
      params: made.params,
      body: anAnswer({ ...hurtful, replaces: 1, sentBy: 'queue' }),
    });

    expect(queued.code).toBe('answer_changed_elsewhere');
  });

  test('lets what was sent anew be reported anew', async () => {
    const made = await reported();
    await close(made.leader, made, 'removed');
    const body = anAnswer({ words: [{ channel: 'thought', text: 'worse' }], replaces: 2 });
    await made.ben.call(putAnswer, { params: made.params, body });

    await report(made, made.id);

    expect(await reportsFor(made.leader, made)).toMatchObject([
      { outcome: null, words: [{ text: 'worse' }] },
    ]);
  });
});

describe('a leader', () => {
  test('who wrote it closes it while they are the only one', async () => {
    const made = await start();
    const id = await given(made, made.leader, { words: hurtful.words });
    await report(made, id);

    await close(made.leader, made, 'talked');

    expect(await reportsFor(made.leader, made)).toMatchObject([{ outcome: 'talked' }]);
  });

  test('who wrote it sees the report and leaves it to another', async () => {
    const made = await start();
    const id = await given(made, made.leader, { words: hurtful.words });
    await report(made, id);
    await secondLeader(made);
    const [first] = await reportsFor(made.leader, made);
    const params = { groupId: made.groupId, reportId: first?.id ?? '' };

    const refused = await made.leader.refused(closeReport, { params, body: { outcome: 'talked' } });
    await close(made.cleo, made, 'removed');

    expect(first).toMatchObject({ author: 'Ruth', reportedBy: 'Asker' });
    expect(refused.code).toBe('forbidden');
    expect(await waitingFor(made.leader, made)).not.toContainEqual({ kind: 'reports', reports: 1 });
  });

  test('of another group finds no such report', async () => {
    const made = await reported();
    const other = await reported();
    const [theirs] = await reportsFor(other.leader, other);
    const params = { groupId: made.groupId, reportId: theirs?.id ?? '' };

    const refused = await made.leader.refused(closeReport, { params, body: { outcome: 'talked' } });

    expect(refused.code).toBe('not_found');
  });
});

test('a reaction to what was reported still reaches its author', async () => {
  const made = await reported();
  const params = { ...made.params, answerId: made.id };

  await made.asker.call(react, { params, body: { reactions: ['hard'] } });

  expect((await mine(made)).reactions).toEqual(['hard']);
  expect((await made.ben.call(getAsk, { params: made.params })).mine).toBeNull();
});
