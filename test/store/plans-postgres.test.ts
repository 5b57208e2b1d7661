import { expect, onTestFinished, test } from 'vitest';

import { getMyAnswer, putAnswer } from '../../src/app/answers.ts';
import { closeAsk, dueAsks, getAsk, listAsks, openAsk } from '../../src/app/asks.ts';
import { getHome, getRoom, takeSeat } from '../../src/app/meetings.ts';
import { getResults, openAnswers } from '../../src/app/results.ts';
import { PutAnswer } from '../../src/contract/answers.ts';
import { OpenAsk } from '../../src/contract/asks.ts';
import * as events from '../../src/store/events.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { lend, MIGRATIONS } from '../support/databases.ts';
import { actorIn, fillPostgres, inGroup, liveThrough } from '../support/many.ts';
import { askedBy, partsRead } from '../support/plans.ts';
import { anAnswer, World } from '../support/world.ts';

const GROUPS = 40;

/** A service, and an empty database beside it that takes its place. */
async function opened() {
  const lent = await lend();
  if (!lent) throw new Error('this is about PostgreSQL alone');
  onTestFinished(() => lent.giveBack());
  const world = await World.open();
  onTestFinished(() => world.close());
  const store = await openPostgres({ url: lent.url, migrations: MIGRATIONS });
  onTestFinished(() => store.close());
  return { world, url: lent.url, deps: { ...world.service.deps, store } };
}

test('whatever a group does in an evening reads one part of each table, however many groups there are', async () => {
  const { world, url, deps } = await opened();
  const life = await liveThrough(world);
  await fillPostgres(url, life, GROUPS);
  const here = GROUPS - 1;
  const groupId = inGroup(here, life.groupId);
  const meetingId = inGroup(here, life.meetingId);
  const [due] = life.due;
  if (!due) throw new Error('nobody may answer');
  const askId = inGroup(here, due.askId);
  const peer = actorIn(here, due.accountId);
  const asker = actorIn(here, life.accountId);

  const asked = await askedBy(async () => {
    await getHome(deps, peer);
    await takeSeat(deps, peer, groupId, meetingId);
    await getRoom(deps, peer, groupId);
    await putAnswer(deps, peer, groupId, askId, PutAnswer.parse(anAnswer()));
    const again = PutAnswer.parse(anAnswer({ replaces: 1 }));
    await putAnswer(deps, peer, groupId, askId, again);
    await getMyAnswer(deps, peer, groupId, askId);
    const own = await openAsk(deps, asker, groupId, OpenAsk.parse({ meetingId }), null);
    await putAnswer(deps, peer, groupId, own.id, PutAnswer.parse(anAnswer()));
    await closeAsk(deps, asker, groupId, own.id);
    await openAnswers(deps, asker, groupId, own.id);
    await getResults(deps, asker, groupId, own.id);
    await getAsk(deps, asker, groupId, own.id);
    await listAsks(deps, asker, groupId, { limit: 20 });
    await events.since(deps.store.read, groupId, 0, 50);
    await events.floor(deps.store.read, groupId);
  });
  const read = await partsRead(url, asked);

  expect(read.filter(({ parts }) => parts !== 1)).toEqual([]);
  expect(new Set(read.map(({ table }) => table))).toEqual(
    new Set(['answers', 'asks', 'attendance', 'eligible', 'events', 'receptions']),
  );
});

test('only the clock, which asks for all groups at once, reads every part', async () => {
  const { url, deps } = await opened();

  const read = await partsRead(url, await askedBy(() => dueAsks(deps)));

  expect(read.map(({ table, parts }) => ({ table, parts }))).toEqual([
    { table: 'asks', parts: 16 },
  ]);
});
