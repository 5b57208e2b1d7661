import { afterAll, beforeAll, expect, test } from 'vitest';

import { addToAgenda, getAgenda, takeOffAgenda } from '../../src/contract/agenda.ts';
import { endMeeting, getRoom, openMeeting } from '../../src/contract/meetings.ts';
import { withdrawAsk } from '../../src/contract/asks.ts';
import { type Evening, evening, toldOf } from '../support/evening.ts';
import { type Person, World } from '../support/world.ts';

let world: World;
let founder: Person;
beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

const start = () => evening(world, founder);
const bring = (from: Person, { inGroup }: Evening, text: string, askId: string | null = null) =>
  from.call(addToAgenda, { ...inGroup, body: { text, askId } });
const takeOff = ({ groupId }: Evening, itemId: string) => ({ params: { groupId, itemId } });
const itemsFor = async (reader: Person, { inGroup }: Evening) =>
  (await reader.call(getAgenda, inGroup)).items;
const waiting = async ({ absent, inGroup }: Evening) =>
  (await absent.call(getRoom, inGroup)).agenda;

test('what somebody brings waits for everybody, oldest first, and everybody is told', async () => {
  const made = await start();

  const told = await toldOf(made, () => bring(made.ben, made, 'How we end'));
  await bring(made.asker, made, 'What I asked');

  expect(told).toEqual([['agenda.changed', 'all']]);
  const items = await itemsFor(made.absent, made);
  expect(items.map((one) => [one.from.name, one.text])).toEqual([
    ['Ben', 'How we end'],
    ['Asker', 'What I asked'],
  ]);
  expect(await waiting(made)).toBe(2);
});

test('items stay from meeting to meeting until they are taken off', async () => {
  const made = await start();
  const { id } = await bring(made.ben, made, 'How we end');
  const { groupId, meetingId, leader, inGroup } = made;

  await leader.call(endMeeting, { params: { groupId, meetingId } });
  await leader.call(openMeeting, inGroup);

  expect(await waiting(made)).toBe(1);
  await made.ben.call(takeOffAgenda, takeOff(made, id));
  expect(await waiting(made)).toBe(0);
});

test('whoever brought it takes it off, or a leader; once', async () => {
  const made = await start();
  const bens = await bring(made.ben, made, 'How we end');
  const cleos = await bring(made.cleo, made, 'How we begin');

  const others = await made.cleo.refused(takeOffAgenda, takeOff(made, bens.id));
  await made.leader.call(takeOffAgenda, takeOff(made, bens.id));
  const told = await toldOf(made, () => made.cleo.call(takeOffAgenda, takeOff(made, cleos.id)));
  const gone = await made.cleo.refused(takeOffAgenda, takeOff(made, cleos.id));

  expect([others.code, gone.code]).toEqual(['not_yours', 'not_found']);
  expect(told).toEqual([['agenda.changed', 'all']]);
});

test('which ask it is about is for whoever asked', async () => {
  const made = await start();
  await bring(made.asker, made, 'What came back', made.askId);

  expect((await itemsFor(made.asker, made))[0]?.askId).toBe(made.askId);
  for (const reader of [made.ben, made.leader])
    expect((await itemsFor(reader, made))[0]?.askId).toBeNull();
});

test('it is about one’s own ask, or about none', async () => {
  const made = await start();
  const other = await start();
  const about = (askId: string) => ({ ...made.inGroup, body: { text: 'What came back', askId } });

  const peer = await made.ben.refused(addToAgenda, about(made.askId));
  const stranger = await made.absent.refused(addToAgenda, about(made.askId));
  const elsewhere = await made.asker.refused(addToAgenda, about(other.askId));
  await made.asker.call(withdrawAsk, { params: made.params });
  const withdrawn = await made.asker.refused(addToAgenda, about(made.askId));

  expect([peer, stranger, elsewhere, withdrawn].map((one) => one.code)).toEqual([
    'not_yours',
    'not_found',
    'not_found',
    'not_found',
  ]);
});

test('the same again is the item that waits already', async () => {
  const made = await start();
  const first = await bring(made.ben, made, 'How we end');

  const told = await toldOf(made, async () =>
    expect(await bring(made.ben, made, 'How we end')).toEqual(first),
  );

  expect(told).toEqual([]);
  expect((await bring(made.cleo, made, 'How we end')).id).not.toBe(first.id);
});

test('ten things of one person are as many as wait', async () => {
  const made = await start();
  for (let i = 0; i < 10; i += 1) await bring(made.ben, made, `thing ${i}`);

  const eleventh = await made.ben.refused(addToAgenda, {
    ...made.inGroup,
    body: { text: 'one more' },
  });
  await bring(made.cleo, made, 'mine');

  expect(eleventh).toMatchObject({ status: 409, code: 'agenda_full', params: { limit: '10' } });
  expect(await waiting(made)).toBe(11);
});
