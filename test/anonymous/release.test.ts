// What becomes of what was handed in without a name when the ask closes, seen from everybody's side.
import { describe, expect } from 'vitest';

import { passAsk, putAnswer } from '../../src/contract/answers.ts';
import { closeAsk, listAsks, openAsk, withdrawAsk } from '../../src/contract/asks.ts';
import { changeGroup, changeRole, leaveGroup } from '../../src/contract/groups.ts';
import { getRoom, takeSeat } from '../../src/contract/meetings.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import * as parts from '../../src/store/parts.ts';
import { head } from '../../src/store/events.ts';
import { test } from '../support/test.ts';
import { anAnswer, type Person, World } from '../support/world.ts';
import { allSay, evening, type Evening, HOUR, saying } from './circle.ts';

const DAY = 24 * HOUR;

/** A reply without what differs between two asks anyway. */
const alike = (reply: unknown, { askId, meetingId, groupId, everybody }: Evening) =>
  [askId, meetingId, groupId, ...everybody.map((one) => one.memberId)]
    .reduce((text, id, at) => text.replaceAll(id, `id ${at}`), JSON.stringify(reply))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(/"id":"[\w-]{11}","publicKey":"[\w-]{43}"/g, 'key');

describe('an anonymous ask', () => {
  test('shows four answers as parts and counts, and nothing before it has closed', async ({
    world,
  }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers.slice(0, 4));
    await allSay(seats);
    await world.service.ticks.tick();

    const early = await e.asker.refused(openAnswers, { params: e.params });
    const unread = await e.asker.refused(getResults, { params: e.params });
    const open = await e.ask(e.asker);
    await e.close();
    const results = await e.results();

    expect([early.code, unread.code]).toEqual(['ask_not_closed', 'not_found']);
    expect(open).toMatchObject({ mine: { arrived: 0 }, anonymity: { outcome: null, parts: [] } });
    expect(await e.ask(e.asker)).toMatchObject({
      state: 'closed',
      anonymity: { outcome: 'released' },
    });
    expect(results.answers).toEqual([]);
    expect(results.anonymous?.released).toEqual({ people: 4, inRoom: 0, body: [], pad: [] });
    expect(results.anonymous?.parts.map((part) => part.text).sort()).toEqual(
      [0, 1, 2, 3].map((at) => `sentence ${at}`),
    );
    expect(results.anonymous?.parts.map((part) => part.id)).toEqual(
      seats.flatMap((seat) => seat.parts).sort(),
    );
    expect(results.feelings).toEqual([{ feeling: 'touched', people: 4 }]);
    expect(results.numbers).toMatchObject({ n: 4, warmth: { n: 4, median: 3 } });
  });

  test('keeps two sentences of one person apart, and counts the rest', async ({ world }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers.slice(0, 4));
    await allSay(seats.slice(1));
    const [seat] = seats as [(typeof seats)[0]];
    await seat.put('answer', {
      ...saying(seat, 'one'),
      words: [
        { channel: 'feeling', text: 'one', key: seat.partKey() },
        { channel: 'impulse', text: 'two', key: seat.partKey() },
      ],
      feelings: ['in_my_body', 'not_sure_yet'],
      body: ['warm_face'],
      pad: { pleasantness: 1, energy: -1 },
      moreOf: ['starting'],
      moreOfText: { text: 'songs', key: seat.partKey() },
      cameAcross: ['LM'],
      inRoom: true,
    });
    await e.close();

    const { anonymous, moreOf, impression } = await e.results();

    expect(anonymous?.parts.map(({ channel, text }) => [channel, text]).sort()).toEqual([
      [null, 'songs'],
      ['feeling', 'one'],
      ['feeling', 'sentence 0'],
      ['feeling', 'sentence 1'],
      ['feeling', 'sentence 2'],
      ['impulse', 'two'],
    ]);
    expect(anonymous?.released).toEqual({
      people: 4,
      inRoom: 1,
      body: [{ sign: 'warm_face', people: 1 }],
      pad: [{ pad: { pleasantness: 1, energy: -1 }, people: 1 }],
    });
    expect(moreOf).toEqual([{ moreOf: 'starting', people: 1 }]);
    // A direction needs four choices.
    expect(impression).toMatchObject({ counts: [{ impression: 'LM', people: 1 }], octant: null });
  });

  test('that misses the rule looks, to everybody, like one nobody answered', async ({ world }) => {
    const seen: string[][] = [];
    for (const wrote of [0, 2]) {
      const e = await evening(await (wrote === 0 ? world : World.open()));
      await allSay((await e.seats(e.peers)).slice(0, wrote));
      await e.close();
      const replies: unknown[] = [];
      for (const person of e.everybody) {
        replies.push(await e.ask(person));
        replies.push(await person.call(listAsks, { params: e.params, query: {} }));
        replies.push(await person.call(getRoom, { params: e.params }));
      }
      replies.push(await e.results());
      seen.push(replies.map((reply) => alike(reply, e)));
      if (e.world !== world) await e.world.close();
    }

    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]?.join('')).toContain('"withheld"');
  });

  test('with three answers is withheld where only three had a ticket', async ({ world }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers.slice(0, 3));
    await allSay(seats);
    await e.close();

    const { anonymous, numbers } = await e.results();

    expect(anonymous).toEqual({ released: null, parts: [] });
    expect(numbers).toMatchObject({ n: 0, warmth: null });
    expect((await e.ask(e.asker)).anonymity?.outcome).toBe('withheld');
  });

  test('counts neither who passed nor who withdrew; rewritten, the last word stands', async ({
    world,
  }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers);
    await allSay(seats.slice(0, 3));
    await seats[3]?.put('pass');
    const [first, , , , fifth] = seats as [(typeof seats)[0], ...typeof seats];
    await fifth?.put('answer', saying(fifth, 'never mind'));
    await fifth?.put('withdraw');
    await first.put('withdraw');
    await first.put('answer', saying(first, 'said anew'));
    await e.close();

    const { anonymous } = await e.results();

    expect(anonymous?.released?.people).toBe(3);
    expect(anonymous?.parts.map((part) => part.text).sort()).toEqual([
      'said anew',
      'sentence 1',
      'sentence 2',
    ]);
  });

  test('tells a candidate the same whether they wrote, passed or did nothing', async ({
    world,
  }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers);
    await allSay(seats.slice(0, 4));
    await seats[4]?.put('pass');
    const during = await Promise.all(e.peers.map((peer) => everything(e, peer)));
    await e.close();
    const after = await Promise.all(e.peers.map((peer) => everything(e, peer)));

    expect(new Set(during).size).toBe(1);
    expect(new Set(after).size).toBe(1);
    expect(after[0]).toContain('"outcome":"released"');
  });

  test('leaves no trace in the log of a ticket, of what is handed in, or of a name signed to it', async ({
    world,
  }) => {
    const e = await evening(world);
    const before = await head(world.service.deps.store.read, e.groupId);

    await allSay(await e.seats(e.peers));
    await e.leader.call(putAnswer, { params: e.params, body: anAnswer() });
    await world.service.ticks.tick();

    expect(await head(world.service.deps.store.read, e.groupId)).toBe(before);
  });

  test('only runs to its end, or is taken back unread', async ({ world }) => {
    const e = await evening(world);
    await allSay(await e.seats(e.peers));

    expect((await e.asker.refused(closeAsk, { params: e.params })).code).toBe('wrong_mode');
    expect((await e.person('Ana').refused(passAsk, { params: e.params })).code).toBe('wrong_mode');
    await e.asker.call(withdrawAsk, { params: e.params });
    await e.close();

    expect(await e.ask(e.asker)).toMatchObject({ state: 'withdrawn', anonymity: null });
    const { read } = world.service.deps.store;
    expect(await parts.ofAsk(read, e.groupId, e.askId)).toEqual([]);
  });

  test('lets leaders and newcomers sign, and nobody else', async ({ world }) => {
    const leader = await world.founder('Ruth');
    const circle = await world.gathering(leader, ['Asker', 'Ana', 'Bo', 'Cy', 'Di']);
    const { groupId } = circle;
    const [asker, ana] = circle.members as [Person, Person];
    const room = await asker.call(getRoom, { params: { groupId } });
    const first = room.askable?.meeting.id;
    if (!first) throw new Error('nothing to ask about');
    await ana.call(openAsk, { params: { groupId }, body: { meetingId: first } });
    world.ahead += 1000;
    const zoe = await world.join(leader, groupId, 'Zoe');
    const meetingId = first;

    await zoe.call(takeSeat, { params: { groupId, meetingId } });
    const ask = await asker.call(openAsk, {
      params: { groupId },
      body: { meetingId, mode: 'anonymous', closes: 'in_an_hour' },
    });
    const params = { groupId, askId: ask.id };

    expect(ask.anonymity?.candidates.map((one) => one.name)).toEqual(['Ana', 'Bo', 'Cy', 'Di']);
    const refused = await ana.refused(putAnswer, { params, body: anAnswer() });
    await zoe.call(putAnswer, { params, body: anAnswer({ words: [] }) });
    await leader.call(putAnswer, { params, body: anAnswer({ words: [] }) });
    await world.pass(2 * HOUR);
    await asker.call(openAnswers, { params });
    const results = await asker.call(getResults, { params });

    expect(refused.code).toBe('wrong_mode');
    expect(results.answers.map((one) => one.from.name).sort()).toEqual(['Ruth', 'Zoe']);
    expect(results.numbers).toMatchObject({ n: 0, warmth: null });
  });

  test('keeps the ticket of somebody who leaves good, and its asker leaving takes it back', async ({
    world,
  }) => {
    const e = await evening(world);
    const seats = await e.seats(e.peers);
    await e.person('Ana').call(leaveGroup, { params: e.params, body: {} });

    await allSay(seats.slice(0, 3));
    await e.close();

    expect((await e.results()).anonymous?.released?.people).toBe(3);
  });
});

describe('who can be hidden', () => {
  test('is no leader, and was none in the last fourteen days', async ({ world }) => {
    const e = await evening(world);
    await e.leader.call(changeGroup, { params: e.params, body: { leaders: 2 } });
    const change = (role: 'leader' | 'member') =>
      e.leader.call(changeRole, {
        params: { groupId: e.groupId, memberId: e.person('Ana').memberId },
        body: { role },
      });
    const candidates = async () =>
      (await e.person('Bo').call(getRoom, { params: e.params })).askable?.candidates ?? [];
    const ana = e.person('Ana').memberId;

    expect(await candidates()).toContain(ana);
    await change('leader');
    expect(await candidates()).not.toContain(ana);
    await change('member');
    expect(await candidates()).not.toContain(ana);
    // The meeting ends meanwhile, and can still be asked about for fourteen days after its end.
    await world.pass(14 * DAY + HOUR);
    expect(await candidates()).toContain(ana);
  });

  test('must be four at least, six where each chooses; else it is not offered and refused', async ({
    world,
  }) => {
    const leader = await world.founder('Ruth');
    const circle = await world.gathering(leader, ['Asker', 'Ana', 'Bo', 'Cy']);
    const { groupId, members, meetingId } = circle;
    const [asker] = members as [Person];
    const modes = async () => (await asker.call(getRoom, { params: { groupId } })).askable?.modes;
    const opening = (mode: 'anonymous' | 'choice') =>
      asker.refused(openAsk, { params: { groupId }, body: { meetingId, mode } });

    expect(await modes()).toEqual(['signed']);
    expect(await opening('anonymous')).toMatchObject({
      code: 'too_few_candidates',
      params: { fewest: '4' },
    });
    for (const name of ['Di', 'Eli']) {
      const person = await world.join(leader, groupId, name);

      await person.call(takeSeat, { params: { groupId, meetingId } });
    }
    expect(await modes()).toEqual(['signed', 'anonymous']);
    expect(await opening('choice')).toMatchObject({ params: { fewest: '6' } });
  });

  test('is nobody where leaders have put it aside, from the next ask on', async ({ world }) => {
    const e = await evening(world);
    await e.leader.call(changeGroup, { params: e.params, body: { anonymousAsks: false } });

    const refused = await e.person('Ana').refused(openAsk, {
      params: e.params,
      body: { meetingId: e.meetingId, mode: 'anonymous' },
    });
    await allSay(await e.seats(e.peers));
    await e.close();

    expect(refused.code).toBe('anonymous_asks_off');
    expect((await e.results()).anonymous?.released?.people).toBe(6);
  });
});

describe('where each peer chooses', () => {
  test('what is signed stands with names, the rest is released without', async ({ world }) => {
    const e = await evening(world, { mode: 'choice', names: [...CHOICE] });
    const seats = await e.seats(e.peers);
    const [signer] = e.peers as [Person];
    const [ticket] = seats as [(typeof seats)[0]];
    await signer.call(putAnswer, {
      params: e.params,
      body: anAnswer({ ticket: ticket.spentBy(signer.memberId) }),
    });
    await allSay(seats.slice(1, 4));
    await e.close();

    const results = await e.results();

    expect(results.answers.map((one) => one.from.name)).toEqual(['Ana']);
    expect(results.anonymous?.released?.people).toBe(3);
    expect(results.numbers).toMatchObject({ n: 4, warmth: { n: 4 } });
    expect(results.feelings).toEqual([{ feeling: 'touched', people: 4 }]);
  });

  test('whoever signs after all takes back what they wrote without a name; the other way is closed', async ({
    world,
  }) => {
    const e = await evening(world, { mode: 'choice', names: [...CHOICE] });
    const seats = await e.seats(e.peers);
    await allSay(seats.slice(0, 4));
    const [signer] = e.peers as [Person];
    const [ticket] = seats as [(typeof seats)[0]];
    const body = anAnswer({ ticket: ticket.spentBy(signer.memberId) });
    await signer.call(putAnswer, { params: e.params, body });

    const again = await ticket.put('answer', saying(ticket, 'once more'));
    const edited = await signer.call(putAnswer, {
      params: e.params,
      body: anAnswer({ ticket: ticket.spentBy(signer.memberId), replaces: 1 }),
    });
    await e.close();

    expect(again).toBe(403);
    expect(edited.answer.version).toBe(2);
    const { anonymous } = await e.results();
    expect(anonymous?.parts.map((part) => part.text).sort()).toEqual([
      'sentence 1',
      'sentence 2',
      'sentence 3',
    ]);
  });

  test('nobody signs without a ticket, or with that of another', async ({ world }) => {
    const e = await evening(world, { mode: 'choice', names: [...CHOICE] });
    const [ana, bo] = e.peers as [Person, Person];
    const [hers, his] = (await e.seats([ana, bo])) as [Seat, Seat];
    const sign = async (fields: Parameters<typeof anAnswer>[0]) =>
      (await ana.refused(putAnswer, { params: e.params, body: anAnswer(fields) })).code;

    expect(await sign({})).toBe('ticket_needed');
    expect(await sign({ ticket: his.spentBy(bo.memberId) })).toBe('ticket_refused');
    const other = { ...hers.spentBy(ana.memberId), token: his.token };
    expect(await sign({ ticket: other })).toBe('ticket_refused');
    // Lent by its owner it is good once, for one of the two.
    await ana.call(putAnswer, {
      params: e.params,
      body: anAnswer({ ticket: his.spentBy(ana.memberId) }),
    });
    const twice = await bo.refused(putAnswer, {
      params: e.params,
      body: anAnswer({ ticket: his.spentBy(bo.memberId) }),
    });
    expect(twice.code).toBe('ticket_refused');
  });

  test('each who signs is one less to hide among', async ({ world }) => {
    const e = await evening(world, { mode: 'choice', names: [...CHOICE] });
    const seats = await e.seats(e.peers);
    for (const at of [0, 1, 2]) {
      const [person, seat] = [e.peers[at], seats[at]] as [Person, Seat];
      const ticket = seat.spentBy(person.memberId);
      await person.call(putAnswer, { params: e.params, body: anAnswer({ ticket }) });
    }
    await allSay(seats.slice(3));
    await e.close();

    // Six had tickets, three signed: three are left, and that is one too few.
    const results = await e.results();
    expect(results.anonymous).toEqual({ released: null, parts: [] });
    expect(results.numbers).toMatchObject({ n: 3 });
  });
});

const CHOICE = ['Asker', 'Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay'] as const;
type Seat = Awaited<ReturnType<Evening['take']>>;

/** All that a peer is told of the ask, without who they are themselves. */
async function everything(e: Evening, peer: Person): Promise<string> {
  const room = await peer.call(getRoom, { params: e.params });
  return JSON.stringify([
    await e.ask(peer),
    await peer.call(listAsks, { params: e.params, query: {} }),
    room.waiting,
  ]);
}
