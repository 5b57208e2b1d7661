import { expect } from 'vitest';

import { getMyAnswer, putAnswer } from '../../src/contract/answers.ts';
import {
  acceptAgreement,
  changeAgreement,
  getGroup,
  leaveGroup,
  listAgreements,
} from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { pollEvents } from '../../src/contract/live.ts';
import { getHome, getRoom } from '../../src/contract/meetings.ts';
import type { Cursor } from '../../src/contract/primitives.ts';
import { test } from '../support/test.ts';
import { aGroup, anAnswer, ask, type Circle, type Person, type World } from '../support/world.ts';

const NEW = 'What is said here stays here.\nWe begin in silence.';

async function circleOf(world: World) {
  const ruth = await world.founder('Ruth');
  const circle = await world.circle(ruth, ['Ana', 'Ben']);
  const [ana, ben] = circle.members as [Person, Person];
  return { ...circle, ruth, ana, ben, params: { groupId: circle.groupId } };
}

const change = ({ leader, groupId }: Circle, text = NEW, replaces = 1) =>
  leader.call(changeAgreement, { params: { groupId }, body: { text, replaces } });

const accept = (person: Person, { groupId }: Circle, version = 2) =>
  person.call(acceptAgreement, { params: { groupId, version: String(version) } });

test('a new version is accepted by its author and by nobody else yet', async ({ world }) => {
  const circle = await circleOf(world);
  const { ruth, ana, params } = circle;

  const changed = await change(circle);

  expect(changed.agreement).toEqual({ version: 2, text: NEW, since: expect.any(String) });
  expect(changed.accepted).toBe(2);
  expect((await ana.call(getGroup, { params })).accepted).toBe(1);
  const { agreements } = await ruth.call(listAgreements, { params });
  expect(agreements.map(({ version, text }) => [version, text])).toEqual([
    [2, NEW],
    [1, aGroup('').agreement],
  ]);
});

test('whoever has not accepted does that before anything else', async ({ world }) => {
  const circle = await circleOf(world);
  const { ana, groupId, params } = circle;
  const meetingId = await world.meeting(circle, circle.everybody);
  const askId = await ask(circle.ruth, groupId, meetingId);
  const after: Cursor = await world.cursor(groupId);
  await change(circle);

  expect((await ana.refused(getRoom, { params })).code).toBe('agreement_to_accept');
  const ofAsk = { params: { groupId, askId } };
  expect((await ana.refused(getMyAnswer, ofAsk)).code).toBe('agreement_to_accept');
  const home = await ana.call(getHome, {});
  expect(home.groups).toMatchObject([{ mustAccept: true, waiting: [] }]);
  await ana.call(listAgreements, { params });
  const { messages } = await ana.call(pollEvents, { params, query: { after, wait: 0 } });
  expect(messages.map((one) => one.type)).toContain('group.changed');

  const accepted = await accept(ana, circle);

  expect(accepted.accepted).toBe(2);
  expect((await ana.call(getRoom, { params })).waiting).toMatchObject([{ kind: 'ask', askId }]);
  expect((await ana.call(getHome, {})).groups).toMatchObject([{ mustAccept: false }]);
});

test('an answer that waited on a device is refused until the agreement is accepted, then taken', async ({
  world,
}) => {
  const circle = await circleOf(world);
  const { ana, groupId } = circle;
  const meetingId = await world.meeting(circle, circle.everybody);
  const askId = await ask(circle.ruth, groupId, meetingId);
  await change(circle);
  const waiting = { params: { groupId, askId }, body: anAnswer({ sentBy: 'queue' }) };

  expect((await ana.refused(putAnswer, waiting)).code).toBe('agreement_to_accept');

  await accept(ana, circle);
  const { answer } = await ana.call(putAnswer, waiting);
  expect(answer.version).toBe(1);
});

test('a version written from an older one than the present is refused', async ({ world }) => {
  const circle = await circleOf(world);
  await change(circle);

  const refused = await circle.ruth.refused(changeAgreement, {
    params: circle.params,
    body: { text: 'Be kind.', replaces: 1 },
  });

  expect(refused.code).toBe('agreement_changed');
});

test('publishing the same words again makes no new version', async ({ world }) => {
  const circle = await circleOf(world);

  const same = await change(circle, aGroup('').agreement);

  expect(same.agreement.version).toBe(1);
});

test('only the present version can be accepted, and twice changes nothing', async ({ world }) => {
  const circle = await circleOf(world);
  await change(circle);
  await change(circle, 'Be kind.', 2);

  for (const version of ['1', '2', '4']) {
    const input = { params: { groupId: circle.groupId, version } };
    expect((await circle.ana.refused(acceptAgreement, input)).code).toBe('agreement_changed');
  }
  await accept(circle.ana, circle, 3);
  expect((await accept(circle.ana, circle, 3)).accepted).toBe(3);
});

test('whoever does not accept can leave', async ({ world }) => {
  const circle = await circleOf(world);
  await change(circle);

  await circle.ana.call(leaveGroup, { params: circle.params, body: {} });

  expect((await circle.ana.call(getHome, {})).groups).toEqual([]);
});

test('whoever is invited accepts the version that stands, and no other', async ({ world }) => {
  const circle = await circleOf(world);
  const { token } = await circle.ruth.call(createInvitation, {
    params: circle.params,
    body: { invitee: 'Zoe' },
  });
  await change(circle);
  const joining = (agreementVersion: number) => ({
    params: { token },
    body: {
      account: { signInName: 'Zoe', password: 'a quiet place to sit' },
      name: 'Zoe',
      agreementVersion,
    },
  });
  const zoe = world.person('Zoe');

  expect((await zoe.refused(acceptInvitation, joining(1))).code).toBe('agreement_changed');
  await zoe.call(acceptInvitation, joining(2));

  expect((await zoe.call(getGroup, { params: circle.params })).accepted).toBe(2);
});
