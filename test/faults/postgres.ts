// Two processes on one PostgreSQL, twenty groups, a hundred answers a second. One process is killed and started again,
// the connections that carry the wake-ups are terminated, the database is killed and started again. Afterwards every
// answer that was acknowledged must be there, and every device must have heard of everything that was meant for it,
// once and in order.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

import { WebSocket } from 'ws';

import { setUp } from '../../src/contract/accounts.ts';
import { getMyAnswer, putAnswer } from '../../src/contract/answers.ts';
import { activateGroup, createGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { LIVE_PATH, LiveMessage } from '../../src/contract/live.ts';
import { openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { AskId, Cursor, GroupId, MemberId } from '../../src/contract/primitives.ts';
import { openAnswers } from '../../src/contract/results.ts';
import { BUS_NAME } from '../../src/live/bus-postgres.ts';
import { type Cursors, cursors } from '../../src/live/cursor.ts';
import { type Program, startProgram } from '../ops/program.ts';
import { startPostgres } from '../support/postgres.ts';
import { aGroup, anAnswer, ask, PASSWORD, Person } from '../support/world.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'build/server/main.js');
const DATABASE = 'landed_faults';
const GROUPS = 20;
const PEERS = ['Ben', 'Cleo', 'Dan', 'Eve', 'Finn'];
/** Each peer answers so often in each group: a hundred a second in all. */
const EVERY_MS = 1_000;
/** When what happens, in seconds after the first answers. */
const AT = { killProcess: 5, startProcess: 9, endListeners: 16, killDatabase: 23 };
/** How long people go on once everything is there again. */
const AFTERWARDS_MS = 10_000;
/** Within so many milliseconds after the last answer everybody must have heard of it. */
const LATEST_MS = 30_000;
const RETRY_MS = 100;

/** Where a server is; another place each time it starts. */
interface Place {
  program: Program;
}

/** A peer in one group, answering again and again. */
interface Answering {
  person: Person;
  params: { groupId: GroupId; askId: AskId };
  acknowledged: number;
}

/** A device that follows a group, wherever it can. */
interface Device {
  groupId: GroupId;
  memberId: MemberId;
  /** Of what it heard, in this order. */
  cursors: Cursor[];
  /** How often it was told that it cannot be brought up to date. */
  resets: number;
  stop(): void;
}

/** Prints one line of JSON, and says whether nothing was lost. */
export async function run(): Promise<boolean> {
  const begun = performance.now();
  const server = await startPostgres({ durable: true });
  await server.run(`create database ${DATABASE}`);
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'landed-faults-')));
  const [folder, second] = folders as [string, string];
  const start = (dataFolder: string) =>
    startProgram(MAIN, { dataFolder, cwd: ROOT, env: { DATABASE_URL: server.url(DATABASE) } });

  const one: Place = { program: await start(folder) };
  cpSync(join(folder, 'secret.key'), join(second, 'secret.key'));
  const other: Place = { program: await start(second) };
  const places = [one, other] as const;
  try {
    const { answering, devices } = await begin(places);

    let over = false;
    const writing = Promise.all(
      answering.map((answers, at) => keepAnswering(answers, places, at, () => over)),
    );
    const since = performance.now();
    const at = (seconds: number) => pause(Math.max(0, since + seconds * 1_000 - performance.now()));
    await at(AT.killProcess);
    await one.program.end('SIGKILL');
    await at(AT.startProcess);
    one.program = await start(folder);
    await at(AT.endListeners);
    const ended = await server.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${BUS_NAME}'`,
      DATABASE,
    );
    await at(AT.killDatabase);
    await server.kill();
    await server.start();
    await pause(AFTERWARDS_MS);
    over = true;
    await writing;

    const log = await server.run('select group_id, seq, audience from events', DATABASE);
    const [{ value: epoch } = {}] = await server.run(
      `select value from meta where key = 'epoch'`,
      DATABASE,
    );
    const secret = Buffer.from(readFileSync(join(folder, 'secret.key'), 'utf8').trim(), 'hex');
    const sealed = cursors(secret, String(epoch));
    const { deliveries, gaps, resets, ...heard } = await heardBy(devices, log, sealed);
    const { lost, ...kept } = await keptOf(answering, places);
    for (const device of devices) device.stop();

    const acknowledged = answering.reduce((sum, one) => sum + one.acknowledged, 0);
    const doubles = heard.doubles + kept.doubles;
    const ok = ended.length === places.length && lost + gaps + doubles + resets === 0;
    const seconds = Math.round((performance.now() - begun) / 1_000);
    console.log(
      JSON.stringify({
        faults: 'postgres',
        acknowledged,
        deliveries,
        lost,
        gaps,
        doubles,
        resets,
        seconds,
        ok,
      }),
    );
    return ok;
  } finally {
    await Promise.all(places.map(({ program }) => program.end('SIGTERM')));
    await server.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Groups at a meeting in which the leader has asked, opened what came first, and listens, at both servers. */
async function begin(places: readonly [Place, Place]) {
  const [{ program }] = places;
  const leader = new Person(program.url, 'Ruth');
  const body = { code: await program.setupCode(), signInName: 'Ruth', password: PASSWORD };
  await leader.call(setUp, { body });
  const people: Person[] = [];
  const answering: Answering[] = [];
  const devices: Device[] = [];
  for (let i = 0; i < GROUPS; i += 1) {
    const created = await leader.call(createGroup, { body: aGroup('Ruth') });
    const { id: groupId } = created;
    const inGroup = { params: { groupId } };
    await leader.call(activateGroup, inGroup);
    const members = new Map([[leader, created.me]]);
    for (const [at, name] of PEERS.entries()) {
      const person = (people[at] ??= new Person(program.url, name));
      const { token } = await leader.call(createInvitation, {
        ...inGroup,
        body: { invitee: name },
      });
      const account = i === 0 ? { signInName: name, password: PASSWORD } : null;
      const joined = await person.call(acceptInvitation, {
        params: { token },
        body: { account, name, agreementVersion: 1 },
      });
      members.set(person, joined.memberId);
    }
    const { id: meetingId } = await leader.call(openMeeting, inGroup);
    for (const person of members.keys())
      await person.call(takeSeat, { params: { groupId, meetingId } });
    const params = { groupId, askId: await ask(leader, groupId, meetingId) };
    for (const person of people) {
      const one = { person, params, acknowledged: 0 };
      await send(one, 1, newAttempt(), person);
      one.acknowledged = 1;
      answering.push(one);
    }
    await leader.call(openAnswers, { params });
    const [ben] = people as [Person];
    for (const [person, at] of [
      [leader, 0],
      [leader, 1],
      [ben, i % 2],
    ] as const)
      devices.push(await follow(places, at, person, groupId, members.get(person) as MemberId));
  }
  return { answering, devices };
}

const newAttempt = () => crypto.randomUUID().replaceAll('-', '');

const send = ({ params }: Answering, version: number, attempt: string, as: Person) =>
  as.call(putAnswer, {
    params,
    body: anAnswer({
      attempt,
      replaces: version === 1 ? null : version - 1,
      words: [{ channel: 'thought', text: `the ${version}th time` }],
    }),
  });

/** Answers until it is over; each answer is sent until some server acknowledges it. */
async function keepAnswering(
  one: Answering,
  places: readonly Place[],
  at: number,
  isOver: () => boolean,
): Promise<void> {
  // Not all at the same moment.
  let next = performance.now() + (EVERY_MS * at) / (GROUPS * PEERS.length);
  for (let server = at; ; next = Math.max(next + EVERY_MS, performance.now())) {
    await pause(Math.max(0, next - performance.now()));
    if (isOver()) return;
    const attempt = newAttempt();
    for (;;)
      try {
        await send(one, one.acknowledged + 1, attempt, personAt(places, server, one.person));
        one.acknowledged += 1;
        break;
      } catch {
        // Not acknowledged, whether or not it was written: to the other, as a device does.
        server += 1;
        await pause(RETRY_MS);
      }
  }
}

/** The same person at one of the servers, where it is now. */
function personAt(places: readonly Place[], at: number, { name, cookie }: Person): Person {
  const person = new Person(places[at % places.length]?.program.url ?? '', name);
  person.cookie = cookie;
  return person;
}

/** Follows a group from now on, at one server or, when that is gone, at the other. Resolves once it does. */
async function follow(
  places: readonly Place[],
  first: number,
  person: Person,
  groupId: GroupId,
  memberId: MemberId,
): Promise<Device> {
  let socket: WebSocket;
  let stopped = false;
  let at = first;
  const { promise: following, resolve } = Promise.withResolvers<void>();
  const device: Device = {
    groupId,
    memberId,
    cursors: [],
    resets: -1,
    stop() {
      stopped = true;
      socket.terminate();
    },
  };
  const connect = () => {
    if (stopped) return;
    const { url } = personAt(places, at, person);
    const last = device.cursors.at(-1);
    const path = LIVE_PATH.replace(':groupId', groupId) + (last ? `?after=${last}` : '');
    socket = new WebSocket(url.replace('http', 'ws') + path, {
      headers: { cookie: person.cookie, origin: url },
    });
    // What went wrong does not matter: `close` always follows.
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const message = LiveMessage.parse(JSON.parse(data.toString()));
      if (message.type === 'reset') device.resets += 1;
      if ('cursor' in message) device.cursors.push(message.cursor);
      resolve();
    });
    socket.on('close', () => {
      at += 1;
      setTimeout(connect, RETRY_MS);
    });
  };
  connect();
  await following;
  return device;
}

/** What did not reach a device that it was meant for, and what did twice or after something later. */
async function heardBy(
  devices: readonly Device[],
  log: readonly Record<string, unknown>[],
  sealed: Cursors,
) {
  const count = { deliveries: 0, gaps: 0, doubles: 0, resets: 0 };
  const latest = performance.now() + LATEST_MS;
  for (const device of devices) {
    const { groupId, memberId } = device;
    const places = () => device.cursors.map((cursor) => sealed.open(groupId, cursor) ?? -1);
    const [from = 0] = places();
    const meant = log
      .filter(({ group_id, audience }) => {
        const who = audience as MemberId[] | null;
        return group_id === groupId && (who === null || who.includes(memberId));
      })
      .map(({ seq }) => Number(seq))
      .filter((seq) => seq > from)
      .sort((a, b) => a - b);
    const missing = () => {
      const heard = new Set(places());
      return meant.filter((seq) => !heard.has(seq));
    };
    while (missing().length > 0 && performance.now() < latest) await pause(RETRY_MS);

    const heard = places().slice(1);
    count.deliveries += heard.length;
    count.gaps += missing().length;
    count.doubles += heard.filter((seq, i) => i > 0 && seq <= (heard[i - 1] ?? 0)).length;
    count.resets += device.resets;
  }
  return count;
}

/** Answers that were acknowledged and are not there, as their authors read them. */
async function keptOf(answering: readonly Answering[], places: readonly Place[]) {
  let lost = 0;
  let doubles = 0;
  for (const { person, params, acknowledged } of answering) {
    const { answer } = await personAt(places, 1, person).call(getMyAnswer, { params });
    const version = answer?.version ?? 0;
    lost += Math.max(0, acknowledged - version);
    doubles += Math.max(0, version - acknowledged);
    // What is there is whole: each said which it was.
    if (answer?.words[0]?.text !== `the ${version}th time`) lost += 1;
  }
  return { lost, doubles };
}
