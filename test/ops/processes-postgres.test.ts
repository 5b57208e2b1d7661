// One group whose members are connected to different processes of one service, which share a PostgreSQL.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';

import { getMe, setPassword, setUp, signIn, signOut } from '../../src/contract/accounts.ts';
import { closeAsk } from '../../src/contract/asks.ts';
import { activateGroup, createGroup, removeMember } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { getRoom, openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { GroupId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { hasEnded } from '../../src/app/live.ts';
import { HOUR, milliseconds } from '../../src/domain/time.ts';
import { sha256 } from '../../src/ids.ts';
import type { Listener, RefusedError } from '../../src/ops/client.ts';
import * as events from '../../src/store/events.ts';
import { ofAsk as partsOf } from '../../src/store/parts.ts';
import { allSay, evening } from '../anonymous/circle.ts';
import { NamelessSeat } from '../support/anonymous.ts';
import { lend } from '../support/databases.ts';
import { aGroup, answer, ask, PASSWORD, Person, World } from '../support/world.ts';
import { startProgram } from './program.ts';

const ROOT = join(import.meta.dirname, '../..');

/** An empty database, and two data folders with one secret once the first process has made it. */
async function place() {
  const database = await lend();
  if (!database) throw new Error('there is no PostgreSQL to run on');
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'landed-test-')));
  const [first, second] = folders as [string, string];
  return {
    url: database.url,
    first,
    second,
    shareSecret: () => cpSync(join(first, 'secret.key'), join(second, 'secret.key')),
    leave: async () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      await database.giveBack();
    },
  };
}

/** Two services as two processes have them; time is the first one's. */
async function twoServices() {
  const { url, first, second, shareSecret, leave } = await place();
  const one = await World.open({ databaseUrl: url }, first);
  shareSecret();
  const other = await World.open({ databaseUrl: url, clock: () => one.now }, second);
  onTestFinished(async () => {
    await other.close();
    await one.close();
    await leave();
  });
  return { one, other, url };
}

/** The same person at another process, as their device finds it when its own is gone. */
function at(url: string, { name, cookie, memberId }: Person): Person {
  return Object.assign(new Person(url, name), { cookie, memberId });
}

/** Ruth is at one process, everybody else at the other. */
async function firstEvening(one: string, other: string, code: string) {
  const ruth = new Person(one, 'Ruth');
  await ruth.call(setUp, { body: { code, signInName: 'Ruth', password: PASSWORD } });
  const { id: groupId, me } = await ruth.call(createGroup, { body: aGroup('Ruth') });
  ruth.memberId = me;
  const params = { groupId };
  await ruth.call(activateGroup, { params });
  const people = [ruth];
  for (const name of ['Ben', 'Cleo', 'Dan']) {
    const { token } = await ruth.call(createInvitation, { params, body: { invitee: name } });
    const person = new Person(other, name);
    const account = { signInName: name, password: PASSWORD };
    const { memberId } = await person.call(acceptInvitation, {
      params: { token },
      body: { account, name, agreementVersion: 1 },
    });
    person.memberId = memberId;
    people.push(person);
  }
  const { id: meetingId } = await ruth.call(openMeeting, { params });
  const listeners: Listener[] = [];
  for (const person of people) {
    await person.call(takeSeat, { params: { groupId, meetingId } });
    listeners.push(await person.listen(groupId));
  }
  const [atRuth, atBen] = listeners as [Listener, Listener];
  await seesEverybody(ruth, groupId, atRuth);
  await seesEverybody(people[1] as Person, groupId, atBen);

  const askId = await ask(ruth, groupId, meetingId);
  for (const listener of listeners.slice(1))
    await listener.heard((message) => message.type === 'ask.opened' && message.askId === askId);
  for (const person of people.slice(1)) await answer(person, groupId, askId);
  const arrived = () => atRuth.messages.filter(({ type }) => type === 'answer.arrived').length;
  await atRuth.heard(() => arrived() === 3);

  await ruth.call(openAnswers, { params: { groupId, askId } });
  await ruth.call(closeAsk, { params: { groupId, askId } });
  await atBen.heard((message) => message.type === 'ask.closed' && message.askId === askId);
  const results = await ruth.call(getResults, { params: { groupId, askId } });
  await Promise.all(listeners.map((listener) => listener.close()));
  return { results, heard: atBen.messages, askId };
}

/** Settles when everybody is here, as this member's own process sees it and says so. */
async function seesEverybody(person: Person, groupId: GroupId, listener: Listener): Promise<void> {
  for (;;) {
    const before = listener.messages.length;
    const { seats } = await person.call(getRoom, { params: { groupId } });
    if (seats.every((seat) => seat.here)) return;
    await listener.heard(() => listener.messages.length > before);
  }
}

/** As the service names it. */
const sessionOf = ({ cookie }: Person) => sha256(cookie.split('=')[1] ?? '');

const once = (messages: { type: string }[], type: string) =>
  messages.filter((message) => message.type === type).length;

test(
  'the first evening of a group happens at two programs as at one',
  { timeout: 180_000 },
  async () => {
    const { url, first, second, shareSecret, leave } = await place();
    const start = (dataFolder: string) =>
      startProgram(join(inject('programs'), 'main.js'), {
        dataFolder,
        cwd: ROOT,
        env: { DATABASE_URL: url },
      });
    const one = await start(first);
    // Without the secret of the first, no other starts.
    await expect(start(second)).rejects.toThrow('first used with another secret');
    shareSecret();
    const other = await start(second);

    const { results, heard } = await firstEvening(one.url, other.url, await one.setupCode());

    expect(results.answers).toHaveLength(3);
    expect(results.numbers?.understood).toMatchObject({ n: 3, median: 3 });
    expect([once(heard, 'ask.opened'), once(heard, 'ask.closed')]).toEqual([1, 1]);
    expect(await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')])).toEqual([
      [0, null],
      [0, null],
    ]);
    await leave();
  },
);

test('what is due is done once, whichever processes come at the same moment', async () => {
  const { one, other } = await twoServices();
  const ruth = await one.founder('Ruth');
  const circle = await one.circle(ruth, ['Asker', 'Ben', 'Cleo']);
  const { groupId } = circle;
  const meetingId = await one.meeting(circle, circle.everybody);
  const [asker, ben] = circle.members as [Person, Person];
  const askId = await ask(asker, groupId, meetingId, { closes: 'in_an_hour' });
  await answer(at(other.url, ben), groupId, askId);
  const { read } = one.service.deps.store;
  const before = await events.head(read, groupId);

  one.ahead += 7 * HOUR;
  await Promise.all(
    [one, other, one, other].map(async ({ service }) => {
      await service.due.sweep();
    }),
  );

  const happened = await events.since(read, groupId, before, 10);
  expect(happened.map(({ type }) => type)).toEqual(['ask.closed', 'meeting.ended']);
  // Whoever came late has not even moved the log.
  expect(await events.head(read, groupId)).toBe(before + 2);
});

test('what was handed in without names at either is released once, and whole', async () => {
  const { one, other } = await twoServices();
  const e = await evening(one);
  const seats: NamelessSeat[] = [];
  for (const [i, peer] of e.peers.slice(0, 4).entries())
    seats.push(await NamelessSeat.take(i % 2 ? peer : at(other.url, peer), e.groupId, e.askId));
  await allSay(seats);
  const { read } = one.service.deps.store;
  const before = await events.head(read, e.groupId);
  const tick = () => Promise.all([one, other].map(({ service }) => service.ticks.tick()));

  // Each seals what it took before its time is over, together with what the other did.
  await tick();
  one.ahead += 2 * HOUR;
  await tick();
  await tick();

  const happened = await events.since(read, e.groupId, before, 10);
  expect(happened.map(({ type }) => type)).toEqual(['ask.closed']);
  const { anonymous } = await e.results();
  expect(anonymous?.released?.people).toBe(4);
  const parts = await partsOf(read, e.groupId, e.askId);
  expect(parts.map(({ text }) => text).sort()).toEqual([0, 1, 2, 3].map((n) => `sentence ${n}`));
});

/** One after the other. */
async function tick(...worlds: World[]): Promise<void> {
  for (const { service } of worlds) await service.ticks.tick();
}

test('what one of them took in the last moment is waited for before the others release', async () => {
  const { one, other } = await twoServices();
  const e = await evening(one);
  const seats: NamelessSeat[] = [];
  for (const peer of e.peers.slice(0, 4))
    seats.push(await NamelessSeat.take(at(other.url, peer), e.groupId, e.askId));
  const { closesAt } = await e.ask(e.asker);
  const state = async () => (await e.ask(e.asker)).state;
  one.ahead += milliseconds(closesAt) - milliseconds(one.now) - 20_000;
  await tick(one, other);
  // In the memory of one process alone when its time is over.
  await allSay(seats);
  one.ahead += 40_000;

  await tick(one, one);
  expect(await state()).toBe('open');
  await tick(other, one);

  expect(await state()).toBe('closed');
  expect((await e.results()).anonymous?.released?.people).toBe(4);
});

test('whoever is signed out or removed at one process is found out at the other', async () => {
  const { one, other } = await twoServices();
  const ruth = await one.founder('Ruth');
  const { groupId, members } = await one.circle(ruth, ['Ben', 'Cleo']);
  const [ben, cleo] = members as [Person, Person];
  const ended = async (person: Person, sessionId: string) =>
    hasEnded(other.service.deps, { groupId, memberId: person.memberId, sessionId });
  const [bens, cleos] = [sessionOf(ben), sessionOf(cleo)];
  expect([await ended(ben, bens), await ended(cleo, cleos)]).toEqual([null, null]);

  await ben.call(signOut, {});
  await ruth.call(removeMember, { params: { groupId, memberId: cleo.memberId } });

  expect([await ended(ben, bens), await ended(cleo, cleos)]).toEqual(['session', 'access']);
});

/** From now on whoever begins a session waits in the database, until it is let go. */
async function heldAtSessions(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `create function hold() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(1); return new; end $$;
     create trigger hold before insert on sessions for each row execute function hold();
     select pg_advisory_lock(1)`,
  );
  onTestFinished(async () => {
    await client.query('drop function hold cascade');
    await client.end();
  });
  const waiting = async () => {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rowCount;
  };
  return {
    /** Settles when so many wait, at the sessions or for each other. */
    wait: (n: number) => vi.waitUntil(async () => (await waiting()) === n, 10_000),
    letGo: async () => void (await client.query('select pg_advisory_unlock(1)')),
  };
}

test('a service set up at two processes at the same moment has one first account', async () => {
  const { one, other, url } = await twoServices();
  const held = await heldAtSessions(url);

  const both = [one, other].map(({ service }, i) => {
    const account = { signInName: `Ruth ${i}`, password: PASSWORD };
    const body = { code: service.setupCode ?? '', ...account };
    const settingUp = new Person(service.url, account.signInName).call(setUp, { body });
    return settingUp.then(
      () => 'made',
      (error: RefusedError) => error.problem.code,
    );
  });
  await held.wait(2);
  await held.letGo();

  expect((await Promise.all(both)).toSorted()).toEqual(['already_set_up', 'made']);
});

test('a sign-in on its way ends with all others when the password is changed at another process', async () => {
  const { one, other, url } = await twoServices();
  const ruth = await one.founder('Ruth');
  const stranger = other.person('Ruth');
  const held = await heldAtSessions(url);

  const entering = stranger.call(signIn, { body: { signInName: 'Ruth', password: PASSWORD } });
  await held.wait(1);
  const changing = ruth.call(setPassword, {
    body: {
      password: 'another quiet place',
      confirmation: { password: PASSWORD, passkey: null },
    },
  });
  // It waits for who is on the way, or has not seen them.
  await Promise.race([held.wait(2), changing]);
  await held.letGo();
  await Promise.all([entering, changing]);

  expect((await stranger.refused(getMe, {})).code).toBe('unauthenticated');
  expect((await ruth.call(getMe, {})).signInName).toBe('Ruth');
});
