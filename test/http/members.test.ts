import { once } from 'node:events';

import { describe, expect } from 'vitest';

import { getMe, signIn } from '../../src/contract/accounts.ts';
import { getAsk, listAsks, openAsk } from '../../src/contract/asks.ts';
import {
  changeGroup,
  changeRole,
  getGroup,
  type Group,
  handOver,
  removeMember,
} from '../../src/contract/groups.ts';
import {
  acceptInvitation,
  createInvitation,
  getInvitation,
  listInvitations,
} from '../../src/contract/invitations.ts';
import { CLOSE } from '../../src/contract/live.ts';
import { getHome, getRoom, leaveSeat, openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { MemberId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { randomId } from '../../src/ids.ts';
import * as memberships from '../../src/store/memberships.ts';
import { test } from '../support/test.ts';
import { answer, ask, PASSWORD, type Person, type World } from '../support/world.ts';

async function circleOf(world: World, leaders = 1) {
  const ruth = await world.founder('Ruth');
  const circle = await world.circle(ruth, ['Ana', 'Ben', 'Cleo']);
  const [ana, ben, cleo] = circle.members as [Person, Person, Person];
  const params = { groupId: circle.groupId };
  if (leaders > 1) await ruth.call(changeGroup, { params, body: { leaders } });
  const of = (person: Person) => ({
    params: { groupId: circle.groupId, memberId: person.memberId },
  });
  return { ...circle, ruth, ana, ben, cleo, params, of };
}

const rolesIn = (group: Group) =>
  Object.fromEntries(
    group.members.map(({ name, role, spectator }) => [name, spectator ? 'watching' : role]),
  );

describe('a leader', () => {
  test('renames the group, says what it is for and how large it gets', async ({ world }) => {
    const { ruth, ana, params } = await circleOf(world);
    const body = { name: 'Wednesdays', purpose: '', timeZone: 'Asia/Tokyo', cap: 3, leaders: 2 };

    await ruth.call(changeGroup, { params, body });

    expect(await ana.call(getGroup, { params })).toMatchObject(body);
  });

  test('puts answers without names aside for the asks to come, and allows them again', async ({
    world,
  }) => {
    const { ruth, ana, ben, params, everybody, groupId } = await circleOf(world);
    const more = await Promise.all(['Dora', 'Emil'].map((name) => world.join(ruth, groupId, name)));
    const meetingId = await world.meeting({ leader: ruth, groupId }, [...everybody, ...more]);
    const mode = 'anonymous' as const;
    const openId = await ask(ben, groupId, meetingId, { mode });

    await ruth.call(changeGroup, { params, body: { anonymousAsks: false } });
    const { askable } = await ana.call(getRoom, { params });
    const refused = await ana.refused(openAsk, { params, body: { meetingId, mode } });

    expect((await ana.call(getGroup, { params })).anonymousAsks).toBe(false);
    expect(askable?.modes).toEqual(['signed']);
    expect(refused.code).toBe('anonymous_asks_off');
    const open = await ana.call(getAsk, { params: { ...params, askId: openId } });
    expect([open.mode, open.state]).toEqual([mode, 'open']);
    await ruth.call(changeGroup, { params, body: { anonymousAsks: true } });
    expect((await ana.call(openAsk, { params, body: { meetingId, mode } })).mode).toBe(mode);
  });

  test('cannot make the group smaller than it is', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world, 2);
    const cap = await ruth.refused(changeGroup, { params, body: { cap: 2 } });
    await ruth.call(changeRole, { ...of(ana), body: { role: 'leader' } });
    const leaders = await ruth.refused(changeGroup, { params, body: { leaders: 1 } });

    expect([cap.code, leaders.code]).toEqual(['too_many_people', 'too_many_people']);
  });

  test('closes the group: nobody is invited or joins until it opens, and invitations stay good', async ({
    world,
  }) => {
    const { ruth, ana, params } = await circleOf(world);
    const { token } = await ruth.call(createInvitation, { params, body: { invitee: 'Zoe' } });
    const joining = {
      params: { token },
      body: {
        account: { signInName: 'Zoe', password: 'a quiet place to sit' },
        name: 'Zoe',
        agreementVersion: 1,
      },
    };
    const zoe = world.person('Zoe');

    await ruth.call(changeGroup, { params, body: { open: false } });

    expect((await ana.call(getGroup, { params })).open).toBe(false);
    expect((await zoe.call(getInvitation, { params: { token } })).group?.open).toBe(false);
    const inviting = { params, body: { invitee: 'Yan' } };
    expect((await ruth.refused(createInvitation, inviting)).code).toBe('group_closed');
    expect((await zoe.refused(acceptInvitation, joining)).code).toBe('group_closed');

    await ruth.call(changeGroup, { params, body: { open: true } });
    await zoe.call(acceptInvitation, joining);
    expect((await zoe.call(getGroup, { params })).members).toHaveLength(5);
  });
});

describe('roles', () => {
  test('a second leader needs a place, and then leads', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world);
    const promoted = { ...of(ana), body: { role: 'leader' as const } };
    expect((await ruth.refused(changeRole, promoted)).code).toBe('group_full');

    await ruth.call(changeGroup, { params, body: { leaders: 2 } });
    const group = await ruth.call(changeRole, promoted);

    expect(rolesIn(group)).toMatchObject({ Ana: 'leader', Ruth: 'leader' });
    await ana.call(openMeeting, { params });
  });

  test('the last leader stays one', async ({ world }) => {
    const { ruth, ana, of } = await circleOf(world);
    ruth.memberId = (await ruth.call(getGroup, { params: of(ana).params })).me;

    const down = await ruth.refused(changeRole, { ...of(ruth), body: { role: 'member' } });
    const out = await ruth.refused(removeMember, of(ruth));

    expect([down.code, out.code]).toEqual(['last_leader', 'last_leader']);
  });

  test('leading ends on a known day for whoever steps down', async ({ world }) => {
    const { ruth, ana, groupId, of } = await circleOf(world, 2);
    await ruth.call(changeRole, { ...of(ana), body: { role: 'leader' } });

    await ana.call(changeRole, { ...of(ana), body: { role: 'member' } });

    const people = await memberships.active(world.service.deps.store.read, groupId);
    const until = Object.fromEntries(people.map((one) => [one.name, one.ledUntil]));
    expect(until).toMatchObject({ Ana: expect.any(String), Ben: null, Ruth: null });
  });

  test('leadership is handed over in one step, in a group with one leader', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world);

    const group = await ruth.call(handOver, of(ana));

    expect(rolesIn(group)).toMatchObject({ Ana: 'leader', Ruth: 'member' });
    expect((await ruth.refused(openMeeting, { params })).code).toBe('forbidden');
    await ana.call(openMeeting, { params });
  });

  test('nobody who is not there is given a role, handed the group or removed', async ({
    world,
  }) => {
    const { ruth, groupId } = await circleOf(world);
    const nobody = { params: { groupId, memberId: randomId<MemberId>() } };

    const codes = [
      await ruth.refused(changeRole, { ...nobody, body: { role: 'member' } }),
      await ruth.refused(handOver, nobody),
      await ruth.refused(removeMember, nobody),
    ].map((problem) => problem.code);

    expect(codes).toEqual(['not_a_member', 'not_a_member', 'not_a_member']);
  });

  test('a leader who only watches takes no seat, does not ask and is not asked', async ({
    world,
  }) => {
    const circle = await circleOf(world);
    const { ruth, ana, groupId, params, of } = circle;
    const meetingId = await world.meeting(circle, circle.everybody);
    const inMeeting = { params: { groupId, meetingId } };

    await ruth.call(changeRole, { ...of(ruth), body: { role: 'leader', spectator: true } });

    const room = await ruth.call(getRoom, { params });
    expect(room.askable).toBeNull();
    expect(room.seats.find((seat) => seat.name === 'Ruth')?.checkedIn).toBe(false);
    expect((await ruth.refused(takeSeat, inMeeting)).code).toBe('only_watching');
    const asking = { params, body: { meetingId } };
    expect((await ruth.refused(openAsk, asking)).code).toBe('only_watching');
    const askable = (await ana.call(getRoom, { params })).askable;
    expect(askable?.people.map((one) => one.name)).toEqual(['Ben', 'Cleo']);
    const { eligible } = await ana.call(openAsk, asking);
    expect(eligible.map((one) => one.name)).toEqual(['Ben', 'Cleo']);
    await ruth.call(leaveSeat, inMeeting);
  });

  test('a leader who only watches still does when another one steps down', async ({ world }) => {
    const { ruth, ana, of } = await circleOf(world, 2);
    await ruth.call(changeRole, { ...of(ana), body: { role: 'leader', spectator: true } });

    const group = await ruth.call(handOver, of(ana));

    expect(rolesIn(group)).toMatchObject({ Ana: 'watching', Ruth: 'member' });
  });

  test('whoever hands leadership to themself steps down, where another one leads', async ({
    world,
  }) => {
    const { ruth, ana, of } = await circleOf(world, 2);
    await ruth.call(changeRole, { ...of(ruth), body: { role: 'leader', spectator: true } });
    expect((await ruth.refused(handOver, of(ruth))).code).toBe('last_leader');
    await ruth.call(changeRole, { ...of(ana), body: { role: 'leader' } });

    const group = await ruth.call(handOver, of(ruth));

    expect(rolesIn(group)).toMatchObject({ Ana: 'leader', Ruth: 'member' });
  });

  test('a member cannot only watch', async ({ world }) => {
    const { ruth, ana, of } = await circleOf(world);

    const refused = await ruth.refused(changeRole, {
      ...of(ana),
      body: { role: 'member', spectator: true },
    });

    expect(refused.code).toBe('invalid_request');
  });
});

describe('whoever is removed', () => {
  test('has lost access at once, on every device', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world);
    const listener = await ana.listen(params.groupId);
    await listener.heard((one) => one.type === 'reset');
    const closing = once(listener.socket, 'close');

    await ruth.call(removeMember, of(ana));

    expect((await closing)[0]).toBe(CLOSE.accessEnded);
    expect((await ana.refused(getGroup, { params })).code).toBe('not_found');
    expect((await ana.call(getHome, {})).groups).toEqual([]);
    expect((await ruth.refused(removeMember, of(ana))).code).toBe('not_a_member');
  });

  test('does not come back by a link of their own making', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world, 2);
    await ruth.call(changeRole, { ...of(ana), body: { role: 'leader' } });
    const invite = { params, body: { invitee: 'Zoe', role: 'leader' as const } };
    const { token } = await ana.call(createInvitation, invite);
    const other = await ruth.call(createInvitation, { params, body: { invitee: 'Yan' } });

    await ruth.call(removeMember, of(ana));

    expect((await ruth.call(getInvitation, { params: { token } })).state).toBe('withdrawn');
    const still = await ruth.call(getInvitation, { params: { token: other.token } });
    expect(still.state).toBe('open');
  });

  test('is signed out on a shared device, also when they come back', async ({ world }) => {
    const { groupId, ruth, ana, ben, params, of, ...circle } = await circleOf(world);
    const everybody = [ruth, ana, ben];
    const meetingId = await world.meeting({ groupId, ...circle }, everybody);
    const askId = await ask(ben, groupId, meetingId);
    const tablet = world.person('Ana');
    const { signInName } = await ana.call(getMe, {});
    await tablet.call(signIn, {
      body: { signInName, password: PASSWORD, oneAnswer: { groupId, askId } },
    });

    await ruth.call(removeMember, of(ana));

    const refused = await tablet.refused(getAsk, { params: { ...params, askId } });
    expect(refused.code).toBe('unauthenticated');
  });

  test('gives up the seat; their open ask is gone, and those they were asked keep their length', async ({
    world,
  }) => {
    const circle = await circleOf(world);
    const { ruth, ana, ben, groupId, params, of } = circle;
    const meetingId = await world.meeting(circle, circle.everybody);
    const theirs = await ask(ana, groupId, meetingId, { moment: 'When I laughed' });
    await answer(ben, groupId, theirs);
    const asked = await ask(ben, groupId, meetingId);

    await ruth.call(removeMember, of(ana));

    const gone = await ben.call(getAsk, { params: { groupId, askId: theirs } });
    expect(gone).toMatchObject({ state: 'withdrawn', moment: null, asker: { name: '' } });
    const { eligible } = await ben.call(getAsk, { params: { groupId, askId: asked } });
    expect(eligible.map((one) => one.name).sort()).toEqual(['', 'Cleo', 'Ruth']);
    const room = await ruth.call(getRoom, { params });
    expect(room.seats.map((seat) => seat.name)).toEqual(['Ben', 'Cleo', 'Ruth']);
    const { asks } = await ben.call(listAsks, { params, query: {} });
    expect(asks.map((one) => one.id)).toEqual([asked]);
  });

  test('has no name in what they wrote', async ({ world }) => {
    const circle = await circleOf(world);
    const { ruth, ana, ben, groupId, of } = circle;
    const meetingId = await world.meeting(circle, circle.everybody);
    const askId = await ask(ben, groupId, meetingId);
    await answer(ana, groupId, askId);
    await ruth.call(removeMember, of(ana));

    await ben.call(openAnswers, { params: { groupId, askId } });
    const { answers } = await ben.call(getResults, { params: { groupId, askId } });

    expect(answers.map((one) => one.from)).toEqual([{ memberId: null, name: '', role: 'member' }]);
  });

  test('leaves a name that others may take', async ({ world }) => {
    const { ruth, ana, params, of } = await circleOf(world);
    await ruth.call(removeMember, of(ana));
    const { token } = await ruth.call(createInvitation, { params, body: { invitee: 'Zoe' } });

    const joined = await world.person('Zoe').call(acceptInvitation, {
      params: { token },
      body: {
        account: { signInName: 'Zoe', password: 'a quiet place to sit' },
        name: 'Ana',
        agreementVersion: 1,
      },
    });

    expect(joined.memberId).not.toBe(ana.memberId);
  });

  test('comes back to what was theirs when invited again, under the name they take then', async ({
    world,
  }) => {
    const circle = await circleOf(world);
    const { ruth, ana, ben, groupId, params, of } = circle;
    const meetingId = await world.meeting(circle, circle.everybody);
    const askId = await ask(ben, groupId, meetingId);
    await answer(ana, groupId, askId);
    await ruth.call(removeMember, of(ana));

    const { token } = await ruth.call(createInvitation, { params, body: { invitee: 'Ana' } });
    const taken = {
      params: { token },
      body: { account: null, name: 'BEN', agreementVersion: 1 },
    };
    expect((await ana.refused(acceptInvitation, taken)).code).toBe('name_taken');
    const back = await ana.call(acceptInvitation, {
      ...taken,
      body: { ...taken.body, name: 'Anna' },
    });

    expect(back.memberId).toBe(ana.memberId);
    await ben.call(openAnswers, { params: { groupId, askId } });
    const { answers } = await ben.call(getResults, { params: { groupId, askId } });
    expect(answers.map((one) => one.from.name)).toEqual(['Anna']);
    const { invitations } = await ruth.call(listInvitations, { params });
    expect(invitations.find((one) => one.invitee === 'Ana')?.joinedAs).toBe(ana.memberId);
    expect((await ana.call(getHome, {})).groups).toHaveLength(1);
  });
});
