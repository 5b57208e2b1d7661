// What can be done with a sentence that has no author: owning it, taking it back, reacting, reporting, keeping.
import { describe, expect } from 'vitest';

import { type Given, leaveGroup } from '../../src/contract/groups.ts';
import { getJournal } from '../../src/contract/journal.ts';
import {
  hidePart,
  keepPart,
  ownPart,
  type Part,
  reactToPart,
  reportPart,
} from '../../src/contract/parts.ts';
import type { PartId } from '../../src/contract/primitives.ts';
import { closeReport, listReports } from '../../src/contract/reports.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { decode } from '../../src/domain/anonymity/bytes.ts';
import { owningMessage, verify } from '../../src/domain/anonymity/keys.ts';
import type { NamelessSeat } from '../support/anonymous.ts';
import { test } from '../support/test.ts';
import { type Person, World } from '../support/world.ts';
import { allSay, evening, saying } from './circle.ts';

/** As many wrote as are named, one sentence each; the asker has opened it. */
async function released(world: World, names: readonly string[], wrote: number) {
  const e = await evening(world, { names: ['Asker', ...names] });
  const seats = await e.seats(e.peers);
  await allSay(seats.slice(0, wrote));
  await e.close();
  await e.asker.call(openAnswers, { params: e.params });
  const part = (at: number) => seats[at]?.parts[0] as PartId;
  const own = (at: number, by = e.peers[at] as Person) => ({
    params: { ...e.params, partId: part(at) },
    body: (seats[at] as NamelessSeat).owning(0, by.memberId),
  });
  const ofPart = (at: number) => ({ params: { ...e.params, partId: part(at) } });
  const read = async (at: number): Promise<Part | undefined> => {
    const { anonymous } = await e.asker.call(getResults, { params: e.params });
    return anonymous?.parts.find((one) => one.id === part(at));
  };
  return { ...e, seatsTaken: seats, part, own, ofPart, read };
}
const SIX = ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay'];
const FOUR = SIX.slice(0, 4);

describe('owning a part', () => {
  test('puts a name to it that everybody can check', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const [ana] = r.peers as [Person];

    await ana.call(ownPart, r.own(0));
    await ana.call(ownPart, r.own(0));

    const owned = (await r.read(0))?.owned;
    expect(owned?.by).toMatchObject({ name: 'Ana', memberId: ana.memberId });
    const message = owningMessage(r.seatsTaken[0]?.event as Uint8Array, r.part(0), ana.memberId);
    expect(verify(decode(owned?.signature ?? ''), message, decode(owned?.key ?? ''))).toBe(true);
    expect((await r.read(1))?.owned).toBeNull();
    const { anonymity } = await r.ask(r.peers[3] as Person);
    expect(anonymity?.parts.filter((one) => one.owned).map((one) => one.id)).toEqual([r.part(0)]);
  });

  test('needs its key, and the member who says so', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const [ana, bo] = r.peers as [Person, Person];
    const code = async (person: Person, input: ReturnType<typeof r.own>) =>
      (await person.refused(ownPart, input)).code;

    expect(await code(bo, r.own(0, ana))).toBe('proof_refused');
    expect(await code(bo, { ...r.own(0, bo), body: r.own(1, bo).body })).toBe('proof_refused');
    expect(await code(r.asker, r.own(0, r.asker))).toBe('not_asked');
    expect(await code(r.leader, r.own(0, r.leader))).toBe('proof_refused');
    expect((await r.read(0))?.owned).toBeNull();
  });

  test('is refused where it would leave the others among three', async ({ world }) => {
    const r = await released(world, FOUR, 3);

    // Four could have written and three did: with one named, the two others would be among three.
    const refused = await (r.peers[0] as Person).refused(ownPart, r.own(0));

    expect(refused.code).toBe('too_few_to_hide');
  });

  test('goes as far as it leaves four, whoever comes first', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const own = (at: number) => (r.peers[at] as Person).call(ownPart, r.own(at));

    await own(3);
    await own(1);

    // Six could have written: two have said so, and four are left; a third would leave three.
    expect((await (r.peers[0] as Person).refused(ownPart, r.own(0))).code).toBe('too_few_to_hide');
  });
});

/** Five could have written and three did; Ana wrote two sentences, owned both, and left. */
async function left(world: World, given: Given) {
  const e = await evening(world, { names: ['Asker', ...SIX.slice(0, 5)] });
  const seats = await e.seats(e.peers);
  const [hers] = seats as [NamelessSeat];
  await allSay(seats.slice(1, 3));
  const words = ['one', 'two'].map((text) => ({
    channel: 'feeling' as const,
    text,
    key: hers.partKey(),
  }));
  await hers.put('answer', saying(hers, '', { words }));
  await e.close();
  await e.asker.call(openAnswers, { params: e.params });
  const [ana, bo] = e.peers as [Person, Person];
  const own = (person: Person, seat: NamelessSeat, at: number) => ({
    params: { ...e.params, partId: seat.parts[at] as PartId },
    body: seat.owning(at, person.memberId),
  });
  for (const at of [0, 1]) await ana.call(ownPart, own(ana, hers, at));
  await ana.call(leaveGroup, { params: e.params, body: { given } });
  const { anonymous } = await e.asker.call(getResults, { params: e.params });
  const theirs = anonymous?.parts.filter((part) => hers.parts.includes(part.id)) ?? [];
  return { bo, theirs, refused: () => bo.refused(ownPart, own(bo, seats[1] as NamelessSeat, 0)) };
}

describe('whoever leaves after saying what they wrote', () => {
  test('counts as the one person they were, so that the last one stays hidden', async ({
    world,
  }) => {
    const { refused } = await left(world, 'keep');

    // With Bo, two of three would have said so: the third would be among three.
    expect((await refused()).code).toBe('too_few_to_hide');
  });

  test('leaves the words without a name, or takes them along', async ({ world }) => {
    const kept = await left(world, 'keep');
    const other = await World.open();
    const erased = await left(other, 'erase');
    await other.close();

    expect(kept.theirs.map((part) => part.text).sort()).toEqual(['one', 'two']);
    expect(erased.theirs.map(({ state, text }) => [state, text])).toEqual([
      ['taken_back', ''],
      ['taken_back', ''],
    ]);
    for (const part of [...kept.theirs, ...erased.theirs])
      expect(part.owned?.by).toMatchObject({ name: '', memberId: null });
  });
});

describe('taking a part back', () => {
  test('leaves its place and takes its words, on the next tick', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const [seat] = r.seatsTaken as [NamelessSeat];

    expect(await seat.takeBack(0)).toBe(202);
    expect(await r.read(0)).toMatchObject({ state: 'there', text: 'sentence 0' });
    await world.service.ticks.tick();

    expect(await r.read(0)).toMatchObject({ state: 'taken_back', text: '' });
    expect(await seat.takeBack(0)).toBe(200);
    const { anonymous, numbers } = await r.asker.call(getResults, { params: r.params });
    expect(anonymous?.released?.people).toBe(4);
    expect(numbers?.n).toBe(4);
  });

  test('needs its own key, and a part that is there', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const [ana, bo] = r.seatsTaken as [NamelessSeat, NamelessSeat];
    const unreleased = r.seatsTaken[5] as NamelessSeat;
    unreleased.answer = saying(unreleased, 'never said');

    // The key of one sentence does not open another.
    ana.answer = {
      ...(ana.answer as NonNullable<typeof ana.answer>),
      words: bo.answer?.words ?? [],
    };
    await expect(ana.takeBack(0)).rejects.toThrow('there is no part');
    expect(await unreleased.takeBack(0)).toBe(403);
    await world.service.ticks.tick();
    expect(await r.read(1)).toMatchObject({ state: 'there' });
  });
});

describe('what the asker does with a part', () => {
  test('reaches its author by the reply that every candidate gets', async ({ world }) => {
    const r = await released(world, SIX, 4);

    await r.asker.call(reactToPart, { ...r.ofPart(0), body: { reactions: ['hard', 'thank'] } });

    for (const peer of r.peers) {
      const { anonymity } = await r.ask(peer);
      expect(anonymity?.parts.find((one) => one.id === r.part(0))?.reactions).toEqual([
        'thank',
        'hard',
      ]);
    }
    expect((await r.read(0))?.reactions).toEqual(['thank', 'hard']);
  });

  test('hides it for every reader, and brings it back', async ({ world }) => {
    const r = await released(world, SIX, 4);

    await r.asker.call(hidePart, { ...r.ofPart(0), body: { hidden: true } });
    expect(await r.read(0)).toMatchObject({ hidden: true, text: '' });
    await r.asker.call(hidePart, { ...r.ofPart(0), body: { hidden: false } });

    expect(await r.read(0)).toMatchObject({ hidden: false, text: 'sentence 0' });
  });

  test('reported, it is put away, leaders read it without an author and can remove it', async ({
    world,
  }) => {
    const r = await released(world, SIX, 4);
    const params = { groupId: r.groupId };

    await r.asker.call(reportPart, { ...r.ofPart(0), body: { reason: 'hurtful' } });
    const { reports } = await r.leader.call(listReports, { params });
    expect(await r.read(0)).toMatchObject({ hidden: true, text: '' });
    const waiting = await r.ask(r.peers[2] as Person);
    await r.leader.call(closeReport, {
      params: { ...params, reportId: reports[0]?.id ?? '' },
      body: { outcome: 'removed' },
    });

    expect(reports).toMatchObject([
      {
        anonymous: true,
        author: '',
        reportedBy: 'Asker',
        words: [{ channel: 'feeling', text: 'sentence 0' }],
      },
    ]);
    expect(waiting.anonymity?.parts.filter((one) => one.reported)).toHaveLength(1);
    await r.asker.call(hidePart, { ...r.ofPart(0), body: { hidden: false } });
    expect(await r.read(0)).toMatchObject({ state: 'removed', text: '' });
    expect((await r.leader.call(listReports, { params })).reports[0]?.words).toEqual([]);
  });

  test('reported again when its report was talked about, it waits for leaders once more; gone, it does not', async ({
    world,
  }) => {
    const r = await released(world, SIX, 4);
    const params = { groupId: r.groupId };
    const reportIt = { ...r.ofPart(0), body: { reason: 'hurtful' as const } };
    const reports = async () => (await r.leader.call(listReports, { params })).reports;
    const close = async (outcome: 'talked' | 'removed') => {
      const reportId = (await reports())[0]?.id ?? '';
      await r.leader.call(closeReport, { params: { ...params, reportId }, body: { outcome } });
    };
    await r.asker.call(reportPart, reportIt);
    await close('talked');
    await r.asker.call(hidePart, { ...r.ofPart(0), body: { hidden: false } });

    await r.asker.call(reportPart, { ...r.ofPart(0), body: { reason: 'threatening' } });
    const again = await reports();
    const read = await r.read(0);
    await close('removed');

    expect(again).toMatchObject([{ outcome: null, reason: 'threatening' }]);
    expect(read).toMatchObject({ hidden: true, text: '' });
    expect((await r.asker.refused(reportPart, reportIt)).code).toBe('nothing_there');
    expect(await reports()).toMatchObject([{ outcome: 'removed' }]);
  });

  test('kept, it stands in the journal without a name, once, and outlives being taken back', async ({
    world,
  }) => {
    const r = await released(world, SIX, 4);

    const first = await r.asker.call(keepPart, r.ofPart(0));
    const again = await r.asker.call(keepPart, r.ofPart(0));
    await r.seatsTaken[0]?.takeBack(0);
    await r.seatsTaken[1]?.takeBack(0);
    await world.service.ticks.tick();

    expect(again).toEqual(first);
    expect(first).toMatchObject({ anonymous: true, from: '', text: 'sentence 0' });
    const { kept } = await r.asker.call(getJournal, { params: r.params, query: {} });
    expect(kept.map((one) => one.text)).toEqual(['sentence 0']);
    expect((await r.read(0))?.kept).toBe(first.id);
    const gone = await r.asker.refused(keepPart, r.ofPart(1));
    expect(gone.code).toBe('nothing_there');
  });

  test('is nobody else’s to do', async ({ world }) => {
    const r = await released(world, SIX, 4);
    const [ana] = r.peers as [Person];

    for (const person of [ana, r.leader]) {
      const body = { reactions: ['thank' as const] };
      const refused = [
        await person.refused(reactToPart, { ...r.ofPart(0), body }),
        await person.refused(keepPart, r.ofPart(0)),
        await person.refused(hidePart, { ...r.ofPart(0), body: { hidden: true } }),
      ];
      expect(refused.map((one) => one.code)).toEqual(['not_yours', 'not_yours', 'not_yours']);
      expect((await person.refused(getResults, { params: r.params })).code).toBe('not_found');
    }
  });
});
