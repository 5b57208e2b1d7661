// A fresh service and one whole ask on it, by HTTP and WebSocket over TCP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';

import { pino } from 'pino';

import { setUp } from '../../contract/accounts.ts';
import { putAnswer } from '../../contract/answers.ts';
import { closeAsk, openAsk } from '../../contract/asks.ts';
import { activateGroup, createGroup } from '../../contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../contract/invitations.ts';
import { openMeeting, takeSeat } from '../../contract/meetings.ts';
import type { GroupId } from '../../contract/primitives.ts';
import { getResults, openAnswers } from '../../contract/results.ts';
import { startService } from '../../service.ts';
import { ApiClient, type Listener } from '../client.ts';

const PASSWORD = 'only for this minute';
const GUESS = { understood: 2, closeness: -1, warmth: 1 };
/** What five people answer: how well they get it, nearer or further, warmth. */
const ANSWERS = [
  { name: 'Ana', understood: 3, closeness: 1, warmth: 3 },
  { name: 'Ines', understood: 4, closeness: 2, warmth: 3 },
  { name: 'Jonas', understood: 3, closeness: 0, warmth: 2 },
  { name: 'Kofi', understood: 2, closeness: 1, warmth: 3 },
  { name: 'Mira', understood: 4, closeness: 1, warmth: 4 },
];
const EXPECTED = {
  label: 'warmer_than_expected',
  n: 5,
  understood: { counts: [0, 0, 1, 2, 2], median: 3, n: 5, cantSay: 0, atOrAbove: 5 },
  closeness: { counts: [0, 0, 0, 1, 3, 1, 0], median: 1, n: 5, cantSay: 0, atOrAbove: 5 },
  warmth: { counts: [0, 0, 1, 3, 1], median: 3, n: 5, cantSay: 0, atOrAbove: 5 },
};

/** Plays it, and says how long things took in milliseconds and whether what came back is what had to. */
export async function check() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'landed-demo-'));
  const service = await startService({
    host: '127.0.0.1',
    port: 0,
    origin: null,
    dataFolder,
    password: { memoryKib: 8, rounds: 1 },
    trustProxy: false,
    logger: pino({ level: 'error' }, pino.destination(2)),
  });
  try {
    return await evening(`http://127.0.0.1:${service.port}`, service.setupCode ?? '');
  } finally {
    await service.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** One leader asks, five members answer, the leader closes and reads. */
async function evening(url: string, code: string) {
  const leader = new ApiClient(url);
  await leader.call(setUp, { body: { code, signInName: 'Ruth', password: PASSWORD } });
  const { id: groupId } = await leader.call(createGroup, {
    body: {
      name: 'Tuesday circle',
      purpose: 'A place to say what is true this evening.',
      timeZone: 'Europe/Berlin',
      leaders: 1,
      cap: 8,
      agreement: 'What is said here stays here.',
      acceptsAgreement: true,
      myName: 'Ruth',
      crisisContacts: [
        { kind: 'emergency', name: 'Emergency', reach: '112' },
        { kind: 'crisis_line', name: 'Crisis line', reach: '0800 111 0 111' },
      ],
    },
  });
  await leader.call(activateGroup, { params: { groupId } });
  const members = await Promise.all(ANSWERS.map(({ name }) => joinAs(leader, groupId, name)));

  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  const people = [leader, ...members];
  await Promise.all(
    people.map((person) => person.call(takeSeat, { params: { groupId, meetingId } })),
  );
  const listeners = await Promise.all(people.map((person) => person.listen(groupId)));
  const [asker, ...seats] = listeners;
  // A client that knows no place in the log is told where it stands, and follows from there.
  await Promise.all(listeners.map((one) => one.heard((message) => message.type === 'reset')));

  const askedAt = performance.now();
  const reached = Promise.all(
    seats.map(async (seat) => {
      await seat.heard((message) => message.type === 'ask.opened');
      return performance.now() - askedAt;
    }),
  );
  const { id: askId } = await leader.call(openAsk, {
    params: { groupId },
    body: {
      meetingId,
      moment: 'When I said I almost did not come tonight',
      guess: {
        ...GUESS,
        fear: 'someone_far',
        fearWords: null,
        fearLikely: 70,
        fearBad: 6,
        discount: 'nice',
        discountWords: null,
      },
    },
  });
  const askToSeatMs = worst(await reached);

  const arrivals: number[] = [];
  for (const [i, { name: _name, ...taps }] of ANSWERS.entries()) {
    const sentAt = performance.now();
    await members[i]?.call(putAnswer, {
      params: { groupId, askId },
      body: {
        ...taps,
        feelings: ['touched'],
        words: [{ channel: 'feeling', text: 'a small wave of sadness when you laughed' }],
        attempt: String(i).padStart(32, '0'),
        replaces: null,
        sentBy: 'person',
      },
    });
    await asker?.heard(() => told(asker) === i + 1);
    arrivals.push(performance.now() - sentAt);
  }

  await leader.call(closeAsk, { params: { groupId, askId } });
  await leader.call(openAnswers, { params: { groupId, askId } });
  const results = await leader.call(getResults, { params: { groupId, askId } });
  await Promise.all(listeners.map((listener) => listener.close()));
  const ok =
    results.answers.length === ANSWERS.length &&
    isDeepStrictEqual({ label: results.comparison?.label, ...results.numbers }, EXPECTED);
  return { askToSeatMs, answerToAskerMs: worst(arrivals), ok };
}

/** Joins as an invited person would: reads nothing, accepts, is in. */
async function joinAs(leader: ApiClient, groupId: GroupId, name: string): Promise<ApiClient> {
  const { token } = await leader.call(createInvitation, {
    params: { groupId },
    body: { invitee: name },
  });
  const person = new ApiClient(leader.url);
  await person.call(acceptInvitation, {
    params: { token },
    body: { account: { signInName: name, password: PASSWORD }, name, agreementVersion: 1 },
  });
  return person;
}

/** The slowest of all, in milliseconds with one decimal. */
const worst = (times: readonly number[]) => Math.round(Math.max(...times) * 10) / 10;

/** How many answers a listener has been told of. */
const told = (listener: Listener) =>
  listener.messages.filter((message) => message.type === 'answer.arrived').length;
