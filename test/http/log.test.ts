import { expect } from 'vitest';

import { putAnswer } from '../../src/contract/answers.ts';
import { putReflection } from '../../src/contract/results.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { openAnswers } from '../../src/contract/results.ts';
import { refuse } from '../support/beside.ts';
import { test } from '../support/test.ts';
import { anAnswer, answer, ask, type Person } from '../support/world.ts';

const WORDS = 'the small silence after your sentence';

test('what the database refuses is logged without the words, and without who wrote them', async ({
  world,
}) => {
  const ruth = await world.founder('Ruth');
  const circle = await world.gathering(ruth, ['Ana', 'Ben']);
  const { groupId, meetingId } = circle;
  const [ana, ben] = circle.members as [Person, Person];
  const params = { groupId, askId: await ask(ana, groupId, meetingId) };
  const takeAgain = await refuse(world, 'insert on answers');
  await refuse(world, 'insert on reflections');

  const words = [{ channel: 'feeling' as const, text: WORDS }];
  const refused = [await ben.refused(putAnswer, { params, body: anAnswer({ words }) })];
  await takeAgain();
  await answer(ben, groupId, params.askId);
  await ana.call(closeAsk, { params });
  await ana.call(openAnswers, { params });
  const reflection = { happened: null, likelyNext: null, line: WORDS };
  refused.push(await ana.refused(putReflection, { params, body: reflection }));

  expect(refused.map((one) => one.code)).toEqual(['internal', 'internal']);
  const logged = world.errors.splice(0);
  expect(logged).toHaveLength(2);
  expect(logged.join()).toContain('broken');
  expect(logged.join()).not.toContain(WORDS);
  expect(logged.join()).not.toContain(ben.memberId);
  expect(logged.join()).not.toContain(params.askId);
});
