import { expect } from 'vitest';

import { type Ask, getAsk } from '#contract/asks.ts';
import { ownPart, type Part } from '#contract/parts.ts';
import { getResults, openAnswers } from '#contract/results.ts';
import { HOUR } from '#domain/time.ts';
import { anAnonymousAnswer, NamelessSeat } from '../../support/anonymous.ts';
import { test } from '../../support/test.ts';
import { ask } from '../../support/world.ts';
import { isProven } from '#lib/receiving/proof.ts';

test('a name given afterwards is believed for the one sentence, the one member and the one ask it was proven for', async ({
  world,
}) => {
  const leader = await world.founder('Ruth');
  const circle = await world.gathering(leader, ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay']);
  const { groupId, members, meetingId } = circle;
  const [asker, ...peers] = members as [(typeof members)[0], ...typeof members];
  const askId = await ask(asker, groupId, meetingId, { mode: 'anonymous', closes: 'in_an_hour' });
  const seats = [];
  for (const peer of peers) {
    const seat = await NamelessSeat.take(peer, groupId, askId);
    await seat.put('answer', anAnonymousAnswer(seat));
    seats.push({ seat, peer });
  }
  await world.pass(2 * HOUR);
  const params = { groupId, askId };
  const [{ seat, peer }] = seats as [(typeof seats)[0]];
  const [partId] = seat.parts;
  await peer.call(ownPart, {
    params: { ...params, partId: partId! },
    body: seat.owning(0, peer.memberId),
  });
  await asker.call(openAnswers, { params });
  const seen: Ask = await asker.call(getAsk, { params });
  const { anonymous } = await asker.call(getResults, { params });
  const part = anonymous?.parts.find(({ id }) => id === partId) as Part;
  const { owned } = part;
  const other = anonymous?.parts.find(({ id }) => id !== partId) as Part;

  expect(await isProven(groupId, seen, part)).toBe(true);
  expect(await isProven(groupId, seen, other)).toBe(true);
  expect(await isProven(groupId, seen, { ...other, owned })).toBe(false);
  expect(await isProven(groupId, seen, { ...part, channel: 'thought' })).toBe(false);
  expect(await isProven(groupId, { ...seen, moment: 'another one' }, part)).toBe(false);
  const by = { ...owned!.by, memberId: asker.memberId };
  expect(await isProven(groupId, seen, { ...part, owned: { ...owned!, by } })).toBe(false);
});
