// Who may do what: one row an operation, and an operation without a row fails.
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allowLeaderRecovery, signIn } from '../../src/contract/accounts.ts';
import { getGroup } from '../../src/contract/groups.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { openAnswers } from '../../src/contract/results.ts';
import { takeCursor } from '../../src/app/live.ts';
import { operations } from '../support/operations.ts';
import {
  aGroup,
  anAnswer,
  ask,
  type Circle,
  PASSWORD,
  type Person,
  World,
} from '../support/world.ts';

const ROLES = ['stranger', 'foreigner', 'member', 'peer', 'asker', 'leader'] as const;
type Role = (typeof ROLES)[number];

interface Scene extends Circle {
  meetingId: string;
  askId: string;
  people: Record<Role, Person>;
}
interface Row {
  /** `ok`, or the code of the refusal, for each role in order. */
  who: readonly [string, string, string, string, string, string];
  input?: (scene: Scene) => unknown;
  prepare?: (scene: Scene) => Promise<void>;
}

const inGroup = ({ groupId }: Scene) => ({ params: { groupId } });
const inMeeting = ({ groupId, meetingId }: Scene) => ({ params: { groupId, meetingId } });
const ofAsk = ({ groupId, askId }: Scene) => ({ params: { groupId, askId } });
const invite = async (scene: Scene) => {
  const { leader, groupId } = scene;
  const made = await leader.call(createInvitation, {
    params: { groupId },
    body: { invitee: 'Zoe' },
  });
  invited.set(scene, { token: made.token, invitationId: made.invitation.id });
};
const invited = new WeakMap<Scene, { token: string; invitationId: string }>();

const all = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'] as const;
const signedIn = ['unauthenticated', 'ok', 'ok', 'ok', 'ok', 'ok'] as const;
const members = ['unauthenticated', 'not_found', 'ok', 'ok', 'ok', 'ok'] as const;
const leaders = [
  'unauthenticated',
  'not_found',
  'forbidden',
  'forbidden',
  'forbidden',
  'ok',
] as const;
const askers = [
  'unauthenticated',
  'not_found',
  'not_found',
  'not_yours',
  'ok',
  'not_yours',
] as const;
const peers = ['unauthenticated', 'not_found', 'not_found', 'ok', 'not_asked', 'ok'] as const;

const operator = [
  'unauthenticated',
  'not_found',
  'not_found',
  'not_found',
  'not_found',
  'ok',
] as const;
const confirmation = { password: PASSWORD };
const aPasskey = {
  id: 'none',
  rawId: 'none',
  type: 'public-key',
  response: {},
  clientExtensionResults: {},
};

const TABLE: Record<string, Row> = {
  getStart: { who: all },
  setUp: {
    who: repeat('already_set_up'),
    input: () => ({ body: { code: 'none', signInName: 'Somebody', password: PASSWORD } }),
  },
  signIn: {
    who: all,
    input: () => ({ body: { signInName: 'Ruth', password: PASSWORD } }),
  },
  signOut: { who: signedIn },
  recover: {
    who: repeat('wrong_credentials'),
    input: () => ({ body: { signInName: randomUUID(), code: 'none', password: PASSWORD } }),
  },
  getMe: { who: signedIn },
  // The tests speak to an address, where there are no passkeys: `passkeys.test.ts` speaks to a name.
  passkeyForNewAccount: {
    who: repeat('passkeys_need_tls'),
    input: () => ({ body: { signInName: 'Zoe' } }),
  },
  passkeyToSignIn: { who: repeat('passkeys_need_tls') },
  signInWithPasskey: {
    who: repeat('passkeys_need_tls'),
    input: () => ({ body: { passkey: aPasskey } }),
  },
  passkeyToAdd: { who: ['unauthenticated', ...fiveTimes('passkeys_need_tls')] },
  addPasskey: {
    who: ['unauthenticated', ...fiveTimes('passkeys_need_tls')],
    input: () => ({ body: { name: 'My phone', passkey: aPasskey } }),
  },
  removePasskey: {
    who: ['unauthenticated', ...fiveTimes('not_found')],
    input: () => ({ params: { passkeyId: 'none' } }),
  },
  getSecurity: { who: signedIn },
  setPassword: {
    who: signedIn,
    input: () => ({ body: { password: PASSWORD, confirmation } }),
  },
  changeEmail: { who: signedIn, input: () => ({ body: { email: null, confirmation } }) },
  renewRecoveryCodes: { who: signedIn, input: () => ({ body: { confirmation } }) },
  endSession: {
    who: ['unauthenticated', ...fiveTimes('not_found')],
    input: () => ({ params: { sessionId: '0'.repeat(64) } }),
  },
  endOtherSessions: { who: signedIn },
  allowLeaderRecovery: {
    who: signedIn,
    input: () => ({ body: { allowed: true, confirmation } }),
  },
  stopRecoveryLink: { who: signedIn },
  recoverByLink: {
    who: repeat('recovery_refused'),
    input: () => ({ body: { token: 'none', password: PASSWORD } }),
  },
  makeRecoveryLink: {
    who: leaders,
    prepare: async ({ people }) => {
      await people.member.call(allowLeaderRecovery, { body: { allowed: true, confirmation } });
    },
    input: ({ groupId, people }) => ({ params: { groupId, memberId: people.member.memberId } }),
  },
  listRecoveryLinks: { who: leaders, input: inGroup },
  // The leader of the scene is also the operator.
  listCreators: { who: operator },
  setCreator: { who: operator, input: () => ({ body: { signInName: 'Ruth', may: true } }) },
  createGroup: {
    who: [
      'unauthenticated',
      'may_not_create_groups',
      'may_not_create_groups',
      'may_not_create_groups',
      'may_not_create_groups',
      'ok',
    ],
    input: () => ({ body: aGroup('Ruth') }),
  },
  getGroup: { who: members, input: inGroup },
  setCrisisContacts: {
    who: leaders,
    input: (scene) => ({
      ...inGroup(scene),
      body: { crisisContacts: aGroup('Ruth').crisisContacts },
    }),
  },
  activateGroup: { who: leaders, input: inGroup },
  listInvitations: { who: leaders, input: inGroup },
  createInvitation: {
    who: leaders,
    input: (scene) => ({ ...inGroup(scene), body: { invitee: 'Zoe' } }),
  },
  withdrawInvitation: {
    who: leaders,
    prepare: invite,
    input: (scene) => ({
      params: { groupId: scene.groupId, invitationId: invited.get(scene)?.invitationId },
    }),
  },
  getInvitation: {
    who: all,
    prepare: invite,
    input: (scene) => ({ params: { token: invited.get(scene)?.token } }),
  },
  acceptInvitation: {
    who: [
      'unauthenticated',
      'ok',
      'already_a_member',
      'already_a_member',
      'already_a_member',
      'already_a_member',
    ],
    prepare: invite,
    input: (scene) => ({
      params: { token: invited.get(scene)?.token },
      body: { account: null, name: 'Zoe', agreementVersion: 1 },
    }),
  },
  getHome: { who: signedIn },
  getRoom: { who: members, input: inGroup },
  openMeeting: {
    who: leaders,
    prepare: async (scene) => {
      await scene.leader.call(endMeeting, inMeeting(scene));
    },
    input: inGroup,
  },
  endMeeting: { who: leaders, input: inMeeting },
  takeSeat: { who: members, input: inMeeting },
  leaveSeat: { who: members, input: inMeeting },
  openAsk: {
    who: ['unauthenticated', 'not_found', 'not_at_meeting', 'ok', 'already_asked', 'ok'],
    input: (scene) => ({ ...inGroup(scene), body: { meetingId: scene.meetingId } }),
  },
  listAsks: { who: members, input: (scene) => ({ ...inGroup(scene), query: {} }) },
  getAsk: {
    who: ['unauthenticated', 'not_found', 'not_found', 'ok', 'ok', 'ok'],
    input: ofAsk,
  },
  closeAsk: { who: askers, input: ofAsk },
  withdrawAsk: { who: askers, input: ofAsk },
  putAnswer: { who: peers, input: (scene) => ({ ...ofAsk(scene), body: anAnswer() }) },
  getMyAnswer: { who: peers, input: ofAsk },
  passAsk: { who: peers, input: ofAsk },
  openAnswers: { who: askers, input: ofAsk },
  getResults: {
    who: ['unauthenticated', 'not_found', 'not_found', 'not_found', 'ok', 'not_found'],
    prepare: async (scene) => {
      await scene.people.asker.call(openAnswers, ofAsk(scene));
    },
    input: ofAsk,
  },
  pollEvents: {
    who: members,
    input: (scene) => ({ ...inGroup(scene), query: { after: cursors.get(scene), wait: 0 } }),
  },
};
const cursors = new WeakMap<Scene, string>();

function repeat(code: string) {
  return [code, ...fiveTimes(code)] as const;
}

function fiveTimes(code: string) {
  return [code, code, code, code, code] as const;
}

let world: World;
let founder: Person;
let foreigners: Circle;

beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
  foreigners = await world.circle(founder, ['Foreigner']);
});
afterAll(() => world.close());

async function scene(): Promise<Scene> {
  const circle = await world.circle(founder, ['Member', 'Peer', 'Asker']);
  const [member, peer, asker] = circle.members as [Person, Person, Person];
  const foreigner = world.person('Foreigner');
  foreigner.cookie = foreigners.members[0]?.cookie ?? '';
  const leader = world.person('Ruth');
  leader.cookie = founder.cookie;
  const meetingId = await world.meeting(circle, [founder, peer, asker]);
  const askId = await ask(asker, circle.groupId, meetingId);
  const made = {
    ...circle,
    meetingId,
    askId,
    people: { stranger: world.person('Stranger'), foreigner, member, peer, asker, leader },
  };
  cursors.set(made, await takeCursor(world.service.deps, circle.groupId));
  return made;
}

test('every operation of the contract has a row, and every row an operation', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(operations).sort());
});

describe.each(Object.entries(TABLE))('%s', (name, row) => {
  const operation = operations[name] as Operation;
  test.each(ROLES.map((role, i) => [role, row.who[i] ?? ''] as const))(
    'answers the %s: %s',
    async (role, expected) => {
      const made = await scene();
      await row.prepare?.(made);
      const input = (row.input?.(made) ?? {}) as never;

      const response = await made.people[role].send(operation, input);
      const reply = (await response.json()) as { code?: string };

      expect(response.ok ? 'ok' : reply.code).toBe(expected);
      // Signing out ends the founder's session for the scenes that follow.
      if (name === 'signOut' && role === 'leader') founder.cookie = await signInAgain();
      if (name === 'signOut' && role === 'foreigner')
        foreigners = await world.circle(founder, ['Foreigner']);
    },
  );
});

async function signInAgain(): Promise<string> {
  const person = world.person('Ruth');
  await person.call(signIn, { body: { signInName: 'Ruth', password: PASSWORD } });
  return person.cookie;
}

test('a malformed address is as absent as a foreign one', async () => {
  const { people } = await scene();

  const foreign = await people.member.refused(getGroup, { params: { groupId: randomUUID() } });
  const malformed = await people.member.refused(getGroup, { params: { groupId: "x' or 1=1" } });

  expect({ ...malformed, instance: '' }).toEqual({ ...foreign, instance: '' });
  expect(foreign.code).toBe('not_found');
});
