import { expect } from '@playwright/test';

import { test } from './devices.ts';
import { send, writeAnswer } from './meeting.ts';

test('a rehearsal shows what each person would see, and nothing of it leaves the phone', async ({
  world,
  device,
}) => {
  const circle = await world.gathering(await world.founder('Ruth'), ['Jonas', 'Ana']);
  const [jonas] = circle.members;
  if (!jonas) throw new Error('nobody there');
  const { groupId } = circle;
  const leading = await device(circle.leader, `/groups/${groupId}`);
  const page = await device(jonas, `/groups/${groupId}`);
  await leading.getByRole('button', { name: 'Rehearse together' }).click();

  await page.getByRole('link', { name: 'Try it' }).click();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`);
  });
  await page.getByRole('button', { name: 'Try it' }).click();
  await writeAnswer(page, 'that I was waiting for this');
  await send(page);

  const sees = page.getByRole('heading', { name: 'What each person would see' });
  await expect(sees).toBeVisible();
  const asker = page.getByRole('region', { name: 'Ruth, who asked' });
  await expect(asker.getByText('that I was waiting for this')).toBeVisible();
  const others = page.getByRole('region', { name: 'Everybody else in the group' });
  await expect(others).toContainText('none of your words');
  await page.getByText('The group, after closing').click();
  await expect(others).toContainText('your feelings and your sentences with your name');
  expect(sent).toEqual([]);

  await page.getByRole('button', { name: 'Back to the room' }).click();
  await leading.getByRole('button', { name: 'End the rehearsal' }).click();
  await expect(page.getByRole('link', { name: 'Try it' })).toHaveCount(0);
});
