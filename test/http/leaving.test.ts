import { describe, expect } from 'vitest';

import type { PutAnswer } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, listAsks } from '../../src/contract/asks.ts';
import { getGroup, type Given, handOver, leaveGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { getHome } from '../../src/contract/meetings.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { randomId } from '../../src/ids.ts';
import type { AgendaItemId, KeptId, LateWordId, ReportId } from '../../src/contract/primitives.ts';
import { dayOf } from '../../src/domain/time.ts';
import { everythingOf, inDatabase } from '../support/beside.ts';
import { test } from '../support/test.ts';
import { answer, ask, type Person, type World } from '../support/world.ts';

const WORDS = 'the small silence after your sentence';

/** Ana asks; the others answer, Ben with a sentence that is looked for later. Then Ana closes and opens it. */
async function evening(
  world: World,
  { others = 3, ofBen = {} }: { others?: number; ofBen?: Partial<PutAnswer> } = {},
) {
  const ruth = await world.founder('Ruth');
  const names = ['Cleo', 'Dan', 'Eve'].slice(0, others);
  const circle = await world.gathering(ruth, ['Ana', 'Ben', ...names]);
  const [ana, ben, ...peers] = circle.members as [Person, Person, ...Person[]];
  const { groupId, meetingId } = circle;
  const askId = await ask(ana, groupId, meetingId, {
    guess: {
      understood: 2,
      closeness: 0,
      warmth: 2,
      fear: null,
      fearWords: null,
      fearLikely: null,
      fearBad: null,
      discount: null,
      discountWords: null,
    },
  });
  const words = [{ channel: 'thought' as const, text: WORDS }];
  await answer(ben, groupId, askId, { words, understood: 1, ...ofBen });
  for (const peer of peers) await answer(peer, groupId, askId, { words: [] });
  const params = { groupId, askId };
  await ana.call(closeAsk, { params });
  await ana.call(openAnswers, { params });
  const read = () => ana.call(getResults, { params });
  const leave = (person: Person, given?: Given) =>
    person.call(leaveGroup, { params: { groupId }, body: given ? { given } : {} });
  return { ...circle, ruth, ana, ben, peers, meetingId, askId, read, leave };
}

describe('what a leaver gave', () => {
  test('is erased by default: words and dots go, middle and number stay as they were', async ({
    world,
  }) => {
    const { ben, read, leave } = await evening(world);
    const before = await read();
    expect(before.numbers?.understood?.counts).toEqual([0, 1, 0, 3, 0]);

    await leave(ben);

    const after = await read();
    expect(after.answers).toHaveLength(3);
    expect(JSON.stringify(after)).not.toContain(WORDS);
    expect(after.numbers?.n).toBe(4);
    expect(after.numbers?.understood).toEqual({
      ...before.numbers?.understood,
      counts: [],
      atOrAbove: null,
    });
    expect(after.comparison).toEqual(before.comparison);
  });

  test('leaves no figure that fewer than three answers stand behind', async ({ world }) => {
    const { ben, read, leave } = await evening(world, { others: 2 });
    expect((await read()).numbers?.warmth).not.toBeNull();

    await leave(ben, 'erase');

    const after = await read();
    expect(after.numbers).toEqual({ n: 3, understood: null, closeness: null, warmth: null });
    expect(after.comparison).toBeNull();
  });

  test('without values takes no dots along', async ({ world }) => {
    const { ben, read, leave } = await evening(world, {
      ofBen: { understood: null, closeness: null, warmth: null },
    });
    const before = await read();

    await leave(ben, 'erase');

    expect((await read()).numbers).toEqual(before.numbers);
  });

  test('cannot be told from what remains of how the asker came across', async ({ world }) => {
    const { ben, read, leave } = await evening(world, {
      ofBen: { understood: null, closeness: null, warmth: null, cameAcross: ['DE'] },
    });
    expect((await read()).impression?.counts).toEqual([{ impression: 'DE', people: 1 }]);

    await leave(ben, 'erase');

    expect((await read()).impression).toBeNull();
    const { store } = world.service.deps;
    const frozen = await store.read.select().from(store.read.tables.receptions);
    expect(JSON.stringify(frozen)).not.toContain('DE');
  });

  test('can stay without its words: its values, unlinked, under another id', async ({ world }) => {
    const { ben, read, leave } = await evening(world, { ofBen: { moreOfText: 'more of this' } });
    const before = await read();

    await leave(ben, 'erase_words');

    const after = await read();
    expect(after.numbers).toEqual(before.numbers);
    const left = after.answers.filter((one) => one.from.memberId === null);
    expect(left).toMatchObject([{ words: [], moreOfText: null, from: { name: '' } }]);
    expect(before.answers.map((one) => one.id)).not.toContain(left[0]?.id);
  });

  test('can stay whole, without them', async ({ world }) => {
    const { ben, read, leave } = await evening(world);
    const before = await read();

    await leave(ben, 'keep');

    const after = await read();
    expect(after.numbers).toEqual(before.numbers);
    const left = after.answers.filter((one) => one.from.memberId === null);
    expect(left.map((one) => one.words)).toEqual([[{ channel: 'thought', text: WORDS }]]);
    expect(before.answers.map((one) => one.id)).not.toContain(left[0]?.id);
  });

  test('does not lie where it was: its place among the others would tell that it was the first', async ({
    world,
  }) => {
    // Where rows of others lay before, the database would put new ones in between.
    if (world.database) await inDatabase(world, 'truncate answers cascade');
    const { ben, leave } = await evening(world);
    const authors = async () => {
      const place = world.database ? 'ctid' : 'rowid';
      const rows = await inDatabase(world, `select member_id from answers order by ${place}`);
      return rows.map((row) => row['member_id']);
    };
    expect((await authors())[0]).toBe(ben.memberId);

    await leave(ben, 'keep');

    expect((await authors()).indexOf(null)).toBe(3);
  });

  test('to an ask that is open counts at closing as they chose', async ({ world }) => {
    const { ben, peers, groupId, meetingId, leave } = await evening(world);
    const [cleo, dan, eve] = peers as [Person, Person, Person];
    const askId = await ask(cleo, groupId, meetingId);
    for (const peer of [ben, dan, eve]) await answer(peer, groupId, askId);
    const params = { groupId, askId };

    await leave(ben, 'erase_words');
    await leave(dan, 'erase');

    await cleo.call(closeAsk, { params });
    await cleo.call(openAnswers, { params });
    const { numbers, answers } = await cleo.call(getResults, { params });
    expect(numbers?.n).toBe(2);
    expect(answers.map((one) => one.from.name).sort()).toEqual(['', 'Eve']);
  });
});

test('a leaver takes along what is theirs; what others have of them loses the name', async ({
  world,
}) => {
  const { ana, ben, ruth, peers, askId, groupId, meetingId, leave } = await evening(world);
  const own = await ask(ben, groupId, meetingId, { moment: 'When Ben spoke up' });
  await answer(ana, groupId, own);
  const { store } = world.service.deps;
  const on = dayOf(world.now);
  const [memberId, ofAna] = [ben.memberId, ana.memberId];
  await store.transact(async (tx) => {
    const { kept, agendaItems, lateWords, reports } = tx.tables;
    const none = { askId: null, answerId: null, position: null, channel: null, moment: null };
    await tx.insert(kept).values([
      { ...none, groupId, id: randomId<KeptId>(), memberId, text: 'x', fromId: ofAna, keptOn: on },
      {
        ...none,
        groupId,
        id: randomId<KeptId>(),
        memberId: ofAna,
        text: WORDS,
        fromId: memberId,
        keptOn: on,
      },
    ]);
    await tx
      .insert(agendaItems)
      .values({ groupId, id: randomId<AgendaItemId>(), memberId, text: 'y', askId, addedOn: on });
    await tx.insert(lateWords).values({
      groupId,
      id: randomId<LateWordId>(),
      askId,
      memberId,
      channel: 'thought',
      text: 'z',
    });
    const [first] = await tx.select().from(tx.tables.answers).limit(1);
    if (!first) throw new Error('nothing was answered');
    await tx.insert(reports).values({
      groupId,
      id: randomId<ReportId>(),
      askId,
      answerId: first.id,
      reportedBy: ofAna,
      authorId: memberId,
      reason: 'other',
      outcome: null,
      on,
    });
  });

  await leave(ben);

  const db = store.read;
  const { kept, agendaItems, lateWords, reports, memberships, guesses } = db.tables;
  expect(await db.select().from(kept)).toMatchObject([{ text: WORDS, fromId: null }]);
  expect(await db.select().from(agendaItems)).toEqual([]);
  expect(await db.select().from(lateWords)).toEqual([]);
  expect(await db.select().from(reports)).toMatchObject([{ authorId: null }]);
  expect(await db.select().from(guesses)).toHaveLength(1);
  const tombs = (await db.select().from(memberships)).filter((one) => one.state === 'former');
  expect(tombs).toMatchObject([{ id: memberId, accountId: null, name: '-', ledUntil: null }]);
  const gone = await ana.call(getAsk, { params: { groupId, askId: own } });
  expect(gone).toMatchObject({ state: 'withdrawn', moment: null, asker: { name: '' } });
  const { asks } = await (peers[0] as Person).call(listAsks, { params: { groupId }, query: {} });
  expect(asks.map((one) => one.id)).toEqual([askId]);
  expect((await ruth.call(getGroup, { params: { groupId } })).members).toHaveLength(5);
  expect((await ben.call(getHome, {})).groups).toEqual([]);
});

test('the closed asks of a leaver are gone for those who answered', async ({ world }) => {
  const { ana, ben, groupId, askId, leave } = await evening(world);

  await leave(ana);

  const refused = await ben.refused(getAsk, { params: { groupId, askId } });
  expect(refused.code).toBe('not_found');
  const { store } = world.service.deps;
  expect(await store.read.select().from(store.read.tables.answers)).toEqual([]);
  expect(await store.read.select().from(store.read.tables.receptions)).toEqual([]);
});

test('what was erased is not in the file either', async ({ world }) => {
  const { ben, leave } = await evening(world);

  await leave(ben);
  await world.restart();

  expect(await everythingOf(world)).not.toContain(WORDS);
});

test('the last leader hands over first, then leaves like everybody else', async ({ world }) => {
  const { ruth, ana, groupId } = await evening(world);
  const params = { groupId };
  const leaving = { params, body: {} };
  expect((await ruth.refused(leaveGroup, leaving)).code).toBe('last_leader');

  await ruth.call(handOver, { params: { groupId, memberId: ana.memberId } });
  await ruth.call(leaveGroup, leaving);

  const group = await ana.call(getGroup, { params });
  expect(group.members.filter((one) => one.role === 'leader').map((one) => one.name)).toEqual([
    'Ana',
  ]);
});

test('whoever left and is invited again begins anew', async ({ world }) => {
  const { ruth, ben, groupId, leave } = await evening(world);
  await leave(ben, 'keep');

  const { token } = await ruth.call(createInvitation, {
    params: { groupId },
    body: { invitee: 'Ben' },
  });
  const again = await ben.call(acceptInvitation, {
    params: { token },
    body: { account: null, name: 'Ben', agreementVersion: 1 },
  });

  expect(again.memberId).not.toBe(ben.memberId);
  const { asks } = await ben.call(listAsks, { params: { groupId }, query: {} });
  expect(asks).toEqual([]);
});
