// Who may do what: one row an operation, and an operation without a row fails.
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allowLeaderRecovery, signIn } from '../../src/contract/accounts.ts';
import { getGroup, removeMember } from '../../src/contract/groups.ts';
import { addToAgenda } from '../../src/contract/agenda.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { keepSentence } from '../../src/contract/journal.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { beginReview } from '../../src/contract/reviews.ts';
import { listReports, reportAnswer } from '../../src/contract/reports.ts';
import { getResults, openAnswers, shareResults } from '../../src/contract/results.ts';
import { planExperiment } from '../../src/contract/goals.ts';
import type { AskId, ExperimentId, GoalId } from '../../src/contract/primitives.ts';
import { draft, practise, WORDING } from '../goals/practising.ts';
import { operations } from '../support/operations.ts';
import {
  aGroup,
  anAnswer,
  answer,
  ask,
  type Circle,
  PASSWORD,
  type Person,
  World,
} from '../support/world.ts';

const ROLES = ['stranger', 'foreigner', 'member', 'peer', 'asker', 'leader'] as const;
type Role = (typeof ROLES)[number];
/** To whoever was removed from the group it is as foreign as to those who never belonged. */
const AS_FOREIGN = ['former'] as const;

interface Scene extends Circle {
  meetingId: string;
  askId: string;
  people: Record<Role | (typeof AS_FOREIGN)[number], Person>;
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
const ofPart = ({ groupId, askId }: Scene) => ({
  params: { groupId, askId, partId: randomUUID() },
});
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
const withoutParts = [
  'unauthenticated',
  'not_found',
  'not_found',
  'not_yours',
  'not_found',
  'not_yours',
] as const;
const peers = ['unauthenticated', 'not_found', 'not_found', 'ok', 'not_asked', 'ok'] as const;

/** Of a goal of the asker's: it is there for nobody else. */
const practising = [
  'unauthenticated',
  'not_found',
  'not_found',
  'not_found',
  'ok',
  'not_found',
] as const;
/** The member of the scene was not there. */
const atMeeting = ['unauthenticated', 'not_found', 'not_at_meeting', 'ok', 'ok', 'ok'] as const;

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
  changeGroup: {
    who: leaders,
    input: (scene) => ({ ...inGroup(scene), body: { name: 'Wednesday circle' } }),
  },
  listAgreements: { who: members, input: inGroup },
  changeAgreement: {
    who: leaders,
    input: (scene) => ({ ...inGroup(scene), body: { text: 'Be kind.', replaces: 1 } }),
  },
  acceptAgreement: {
    who: members,
    input: ({ groupId }) => ({ params: { groupId, version: '1' } }),
  },
  changeRole: {
    who: leaders,
    input: ({ groupId, people }) => ({
      params: { groupId, memberId: people.member.memberId },
      body: { role: 'member' },
    }),
  },
  handOver: {
    who: leaders,
    input: ({ groupId, people }) => ({ params: { groupId, memberId: people.member.memberId } }),
  },
  removeMember: {
    who: leaders,
    input: ({ groupId, people }) => ({ params: { groupId, memberId: people.member.memberId } }),
  },
  leaveGroup: {
    who: ['unauthenticated', 'not_found', 'ok', 'ok', 'ok', 'last_leader'],
    input: (scene) => ({ ...inGroup(scene), body: { given: 'erase' } }),
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
  sayInRoom: {
    who: ['unauthenticated', 'not_found', 'not_found', 'ok', 'not_asked', 'nothing_there'],
    prepare: offered,
    input: (scene) => ({ ...ofAsk(scene), body: { said: true } }),
  },
  passAsk: { who: peers, input: ofAsk },
  openAnswers: { who: askers, input: ofAsk },
  getResults: {
    who: ['unauthenticated', 'not_found', 'not_found', 'not_found', 'ok', 'not_found'],
    prepare: async (scene) => {
      await scene.people.asker.call(openAnswers, ofAsk(scene));
    },
    input: ofAsk,
  },
  putReflection: {
    who: askers,
    prepare: readAndClosed,
    input: (scene) => ({
      ...ofAsk(scene),
      body: { happened: 'no', likelyNext: 30, line: 'It was enough.' },
    }),
  },
  react: {
    who: askers,
    prepare: answered,
    input: (scene) => ({ ...ofAnswer(scene), body: { reactions: ['thank'] } }),
  },
  hideAnswer: {
    who: askers,
    prepare: answered,
    input: (scene) => ({ ...ofAnswer(scene), body: { hidden: true } }),
  },
  reportAnswer: {
    who: askers,
    prepare: answered,
    input: (scene) => ({ ...ofAnswer(scene), body: { reason: 'hurtful' } }),
  },
  withdrawAnswer: {
    who: ['unauthenticated', 'not_found', 'not_found', 'ok', 'not_asked', 'answer_not_reported'],
    prepare: reported,
    input: ofAsk,
  },
  listTicketKeys: { who: all },
  // An ask with names has no tickets and no parts: `test/anonymous` has the asks that do.
  issueTicket: {
    who: ['unauthenticated', 'not_found', 'not_found', 'wrong_mode', 'wrong_mode', 'wrong_mode'],
    input: (scene) => ({
      ...ofAsk(scene),
      body: { keyId: 'A'.repeat(11), blinded: 'A'.repeat(43) },
    }),
  },
  ownPart: {
    who: ['unauthenticated', 'not_found', 'not_found', 'not_found', 'not_asked', 'not_found'],
    input: (scene) => ({
      ...ofPart(scene),
      body: { key: 'A'.repeat(43), signature: 'A'.repeat(86) },
    }),
  },
  reactToPart: {
    who: withoutParts,
    prepare: answered,
    input: (scene) => ({ ...ofPart(scene), body: { reactions: ['thank'] } }),
  },
  hidePart: {
    who: withoutParts,
    prepare: answered,
    input: (scene) => ({ ...ofPart(scene), body: { hidden: true } }),
  },
  reportPart: {
    who: withoutParts,
    prepare: answered,
    input: (scene) => ({ ...ofPart(scene), body: { reason: 'hurtful' } }),
  },
  keepPart: { who: withoutParts, prepare: answered, input: ofPart },
  listReports: { who: leaders, prepare: reported, input: inGroup },
  closeReport: {
    who: leaders,
    prepare: reported,
    input: (scene) => ({
      params: { groupId: scene.groupId, reportId: idFrom(scene) },
      body: { outcome: 'talked' },
    }),
  },
  shareResults: {
    who: askers,
    prepare: readAndClosed,
    input: (scene) => ({
      ...ofAsk(scene),
      body: { guess: true, strips: true, reflection: false },
    }),
  },
  getSharedResults: {
    who: members,
    prepare: async (scene) => {
      await readAndClosed(scene);
      await scene.people.asker.call(shareResults, {
        ...ofAsk(scene),
        body: { guess: false, strips: true, reflection: false },
      });
    },
    input: ofAsk,
  },
  sayLate: {
    who: peers,
    prepare: readAndClosed,
    input: (scene) => ({ ...ofAsk(scene), body: { channel: 'thought', text: 'I thought on.' } }),
  },
  getJournal: { who: members, input: (scene) => ({ ...inGroup(scene), query: {} }) },
  keepSentence: {
    who: askers,
    prepare: answered,
    input: (scene) => ({ ...ofAsk(scene), body: { answerId: idFrom(scene), position: 0 } }),
  },
  letGoOfSentence: {
    who: ['unauthenticated', 'not_found', 'not_found', 'not_found', 'ok', 'not_found'],
    prepare: async (scene) => {
      await answered(scene);
      const body = { answerId: idFrom(scene), position: 0 };
      const kept = await scene.people.asker.call(keepSentence, { ...ofAsk(scene), body });
      ids.set(scene, kept.id);
    },
    input: (scene) => ({ params: { groupId: scene.groupId, keptId: idFrom(scene) } }),
  },
  getAgenda: { who: members, input: inGroup },
  addToAgenda: {
    who: members,
    input: (scene) => ({ ...inGroup(scene), body: { text: 'How we end' } }),
  },
  takeOffAgenda: {
    who: ['unauthenticated', 'not_found', 'not_yours', 'not_yours', 'ok', 'ok'],
    prepare: async (scene) => {
      const body = { text: 'How we end' };
      const item = await scene.people.asker.call(addToAgenda, { ...inGroup(scene), body });
      ids.set(scene, item.id);
    },
    input: (scene) => ({ params: { groupId: scene.groupId, itemId: idFrom(scene) } }),
  },
  listGoals: { who: members, input: inGroup },
  makeGoal: { who: members, input: (scene) => ({ ...inGroup(scene), body: WORDING }) },
  // `test/goals/goals.test.ts` says who reads a goal that is shown to somebody.
  getGoal: { who: practising, prepare: practisingGoal, input: ofGoal },
  wordGoal: {
    who: practising,
    prepare: async (scene) => {
      const { people, groupId } = scene;
      ids.set(scene, (await draft(people.asker, groupId)).id);
    },
    input: (scene) => ({ ...ofGoal(scene), body: WORDING }),
  },
  reframeGoal: {
    who: practising,
    prepare: practisingGoal,
    input: (scene) => ({ ...ofGoal(scene), body: { wording: WORDING } }),
  },
  keepGoal: {
    who: practising,
    prepare: practisingGoal,
    input: (scene) => ({ ...ofGoal(scene), body: { importance: 2 } }),
  },
  moveGoal: {
    who: practising,
    prepare: practisingGoal,
    input: (scene) => ({ ...ofGoal(scene), body: { state: 'paused' } }),
  },
  eraseGoal: { who: practising, prepare: practisingGoal, input: ofGoal },
  planExperiment: {
    who: practising,
    prepare: practisingGoal,
    input: (scene) => ({ ...ofGoal(scene), body: EXPERIMENT }),
  },
  replanExperiment: {
    who: practising,
    prepare: plannedExperiment,
    input: (scene) => ({ ...ofExperiment(scene), body: EXPERIMENT }),
  },
  settleExperiment: {
    who: practising,
    prepare: plannedExperiment,
    input: (scene) => ({ ...ofExperiment(scene), body: { done: 'yes' } }),
  },
  eraseExperiment: { who: practising, prepare: plannedExperiment, input: ofExperiment },
  rateGoal: {
    who: practising,
    prepare: practisingGoal,
    input: (scene) => ({
      params: { ...ofGoal(scene).params, meetingId: scene.meetingId },
      body: { level: 1, distance: 4 },
    }),
  },
  getCheckOut: { who: atMeeting, input: inMeeting },
  putCheckOut: {
    who: atMeeting,
    input: (scene) => ({ ...inMeeting(scene), body: { mine: { shares: 1 } } }),
  },
  eraseCheckOut: { who: atMeeting, input: inMeeting },
  listReviews: { who: members, input: inGroup },
  beginReview: { who: practising, prepare: practisingGoal, input: ofGoal },
  // `test/growth/reviews.test.ts` says who reads a review of which a section is shared.
  getReview: { who: practising, prepare: reviewed, input: ofReview },
  writeReview: {
    who: practising,
    prepare: reviewed,
    input: (scene) => ({ ...ofReview(scene), body: { note: 'I spoke.' } }),
  },
  eraseReview: { who: practising, prepare: reviewed, input: ofReview },
  getGrowth: { who: members, input: inGroup },
  getGroupCard: { who: members, input: inGroup },
  rehearse: { who: leaders, input: (scene) => ({ ...inMeeting(scene), body: { on: true } }) },
  pollEvents: {
    who: members,
    input: (scene) => ({ ...inGroup(scene), query: { after: cursors.get(scene), wait: 0 } }),
  },
};
const cursors = new WeakMap<Scene, string>();

/** What was made while the scene was prepared. */
const ids = new WeakMap<Scene, string>();
const idFrom = (scene: Scene) => ids.get(scene) ?? '';
const ofAnswer = (scene: Scene) => ({
  params: { ...ofAsk(scene).params, answerId: idFrom(scene) },
});

/** The asker practises, whatever others may see of it: nobody else changes it. */
async function practisingGoal(scene: Scene): Promise<void> {
  ids.set(scene, await practise(scene.people.asker, scene.groupId));
}
function ofGoal(scene: Scene) {
  return { params: { groupId: scene.groupId, goalId: idFrom(scene) as GoalId } };
}
const EXPERIMENT = {
  text: 'One sentence nobody asked me for',
  setting: 'in_room',
  when: { kind: 'next_meeting' },
} as const;
async function plannedExperiment(scene: Scene): Promise<void> {
  await practisingGoal(scene);
  const made = await scene.people.asker.call(planExperiment, {
    ...ofGoal(scene),
    body: EXPERIMENT,
  });
  experiments.set(scene, made.id);
}
async function reviewed(scene: Scene): Promise<void> {
  await practisingGoal(scene);
  const made = await scene.people.asker.call(beginReview, ofGoal(scene));
  ids.set(scene, made.id);
}
function ofReview(scene: Scene) {
  return { params: { groupId: scene.groupId, reviewId: idFrom(scene) } };
}
const experiments = new WeakMap<Scene, ExperimentId>();
function ofExperiment(scene: Scene) {
  return { params: { ...ofGoal(scene).params, experimentId: experiments.get(scene) ?? '' } };
}

async function readAndClosed(scene: Scene): Promise<void> {
  await scene.people.asker.call(closeAsk, ofAsk(scene));
  await scene.people.asker.call(openAnswers, ofAsk(scene));
}

async function answered(scene: Scene): Promise<void> {
  const { groupId, askId, people } = scene;
  await answer(people.peer, groupId, askId as AskId);
  await people.asker.call(openAnswers, ofAsk(scene));
  const { answers } = await people.asker.call(getResults, ofAsk(scene));
  ids.set(scene, answers[0]?.id ?? '');
}

/** The peer is willing to say more. */
async function offered(scene: Scene): Promise<void> {
  await answer(scene.people.peer, scene.groupId, scene.askId as AskId, { inRoom: true });
}

async function reported(scene: Scene): Promise<void> {
  await answered(scene);
  const body = { reason: 'hurtful' as const };
  await scene.people.asker.call(reportAnswer, { ...ofAnswer(scene), body });
  const { reports } = await scene.leader.call(listReports, inGroup(scene));
  ids.set(scene, reports[0]?.id ?? '');
}

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
  const circle = await world.gathering(founder, ['Peer', 'Asker', 'Member', 'Former'], {
    absent: 2,
  });
  const [peer, asker, member, former] = circle.members as [Person, Person, Person, Person];
  const foreigner = world.person('Foreigner');
  foreigner.cookie = foreigners.members[0]?.cookie ?? '';
  const leader = world.person('Ruth');
  leader.cookie = founder.cookie;
  const askId = await ask(asker, circle.groupId, circle.meetingId);
  await founder.call(removeMember, {
    params: { groupId: circle.groupId, memberId: former.memberId },
  });
  const made = {
    ...circle,
    askId,
    people: { stranger: world.person('Stranger'), foreigner, member, peer, asker, leader, former },
  };
  cursors.set(made, await world.cursor(circle.groupId));
  return made;
}

test('every operation of the contract has a row, and every row an operation', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(operations).sort());
});

/** A scene in which nothing has happened yet but refusals: the next that needs none of its own takes it. */
let untouched: Scene | null = null;

describe.each(Object.entries(TABLE))('%s', (name, row) => {
  const operation = operations[name] as Operation;
  let prepared: Scene | null = null;
  /** A refusal changes nothing, and neither does reading; whoever is let do more leaves the scene behind. */
  async function take(): Promise<Scene> {
    if (prepared) return prepared;
    const made = (!row.prepare && untouched) || (await scene());
    if (!row.prepare) untouched = null;
    await row.prepare?.(made);
    return made;
  }

  const cases = [
    ...ROLES.map((role, i) => [role, row.who[i] ?? ''] as const),
    ...AS_FOREIGN.map((role) => [role, row.who[ROLES.indexOf('foreigner')] ?? ''] as const),
  ];
  test.each(cases.toSorted(([, a], [, b]) => Number(a === 'ok') - Number(b === 'ok')))(
    'answers the %s: %s',
    async (role, expected) => {
      const made = await take();
      prepared = null;
      const input = (row.input?.(made) ?? {}) as never;

      const response = await made.people[role].send(operation, input);
      const reply = (await response.json()) as { code?: string };

      expect(response.ok ? 'ok' : reply.code).toBe(expected);
      if (!response.ok || operation.method === 'GET') prepared = made;
      // Signing out ends the founder's session for the scenes that follow.
      if (name === 'signOut' && role === 'leader') founder.cookie = await signInAgain();
      if (name === 'signOut' && role === 'foreigner')
        foreigners = await world.circle(founder, ['Foreigner']);
    },
  );
  afterAll(() => {
    if (!row.prepare) untouched = prepared;
  });
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
