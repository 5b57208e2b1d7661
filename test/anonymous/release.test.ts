import { describe, expect } from 'vitest';

import { getAsk, openAsk } from '../../src/contract/asks.ts';
import { ownPart } from '../../src/contract/parts.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import { test } from '../support/test.ts';

const HOUR = 60 * 60 * 1000;

describe('an anonymous ask', () => {
  test('of eight people shows four answers as parts and counts once it has closed', async ({
    world,
  }) => {
    const leader = await world.founder('Mara');
    const circle = await world.circle(leader, ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay', 'Gus']);
    const { groupId, members } = circle;
    const meetingId = await world.meeting(circle, circle.everybody);
    const [asker, ...peers] = members;
    if (!asker) throw new Error('nobody asks');
    const { id: askId } = await asker.call(openAsk, {
      params: { groupId },
      body: { meetingId, mode: 'anonymous', closes: 'in_an_hour' },
    });
    const params = { groupId, askId };
    const seats = [];
    for (const peer of peers) seats.push(await NamelessSeat.take(peer, groupId, askId));
    for (const [at, seat] of seats.slice(0, 4).entries()) {
      const words = [{ channel: 'feeling' as const, text: `sentence ${at}`, key: seat.partKey() }];
      expect(await seat.put('answer', anAnonymousAnswer(seat, { words }))).toBe(202);
    }
    await world.service.ticks.tick();
    expect(await seats[0]?.again()).toBe(200);

    await world.pass(2 * HOUR);

    const ask = await asker.call(getAsk, { params });
    expect(ask).toMatchObject({ state: 'closed', anonymity: { outcome: 'released' } });
    await asker.call(openAnswers, { params });
    const results = await asker.call(getResults, { params });
    expect(results.answers).toEqual([]);
    expect(results.anonymous?.released).toMatchObject({ people: 4 });
    expect(results.anonymous?.parts.map((part) => part.text).toSorted()).toEqual([
      'sentence 0',
      'sentence 1',
      'sentence 2',
      'sentence 3',
    ]);
    expect(results.feelings).toEqual([{ feeling: 'touched', people: 4 }]);
    expect(results.numbers).toMatchObject({ n: 4, warmth: { n: 4, median: 3 } });
    const [seat] = seats;
    const [owner] = peers;
    if (!seat || !owner) throw new Error('nobody wrote');
    const [partId] = seat.parts;
    if (!partId) throw new Error('no part');
    await owner.call(ownPart, {
      params: { ...params, partId },
      body: seat.owning(0, owner.memberId),
    });
    const after = await asker.call(getResults, { params });
    const owned = after.anonymous?.parts.find((part) => part.id === partId);
    expect(owned?.owned?.by.name).toBe('Ana' === asker.name ? owner.name : owner.name);
    expect(await seat.takeBack(0)).toBe(202);
    await world.service.ticks.tick();
    const gone = await asker.call(getResults, { params });
    expect(gone.anonymous?.parts.find((part) => part.id === partId)).toMatchObject({
      text: '',
      state: 'taken_back',
    });
  });
});
