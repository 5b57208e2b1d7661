import { randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { getMe } from '../../src/contract/accounts.ts';
import { closeAsk, getAsk, listAsks } from '../../src/contract/asks.ts';
import {
  activateGroup,
  createGroup,
  type CreateGroup,
  getGroup,
  setCrisisContacts,
} from '../../src/contract/groups.ts';
import {
  acceptInvitation,
  createInvitation,
  getInvitation,
  type InvitationToken,
  listInvitations,
  withdrawInvitation,
} from '../../src/contract/invitations.ts';
import {
  endMeeting,
  getHome,
  getRoom,
  openMeeting,
  takeSeat,
} from '../../src/contract/meetings.ts';
import type { GroupId, Instant } from '../../src/contract/primitives.ts';
import { getResults } from '../../src/contract/results.ts';
import { plus } from '../../src/domain/time.ts';
import { groupOf } from '../../src/ids.ts';
import { WORDING } from '../goals/practising.ts';
import { operations } from '../support/operations.ts';
import { aGroup, anAnswer, ask, PASSWORD, type Person, World } from '../support/world.ts';

let world: World;
let ruth: Person;

beforeAll(async () => {
  world = await World.open();
  ruth = await world.founder('Ruth');
});
afterAll(() => world.close());

const [EMERGENCY, CRISIS_LINE] = aGroup('').crisisContacts as [
  CreateGroup['crisisContacts'][number],
  CreateGroup['crisisContacts'][number],
];

async function invite(groupId: GroupId, role: 'leader' | 'member' = 'member') {
  return ruth.call(createInvitation, { params: { groupId }, body: { invitee: 'Zoe', role } });
}

/** What a person without an account sends to join. */
const joining = (name: string, token: string, agreementVersion = 1) => ({
  params: { token: token as InvitationToken },
  body: {
    account: { signInName: `${name} ${randomUUID()}`, password: PASSWORD },
    name,
    agreementVersion,
  },
});

describe('a new group', () => {
  test('is a draft with its creator as leader, and says back what was given', async () => {
    const group = await ruth.call(createGroup, {
      body: { ...aGroup('  Ruth '), name: ' Zoe\u0308s circle ', purpose: '', leaders: 2, cap: 10 },
    });

    expect(group).toEqual({
      id: expect.any(String),
      name: 'Zoës circle',
      purpose: '',
      timeZone: 'Europe/Berlin',
      leaders: 2,
      cap: 10,
      state: 'draft',
      agreement: { version: 1, text: aGroup('').agreement, since: expect.any(String) },
      crisisContacts: aGroup('').crisisContacts,
      open: true,
      accepted: 1,
      anonymousAsks: true,
      members: [{ id: group.me, name: 'Ruth', role: 'leader', spectator: false }],
      me: group.me,
    });
    expect(await ruth.call(getGroup, { params: { groupId: group.id } })).toEqual(group);
  });

  test('neither invites nor meets before it is active', async () => {
    const { id: groupId } = await ruth.call(createGroup, { body: aGroup('Ruth') });

    const inviting = await ruth.refused(createInvitation, {
      params: { groupId },
      body: { invitee: 'Zoe' },
    });
    const meeting = await ruth.refused(openMeeting, { params: { groupId } });

    expect([inviting.code, meeting.code]).toEqual(['group_not_active', 'group_not_active']);
  });

  test.each([
    ['nothing', []],
    ['an emergency number only', [EMERGENCY]],
    ['a crisis line only', [CRISIS_LINE]],
    ['two emergency numbers', [EMERGENCY, EMERGENCY]],
  ])('is not activated with %s, and is once both are there', async (_what, crisisContacts) => {
    const { id: groupId } = await ruth.call(createGroup, {
      body: { ...aGroup('Ruth'), crisisContacts },
    });
    const params = { groupId };

    const refused = await ruth.refused(activateGroup, { params });
    await ruth.call(setCrisisContacts, {
      params,
      body: { crisisContacts: [CRISIS_LINE, EMERGENCY] },
    });
    const group = await ruth.call(activateGroup, { params });

    expect(refused).toMatchObject({ status: 409, code: 'crisis_contacts_missing' });
    expect(group).toMatchObject({ state: 'active', crisisContacts: [CRISIS_LINE, EMERGENCY] });
    expect((await ruth.call(activateGroup, { params })).state).toBe('active');
  });

  test('keeps an emergency number and a crisis line as long as it is active', async () => {
    const { groupId, group } = await world.circle(ruth, []);

    const refused = await ruth.refused(setCrisisContacts, {
      params: { groupId },
      body: { crisisContacts: [EMERGENCY] },
    });

    expect(refused.code).toBe('crisis_contacts_missing');
    expect(await ruth.call(getGroup, { params: { groupId } })).toEqual(group);
  });

  test('is made only by somebody who accepts its agreement', async () => {
    const response = await fetch(`${world.url}/api/groups`, {
      method: 'POST',
      headers: { cookie: ruth.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ ...aGroup('Ruth'), acceptsAgreement: false }),
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'acceptsAgreement', problem: 'not_allowed' }],
    });
  });
});

describe('an invitation', () => {
  test('shows the group to whoever holds the link, and nothing about accounts', async () => {
    const { groupId, group } = await world.circle(ruth, ['Ana']);
    const { invitation, token } = await invite(groupId);

    const view = await world.person('').call(getInvitation, { params: { token } });

    expect(groupOf(token)).toBe(groupId);
    expect(view).toEqual({
      state: 'open',
      invitedBy: 'Ruth',
      groupName: 'Tuesday circle',
      group: {
        purpose: group.purpose,
        leaders: ['Ruth'],
        members: 1,
        cap: 12,
        open: true,
        role: 'member',
        invitee: 'Zoe',
        expiresAt: invitation.expiresAt,
        agreement: group.agreement,
        crisisContacts: group.crisisContacts,
      },
    });
  });

  test('lets one person in, once', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { invitation, token } = await invite(groupId);
    const zoe = world.person('Zoe');

    const { memberId, recoveryCodes } = await zoe.call(acceptInvitation, joining('Zoe', token));
    const second = await world.person('Eve').refused(acceptInvitation, joining('Eve', token));

    expect(recoveryCodes).toHaveLength(8);
    expect(second).toMatchObject({ status: 409, code: 'invitation_used' });
    const { members } = await zoe.call(getGroup, { params: { groupId } });
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ['Ruth', 'leader'],
      ['Zoe', 'member'],
    ]);
    const { invitations } = await ruth.call(listInvitations, { params: { groupId } });
    expect(invitations).toEqual([{ ...invitation, state: 'used', joinedAs: memberId }]);
  });

  test('lets only one of many in who use it at the same moment, and leaves the others nothing', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { token } = await invite(groupId);
    const sent = ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => joining(name, token));

    const replies = await Promise.all(
      sent.map((input) => world.person('').send(acceptInvitation, input)),
    );

    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([
      201, 409, 409, 409,
    ]);
    const { members } = await ruth.call(getGroup, { params: { groupId } });
    expect(members).toHaveLength(2);
    // An account that could not join was not made either: its name is free.
    const lost = sent[replies.findIndex((reply) => reply.status === 409)];
    const { token: next } = await invite(groupId);
    await world
      .person('')
      .call(acceptInvitation, { ...lost, params: { token: next } } as typeof lost & object);
  });

  test('takes in somebody who has an account, without a second one', async () => {
    const { groupId } = await world.circle(ruth, []);
    const ana = (await world.circle(ruth, ['Ana'])).members[0] as Person;
    const before = await ana.call(getMe, {});
    const { token } = await invite(groupId);

    const joined = await ana.call(acceptInvitation, {
      params: { token },
      body: { account: null, name: 'Ana of Tuesdays', agreementVersion: 1 },
    });

    expect(joined.recoveryCodes).toBeNull();
    expect(await ana.call(getMe, {})).toEqual(before);
    const { groups } = await ana.call(getHome, {});
    expect(groups.map((group) => group.id)).toContain(groupId);
  });

  test('expires at its time, to the millisecond, and then shows nothing of the group', async () => {
    const still = await World.open();
    still.stands = '2026-03-01T18:00:00.000Z' as Instant;
    const leader = await still.founder('Ruth');
    const { groupId } = await still.circle(leader, []);
    const { invitation, token } = await leader.call(createInvitation, {
      params: { groupId },
      body: { invitee: 'Zoe' },
    });
    const look = () => still.person('').call(getInvitation, { params: { token } });

    still.stands = plus(invitation.expiresAt, -1);
    const before = await look();
    still.stands = invitation.expiresAt;
    const after = await look();
    const refused = await still.person('').refused(acceptInvitation, joining('Zoe', token));

    expect(invitation.expiresAt).toBe('2026-03-15T18:00:00.000Z');
    expect(before.state).toBe('open');
    expect(after).toEqual({
      state: 'expired',
      invitedBy: 'Ruth',
      groupName: 'Tuesday circle',
      group: null,
    });
    expect(refused.code).toBe('invitation_expired');
    await still.close();
  });

  test('is void once withdrawn; withdrawing again, or a used one, changes nothing', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { invitation, token } = await invite(groupId);
    const used = await invite(groupId);
    await world.person('').call(acceptInvitation, joining('Ana', used.token));
    const params = { groupId, invitationId: invitation.id };

    await ruth.call(withdrawInvitation, { params });
    await ruth.call(withdrawInvitation, { params });
    await ruth.call(withdrawInvitation, { params: { groupId, invitationId: used.invitation.id } });

    const view = await world.person('').call(getInvitation, { params: { token } });
    expect(view).toMatchObject({ state: 'withdrawn', group: null });
    const refused = await world.person('').refused(acceptInvitation, joining('Zoe', token));
    expect(refused.code).toBe('invitation_withdrawn');
    const { invitations } = await ruth.call(listInvitations, { params: { groupId } });
    expect(invitations.map(({ state }) => state).sort()).toEqual(['used', 'withdrawn']);
  });

  test('shows nothing of the group once used', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { token } = await invite(groupId);
    await world.person('').call(acceptInvitation, joining('Zoe', token));

    const view = await world.person('').call(getInvitation, { params: { token } });

    expect(view).toMatchObject({ state: 'used', group: null });
  });

  test('of a wrong link is not there: not of this group, not of one that is none, not misspelt', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { token } = await invite(groupId);
    const bytes = Buffer.from(token, 'base64url');
    const rightGroup = Buffer.concat([bytes.subarray(0, 16), randomBytes(32)]);
    const wrongGroup = Buffer.concat([randomBytes(16), bytes.subarray(16)]);
    const others = (await world.circle(ruth, [])).groupId;
    const otherGroup = Buffer.concat([
      Buffer.from(others.replaceAll('-', ''), 'hex'),
      bytes.subarray(16),
    ]);
    const wrong = [rightGroup, wrongGroup, otherGroup].map((one) => one.toString('base64url'));

    for (const one of [...wrong, token.slice(1), 'x', `${token}${token}`]) {
      const reading = await world.person('').refused(getInvitation, {
        params: { token: one },
      });
      const accepting = await world.person('').refused(acceptInvitation, joining('Zoe', one));
      expect([reading.code, accepting.code]).toEqual(['not_found', 'not_found']);
    }
  });

  test('is not withdrawn by the leader of another group', async () => {
    const { groupId } = await world.circle(ruth, []);
    const { invitation } = await invite(groupId);
    const other = await world.circle(ruth, []);

    const refused = await ruth.refused(withdrawInvitation, {
      params: { groupId: other.groupId, invitationId: invitation.id },
    });

    expect(refused.code).toBe('not_found');
    const { invitations } = await ruth.call(listInvitations, { params: { groupId } });
    expect(invitations[0]?.state).toBe('open');
  });

  test.each([0, 2, -1])('is not accepted with version %i of the agreement', async (version) => {
    const { groupId } = await world.circle(ruth, []);
    const { token } = await invite(groupId);

    const refused = await world
      .person('')
      .refused(acceptInvitation, joining('Zoe', token, version));

    expect(refused).toMatchObject({ status: 409, code: 'agreement_changed' });
    await world.person('').call(acceptInvitation, joining('Zoe', token));
  });

  test('gives nobody a name that is taken, and keeps the link good for another', async () => {
    const { groupId } = await world.circle(ruth, ['Zoë']);
    const { token } = await invite(groupId);
    const account = { signInName: `Zoe ${groupId}`, password: PASSWORD };
    const accept = (name: string) => ({
      params: { token },
      body: { account, name, agreementVersion: 1 },
    });

    const alike = ['Zoë', 'ZOË', 'zoe\u0308', '\uff3aoë', 'ruth', 'Zo\u200bë', 'Ruth\u2060'];
    for (const name of alike)
      expect((await world.person('').refused(acceptInvitation, accept(name))).code).toBe(
        'name_taken',
      );
    // The refusals left no account behind either.
    await world.person('').call(acceptInvitation, accept('Zoe'));
  });

  test('gives nobody a name that cannot be seen, or differs from a taken one by spaces alone', async () => {
    const { groupId } = await world.circle(ruth, ['Anna B']);
    const { token } = await invite(groupId);
    const refusal = async (name: string) => {
      const { params, body } = joining('Zoe', token);
      const refused = await world
        .person('')
        .refused(acceptInvitation, { params, body: { ...body, name } });
      return [refused.code, ...refused.fields.map(({ path, problem }) => `${path} ${problem}`)];
    };

    for (const unseen of ['\u200b', '\u3164\u00ad', '\u2800\u2060'])
      expect(await refusal(unseen)).toEqual(['invalid_request', 'name too_short']);
    for (const alike of ['Anna  B', 'Anna\u00a0B', 'Anna \u200bB'])
      expect(await refusal(alike)).toEqual(['name_taken']);
  });
});

describe('the places of a group', () => {
  test('are counted without leaders, and leaders have places of their own', async () => {
    const { id: groupId } = await ruth.call(createGroup, {
      body: { ...aGroup('Ruth'), leaders: 2, cap: 2 },
    });
    await ruth.call(activateGroup, { params: { groupId } });
    const join = async (name: string, role: 'leader' | 'member') => {
      const { token } = await invite(groupId, role);
      const response = await world.person('').send(acceptInvitation, joining(name, token));
      const reply = (await response.json()) as { code?: string };
      return reply.code ?? 'joined';
    };

    expect(await join('Ana', 'member')).toBe('joined');
    expect(await join('Ben', 'member')).toBe('joined');
    expect(await join('Cleo', 'member')).toBe('group_full');
    expect(await join('Dan', 'leader')).toBe('joined');
    expect(await join('Eve', 'leader')).toBe('group_full');
  });

  test('are never more than there are, also when the last one is taken by two at once', async () => {
    const { id: groupId } = await ruth.call(createGroup, {
      body: { ...aGroup('Ruth'), cap: 2 },
    });
    await ruth.call(activateGroup, { params: { groupId } });
    const tokens = [];
    for (let i = 0; i < 5; i++) tokens.push((await invite(groupId)).token);

    const replies = await Promise.all(
      tokens.map((token, i) => world.person('').send(acceptInvitation, joining(`P${i}`, token))),
    );

    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([
      201, 201, 409, 409, 409,
    ]);
  });
});

test('a person who leads one group is a plain member where they were invited', async () => {
  const one = await world.circle(ruth, ['Ana']);
  const [ana] = one.members as [Person];

  const { groups } = await ana.call(getHome, {});

  expect(groups.find((group) => group.id === one.groupId)?.role).toBe('member');
  const refused = await ana.refused(createInvitation, {
    params: { groupId: one.groupId },
    body: { invitee: 'Zoe' },
  });
  expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
});

test('only leaders open meetings, one at a time, and they are counted', async () => {
  const { groupId } = await world.circle(ruth, []);
  const first = await ruth.call(openMeeting, { params: { groupId } });

  const refused = await ruth.refused(openMeeting, { params: { groupId } });
  const ended = await ruth.call(endMeeting, { params: { groupId, meetingId: first.id } });
  const again = await ruth.call(endMeeting, { params: { groupId, meetingId: first.id } });
  const second = await ruth.call(openMeeting, { params: { groupId } });

  expect(refused.code).toBe('meeting_open');
  expect(again).toEqual(ended);
  expect([first.number, second.number]).toEqual([1, 2]);
  const late = await ruth.refused(takeSeat, { params: { groupId, meetingId: first.id } });
  expect(late.code).toBe('meeting_ended');
  const room = await ruth.call(getRoom, { params: { groupId } });
  expect(room.meeting).toEqual(second);
});

const ids = (groupId: string) => ({
  groupId,
  meetingId: randomUUID() as string,
  askId: randomUUID() as string,
  invitationId: randomUUID() as string,
  memberId: randomUUID() as string,
  answerId: randomUUID() as string,
  partId: randomUUID() as string,
  reportId: randomUUID() as string,
  keptId: randomUUID() as string,
  itemId: randomUUID() as string,
  version: '1',
});

describe('to a member of another group', () => {
  test('nothing of a group exists: every refusal is that of a group that is none', async () => {
    const here = await world.circle(ruth, ['Ana', 'Ben']);
    const there = await world.circle(ruth, ['Eve']);
    const [eve] = there.members as [Person];
    const meetingId = await world.meeting(here, here.everybody);
    const askId = await ask(here.members[0] as Person, here.groupId, meetingId, {
      seenBy: 'group',
    });
    await (here.members[0] as Person).call(closeAsk, { params: { groupId: here.groupId, askId } });
    const { invitation } = await invite(here.groupId);
    const real = {
      ...ids(here.groupId),
      meetingId,
      askId,
      invitationId: invitation.id,
      memberId: (here.members[0] as Person).memberId as string,
    };
    const made = ids(randomUUID());

    const inGroups = Object.values(operations).filter((op) => op.path.includes(':groupId'));
    expect(inGroups.length).toBeGreaterThan(15);
    for (const operation of inGroups)
      expect([operation.name, await reply(eve, operation.name, real)]).toEqual([
        operation.name,
        await reply(eve, operation.name, made),
      ]);
  });

  test('an ask of another group is not there under the own one either', async () => {
    const here = await world.circle(ruth, ['Ana']);
    const there = await world.circle(ruth, ['Eve']);
    const [eve] = there.members as [Person];
    const meetingId = await world.meeting(here, here.everybody);
    const askId = await ask(here.members[0] as Person, here.groupId, meetingId);
    const params = { groupId: there.groupId, askId };

    for (const operation of [getAsk, getResults, closeAsk])
      expect((await eve.refused(operation, { params })).code).toBe('not_found');
    const { asks } = await eve.call(listAsks, { params, query: {} });
    expect(asks).toEqual([]);
  });

  const PLAN = {
    text: 'One sentence',
    setting: 'in_room',
    when: { kind: 'next_meeting' },
  };
  const bodies: Record<string, unknown> = {
    setCrisisContacts: { crisisContacts: aGroup('').crisisContacts },
    createInvitation: { invitee: 'Zoe' },
    changeGroup: { name: 'Ours' },
    changeAgreement: { text: 'Be kind.', replaces: 1 },
    changeRole: { role: 'leader' },
    leaveGroup: {},
    openAsk: { meetingId: randomUUID() },
    putAnswer: anAnswer(),
    rehearse: { on: true },
    putReflection: { happened: 'no', likelyNext: 30, line: 'It was enough.' },
    react: { reactions: ['thank'] },
    hideAnswer: { hidden: true },
    reportAnswer: { reason: 'hurtful' },
    closeReport: { outcome: 'talked' },
    issueTicket: { keyId: 'A'.repeat(11), blinded: 'A'.repeat(43) },
    ownPart: { key: 'A'.repeat(43), signature: 'A'.repeat(86) },
    reactToPart: { reactions: ['thank'] },
    hidePart: { hidden: true },
    reportPart: { reason: 'hurtful' },
    shareResults: { guess: true, strips: true, reflection: false },
    sayLate: { channel: 'thought', text: 'I thought on.' },
    keepSentence: { answerId: randomUUID(), position: 0 },
    addToAgenda: { text: 'How we end' },
    sayInRoom: { said: true },
    makeGoal: WORDING,
    wordGoal: WORDING,
    reframeGoal: { wording: WORDING },
    keepGoal: { importance: 2 },
    moveGoal: { state: 'active' },
    planExperiment: PLAN,
    replanExperiment: PLAN,
    settleExperiment: { done: 'yes' },
    rateGoal: { level: 1, distance: 6 },
    putCheckOut: { mine: { shares: 1 } },
    writeReview: { note: 'I spoke.' },
  };

  /** Status, headers and bytes, but for the address and the request's own number. */
  async function reply(person: Person, name: string, params: Record<string, string>) {
    const operation = operations[name];
    if (!operation) throw new Error(name);
    const query = name === 'pollEvents' ? { after: 'abc', wait: 0 } : undefined;
    const response = await person.send(operation, {
      params,
      query,
      body: bodies[name],
    });
    const { instance: _, ...problem } = (await response.json()) as { instance: string };
    expect(problem).toMatchObject({ code: 'not_found' });
    const headers = [...response.headers].filter(([key]) => key !== 'date');
    return JSON.stringify([response.status, headers, problem]);
  }
});
