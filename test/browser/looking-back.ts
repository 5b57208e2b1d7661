// Somebody with evenings to look back on: what they practised and tried, asked, kept, and said afterwards.
import { putCheckOut } from '../../src/contract/check-outs.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import {
  keepGoal,
  type Level,
  planExperiment,
  settleExperiment,
} from '../../src/contract/goals.ts';
import { keepSentence } from '../../src/contract/journal.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { AskId, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers, putReflection } from '../../src/contract/results.ts';
import { DAY } from '../../src/domain/time.ts';
import { hold, practise } from '../goals/practising.ts';
import { GUESS } from '../support/evening.ts';
import { answer, ask, type Circle, type Person, type World } from '../support/world.ts';

const WEEKS_APART = 2;
const LEVELS: readonly Level[] = [-1, -1, 0, 0, 1, 1];
const SHARES = [0, 1, 1, 1, 2, 3];
const WORDS = ['not_today', 'late', 'late', 'late', 'middle', 'early'] as const;
const MOMENTS = [
  'When I began',
  null,
  'When I said I might leave',
  null,
  null,
  'When it got quiet',
];
const SAID = [
  { channel: 'feeling', text: 'relieved when you said it out loud' },
  { channel: 'association', text: 'standing outside my own front door, not going in' },
  { channel: 'thought', text: 'that I would welcome you staying a bit longer with it' },
  { channel: 'impulse', text: 'lean forward' },
] as const;
const TRIED = [
  {
    text: 'Say in the first 20 minutes that I want time.',
    done: 'yes',
    learned: 'They waited. I had thought it would be a queue.',
  },
  { text: 'Greet one person first.', done: 'a_bit', learned: 'The first word is the hard one.' },
] as const;

/** Six evenings, two weeks apart, the last long enough ago that nobody can ask about it any more. */
export async function sixEvenings(world: World) {
  world.ahead = -(6 * WEEKS_APART + 3) * 7 * DAY;
  const circle = await world.circle(await world.founder('Ruth'), [
    'Noor',
    'Ben',
    'Cleo',
    'Dan',
    'Eve',
  ]);
  const [noor, ...others] = circle.members as [Person, Person, Person, Person, Person];
  const { groupId } = circle;
  const goalId = await practise(noor, groupId, {}, 'group');
  const params = { groupId, goalId };
  const watch = [
    { measure: 'shares' as const, direction: 'up' as const },
    { measure: 'first_share' as const, direction: 'down' as const },
  ];
  await noor.call(keepGoal, { params, body: { watch } });

  for (const [at, level] of LEVELS.entries()) {
    const meetingId =
      MOMENTS[at] === null
        ? await hold(circle, [circle.leader, noor, ...others])
        : await asking(world, circle, noor, others, at);
    await noor.call(putCheckOut, {
      params: { groupId, meetingId },
      body: {
        mine: { shares: SHARES[at] ?? 0, firstWords: WORDS[at] ?? 'late' },
        ratings: [{ goalId, level, distance: at + 2 }],
      },
    });
    await world.pass(WEEKS_APART * 7 * DAY);
  }
  for (const { text, done, learned } of TRIED) {
    const when = { kind: 'next_meeting' as const };
    const plan = { text, setting: 'in_room' as const, when, likely: 60 };
    const { id: experimentId } = await noor.call(planExperiment, { params, body: plan });
    await noor.call(settleExperiment, {
      params: { ...params, experimentId },
      body: { done, learned },
    });
  }
  await world.pass(-world.ahead);
  return { ...circle, noor, others, goalId, room: `/groups/${groupId}` };
}

/** An evening on which Noor asks; everybody answers, and she keeps a sentence, and a line of her own. */
async function asking(
  world: World,
  circle: Circle,
  noor: Person,
  others: readonly Person[],
  at: number,
): Promise<MeetingId> {
  const { groupId, leader } = circle;
  const meetingId = await world.meeting(circle, [leader, noor, ...others]);
  const moment = MOMENTS[at] ?? null;
  const askId: AskId = await ask(noor, groupId, meetingId, { guess: GUESS, moment });
  for (const [i, other] of others.entries())
    await answer(other, groupId, askId, {
      closeness: i === 0 ? at - 2 : 1,
      words: [SAID[(at + i) % SAID.length] ?? SAID[0]],
      feelings: ['touched', 'curious'],
    });
  const params = { groupId, askId };
  await noor.call(closeAsk, { params });
  await noor.call(openAnswers, { params });
  const { answers } = await noor.call(getResults, { params });
  const answerId = answers[at % answers.length]?.id;
  if (!answerId) throw new Error('nobody answered');
  await noor.call(keepSentence, { params, body: { answerId, position: 0 } });
  const line = at === 5 ? 'They waited for me. I had not expected that anyone would.' : null;
  await noor.call(putReflection, { params, body: { happened: 'no', likelyNext: 30, line } });
  await leader.call(endMeeting, { params: { groupId, meetingId } });
  return meetingId;
}
