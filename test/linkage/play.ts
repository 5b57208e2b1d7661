// One ask, played again and again on copies of one data folder, so that all that differs is who wrote what. What comes
// out is everything that anybody but the authors' own devices ever sees of it.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';

import { type Ask, getAsk } from '../../src/contract/asks.ts';
import { CURSOR_HEADER, type LiveMessage } from '../../src/contract/live.ts';
import { endMeeting, getHome } from '../../src/contract/meetings.ts';
import type { InputOf, Operation } from '../../src/contract/operation.ts';
import type { AskId, Cursor, GroupId, Instant, MemberId } from '../../src/contract/primitives.ts';
import { type AnonymousAnswer, PUT_PATH } from '../../src/contract/puts.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { issueTicket, type Point, type Token } from '../../src/contract/tickets.ts';
import { decode, encode } from '../../src/domain/anonymity/bytes.ts';
import { keyPair } from '../../src/domain/anonymity/keys.ts';
import { finish, request, type Suite } from '../../src/domain/anonymity/tickets.ts';
import { instant, plus } from '../../src/domain/time.ts';
import type { Cursors } from '../../src/live/cursor.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import { ask, Person, World } from '../support/world.ts';
import { copiesOf, withoutSalts } from './files.ts';
import { answersIn, type LeakName, openLeak } from './leaks.ts';
import { seeded } from './seeded.ts';
import { blindFor, knownLogarithms, requestOf } from './suite.ts';

const MINUTE = 60_000;
const EVENING = instant(Date.UTC(2026, 0, 6, 19));

const atEvening = () => EVENING;

/** A stopped service in which one ask is open and nobody has a ticket yet. */
export interface Scene {
  folder: string;
  groupId: GroupId;
  /** As a candidate is shown it. */
  ask: Ask;
  /** Of whoever leads, of whoever asks, and of those who may write, in the order of their ids. */
  cookies: { leader: string; asker: string; peers: string[] };
  members: { asker: MemberId; peers: MemberId[] };
}

/** @param suite null for the real one, with fresh randomness */
export async function setScene(suite: Suite | null): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'landed-scene-'));
  const world = await World.open({ clock: atEvening, ...(suite && { chance: { suite } }) }, folder);
  const leader = await world.founder('Ruth');
  const circle = await world.circle(leader, ['Ana', 'Bo', 'Cy', 'Di', 'Eli']);
  const { groupId } = circle;
  const meetingId = await world.meeting(circle, circle.everybody);
  const [asker, ...peers] = circle.members as [Person, ...Person[]];
  const askId = await ask(asker, groupId, meetingId, { mode: 'anonymous', closes: 'in_an_hour' });
  // With it goes who is here, which is told when it pleases.
  await leader.call(endMeeting, { params: { groupId, meetingId } });
  await world.service.ticks.tick();
  const sorted = peers.sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const shown = await sorted[0]!.call(getAsk, { params: { groupId, askId } });
  await world.service.stop();
  return {
    folder,
    groupId,
    ask: shown,
    cookies: {
      leader: leader.cookie,
      asker: asker.cookie,
      peers: sorted.map((one) => one.cookie),
    },
    members: { asker: asker.memberId, peers: sorted.map((one) => one.memberId) },
  };
}

export const strike = ({ folder }: Scene) => rmSync(folder, { recursive: true, force: true });

/** Whoever writes: their device has keys of its own, and says this. */
export interface Voice {
  text: string;
  /** `nothing`: their device is off, or they are. */
  does: 'answer' | 'pass' | 'nothing';
}

export const VOICES: readonly Voice[] = [
  { text: 'you were far away this evening', does: 'answer' },
  { text: 'it warmed me', does: 'answer' },
  { text: 'I did not know what to do with my hands', does: 'answer' },
  { text: 'thank you for the silence', does: 'answer' },
];

export interface Play {
  voices?: readonly Voice[];
  /** Which voice each member has, by member. */
  who: readonly number[];
  /** Which voice hands in after each member in turn has looked at the ask. */
  arrival: readonly number[];
  /** Seeds what the service draws; null for real randomness, in both the service and the devices. */
  seed: string | null;
  leak?: LeakName;
  /** What goes on after the asker has read; what is called by `see` is seen like every reply. */
  after?: (stage: Stage) => Promise<void>;
}

export interface Stage {
  leader: Person;
  asker: Person;
  peers: Person[];
  seats: NamelessSeat[];
  groupId: GroupId;
  askId: AskId;
  /** Of the data. */
  folder: string;
  /** Calls, and keeps what came back. */
  see: <Op extends Operation>(
    name: string,
    by: Person,
    op: Op,
    input: InputOf<Op>,
  ) => Promise<unknown>;
  tick: () => Promise<void>;
}

/** What is seen, by name: replies, frames, log lines and files at each step. */
export type View = Map<string, string>;

export const digest = (view: View): string =>
  createHash('sha256')
    .update(JSON.stringify([...view]))
    .digest('hex');

/** Names of what is not the same in all of the views. */
export function differing(views: readonly View[]): string[] {
  const [first] = views;
  const names = new Set(views.flatMap((view) => [...view.keys()]));
  return [...names].filter((name) => views.some((view) => view.get(name) !== first?.get(name)));
}

/** Plays it to the end and returns what was seen, with the text of files as latin1. */
export async function play(scene: Scene, how: Play): Promise<View> {
  const { groupId, ask, cookies, members } = scene;
  const { voices = VOICES, who, arrival, seed } = how;
  const folder = mkdtempSync(join(tmpdir(), 'landed-play-'));
  cpSync(scene.folder, folder, { recursive: true });
  const view: View = new Map();
  const lines: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (line: string) => lines.push(line.replace(/(\d\.\d+:)\d+/g, '$1PORT')) },
  );
  const draws = seed === null ? null : seeded(seed);
  let now: Instant = plus(EVENING, MINUTE);
  const world = await World.open(
    {
      clock: () => now,
      logger,
      ...(draws && { chance: { suite: knownLogarithms, random: (length) => draws.bytes(length) } }),
    },
    folder,
  );
  const { service } = world;
  const leak = how.leak && (await openLeak(how.leak, answersIn(folder)));

  const look = (step: string) => {
    for (const [path, bytes] of copiesOf(folder))
      view.set(
        `${step}: ${path}`,
        (path.endsWith('-wal') ? withoutSalts(bytes) : bytes).toString('latin1'),
      );
  };
  const cursors = service.deps.cursors as Cursors;
  const place = (cursor: string) => `place ${cursors.open(groupId, cursor as Cursor)}`;
  const seen = async (name: string, reply: Pick<Response, 'status' | 'headers' | 'text'>) => {
    const headers = [...reply.headers].flatMap(([header, value]) =>
      header === 'date' ? [] : [[header, header === CURSOR_HEADER ? place(value) : value]],
    );
    const body = (await reply.text()).replace(
      /"cursor":"([^"]+)"/g,
      (_, cursor: string) => `"cursor":"${place(cursor)}"`,
    );
    view.set(name, JSON.stringify([reply.status, headers, body]));
    return JSON.parse(body) as unknown;
  };
  const person = (cookie: string) => Object.assign(new Person(world.url, ''), { cookie });
  const see: Stage['see'] = async (name, by, op, input) =>
    seen(name, await by.send(op, input, agent()));

  const asker = person(cookies.asker);
  const peers = cookies.peers.map(person);
  const listeners = [await asker.listen(groupId)];
  for (const peer of peers) listeners.push(await peer.listen(groupId));
  const params = { groupId, askId: ask.id };

  // The devices. Each member sends the request of their own, for whichever author key it is.
  const seats: NamelessSeat[] = [];
  const key = ask.anonymity!.key;
  for (const [member, voice] of who.entries()) {
    const device = seed === null ? null : seeded(`voice ${voice}`);
    const author = device ? { author: keyPair(device.bytes()) } : {};
    const seat = Object.assign(new NamelessSeat(world.url, groupId, ask), author);
    const secret = seeded(`request of member ${member}`).below(2 ** 47) + 1;
    const own = request(seat.event, decode(key.publicKey), seat.author.public, {
      ...(draws && { suite: knownLogarithms }),
    });
    const asked = draws
      ? {
          ...own,
          blinded: requestOf(BigInt(secret)),
          blind: blindFor(BigInt(secret), seat.author.public),
        }
      : own;
    const reply = (await see(`ticket of member ${member}`, peers[member]!, issueTicket, {
      params,
      body: { keyId: key.id, blinded: encode<Point>(asked.blinded) },
    })) as { evaluated: string; proof: string };
    const signed = { evaluated: decode(reply.evaluated), proof: decode(reply.proof) };
    seat.token = encode<Token>(
      finish(seat.event, seat.author.public, asked, signed, draws ? knownLogarithms : undefined),
    );
    seats[voice] = seat;
    const partKey = () => {
      const pair = keyPair(device ? device.bytes() : crypto.getRandomValues(new Uint8Array(32)));
      const name = encode<Point>(pair.public);
      seat.partKeys.set(name, pair.secret);
      return name;
    };
    seat.answer = answerOf(seat, voices[voice]!, voice, partKey());
  }
  look('issued');

  // Everybody looks at the ask in the same order; who hands in after that is another matter.
  for (const [turn, voice] of arrival.entries()) {
    await see(`ask of member ${turn}`, peers[turn]!, getAsk, { params });
    await see(`home of member ${turn}`, peers[turn]!, getHome, {});
    const { does, text } = voices[voice]!;
    if (does === 'nothing') continue;
    const seat = seats[voice]!;
    const said = does === 'answer' ? seat.answer : null;
    const reply = await handIn(world.url, seat.body(does, said, 1), agent());
    // Nobody but the device gets it; all say the same.
    const before = view.get('what a put says');
    await seen('what a put says', reply);
    if (before !== undefined && before !== view.get('what a put says'))
      view.set('what some put said besides', before);
    const cookie = cookies.peers[who.indexOf(voice)]!;
    await leak?.onPut({ service, logger, groupId, askId: ask.id, cookie, text: said && text });
  }
  look('handed in');
  await service.ticks.tick();
  look('sealed');
  for (const [turn, peer] of peers.entries())
    await see(`ask of member ${turn}, sealed`, peer, getAsk, { params });

  now = plus(EVENING, 120 * MINUTE);
  await service.due.sweep();
  await service.ticks.tick();
  look('released');
  for (const listener of listeners)
    await listener.heard((message: LiveMessage) => message.type === 'ask.closed');
  for (const [turn, peer] of peers.entries()) {
    await see(`ask of member ${turn}, closed`, peer, getAsk, { params });
    await see(`home of member ${turn}, closed`, peer, getHome, {});
  }
  await see('ask of the asker', asker, getAsk, { params });
  await see('opening', asker, openAnswers, { params });
  await see('results', asker, getResults, { params });
  const leader = person(cookies.leader);
  asker.memberId = members.asker;
  for (const [at, peer] of peers.entries()) peer.memberId = members.peers[at]!;
  await how.after?.({
    leader,
    asker,
    peers,
    seats,
    groupId,
    askId: ask.id,
    folder,
    see,
    tick: () => service.ticks.tick(),
  });

  for (const [at, listener] of listeners.entries()) {
    await listener.close();
    view.set(
      `frames of ${at === 0 ? 'the asker' : `member ${at - 1}`}`,
      JSON.stringify(
        listener.messages.map((message) =>
          'cursor' in message ? { ...message, cursor: place(message.cursor) } : message,
        ),
      ),
    );
  }
  await leak?.close();
  await service.stop();
  look('stopped');
  view.set('log', lines.join(''));
  rmSync(folder, { recursive: true, force: true });
  return view;
}

const TELLING = {
  feelings: ['touched', 'tense', 'curious', 'close', 'tired'],
  cameAcross: ['NO', 'LM', 'JK', 'FG', 'PA'],
  moreOf: ['what_you_feel', 'asking_us', 'humour', 'disagreeing', 'quiet_moments'],
} satisfies Partial<AnonymousAnswer>;

const answerOf = (seat: NamelessSeat, { text }: Voice, at: number, key: Point): AnonymousAnswer =>
  anAnonymousAnswer(seat, {
    words: [{ channel: 'feeling', text, key }],
    feelings: TELLING.feelings.slice(at, at + 2),
    // Their mean has other last bits in another order.
    cameAcross: TELLING.cameAcross.slice(at, at + 2),
    moreOf: TELLING.moreOf.slice(at, at + 2),
    understood: at,
    closeness: at - 2,
    warmth: 4 - at,
  });

/** Another one each time. */
const agent = () => ({ 'user-agent': `Device/${Math.random()}` });

const handIn = (url: string, body: string, headers: Record<string, string>) =>
  fetch(url + PUT_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
