// For every operation that changes something: whoever's view changed is told by an event, whoever's did not is
// told nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  allowLeaderRecovery,
  getSecurity,
  signOut,
  stopRecoveryLink,
} from '../../src/contract/accounts.ts';
import { getMyAnswer, passAsk, putAnswer } from '../../src/contract/answers.ts';
import { closeAsk, getAsk, listAsks, withdrawAsk } from '../../src/contract/asks.ts';
import {
  activateGroup,
  createGroup,
  getGroup,
  listRecoveryLinks,
  makeRecoveryLink,
  setCrisisContacts,
} from '../../src/contract/groups.ts';
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  withdrawInvitation,
} from '../../src/contract/invitations.ts';
import {
  endMeeting,
  getHome,
  getRoom,
  leaveSeat,
  openMeeting,
  takeSeat,
} from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type { AskId, MeetingId, MemberId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { dayOf } from '../../src/domain/time.ts';
import { randomId } from '../../src/ids.ts';
import type { Listener } from '../../src/ops/client.ts';
import * as events from '../../src/store/events.ts';
import * as groups from '../../src/store/groups.ts';
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

interface Stage extends Circle {
  meetingId: MeetingId;
  /** By Asker, shown to the asker alone. */
  mine: AskId;
  /** By Other, shown to the group. */
  shared: AskId;
}
type Step = (stage: Stage) => Promise<unknown>;

const person = ({ everybody }: Stage, name: string) => {
  const found = everybody.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const inGroup = ({ groupId }: Stage) => ({ params: { groupId } });
const inMeeting = ({ groupId, meetingId }: Stage) => ({ params: { groupId, meetingId } });
const ofAsk = ({ groupId, mine: askId }: Stage) => ({ params: { groupId, askId } });
const ofShared = ({ groupId, shared: askId }: Stage) => ({ params: { groupId, askId } });

const mayHelp = (allowed: boolean) => (s: Stage) =>
  person(s, 'Absent').call(allowLeaderRecovery, {
    body: { allowed, confirmation: { password: PASSWORD } },
  });
const makeLink = (s: Stage) =>
  s.leader.call(makeRecoveryLink, {
    params: { groupId: s.groupId, memberId: person(s, 'Absent').memberId },
  });
const helped = async (s: Stage) => {
  await mayHelp(true)(s);
  await makeLink(s);
};

/** What is done first, then what is watched. Several ways to do one operation stand beside each other. */
const CHANGES: Record<string, readonly { before?: Step; change: Step }[]> = {
  createGroup: [{ change: (s) => s.leader.call(createGroup, { body: aGroup('Ruth') }) }],
  setCrisisContacts: [
    {
      change: (s) =>
        s.leader.call(setCrisisContacts, {
          ...inGroup(s),
          body: {
            crisisContacts: [
              ...aGroup('Ruth').crisisContacts,
              { kind: 'other', name: 'A friend', reach: '0123' },
            ],
          },
        }),
    },
  ],
  activateGroup: [{ change: (s) => s.leader.call(activateGroup, inGroup(s)) }],
  createInvitation: [
    {
      change: (s) => s.leader.call(createInvitation, { ...inGroup(s), body: { invitee: 'Zoe' } }),
    },
  ],
  withdrawInvitation: [
    {
      change: async (s) => {
        const { invitations } = await s.leader.call(listInvitations, inGroup(s));
        const invitationId = invitations.find((one) => one.state === 'open')?.id;
        await s.leader.call(withdrawInvitation, {
          params: { groupId: s.groupId, invitationId: invitationId ?? '' },
        });
      },
    },
  ],
  acceptInvitation: [
    {
      change: async (s) => {
        const token = tokens.get(s);
        await world.person('Zoe').call(acceptInvitation, {
          params: { token: token ?? '' },
          body: {
            account: { signInName: `Zoe ${s.groupId}`, password: PASSWORD },
            name: 'Zoe',
            agreementVersion: 1,
          },
        });
      },
    },
  ],
  makeRecoveryLink: [{ before: mayHelp(true), change: makeLink }],
  stopRecoveryLink: [
    { before: helped, change: (s) => person(s, 'Absent').call(stopRecoveryLink, {}) },
  ],
  allowLeaderRecovery: [{ before: helped, change: mayHelp(false) }],
  openMeeting: [
    {
      before: (s) => s.leader.call(endMeeting, inMeeting(s)),
      change: (s) => s.leader.call(openMeeting, inGroup(s)),
    },
  ],
  endMeeting: [{ change: (s) => s.leader.call(endMeeting, inMeeting(s)) }],
  takeSeat: [{ change: (s) => person(s, 'Absent').call(takeSeat, inMeeting(s)) }],
  leaveSeat: [{ change: (s) => person(s, 'Peer').call(leaveSeat, inMeeting(s)) }],
  openAsk: [{ change: (s) => ask(person(s, 'Peer'), s.groupId, s.meetingId) }],
  closeAsk: [
    { change: (s) => person(s, 'Asker').call(closeAsk, ofAsk(s)) },
    { change: (s) => person(s, 'Other').call(closeAsk, ofShared(s)) },
  ],
  withdrawAsk: [
    { change: (s) => person(s, 'Asker').call(withdrawAsk, ofAsk(s)) },
    {
      before: (s) => person(s, 'Other').call(closeAsk, ofShared(s)),
      change: (s) => person(s, 'Other').call(withdrawAsk, ofShared(s)),
    },
  ],
  putAnswer: [
    { change: (s) => answer(person(s, 'Peer'), s.groupId, s.mine) },
    {
      before: (s) => answer(person(s, 'Peer'), s.groupId, s.mine),
      change: (s) =>
        person(s, 'Peer').call(putAnswer, {
          ...ofAsk(s),
          body: anAnswer({ replaces: 1, feelings: ['not_sure_yet'], words: [] }),
        }),
    },
    {
      before: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)),
      change: (s) => answer(s.leader, s.groupId, s.mine),
    },
  ],
  passAsk: [
    { change: (s) => person(s, 'Peer').call(passAsk, ofAsk(s)) },
    {
      before: (s) => answer(person(s, 'Peer'), s.groupId, s.mine),
      change: (s) => person(s, 'Peer').call(passAsk, ofAsk(s)),
    },
  ],
  openAnswers: [
    { change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)) },
    {
      before: (s) => person(s, 'Asker').call(closeAsk, ofAsk(s)),
      change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)),
    },
  ],
};

/** Changes to an account, which no group shows; and what ends the sessions that would listen. */
const OUTSIDE_GROUPS = [
  'setUp',
  'signIn',
  'signOut',
  'recover',
  'recoverByLink',
  'passkeyForNewAccount',
  'passkeyToSignIn',
  'signInWithPasskey',
  'passkeyToAdd',
  'addPasskey',
  'removePasskey',
  'setPassword',
  'changeEmail',
  'renewRecoveryCodes',
  'endSession',
  'endOtherSessions',
  'setCreator',
];

const tokens = new WeakMap<Stage, string>();
let world: World;
let founder: Person;

beforeAll(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterAll(() => world.close());

async function stage(): Promise<Stage> {
  const circle = await world.circle(founder, ['Asker', 'Other', 'Peer', 'Absent']);
  const [asker, other, peer] = circle.members as [Person, Person, Person];
  const meetingId = await world.meeting(circle, [founder, asker, other, peer]);
  const mine = await ask(asker, circle.groupId, meetingId, {
    meant: 'that I nearly stayed away',
    guess: {
      understood: 2,
      closeness: -1,
      warmth: 1,
      fear: 'not_got',
      fearWords: null,
      fearLikely: 70,
      fearBad: 6,
      discount: 'nice',
      discountWords: null,
    },
  });
  const shared = await ask(other, circle.groupId, meetingId, { seenBy: 'group' });
  const made = { ...circle, meetingId, mine, shared };
  const { token } = await founder.call(createInvitation, {
    params: { groupId: circle.groupId },
    body: { invitee: 'Zoe' },
  });
  tokens.set(made, token);
  return made;
}

/** Everything one member can read of the group, refusals included. */
async function viewOf(reader: Person, { groupId, mine, shared }: Stage): Promise<string> {
  const params = { groupId };
  const reads: [Operation, object][] = [
    [getGroup, { params }],
    [getSecurity, {}],
    [listRecoveryLinks, { params }],
    [listInvitations, { params }],
    [getRoom, { params }],
    [listAsks, { params, query: {} }],
    ...[mine, shared].flatMap((askId): [Operation, object][] => [
      [getAsk, { params: { groupId, askId } }],
      [getMyAnswer, { params: { groupId, askId } }],
      [getResults, { params: { groupId, askId } }],
    ]),
  ];
  const replies = await Promise.all(
    reads.map(async ([op, input]) => {
      const reply = (await (await reader.send(op, input)).json()) as object;
      return { ...reply, instance: '' };
    }),
  );
  const home = await reader.call(getHome, {});
  const here = home.groups.find((group) => group.id === groupId);
  return JSON.stringify([...replies, { ...here, cursor: '' }]);
}

/** What each listener heard of the log up to a mark that everybody is told of. */
async function heardBy(listeners: readonly Listener[], { groupId }: Stage) {
  const memberId = randomId<MemberId>();
  const mark = { type: 'member.joined' as const, subjects: { memberId }, audience: null };
  await world.service.deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    await events.append(tx, group, [mark], dayOf(world.now));
  });
  return Promise.all(
    listeners.map(async (listener) => {
      await listener.heard((one) => one.type === mark.type && one.memberId === memberId);
      // The first is the reset of a client that knew no place, the last the mark.
      return listener.messages.filter((one) => 'cursor' in one).slice(1, -1);
    }),
  );
}

test('every operation that changes something is watched here', () => {
  const changing = Object.values(operations)
    .filter((operation) => operation.method !== 'GET')
    .map((operation) => operation.name);

  expect([...Object.keys(CHANGES), ...OUTSIDE_GROUPS].sort()).toEqual(changing.sort());
  expect(OUTSIDE_GROUPS).toContain(signOut.name);
});

const cases = Object.entries(CHANGES).flatMap(([name, ways]) =>
  ways.map((way, i) => [ways.length > 1 ? `${name} (${i + 1})` : name, way] as const),
);

test.each(cases)('%s tells those whose view changed, and nobody else', async (_name, way) => {
  const s = await stage();
  await way.before?.(s);
  const listeners = await Promise.all(s.everybody.map((one) => one.listen(s.groupId)));
  await Promise.all(listeners.map((listener) => listener.heard((one) => one.type === 'reset')));
  const before = await Promise.all(s.everybody.map((one) => viewOf(one, s)));

  await way.change(s);
  const after = await Promise.all(s.everybody.map((one) => viewOf(one, s)));
  const heard = await heardBy(listeners, s);

  const changed = s.everybody.filter((_, i) => before[i] !== after[i]).map((one) => one.name);
  const told = s.everybody.filter((_, i) => heard[i]?.length).map((one) => one.name);
  expect(told).toEqual(changed);
  await Promise.all(listeners.map((listener) => listener.close()));
});
