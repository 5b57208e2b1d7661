// For every operation that changes something: whoever's view changed is told by an event, whoever's did not is
// told nothing.
import { once } from 'node:events';

import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  allowLeaderRecovery,
  getSecurity,
  signOut,
  stopRecoveryLink,
} from '../../src/contract/accounts.ts';
import { addToAgenda, getAgenda, takeOffAgenda } from '../../src/contract/agenda.ts';
import { eraseCheckOut, getCheckOut, putCheckOut } from '../../src/contract/check-outs.ts';
import {
  eraseExperiment,
  eraseGoal,
  getGoal,
  type GoalVisible,
  keepGoal,
  listGoals,
  moveGoal,
  planExperiment,
  rateGoal,
  reframeGoal,
  replanExperiment,
  settleExperiment,
  wordGoal,
} from '../../src/contract/goals.ts';
import {
  getMyAnswer,
  passAsk,
  putAnswer,
  sayInRoom,
  sayLate,
  withdrawAnswer,
} from '../../src/contract/answers.ts';
import { closeAsk, getAsk, listAsks, withdrawAsk } from '../../src/contract/asks.ts';
import {
  acceptAgreement,
  activateGroup,
  changeAgreement,
  changeGroup,
  changeRole,
  createGroup,
  getGroup,
  handOver,
  leaveGroup,
  listAgreements,
  removeMember,
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
import { getJournal, keepSentence, letGoOfSentence } from '../../src/contract/journal.ts';
import {
  endMeeting,
  getHome,
  getRoom,
  leaveSeat,
  openMeeting,
  rehearse,
  takeSeat,
} from '../../src/contract/meetings.ts';
import { CLOSE } from '../../src/contract/live.ts';
import type { Operation } from '../../src/contract/operation.ts';
import type {
  AskId,
  GoalId,
  MeetingId,
  MemberId,
  ReviewId,
} from '../../src/contract/primitives.ts';
import { closeReport, listReports, reportAnswer } from '../../src/contract/reports.ts';
import {
  getResults,
  getSharedResults,
  hideAnswer,
  openAnswers,
  putReflection,
  react,
  shareResults,
} from '../../src/contract/results.ts';
import {
  beginReview,
  eraseReview,
  getReview,
  listReviews,
  writeReview,
  type WriteReview,
} from '../../src/contract/reviews.ts';
import { dayOf } from '../../src/domain/time.ts';
import { randomId } from '../../src/ids.ts';
import type { Listener } from '../../src/ops/client.ts';
import * as events from '../../src/store/events.ts';
import * as groups from '../../src/store/groups.ts';
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

const ofMember = (s: Stage, name: string) => ({
  params: { groupId: s.groupId, memberId: person(s, name).memberId },
});
const twoLeaders: Step = (s) => s.leader.call(changeGroup, { ...inGroup(s), body: { leaders: 2 } });

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

type Read = typeof ofAsk;

/** The first answer to an ask, as its asker reads it. */
const firstOf = async (asker: Person, ask: ReturnType<Read>) => {
  const { answers } = await asker.call(getResults, ask);
  return { params: { ...ask.params, answerId: answers[0]?.id ?? '' } };
};
/** Peer has answered what Asker asked, and Asker has opened it. */
const heard: Step = async (s) => {
  await answer(person(s, 'Peer'), s.groupId, s.mine, { moreOfText: 'your own words' });
  await person(s, 'Asker').call(openAnswers, ofAsk(s));
};
/** The same, closed. */
const heardAndClosed: Step = async (s) => {
  await person(s, 'Asker').call(closeAsk, ofAsk(s));
  await person(s, 'Asker').call(openAnswers, ofAsk(s));
};
/** Peer has answered what Other asked, and the whole group reads it. */
const heardByAll: Step = async (s) => {
  await answer(person(s, 'Peer'), s.groupId, s.shared);
  await person(s, 'Other').call(closeAsk, ofShared(s));
  await person(s, 'Other').call(openAnswers, ofShared(s));
};
const reported: Step = async (s) => {
  await heard(s);
  await person(s, 'Asker').call(reportAnswer, {
    ...(await firstOf(person(s, 'Asker'), ofAsk(s))),
    body: { reason: 'hurtful' },
  });
};
const reportedToAll: Step = async (s) => {
  await heardByAll(s);
  await person(s, 'Other').call(reportAnswer, {
    ...(await firstOf(person(s, 'Other'), ofShared(s))),
    body: { reason: 'other' },
  });
};
const hide = (name: string, of: Read, hidden: boolean) => async (s: Stage) =>
  person(s, name).call(hideAnswer, {
    ...(await firstOf(person(s, name), of(s))),
    body: { hidden },
  });
const closeFirst = (outcome: 'talked' | 'removed') => async (s: Stage) => {
  const { reports } = await s.leader.call(listReports, inGroup(s));
  await s.leader.call(closeReport, {
    params: { groupId: s.groupId, reportId: reports[0]?.id ?? '' },
    body: { outcome },
  });
};
const write = (line: string | null) => (s: Stage) =>
  person(s, 'Asker').call(putReflection, {
    ...ofAsk(s),
    body: { happened: 'no', likelyNext: 20, line },
  });
const show = (reflection: boolean) => (s: Stage) =>
  person(s, 'Asker').call(shareResults, {
    ...ofAsk(s),
    body: { guess: false, strips: false, reflection },
  });
const keep: Step = async (s) => {
  const { params } = await firstOf(person(s, 'Asker'), ofAsk(s));
  const body = { answerId: params.answerId, position: 0 };
  await person(s, 'Asker').call(keepSentence, { ...ofAsk(s), body });
};
const bring: Step = (s) =>
  person(s, 'Asker').call(addToAgenda, {
    ...inGroup(s),
    body: { text: 'How we end', askId: s.mine },
  });
const REWORDED = { ...WORDING, title: 'Taking up room' };
const EXPERIMENT = {
  text: 'One sentence nobody asked me for',
  setting: 'in_room',
  when: { kind: 'next_meeting' },
} as const;
/** The goal of Other's that a stage is about. */
const practisedGoals = new WeakMap<Stage, GoalId>();
const goalOf = (s: Stage) => practisedGoals.get(s) ?? ('' as GoalId);
const ofGoal = (s: Stage) => ({ params: { groupId: s.groupId, goalId: goalOf(s) } });
const practised =
  (visible: GoalVisible): Step =>
  async (s) =>
    practisedGoals.set(s, await practise(person(s, 'Other'), s.groupId, {}, visible));
const practisedBy =
  (name: string): Step =>
  async (s) =>
    practisedGoals.set(s, await practise(person(s, name), s.groupId, {}, 'group'));
const proposed: Step = async (s) => {
  const other = person(s, 'Other');
  practisedGoals.set(s, (await draft(other, s.groupId)).id);
  await other.call(keepGoal, { ...ofGoal(s), body: { visible: 'group' } });
  await other.call(moveGoal, { ...ofGoal(s), body: { state: 'proposed' } });
};
const planned: Step = (s) =>
  person(s, 'Other').call(planExperiment, { ...ofGoal(s), body: EXPERIMENT });
const ofExperiment = async (s: Stage) => {
  const { mine } = await person(s, 'Other').call(getGoal, ofGoal(s));
  return { params: { ...ofGoal(s).params, experimentId: mine?.experiments[0]?.id ?? '' } };
};
const reviewIds = new WeakMap<Stage, ReviewId>();
const ofReview = (s: Stage) => ({
  params: { groupId: s.groupId, reviewId: reviewIds.get(s) ?? ('' as ReviewId) },
});
const lookBack: Step = async (s) =>
  reviewIds.set(s, (await person(s, 'Other').call(beginReview, ofGoal(s))).id);
const writeDown =
  (body: WriteReview): Step =>
  (s) =>
    person(s, 'Other').call(writeReview, { ...ofReview(s), body });
const checkOut: Step = (s) =>
  person(s, 'Other').call(putCheckOut, { ...inMeeting(s), body: { mine: { shares: 1 } } });
const inOrder =
  (...steps: Step[]): Step =>
  async (s) => {
    for (const step of steps) await step(s);
  };

/** What is done first, then what is watched; `gone` loses access by it. Several ways to do one operation stand beside each other. */
const CHANGES: Record<string, readonly { before?: Step; change: Step; gone?: string }[]> = {
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
  changeGroup: [
    {
      change: (s) =>
        s.leader.call(changeGroup, { ...inGroup(s), body: { name: 'Wednesdays', open: false } }),
    },
  ],
  changeAgreement: [
    {
      change: (s) =>
        s.leader.call(changeAgreement, {
          ...inGroup(s),
          body: { text: 'Be kind.', replaces: 1 },
        }),
    },
  ],
  acceptAgreement: [
    {
      before: (s) =>
        s.leader.call(changeAgreement, {
          ...inGroup(s),
          body: { text: 'Be kind.', replaces: 1 },
        }),
      change: (s) =>
        person(s, 'Peer').call(acceptAgreement, { params: { groupId: s.groupId, version: '2' } }),
    },
  ],
  changeRole: [
    {
      before: twoLeaders,
      change: (s) =>
        s.leader.call(changeRole, { ...ofMember(s, 'Peer'), body: { role: 'leader' } }),
    },
    {
      before: twoLeaders,
      change: (s) =>
        s.leader.call(changeRole, {
          params: { groupId: s.groupId, memberId: s.group.me },
          body: { role: 'leader', spectator: true },
        }),
    },
  ],
  handOver: [{ change: (s) => s.leader.call(handOver, ofMember(s, 'Peer')) }],
  removeMember: [
    { gone: 'Absent', change: (s) => s.leader.call(removeMember, ofMember(s, 'Absent')) },
    { gone: 'Asker', change: (s) => s.leader.call(removeMember, ofMember(s, 'Asker')) },
  ],
  leaveGroup: [
    {
      gone: 'Other',
      before: async (s) => {
        await answer(person(s, 'Other'), s.groupId, s.mine);
        await person(s, 'Other').call(closeAsk, ofShared(s));
      },
      change: (s) => person(s, 'Other').call(leaveGroup, { ...inGroup(s), body: {} }),
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
  openAsk: [
    { change: (s) => ask(person(s, 'Peer'), s.groupId, s.meetingId) },
    {
      before: practisedBy('Peer'),
      change: (s) => ask(person(s, 'Peer'), s.groupId, s.meetingId, { goalId: goalOf(s) }),
    },
  ],
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
    {
      before: inOrder(heard, hide('Asker', ofAsk, true)),
      change: (s) =>
        person(s, 'Peer').call(putAnswer, { ...ofAsk(s), body: anAnswer({ replaces: 1 }) }),
    },
  ],
  sayInRoom: [
    {
      before: inOrder(
        (s) => answer(person(s, 'Peer'), s.groupId, s.mine, { inRoom: true }),
        heardAndClosed,
      ),
      change: (s) => person(s, 'Peer').call(sayInRoom, { ...ofAsk(s), body: { said: true } }),
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
    {
      before: async (s) => {
        await heardAndClosed(s);
        const body = { channel: 'thought' as const, text: 'I thought on.' };
        await person(s, 'Peer').call(sayLate, { ...ofAsk(s), body });
      },
      change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)),
    },
  ],
  putReflection: [
    { before: heardAndClosed, change: write('It was enough.') },
    { before: heardAndClosed, change: write(null) },
    { before: inOrder(heardAndClosed, write('It was enough.')), change: write(null) },
    { before: inOrder(heardAndClosed, show(true)), change: write('It was enough.') },
  ],
  react: [
    {
      before: heard,
      change: async (s) =>
        person(s, 'Asker').call(react, {
          ...(await firstOf(person(s, 'Asker'), ofAsk(s))),
          body: { reactions: ['thank', 'hard'] },
        }),
    },
  ],
  hideAnswer: [
    { before: heard, change: hide('Asker', ofAsk, true) },
    { before: heardByAll, change: hide('Other', ofShared, true) },
    {
      before: inOrder(heardByAll, hide('Other', ofShared, true)),
      change: hide('Other', ofShared, false),
    },
  ],
  reportAnswer: [
    {
      before: heard,
      change: async (s) =>
        person(s, 'Asker').call(reportAnswer, {
          ...(await firstOf(person(s, 'Asker'), ofAsk(s))),
          body: { reason: 'hurtful' },
        }),
    },
    {
      before: inOrder(heard, hide('Asker', ofAsk, true)),
      change: async (s) =>
        person(s, 'Asker').call(reportAnswer, {
          ...(await firstOf(person(s, 'Asker'), ofAsk(s))),
          body: { reason: 'threatening' },
        }),
    },
  ],
  closeReport: [
    { before: reported, change: closeFirst('talked') },
    { before: reported, change: closeFirst('removed') },
    {
      before: inOrder(reported, hide('Asker', ofAsk, false)),
      change: closeFirst('removed'),
    },
    {
      before: inOrder(reportedToAll, hide('Other', ofShared, false)),
      change: closeFirst('removed'),
    },
  ],
  withdrawAnswer: [
    {
      before: reported,
      change: (s) => person(s, 'Peer').call(withdrawAnswer, ofAsk(s)),
    },
    {
      before: reportedToAll,
      change: (s) => person(s, 'Peer').call(withdrawAnswer, ofShared(s)),
    },
  ],
  shareResults: [
    { before: heardAndClosed, change: show(true) },
    { before: inOrder(heardAndClosed, show(true)), change: show(false) },
  ],
  sayLate: [
    {
      before: heardAndClosed,
      change: (s) =>
        person(s, 'Peer').call(sayLate, {
          ...ofAsk(s),
          body: { channel: 'thought', text: 'I thought on.' },
        }),
    },
    {
      before: heardByAll,
      change: (s) =>
        person(s, 'Asker').call(sayLate, {
          ...ofShared(s),
          body: { channel: 'feeling', text: 'warm, afterwards' },
        }),
    },
  ],
  keepSentence: [{ before: heard, change: keep }],
  letGoOfSentence: [
    {
      before: inOrder(heard, keep),
      change: async (s) => {
        const { kept } = await person(s, 'Asker').call(getJournal, { ...inGroup(s), query: {} });
        await person(s, 'Asker').call(letGoOfSentence, {
          params: { groupId: s.groupId, keptId: kept[0]?.id ?? '' },
        });
      },
    },
  ],
  addToAgenda: [{ change: bring }],
  takeOffAgenda: [
    {
      before: bring,
      change: async (s) => {
        const { items } = await s.leader.call(getAgenda, inGroup(s));
        await s.leader.call(takeOffAgenda, {
          params: { groupId: s.groupId, itemId: items[0]?.id ?? '' },
        });
      },
    },
  ],
  makeGoal: [{ change: (s) => draft(person(s, 'Peer'), s.groupId) }],
  wordGoal: [
    {
      before: proposed,
      change: (s) => person(s, 'Other').call(wordGoal, { ...ofGoal(s), body: REWORDED }),
    },
  ],
  reframeGoal: [
    {
      before: practised('group'),
      change: (s) =>
        person(s, 'Other').call(reframeGoal, { ...ofGoal(s), body: { wording: REWORDED } }),
    },
    {
      before: practised('leaders'),
      change: (s) =>
        person(s, 'Other').call(reframeGoal, { ...ofGoal(s), body: { wording: REWORDED } }),
    },
  ],
  keepGoal: [
    {
      before: practised('group'),
      change: (s) => person(s, 'Other').call(keepGoal, { ...ofGoal(s), body: { importance: 3 } }),
    },
    {
      before: practised('group'),
      change: (s) =>
        person(s, 'Other').call(keepGoal, { ...ofGoal(s), body: { visible: 'leaders' } }),
    },
  ],
  moveGoal: [
    {
      before: practised('leaders'),
      change: (s) => person(s, 'Other').call(moveGoal, { ...ofGoal(s), body: { state: 'done' } }),
    },
  ],
  eraseGoal: [
    { before: practised('group'), change: (s) => person(s, 'Other').call(eraseGoal, ofGoal(s)) },
    { before: practised('only_me'), change: (s) => person(s, 'Other').call(eraseGoal, ofGoal(s)) },
  ],
  planExperiment: [{ before: practised('group'), change: planned }],
  replanExperiment: [
    {
      before: inOrder(practised('group'), planned),
      change: async (s) =>
        person(s, 'Other').call(replanExperiment, {
          ...(await ofExperiment(s)),
          body: { ...EXPERIMENT, text: 'Another' },
        }),
    },
  ],
  settleExperiment: [
    {
      before: inOrder(practised('group'), planned),
      change: async (s) =>
        person(s, 'Other').call(settleExperiment, {
          ...(await ofExperiment(s)),
          body: { done: 'yes' },
        }),
    },
  ],
  eraseExperiment: [
    {
      before: inOrder(practised('group'), planned),
      change: async (s) => person(s, 'Other').call(eraseExperiment, await ofExperiment(s)),
    },
  ],
  rateGoal: [
    {
      before: practised('group'),
      change: (s) =>
        person(s, 'Other').call(rateGoal, {
          params: { ...ofGoal(s).params, meetingId: s.meetingId },
          body: { level: 1, distance: 4 },
        }),
    },
  ],
  beginReview: [
    {
      before: practised('group'),
      change: (s) => person(s, 'Other').call(beginReview, ofGoal(s)),
    },
  ],
  writeReview: [
    { before: inOrder(practised('group'), lookBack), change: writeDown({ note: 'I spoke.' }) },
    {
      before: inOrder(practised('group'), lookBack),
      change: writeDown({ shared: { closing: 'group' } }),
    },
    {
      before: inOrder(practised('group'), lookBack, writeDown({ shared: { goal: 'group' } })),
      change: writeDown({ note: 'I spoke.' }),
    },
    {
      before: inOrder(practised('group'), lookBack, writeDown({ shared: { closing: 'leaders' } })),
      change: writeDown({ note: 'I spoke.' }),
    },
  ],
  eraseReview: [
    {
      before: inOrder(practised('group'), lookBack, writeDown({ shared: { goal: 'group' } })),
      change: (s) => person(s, 'Other').call(eraseReview, ofReview(s)),
    },
  ],
  putCheckOut: [{ change: checkOut }],
  eraseCheckOut: [
    { before: checkOut, change: (s) => person(s, 'Other').call(eraseCheckOut, inMeeting(s)) },
  ],
  rehearse: [{ change: (s) => s.leader.call(rehearse, { ...inMeeting(s), body: { on: true } }) }],
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

/** They are about asks without names, and watched in `test/anonymous/told.test.ts`. */
const WITHOUT_NAMES = [
  'issueTicket',
  'ownPart',
  'reactToPart',
  'hidePart',
  'reportPart',
  'keepPart',
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
async function viewOf(reader: Person, stage: Stage): Promise<string> {
  const { groupId, meetingId, mine, shared } = stage;
  const params = { groupId };
  const reads: [Operation, object][] = [
    [getGroup, { params }],
    [getSecurity, {}],
    [listRecoveryLinks, { params }],
    [listAgreements, { params }],
    [listInvitations, { params }],
    [getRoom, { params }],
    [listAsks, { params, query: {} }],
    [getJournal, { params, query: {} }],
    [getAgenda, { params }],
    [listReports, { params }],
    [listGoals, { params }],
    [getGoal, ofGoal(stage)],
    [getCheckOut, { params: { groupId, meetingId } }],
    [listReviews, { params }],
    [getReview, ofReview(stage)],
    ...[mine, shared].flatMap((askId): [Operation, object][] => [
      [getAsk, { params: { groupId, askId } }],
      [getMyAnswer, { params: { groupId, askId } }],
      [getResults, { params: { groupId, askId } }],
      [getSharedResults, { params: { groupId, askId } }],
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

  expect([...Object.keys(CHANGES), ...OUTSIDE_GROUPS, ...WITHOUT_NAMES].sort()).toEqual(
    changing.sort(),
  );
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

  const closed = listeners.map(async (listener) => once(listener.socket, 'close'));
  await way.change(s);
  const after = await Promise.all(s.everybody.map((one) => viewOf(one, s)));
  const stays = (i: number) => s.everybody[i]?.name !== way.gone;
  const heard = await heardBy(
    listeners.filter((_, i) => stays(i)),
    s,
  );

  const staying = s.everybody.filter((_, i) => stays(i));
  const changed = staying
    .filter((one) => before[s.everybody.indexOf(one)] !== after[s.everybody.indexOf(one)])
    .map((one) => one.name);
  const told = staying.filter((_, i) => heard[i]?.length).map((one) => one.name);
  expect(told).toEqual(changed);
  const ended = await Promise.all(closed.filter((_, i) => !stays(i)));
  expect(ended.map(([code]) => code)).toEqual(ended.map(() => CLOSE.accessEnded));
  await Promise.all(listeners.map((listener) => listener.close()));
});
