// An ask that is part of what somebody practises: from the fold of the sheet to how the others saw the evening.
import { expect } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, listAsks } from '../../src/contract/asks.ts';
import { enLadder } from '../../src/messages/en-ladder.ts';
import { enPages } from '../../src/messages/en-pages.ts';
import { enPractice } from '../../src/messages/en-practice.ts';
import { LADDER, practise, WORDING } from '../goals/practising.ts';
import { answer } from '../support/world.ts';
import { violations } from './audit.ts';
import { test } from './devices.ts';
import { evening, landed, turnTo, writeAnswer } from './meeting.ts';

test('peers pick what today looked most like, and I say how I saw it before I see what they saw', async ({
  world,
  device,
}) => {
  const { askPage, groupId, room, who } = await evening(world, ['Noor', 'Ana', 'Ben', 'Cem']);
  const noor = who('Noor');
  await practise(noor, groupId, {}, 'group');

  const page = await device(noor, room);
  await landed(page).click();
  await page.getByText(enPages.asking.practice, { exact: true }).first().click();
  await page.getByText(WORDING.title, { exact: true }).click();
  await page.getByRole('button', { name: 'Ask everyone here' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const { asks } = await noor.call(listAsks, { params: { groupId }, query: {} });
  const askId = asks[0]!.id;
  const params = { groupId, askId };
  expect((await noor.call(getAsk, { params })).mine?.goal?.title).toBe(WORDING.title);

  const hers = await device(who('Ana'), `${askPage(askId)}/answer`);
  await writeAnswer(hers, 'glad that you began');
  await expect(hers.getByRole('heading', { name: enLadder.title })).toBeFocused();
  await expect(hers.getByRole('radio')).toHaveCount(LADDER.length + 1);
  expect(await violations(hers)).toEqual([]);
  await hers.getByText(LADDER[3]!, { exact: true }).click();
  await hers.getByRole('button', { name: 'Go on' }).click();
  await expect(hers.getByText(enLadder.said(LADDER[3]!))).toBeVisible();
  await hers.getByRole('button', { name: 'Send' }).click();
  await expect(hers.getByRole('heading', { name: 'Sent' })).toBeVisible();
  await answer(who('Ben'), groupId, askId, { goalLevel: 1, inRoom: true });
  await answer(who('Cem'), groupId, askId, { goalLevel: 0 });
  await noor.call(closeAsk, { params });

  const his = await device(who('Ben'), `${askPage(askId)}/answer`);
  await his.getByLabel('I have said it in the meeting').check();
  await expect
    .poll(async () => (await who('Ben').call(getMyAnswer, { params })).saidInRoom)
    .toBe(true);

  const back = await device(noor, askPage(askId));
  for (const step of ['guess', 'words', 'numbers'] as const) await turnTo(back, step);
  await back.getByRole('button', { name: enPages.receiving.ladder.next }).click();
  const main = back.getByRole('main');
  await expect(main.getByText(enPractice.seen.first)).toBeVisible();
  await expect(main.getByText(enPages.receiving.numbers.middle)).toBeHidden();
  await main.getByText(LADDER[1]!, { exact: true }).click();
  await back.getByRole('button', { name: enPractice.seen.keep }).click();
  await expect(main.getByText(enPractice.goal.compared.others_saw_more)).toBeVisible();
  await expect(main.getByRole('listitem').filter({ hasText: LADDER[3]! })).toContainText(
    'Two people saw it here.',
  );
  expect(await violations(back)).toEqual([]);
});
