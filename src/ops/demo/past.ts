// Plays the demo's past through the public API, as its people would have: they join, meet, ask, answer and read.
import { randomBytes } from 'node:crypto';

import { setUp } from '../../contract/accounts.ts';
import { addToAgenda } from '../../contract/agenda.ts';
import { passAsk, putAnswer, sayLate } from '../../contract/answers.ts';
import { getAsk, openAsk } from '../../contract/asks.ts';
import { activateGroup, createGroup } from '../../contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../contract/invitations.ts';
import { endMeeting, openMeeting, takeSeat } from '../../contract/meetings.ts';
import type { InputOf } from '../../contract/operation.ts';
import type { AskId, GroupId, Instant, MeetingId } from '../../contract/primitives.ts';
import { keepSentence } from '../../contract/journal.ts';
import {
  getResults,
  openAnswers,
  putReflection,
  react,
  shareResults,
} from '../../contract/results.ts';
import { keepPart, reactToPart } from '../../contract/parts.ts';
import type { AnonymousAnswer } from '../../contract/puts.ts';
import { closesAt } from '../../domain/closing.ts';
import { DAY, HOUR, MINUTE, plus } from '../../domain/time.ts';
import { pagesInLanguage } from '../../messages/catalogue-pages.ts';
import { ApiClient } from '../client.ts';
import type { DemoClock } from './clock.ts';
import { EARLIER } from './earlier.ts';
import {
  AGENDA,
  ASKED_TODAY,
  ASKED_YESTERDAY,
  EVENINGS,
  type Evening,
  type PastAsk,
  type Said,
} from './evenings.ts';
import { NamelessSeat } from './nameless-seat.ts';
import { GROUP, type Name, PASSWORD, PEOPLE } from './people.ts';
import { Practising } from './practising.ts';

type People = Record<Name, ApiClient>;

export interface Circle {
  groupId: GroupId;
  people: People;
}

export interface Playing {
  url: string;
  setupCode: string;
  clock: DemoClock;
  /** Lets the service do what is due on its clock. */
  sweep: () => Promise<void>;
}

const WEEK = 7 * DAY;
/**
 * In days: long enough ago that what was asked then has been read, and not too long to be asked about still. One day more
 * than a week, because where the clocks change one can be passed over.
 */
const LAST_EVENING = { from: 5, to: 12 };
const READ_AFTER = 49 * HOUR;
const TODAY_BEGAN = 25 * MINUTE;

/** Leaves the clock running, a meeting open with everybody checked in, and two asks waiting. */
export async function playPast(playing: Playing): Promise<Circle> {
  const { clock } = playing;
  const now = clock.read();
  const last = lastEvening(now);
  const evenings = [...EARLIER, ...EVENINGS];
  const first = plus(last, -(evenings[0]?.weeksBefore ?? 0) * WEEK);

  clock.stopAt(plus(first, -8 * DAY));
  const circle = await gather(playing);
  const mine = new Map<string, AskId>();
  const practising = new Practising(circle.groupId, circle.people);
  for (const evening of evenings)
    await spend(playing, circle, practising, evening, last, (by, askId) =>
      mine.set(`${evening.weeksBefore} ${by}`, askId),
    );

  const { groupId, people } = circle;
  clock.stopAt(plus(now, -26 * HOUR));
  for (const { by, text, about } of AGENDA) {
    const askId = about === undefined ? null : (mine.get(`${about} ${by}`) ?? null);
    await people[by].call(addToAgenda, { params: { groupId }, body: { text, askId } });
    clock.pass(7);
  }
  clock.stopAt(plus(now, -20 * HOUR));
  const { meetingId } = circle;
  await openAndAnswer(playing, circle, practising, meetingId, ASKED_YESTERDAY);

  clock.stopAt(plus(now, -TODAY_BEGAN));
  const today = await meet(circle);
  clock.pass(12);
  await openAndAnswer(playing, circle, practising, today, ASKED_TODAY);
  clock.run();
  await playing.sweep();
  return { groupId, people };
}

/** A Tuesday at 19:00 in the group's zone, more than four and less than thirteen days ago. */
export function lastEvening(now: Instant): Instant {
  for (let days = LAST_EVENING.from; days <= LAST_EVENING.to; days++) {
    // "Tomorrow at 20:00" knows the clocks of the zone.
    const at = plus(closesAt('tomorrow_20', plus(now, -(days + 1) * DAY), GROUP.timeZone), -HOUR);
    const weekday = new Intl.DateTimeFormat('en', { timeZone: GROUP.timeZone, weekday: 'long' });
    if (weekday.format(new Date(at)) === 'Tuesday') return at;
  }
  throw new Error('a week without a Tuesday');
}

interface Gathered extends Circle {
  /** The latest meeting. */
  meetingId: MeetingId;
}

/** Ruth sets everything up, and everybody joins. */
async function gather({ url, setupCode, clock }: Playing): Promise<Gathered> {
  const people = Object.fromEntries(PEOPLE.map(({ name }) => [name, new ApiClient(url)])) as People;
  const { Ruth } = people;
  await Ruth.call(setUp, { body: { code: setupCode, signInName: 'Ruth', password: PASSWORD } });
  const { id: groupId } = await Ruth.call(createGroup, {
    body: {
      ...GROUP,
      agreement: pagesInLanguage('en').groups.defaultAgreement,
      acceptsAgreement: true,
      myName: 'Ruth',
    },
  });
  await Ruth.call(activateGroup, { params: { groupId } });
  for (const { name, role } of PEOPLE) {
    if (name === 'Ruth') continue;
    const { token } = await Ruth.call(createInvitation, {
      params: { groupId },
      body: { invitee: name, role },
    });
    clock.pass(40);
    await people[name].call(acceptInvitation, {
      params: { token },
      body: { account: { signInName: name, password: PASSWORD }, name, agreementVersion: 1 },
    });
  }
  return { groupId, people, meetingId: '' as MeetingId };
}

/** One evening, and the days after it. */
async function spend(
  playing: Playing,
  circle: Gathered,
  practising: Practising,
  evening: Evening,
  last: Instant,
  asked: (by: Name, askId: AskId) => void,
): Promise<void> {
  const { clock } = playing;
  const { groupId, people } = circle;
  const begins = plus(last, -evening.weeksBefore * WEEK);
  clock.stopAt(begins);
  circle.meetingId = await meet(circle, evening.away);
  const meeting = { groupId, meetingId: circle.meetingId };

  const asks: { askId: AskId; past: PastAsk }[] = [];
  for (const past of evening.asks) {
    clock.stopAt(plus(begins, past.minute * MINUTE));
    const askId = await openAndAnswer(playing, circle, practising, meeting.meetingId, past);
    asked(past.by, askId);
    asks.push({ askId, past });
  }
  clock.stopAt(plus(begins, 95 * MINUTE));
  await people.Ruth.call(endMeeting, { params: meeting });
  await practising.note(evening.weeksBefore, meeting.meetingId, clock.read());

  clock.stopAt(plus(begins, 20 * HOUR));
  await playing.sweep();
  for (const { askId, past } of asks) {
    if (!past.late) continue;
    const { by, ...sentence } = past.late;
    await people[by].call(sayLate, { params: { groupId, askId }, body: sentence });
  }
  clock.stopAt(plus(begins, READ_AFTER + 2 * HOUR));
  await playing.sweep();
  for (const { askId, past } of asks) {
    await read(circle, askId, past);
    clock.pass(50);
  }
  await practising.daysAfter(evening.weeksBefore);
}

/** Opens a meeting and seats everybody but those who are away. */
async function meet({ groupId, people }: Circle, away: readonly Name[] = []): Promise<MeetingId> {
  const { id: meetingId } = await people.Ruth.call(openMeeting, { params: { groupId } });
  const present = PEOPLE.filter(({ name }) => !away.includes(name));
  await Promise.all(
    present.map(({ name }) => people[name].call(takeSeat, { params: { groupId, meetingId } })),
  );
  return meetingId;
}

async function openAndAnswer(
  { clock }: Playing,
  { groupId, people }: Circle,
  practising: Practising,
  meetingId: MeetingId,
  past: Pick<PastAsk, 'by' | 'asks' | 'practised' | 'answers' | 'unsigned' | 'passes'>,
): Promise<AskId> {
  const { id: askId } = await people[past.by].call(openAsk, {
    params: { groupId },
    body: { meetingId, ...past.asks, goalId: past.practised ? practising.goalOf(past.by) : null },
  });
  const params = { groupId, askId };
  const { anonymity } = await people[past.by].call(getAsk, { params });
  const seats = new Map<Name, NamelessSeat>();
  // Whoever could answer without a name takes a ticket, whatever they do then.
  for (const { name } of anonymity?.candidates ?? [])
    seats.set(name as Name, await NamelessSeat.take(people[name as Name], groupId, askId));
  for (const name of past.passes ?? []) {
    const seat = seats.get(name);
    await (seat ? seat.put('pass') : people[name].call(passAsk, { params }));
  }
  for (const { by, ...said } of past.answers) {
    clock.pass(1);
    const id = anonymity?.candidates.find(({ name }) => name === by)?.memberId;
    const ticket = (id && seats.get(by)?.spentBy(id)) ?? null;
    await people[by].call(putAnswer, { params, body: { ...answerOf(said), ticket } });
  }
  for (const { by, ...said } of past.unsigned ?? []) {
    clock.pass(1);
    const seat = seats.get(by);
    if (!seat) throw new Error(`${by} cannot answer ${past.by} without a name`);
    await seat.put('answer', unsignedOf(seat, said));
  }
  return askId;
}

/** What is handed in when somebody says this without their name. */
export function unsignedOf(seat: NamelessSeat, said: Said): AnonymousAnswer {
  const [understood, closeness, warmth] = said.taps;
  const { moreOfText = null } = said;
  return {
    feelings: said.feelings,
    body: said.body ?? [],
    pad: said.pad ?? null,
    words: said.words.map(([channel, text]) => ({ channel, text, key: seat.partKey() })),
    cameAcross: said.cameAcross ?? [],
    moreOf: said.moreOf ?? [],
    moreOfText: moreOfText === null ? null : { text: moreOfText, key: seat.partKey() },
    inRoom: said.inRoom ?? false,
    goalLevel: said.goalLevel ?? null,
    understood,
    closeness,
    warmth,
  };
}

/** What goes over the wire when somebody says this. */
export function answerOf(said: Said): InputOf<typeof putAnswer>['body'] {
  const { words, taps, ...rest } = said;
  const [understood, closeness, warmth] = taps;
  return {
    ...rest,
    words: words.map(([channel, text]) => ({ channel, text })),
    understood,
    closeness,
    warmth,
    attempt: randomBytes(16).toString('hex'),
    replaces: null,
    sentBy: 'person',
  };
}

/** The asker reads what came, keeps some of it, gives something back, and writes down what they make of it. */
async function read({ groupId, people }: Circle, askId: AskId, past: PastAsk) {
  const { by, afterwards } = past;
  if (!afterwards) return;
  const asker = people[by];
  const params = { groupId, askId };
  await asker.call(openAnswers, { params });
  const { answers, anonymous } = await asker.call(getResults, { params });
  const answerOf = (name: Name) => {
    const found = answers.find(({ from }) => from.name === name);
    if (!found) throw new Error(`${name} gave ${by} no answer`);
    return found.id;
  };
  for (const [name, position] of afterwards.kept)
    await asker.call(keepSentence, { params, body: { answerId: answerOf(name), position } });
  for (const [name, reactions] of afterwards.reactions)
    await asker.call(react, {
      params: { ...params, answerId: answerOf(name) },
      body: { reactions: [...reactions] },
    });
  for (const { words, kept, reactions } of past.unsigned ?? []) {
    const part = anonymous?.parts.find(({ text }) => text === words[0]?.[1]);
    if (!part) throw new Error(`a sentence to ${by} was not released`);
    const itsParams = { ...params, partId: part.id };
    if (kept) await asker.call(keepPart, { params: itsParams });
    if (reactions)
      await asker.call(reactToPart, { params: itsParams, body: { reactions: [...reactions] } });
  }
  await asker.call(putReflection, { params, body: afterwards.reflection });
  if (afterwards.shared) await asker.call(shareResults, { params, body: afterwards.shared });
}
