// One server of the answers bench, on a copy of the evening: `service`, or `memory`, which has the same HTTP server and
// the same hub, but only keeps what is told in an array.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import websocket from '@fastify/websocket';
import Fastify from 'fastify';

import { type PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import { LIVE_PATH } from '../../src/contract/live.ts';
import type { AnswerId, AskId, GroupId } from '../../src/contract/primitives.ts';
import { randomId } from '../../src/ids.ts';
import { inProcessBus } from '../../src/live/bus.ts';
import { cursors } from '../../src/live/cursor.ts';
import { createHub } from '../../src/live/hub.ts';
import type { LogEvent } from '../../src/live/log.ts';
import { World } from '../support/world.ts';
import { isReady, tellCpu } from './child.ts';
import type { Evening } from './evening.ts';

export type ServerKind = 'service' | 'memory';

interface Server {
  url: string;
  close: () => Promise<void>;
}

const servers: Record<ServerKind, (dataFolder: string) => Promise<Server>> = { service, memory };

async function service(dataFolder: string): Promise<Server> {
  const world = await World.open({}, dataFolder);
  return { url: world.url, close: () => world.close() };
}

async function memory(dataFolder: string): Promise<Server> {
  const evening = JSON.parse(readFileSync(join(dataFolder, 'evening.json'), 'utf8')) as Evening;
  const people = new Map(
    evening.devices.map(({ groupId, cookie, memberId }) => [`${groupId} ${cookie}`, memberId]),
  );
  const askers = new Map(evening.answers.map(({ askId, askerId }) => [askId, askerId]));
  const logs = new Map(evening.devices.map(({ groupId }) => [groupId, [] as LogEvent[]]));
  const logOf = (groupId: GroupId) => logs.get(groupId) ?? [];
  const bus = inProcessBus();
  const hub = createHub({
    log: {
      head: async (groupId) => logOf(groupId).length,
      floor: async () => 0,
      since: async (groupId, after) => logOf(groupId).slice(after),
    },
    bus,
    cursors: cursors(Buffer.alloc(32, 1), 'bench'),
    meetingOpen: async () => true,
    hasEnded: async () => null,
    onError: (error) => {
      throw error;
    },
  });
  const app = Fastify({ forceCloseConnections: true });
  await app.register(websocket, { options: { maxPayload: 4096, perMessageDeflate: false } });
  const who = ({ groupId }: { groupId: GroupId }, { cookie }: { cookie?: string | undefined }) => {
    const memberId = people.get(`${groupId} ${cookie}`);
    if (!memberId) throw new Error('a stranger');
    return memberId;
  };

  app.get<{ Params: { groupId: GroupId } }>(
    LIVE_PATH,
    { websocket: true },
    (socket, { params, headers }) => {
      const memberId = who(params, headers);
      hub.join(socket, { groupId: params.groupId, memberId, sessionId: '', after: null });
    },
  );
  app.put<{ Params: { groupId: GroupId; askId: AskId }; Body: PutAnswer }>(
    putAnswer.path,
    async ({ params: { groupId, askId }, headers, body }) => {
      const mine = who({ groupId }, headers);
      const asker = askers.get(askId);
      const log = logOf(groupId);
      const [seq, answerId] = [log.length + 1, randomId<AnswerId>()];
      log.push(
        {
          seq,
          type: 'answer.arrived',
          subjects: { askId, answerId },
          audience: asker ? [asker] : [],
        },
        { seq: seq + 1, type: 'answer.mine', subjects: { askId }, audience: [mine] },
      );
      bus.publish(groupId);
      const { attempt: _attempt, replaces: _replaces, sentBy: _sentBy, ...said } = body;
      return { answer: { ...said, version: 1 }, replacedOther: false };
    },
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    close: async () => {
      await hub.drain(0);
      await app.close();
    },
  };
}

const [, , kind, dataFolder = ''] = process.argv;
const { url, close } = await servers[kind as ServerKind](dataFolder);
tellCpu();
isReady(url, close);
