// For every operation that changes something: whoever's view changed is told by an event, whoever's did not is
// told nothing.
import { once } from 'node:events';

import { afterEach, beforeEach, expect, test } from 'vitest';

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
import {
  closeReport,
  listReports,
  reportAnswer,
  type ReportReason,
} from '../../src/contract/reports.ts';
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

const inOrder =
  (...steps: Step[]): Step =>
  async (s) => {
    for (const step of steps) await step(s);
  };

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
const report =
  (reason: ReportReason, name = 'Asker', of: Read = ofAsk): Step =>
  async (s) =>
    person(s, name).call(reportAnswer, {
      ...(await firstOf(person(s, name), of(s))),
      body: { reason },
    });
const reportedByOther = report('other', 'Other', ofShared);
const hide = (name: string, of: Read, hidden: boolean) => async (s: Stage) =>
  person(s, name).call(hideAnswer, {
    ...(await firstOf(person(s, name), of(s))),
    body: { hidden },
  });
const reported = inOrder(heard, report('hurtful'));
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
/** A change that is watched; what is done before it is not. */
interface Watched {
  /** The operation. */
  op: string;
  before?: Step;
  change: Step;
  /** Who loses access by it. */
  gone?: string;
}

/** What happens on a stage, one after the other, so that each change finds what the last one left. */
const STORIES: Record<string, readonly Watched[]> = {
  'the group itself': [
    { op: 'createGroup', change: (s) => s.leader.call(createGroup, { body: aGroup('Ruth') }) },
    {
      op: 'setCrisisContacts',
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
    { op: 'activateGroup', change: (s) => s.leader.call(activateGroup, inGroup(s)) },
    {
      op: 'createInvitation',
      change: (s) => s.leader.call(createInvitation, { ...inGroup(s), body: { invitee: 'Yves' } }),
    },
    {
      op: 'withdrawInvitation',
      change: async (s) => {
        const { invitations } = await s.leader.call(listInvitations, inGroup(s));
        const invitationId = invitations.find((one) => one.invitee === 'Yves')?.id;
        await s.leader.call(withdrawInvitation, {
          params: { groupId: s.groupId, invitationId: invitationId ?? '' },
        });
      },
    },
    {
      op: 'acceptInvitation',
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
    {
      op: 'changeGroup',
      change: (s) =>
        s.leader.call(changeGroup, { ...inGroup(s), body: { name: 'Wednesdays', open: false } }),
    },
    {
      op: 'changeAgreement',
      change: (s) =>
        s.leader.call(changeAgreement, {
          ...inGroup(s),
          body: { text: 'Be kind.', replaces: 1 },
        }),
    },
    {
      op: 'acceptAgreement',
      change: (s) =>
        person(s, 'Peer').call(acceptAgreement, { params: { groupId: s.groupId, version: '2' } }),
    },
  ],
  'who leads': [
    {
      op: 'changeRole',
      before: twoLeaders,
      change: (s) =>
        s.leader.call(changeRole, { ...ofMember(s, 'Peer'), body: { role: 'leader' } }),
    },
    {
      op: 'changeRole',
      change: (s) =>
        s.leader.call(changeRole, {
          params: { groupId: s.groupId, memberId: s.group.me },
          body: { role: 'leader', spectator: true },
        }),
    },
  ],
  'coming and going': [
    { op: 'takeSeat', change: (s) => person(s, 'Absent').call(takeSeat, inMeeting(s)) },
    { op: 'leaveSeat', change: (s) => person(s, 'Peer').call(leaveSeat, inMeeting(s)) },
    {
      op: 'rehearse',
      change: (s) => s.leader.call(rehearse, { ...inMeeting(s), body: { on: true } }),
    },
    { op: 'endMeeting', change: (s) => s.leader.call(endMeeting, inMeeting(s)) },
    { op: 'openMeeting', change: (s) => s.leader.call(openMeeting, inGroup(s)) },
    { op: 'makeRecoveryLink', before: mayHelp(true), change: makeLink },
    { op: 'stopRecoveryLink', change: (s) => person(s, 'Absent').call(stopRecoveryLink, {}) },
    { op: 'allowLeaderRecovery', before: helped, change: mayHelp(false) },
  ],
  'a member who leaves': [
    {
      op: 'leaveGroup',
      gone: 'Other',
      before: async (s) => {
        await answer(person(s, 'Other'), s.groupId, s.mine);
        await person(s, 'Other').call(closeAsk, ofShared(s));
      },
      change: (s) => person(s, 'Other').call(leaveGroup, { ...inGroup(s), body: {} }),
    },
  ],
  'a member who is removed, and was not there': [
    {
      op: 'removeMember',
      gone: 'Absent',
      change: (s) => s.leader.call(removeMember, ofMember(s, 'Absent')),
    },
  ],
  'a member who is removed, and has asked': [
    {
      op: 'removeMember',
      gone: 'Asker',
      change: (s) => s.leader.call(removeMember, ofMember(s, 'Asker')),
    },
  ],
  'a group that is handed over': [
    { op: 'handOver', change: (s) => s.leader.call(handOver, ofMember(s, 'Peer')) },
  ],
  'asks that open and close': [
    { op: 'openAsk', change: (s) => ask(person(s, 'Peer'), s.groupId, s.meetingId) },
    { op: 'closeAsk', change: (s) => person(s, 'Asker').call(closeAsk, ofAsk(s)) },
    { op: 'closeAsk', change: (s) => person(s, 'Other').call(closeAsk, ofShared(s)) },
    { op: 'withdrawAsk', change: (s) => person(s, 'Other').call(withdrawAsk, ofShared(s)) },
  ],
  'an ask about a goal, and one taken back': [
    {
      op: 'openAsk',
      before: practisedBy('Peer'),
      change: (s) => ask(person(s, 'Peer'), s.groupId, s.meetingId, { goalId: goalOf(s) }),
    },
    { op: 'withdrawAsk', change: (s) => person(s, 'Asker').call(withdrawAsk, ofAsk(s)) },
  ],
  'an answer, changed and taken back': [
    { op: 'putAnswer', change: (s) => answer(person(s, 'Peer'), s.groupId, s.mine) },
    {
      op: 'putAnswer',
      change: (s) =>
        person(s, 'Peer').call(putAnswer, {
          ...ofAsk(s),
          body: anAnswer({ replaces: 1, feelings: ['not_sure_yet'], words: [] }),
        }),
    },
    { op: 'passAsk', change: (s) => person(s, 'Peer').call(passAsk, ofAsk(s)) },
  ],
  'an answer after a look': [
    { op: 'passAsk', change: (s) => person(s, 'Peer').call(passAsk, ofAsk(s)) },
    { op: 'openAnswers', change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)) },
    { op: 'putAnswer', change: (s) => answer(s.leader, s.groupId, s.mine) },
  ],
  'an ask that nobody answered, opened after closing': [
    {
      op: 'openAnswers',
      before: (s) => person(s, 'Asker').call(closeAsk, ofAsk(s)),
      change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)),
    },
  ],
  'an answer that was put away, changed': [
    {
      op: 'putAnswer',
      before: inOrder(heard, hide('Asker', ofAsk, true)),
      change: (s) =>
        person(s, 'Peer').call(putAnswer, { ...ofAsk(s), body: anAnswer({ replaces: 1 }) }),
    },
  ],
  'what comes after closing': [
    {
      op: 'sayInRoom',
      before: inOrder(
        (s) => answer(person(s, 'Peer'), s.groupId, s.mine, { inRoom: true }),
        heardAndClosed,
      ),
      change: (s) => person(s, 'Peer').call(sayInRoom, { ...ofAsk(s), body: { said: true } }),
    },
    { op: 'putReflection', change: write('It was enough.') },
    { op: 'putReflection', change: write(null) },
    {
      op: 'sayLate',
      change: (s) =>
        person(s, 'Peer').call(sayLate, {
          ...ofAsk(s),
          body: { channel: 'thought', text: 'I thought on.' },
        }),
    },
    { op: 'openAnswers', change: (s) => person(s, 'Asker').call(openAnswers, ofAsk(s)) },
  ],
  'a reflection without a line': [
    { op: 'putReflection', before: heardAndClosed, change: write(null) },
  ],
  'what is shared': [
    { op: 'shareResults', before: heardAndClosed, change: show(true) },
    { op: 'putReflection', change: write('It was enough.') },
    { op: 'shareResults', change: show(false) },
  ],
  'what the asker does with a sentence': [
    { op: 'keepSentence', before: heard, change: keep },
    {
      op: 'letGoOfSentence',
      change: async (s) => {
        const { kept } = await person(s, 'Asker').call(getJournal, { ...inGroup(s), query: {} });
        await person(s, 'Asker').call(letGoOfSentence, {
          params: { groupId: s.groupId, keptId: kept[0]?.id ?? '' },
        });
      },
    },
    {
      op: 'react',
      change: async (s) =>
        person(s, 'Asker').call(react, {
          ...(await firstOf(person(s, 'Asker'), ofAsk(s))),
          body: { reactions: ['thank', 'hard'] },
        }),
    },
    { op: 'reportAnswer', change: report('hurtful') },
    { op: 'closeReport', change: closeFirst('talked') },
  ],
  'an answer put away, reported and removed': [
    { op: 'hideAnswer', before: heard, change: hide('Asker', ofAsk, true) },
    { op: 'reportAnswer', change: report('threatening') },
    { op: 'closeReport', change: closeFirst('removed') },
  ],
  'a reported answer removed': [
    { op: 'closeReport', before: reported, change: closeFirst('removed') },
  ],
  'a reported answer removed that is shown again': [
    {
      op: 'closeReport',
      before: inOrder(reported, hide('Asker', ofAsk, false)),
      change: closeFirst('removed'),
    },
  ],
  'a reported answer taken back': [
    {
      op: 'withdrawAnswer',
      before: reported,
      change: (s) => person(s, 'Peer').call(withdrawAnswer, ofAsk(s)),
    },
  ],
  'an answer that all read': [
    {
      op: 'sayLate',
      before: heardByAll,
      change: (s) =>
        person(s, 'Asker').call(sayLate, {
          ...ofShared(s),
          body: { channel: 'feeling', text: 'warm, afterwards' },
        }),
    },
    { op: 'hideAnswer', change: hide('Other', ofShared, true) },
    { op: 'hideAnswer', change: hide('Other', ofShared, false) },
    {
      op: 'closeReport',
      before: inOrder(reportedByOther, hide('Other', ofShared, false)),
      change: closeFirst('removed'),
    },
  ],
  'a reported answer that all read, taken back': [
    {
      op: 'withdrawAnswer',
      before: inOrder(heardByAll, reportedByOther),
      change: (s) => person(s, 'Peer').call(withdrawAnswer, ofShared(s)),
    },
  ],
  'the agenda, the check-out and a first goal': [
    { op: 'addToAgenda', change: bring },
    {
      op: 'takeOffAgenda',
      change: async (s) => {
        const { items } = await s.leader.call(getAgenda, inGroup(s));
        await s.leader.call(takeOffAgenda, {
          params: { groupId: s.groupId, itemId: items[0]?.id ?? '' },
        });
      },
    },
    { op: 'putCheckOut', change: checkOut },
    { op: 'eraseCheckOut', change: (s) => person(s, 'Other').call(eraseCheckOut, inMeeting(s)) },
    { op: 'makeGoal', change: (s) => draft(person(s, 'Peer'), s.groupId) },
    {
      op: 'wordGoal',
      before: proposed,
      change: (s) => person(s, 'Other').call(wordGoal, { ...ofGoal(s), body: REWORDED }),
    },
  ],
  'a goal that the group sees': [
    {
      op: 'reframeGoal',
      before: practised('group'),
      change: (s) =>
        person(s, 'Other').call(reframeGoal, { ...ofGoal(s), body: { wording: REWORDED } }),
    },
    {
      op: 'keepGoal',
      change: (s) => person(s, 'Other').call(keepGoal, { ...ofGoal(s), body: { importance: 3 } }),
    },
    { op: 'planExperiment', change: planned },
    {
      op: 'replanExperiment',
      change: async (s) =>
        person(s, 'Other').call(replanExperiment, {
          ...(await ofExperiment(s)),
          body: { ...EXPERIMENT, text: 'Another' },
        }),
    },
    {
      op: 'settleExperiment',
      change: async (s) =>
        person(s, 'Other').call(settleExperiment, {
          ...(await ofExperiment(s)),
          body: { done: 'yes' },
        }),
    },
    {
      op: 'eraseExperiment',
      change: async (s) => person(s, 'Other').call(eraseExperiment, await ofExperiment(s)),
    },
    {
      op: 'rateGoal',
      change: (s) =>
        person(s, 'Other').call(rateGoal, {
          params: { ...ofGoal(s).params, meetingId: s.meetingId },
          body: { level: 1, distance: 4 },
        }),
    },
    {
      op: 'keepGoal',
      change: (s) =>
        person(s, 'Other').call(keepGoal, { ...ofGoal(s), body: { visible: 'leaders' } }),
    },
    {
      op: 'reframeGoal',
      change: (s) =>
        person(s, 'Other').call(reframeGoal, { ...ofGoal(s), body: { wording: WORDING } }),
    },
    {
      op: 'moveGoal',
      change: (s) => person(s, 'Other').call(moveGoal, { ...ofGoal(s), body: { state: 'done' } }),
    },
  ],
  'a look back': [
    {
      op: 'beginReview',
      before: practised('group'),
      change: (s) => person(s, 'Other').call(beginReview, ofGoal(s)),
    },
    { op: 'writeReview', before: lookBack, change: writeDown({ note: 'I spoke.' }) },
    { op: 'writeReview', change: writeDown({ shared: { closing: 'group' } }) },
  ],
  'a look back of which the group sees the goal': [
    {
      op: 'writeReview',
      before: inOrder(practised('group'), lookBack, writeDown({ shared: { goal: 'group' } })),
      change: writeDown({ note: 'I spoke.' }),
    },
    { op: 'eraseReview', change: (s) => person(s, 'Other').call(eraseReview, ofReview(s)) },
  ],
  'a look back whose end the leaders see': [
    {
      op: 'writeReview',
      before: inOrder(practised('group'), lookBack, writeDown({ shared: { closing: 'leaders' } })),
      change: writeDown({ note: 'I spoke.' }),
    },
  ],
  'a goal that is erased': [
    {
      op: 'eraseGoal',
      before: practised('group'),
      change: (s) => person(s, 'Other').call(eraseGoal, ofGoal(s)),
    },
    {
      op: 'eraseGoal',
      before: practised('only_me'),
      change: (s) => person(s, 'Other').call(eraseGoal, ofGoal(s)),
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

// One for each story: whoever leads the groups of all would have more to read at home with each.
beforeEach(async () => {
  world = await World.open();
  founder = await world.founder('Ruth');
});
afterEach(() => world.close());

async function stage(): Promise<Stage> {
  const names = ['Asker', 'Other', 'Peer', 'Absent'];
  const circle = await world.gathering(founder, names, { absent: 1 });
  const { meetingId } = circle;
  const [asker, other] = circle.members as [Person, Person];
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
  const made = { ...circle, mine, shared };
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

const namesOf = (people: readonly Person[]) => people.map(({ name }) => name);

/** What each listener has heard of the log by now, up to a mark that everybody is told of. */
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
      // What is not of the log is left out, and the mark.
      return listener.messages
        .splice(0)
        .filter((one) => 'cursor' in one)
        .slice(0, -1);
    }),
  );
}

test('every operation that changes something is watched here', () => {
  const changing = Object.values(operations)
    .filter((operation) => operation.method !== 'GET')
    .map((operation) => operation.name);
  const watched = Object.values(STORIES).flatMap((story) => story.map(({ op }) => op));

  expect([...new Set(watched), ...OUTSIDE_GROUPS, ...WITHOUT_NAMES].sort()).toEqual(
    changing.sort(),
  );
  expect(OUTSIDE_GROUPS).toContain(signOut.name);
});

test.each(Object.entries(STORIES))(
  '%s: whoever’s view changed is told, and nobody else',
  async (_name, story) => {
    const s = await stage();
    const listening = new Map<Person, Listener>();
    for (const one of s.everybody) listening.set(one, await one.listen(s.groupId));
    const views = async (people: Iterable<Person>) =>
      new Map(
        await Promise.all([...people].map(async (one) => [one, await viewOf(one, s)] as const)),
      );
    let before: Awaited<ReturnType<typeof views>> | undefined;

    for (const [at, { op, before: first, change, gone }] of story.entries()) {
      if (first) {
        await first(s);
        before = undefined;
      }
      before ??= await views(listening.keys());
      await heardBy([...listening.values()], s);
      const leaver = s.everybody.find((one) => one.name === gone);
      const left = leaver && listening.get(leaver);
      const closed = left && once(left.socket, 'close');
      if (leaver) listening.delete(leaver);
      await change(s);
      const after = await views(listening.keys());
      const heard = await heardBy([...listening.values()], s);

      const people = [...listening.keys()];
      const changed = people.filter((one) => before?.get(one) !== after.get(one));
      const told = people.filter((_, i) => heard[i]?.length);
      expect.soft(namesOf(told), `${op}, change ${at + 1}`).toEqual(namesOf(changed));
      const [ended] = (await closed) ?? [null];
      expect(ended).toBe(leaver ? CLOSE.accessEnded : null);
      before = after;
    }
    for (const listener of listening.values()) await listener.close();
  },
);
