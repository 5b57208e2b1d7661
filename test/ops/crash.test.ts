import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect, inject, test } from 'vitest';

import { setUp } from '../../src/contract/accounts.ts';
import { getMyAnswer, putAnswer } from '../../src/contract/answers.ts';
import { activateGroup, createGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { openMeeting, takeSeat } from '../../src/contract/meetings.ts';
import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { RefusedError } from '../../src/ops/client.ts';
import { aGroup, anAnswer, ask, PASSWORD, Person } from '../support/world.ts';
import { startProgram } from './program.ts';

const MAIN = join(inject('programs'), 'main.js');
const GROUPS = 4;
const PEERS = ['Ben', 'Cleo', 'Dan', 'Eve', 'Finn'];
const ENOUGH = 1_000;

interface Answering {
  person: Person;
  params: { groupId: GroupId; askId: AskId };
  /** The version that the service last said it has. */
  acknowledged: number;
}

test('not one of a thousand acknowledged answers is lost by kill -9 in the middle of more', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'landed-crash-'));
  const cwd = join(import.meta.dirname, '../..');
  const first = await startProgram(MAIN, { dataFolder, cwd });
  const leader = new Person(first.url, 'Ruth');
  await leader.call(setUp, {
    body: { code: await first.setupCode(), signInName: 'Ruth', password: PASSWORD },
  });
  const all: Answering[] = [];
  for (let i = 0; i < GROUPS; i++) all.push(...(await evening(leader)));

  let acknowledged = 0;
  let died: Promise<unknown> | undefined;
  await Promise.all(
    all.map(async (one) => {
      while (!died) {
        const next = one.acknowledged + 1;
        const sent = await send(one, next).catch((error: unknown) => {
          // Only what was under way when it died may fail, and only for want of a service.
          if (died && !(error instanceof RefusedError)) return null;
          throw error;
        });
        if (!sent) return;
        one.acknowledged = sent.answer.version;
        acknowledged += 1;
        if (acknowledged === ENOUGH) died = first.end('SIGKILL');
      }
    }),
  );
  expect(await died).toEqual([null, 'SIGKILL']);

  const second = await startProgram(MAIN, { dataFolder, cwd });
  for (const { person, params, acknowledged } of all) {
    const device = new Person(second.url, person.name);
    device.cookie = person.cookie;
    const { answer } = await device.call(getMyAnswer, { params });
    expect(answer?.version).toBeGreaterThanOrEqual(acknowledged);
    // What is there is whole: each send said its own version.
    expect(answer?.words[0]?.text).toBe(`the ${answer?.version}th time`);
  }
  expect(await second.end('SIGTERM')).toEqual([0, null]);

  const database = new Database(join(dataFolder, 'landed.sqlite'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.close();
  rmSync(dataFolder, { recursive: true });
});

const send = ({ person, params }: Answering, version: number) =>
  person.call(putAnswer, {
    params,
    body: anAnswer({
      replaces: version === 1 ? null : version - 1,
      words: [{ channel: 'thought', text: `the ${version}th time` }],
    }),
  });

/** A group at a meeting in which the leader asks; all others may answer. */
async function evening(leader: Person): Promise<Answering[]> {
  const { id: groupId } = await leader.call(createGroup, { body: aGroup('Ruth') });
  await leader.call(activateGroup, { params: { groupId } });
  const peers: Person[] = [];
  for (const name of PEERS) {
    const { token } = await leader.call(createInvitation, {
      params: { groupId },
      body: { invitee: name },
    });
    const person = new Person(leader.url, name);
    const account = { signInName: `${name} ${groupId}`, password: PASSWORD };
    const body = { account, name, agreementVersion: 1 };
    await person.call(acceptInvitation, { params: { token }, body });
    peers.push(person);
  }
  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  const params = { groupId, meetingId };
  for (const person of [leader, ...peers]) await person.call(takeSeat, { params });
  const askId = await ask(leader, groupId, meetingId);
  return peers.map((person) => ({ person, params: { groupId, askId }, acknowledged: 0 }));
}
