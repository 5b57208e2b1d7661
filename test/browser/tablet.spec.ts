import { expect, type Route } from '@playwright/test';

import { getMyAnswer } from '../../src/contract/answers.ts';
import { openAsk } from '../../src/contract/asks.ts';
import { openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import { type Person, PASSWORD } from '../support/world.ts';
import { test } from './devices.ts';
import { send, writeAnswer } from './meeting.ts';

// The page that was left may hear that it is signed out before it is gone.
test.use({ expected: /status of 401|net::ERR_FAILED/ });

/** The name somebody signs in with, as the tests make it. */
const signInNameOf = (person: Person, groupId: string) => `${person.name} ${groupId}`;

test('one device goes round: two people answer on it, each signed out by sending, and nothing stays', async ({
  world,
  device,
}) => {
  const circle = await world.circle(await world.founder('Ruth'), ['Jonas', 'Ana', 'Ben']);
  const [jonas, ana, ben] = circle.members;
  if (!jonas || !ana || !ben) throw new Error('nobody there');
  const { groupId } = circle;
  const { id: meetingId } = await circle.leader.call(openMeeting, { params: { groupId } });
  for (const one of circle.everybody) await one.call(takeSeat, { params: { groupId, meetingId } });

  const page = await device(jonas, `/groups/${groupId}`);
  await page.getByRole('button', { name: 'How did that land with you?' }).click();
  await page.getByRole('button', { name: 'Ask everyone here' }).click();
  await page
    .getByRole('link', { name: /Your ask is open/ })
    .first()
    .click();
  await page.getByText('This ask', { exact: true }).click();
  await page.getByRole('button', { name: 'Hand this device round' }).click();
  await page.getByRole('link', { name: 'Sign me out and begin' }).click();
  await expect(page.getByRole('heading', { name: 'This device goes round' })).toBeVisible();
  const askId = new URL(page.url()).hash.split('.')[1] as never;

  for (const person of [ana, ben]) {
    await page.getByLabel('Sign-in name').fill(signInNameOf(person, groupId));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Answer as me' }).click();
    await writeAnswer(page, `of ${person.name}: it stayed with me`);
    await send(page);
    await expect(page.getByText('It has arrived.')).toBeVisible();

    const { answer } = await person.call(getMyAnswer, { params: { groupId, askId } });
    expect(answer?.words[0]?.text).toBe(`of ${person.name}: it stayed with me`);
    // Signed out, and nothing of it is on the device.
    expect((await page.request.get(`${world.url}/api/me`)).status()).toBe(401);
    const kept = await page.evaluate(`(async () => {
      const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => done(opening.result);
        });
        for (const store of db.objectStoreNames)
          found.push(JSON.stringify(await new Promise((done) => {
            const all = db.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => done(all.result);
          })));
      }
      return found.join();
    })()`);
    expect(kept).not.toContain('it stayed with me');
    expect(await page.content()).not.toContain('it stayed with me');
  }
});

test('whoever signed in for one answer reaches nothing else of their account', async ({
  world,
  device,
}) => {
  const circle = await world.gathering(await world.founder('Ruth'), ['Jonas', 'Ana']);
  const [jonas, ana] = circle.members;
  if (!jonas || !ana) throw new Error('nobody there');
  const { groupId, meetingId } = circle;
  const { id: askId } = await jonas.call(openAsk, { params: { groupId }, body: { meetingId } });

  const page = await device(null, `/tablet#${groupId}.${askId}`);
  await page.getByLabel('Sign-in name').fill(signInNameOf(ana, groupId));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Answer as me' }).click();
  await expect(page.getByText('Were you there for this?')).toBeVisible();
  for (const path of ['home', `groups/${groupId}/room`, `groups/${groupId}/asks`, 'me/security']) {
    const reply = await page.request.get(`${world.url}/api/${path}`);
    expect([path, reply.status()]).toEqual([path, 403]);
  }

  await page.getByRole('button', { name: /^Close/ }).click();
  await expect(page.getByRole('heading', { name: 'This device goes round' })).toBeVisible();
  expect((await page.request.get(`${world.url}/api/me`)).status()).toBe(401);
});

/** The service gets it, and its reply is lost on the way. */
async function arrivesUnheard(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

test('an answer whose reply is lost on a shared device is not taken for unsent', async ({
  world,
  device,
}) => {
  const circle = await world.gathering(await world.founder('Ruth'), ['Jonas', 'Ana']);
  const [jonas, ana] = circle.members;
  if (!jonas || !ana) throw new Error('nobody there');
  const { groupId, meetingId } = circle;
  const { id: askId } = await jonas.call(openAsk, { params: { groupId }, body: { meetingId } });
  const page = await device(null, `/tablet#${groupId}.${askId}`);
  const signIn = async () => {
    await page.getByLabel('Sign-in name').fill(signInNameOf(ana, groupId));
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Answer as me' }).click();
  };
  await signIn();
  await writeAnswer(page, 'it stayed with me');
  await page.route('**/answer', arrivesUnheard, { times: 1 });
  await send(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await send(page);

  await expect(page.getByText('it says whether it has arrived')).toBeVisible();
  await signIn();
  await expect(page.getByText('You have answered this already')).toBeVisible();
});
