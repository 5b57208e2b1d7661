// An evening in many groups, right before anybody answers: a data folder to copy, and every answer that may be given.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Actor } from '../../src/app/deps.ts';
import { getMe } from '../../src/contract/accounts.ts';
import { PutAnswer } from '../../src/contract/answers.ts';
import type { AskId, GroupId, MemberId } from '../../src/contract/primitives.ts';
import { anAnswer, ask, World } from '../support/world.ts';
import { inFlight } from './measure.ts';

export interface DueAnswer {
  groupId: GroupId;
  askId: AskId;
  askerId: MemberId;
  by: { memberId: MemberId; cookie: string; actor: Actor };
  input: PutAnswer;
}

export interface Device {
  groupId: GroupId;
  memberId: MemberId;
  cookie: string;
}

export interface Evening {
  /** Of the service, stopped. */
  dataFolder: string;
  /** Ten of each group: the leader's, those of eight members, and a second one of the leader's. */
  devices: Device[];
  /** Neighbours are of different groups. */
  answers: DueAnswer[];
}

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gil', 'Hal'];
const AT_ONCE = 16;

/** Every member of every group has asked, and everybody else may answer. */
export async function prepareEvening(groups: number): Promise<Evening> {
  const world = await World.open();
  const founder = await world.founder('Leader');
  const devices: Device[] = [];
  const byGroup: DueAnswer[][] = [];
  await inFlight(AT_ONCE, Array(groups).keys(), async () => {
    // Each call remembers in the person who they are in the newest group.
    const leader = world.person(founder.name);
    leader.cookie = founder.cookie;
    const circle = await world.circle(leader, NAMES);
    const { groupId, members } = circle;
    const meetingId = await world.meeting(circle, members);
    const people = await Promise.all(
      members.map(async ({ memberId, cookie }, i) => {
        const { id: accountId } = await members[i]!.call(getMe, {});
        return { memberId, cookie, actor: { accountId, sessionId: '', only: null } };
      }),
    );
    const due: DueAnswer[] = [];
    for (const asker of members) {
      const askId = await ask(asker, groupId, meetingId);
      for (const by of people)
        if (by.memberId !== asker.memberId) {
          const input = PutAnswer.parse(anAnswer());
          due.push({ groupId, askId, askerId: asker.memberId, by, input });
        }
    }
    for (const { memberId, cookie } of [leader, ...members, leader])
      devices.push({ groupId, memberId, cookie });
    byGroup.push(due);
  });
  await world.service.stop();
  const answers = byGroup[0]!.flatMap((_, i) => byGroup.map((due) => due[i]!));
  return { dataFolder: world.folder, devices, answers };
}

/** A data folder of one's own that starts as this one is. */
export function copyOf(dataFolder: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'landed-bench-'));
  cpSync(dataFolder, folder, { recursive: true });
  return folder;
}

export const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
