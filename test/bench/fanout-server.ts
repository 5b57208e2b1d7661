// One server of the fan-out bench: `hub`, `bare` or `durable`. Says where its listeners connect, then runs rounds.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { type WebSocket, WebSocketServer } from 'ws';

import { LIVE_PATH } from '../../src/contract/live.ts';
import type {
  AnswerId,
  AskId,
  GroupId,
  MeetingId,
  MemberId,
} from '../../src/contract/primitives.ts';
import { inProcessBus } from '../../src/live/bus.ts';
import { cursors } from '../../src/live/cursor.ts';
import { createHub } from '../../src/live/hub.ts';
import type { LogEvent } from '../../src/live/log.ts';
import { World } from '../support/world.ts';
import { isReady } from './child.ts';

export type ServerKind = 'hub' | 'bare' | 'durable';

export interface Ready {
  listeners: { url: string; headers: Record<string, string> }[];
  listenersPerEvent: number;
  /** Who makes the events of `durable` happen, by leaving and taking their seats over HTTP. */
  people: { url: string; cookie: string; groupId: GroupId; meetingId: MeetingId }[];
}
export interface Round {
  events: number;
}
export interface Report {
  /** Microseconds of CPU time, the system's and our own, that the round took. */
  cpu: number;
}

interface Server extends Ready {
  /** Makes so many events happen, each in one group; `durable` leaves that to those who started it. */
  send: (events: number) => Promise<void>;
  close?: () => Promise<void>;
}

const GROUPS = 50;
const SOCKETS_EACH = 10;
/** Groups in which something happens in one turn of the loop. */
const GROUPS_A_TURN = 10;
/** Events that the log in memory keeps. */
const KEPT = 8;

const ids = <Id extends string>(count: number) =>
  Array.from({ length: count }, () => randomUUID() as string as Id);
const groups = ids<GroupId>(GROUPS);
const subjects = {
  askId: randomUUID() as string as AskId,
  answerId: randomUUID() as string as AnswerId,
};

const servers: Record<ServerKind, () => Promise<Server>> = { hub, bare, durable };

/** The hub, with its cursors and filter, fed from memory. */
async function hub(): Promise<Server> {
  const logs = new Map(groups.map((groupId) => [groupId, { head: 0, latest: [] as LogEvent[] }]));
  const logOf = (groupId: GroupId) => logs.get(groupId) ?? { head: 0, latest: [] };
  const bus = inProcessBus();
  const sealing = cursors(Buffer.alloc(32, 1), 'bench');
  const hub = createHub({
    log: {
      head: async (groupId) => logOf(groupId).head,
      floor: async () => 0,
      since: async (groupId, after) => logOf(groupId).latest.filter(({ seq }) => after < seq),
    },
    bus,
    cursors: sealing,
    meetingOpen: async () => false,
    hasEnded: async () => null,
    onError: (error) => {
      throw error;
    },
  });
  const members = ids<MemberId>(SOCKETS_EACH);
  const listeners = await listen((socket, groupId, i) => {
    const memberId = members[i] as MemberId;
    const after = sealing.seal(groupId, logOf(groupId).head);
    hub.join(socket, { groupId, memberId, sessionId: memberId, after });
  });

  return {
    listeners,
    listenersPerEvent: SOCKETS_EACH,
    people: [],
    send: (events) =>
      spread(events, (groupId) => {
        const log = logOf(groupId);
        log.head += 1;
        // The hub looks before the next turn: a log that only grew would measure the garbage collector.
        if (log.latest.length === KEPT) log.latest.shift();
        log.latest.push({ seq: log.head, type: 'answer.arrived', subjects, audience: null });
        bus.publish(groupId);
      }),
  };
}

/** The least there is: each frame made once, and a loop over the sockets. */
async function bare(): Promise<Server> {
  const cursor = cursors(Buffer.alloc(32, 1), 'bench').seal(groups[0] as GroupId, 1);
  const rooms = new Map(groups.map((groupId) => [groupId, new Set<WebSocket>()]));
  const listeners = await listen((socket, groupId) => rooms.get(groupId)?.add(socket));

  return {
    listeners,
    listenersPerEvent: SOCKETS_EACH,
    people: [],
    send: (events) =>
      spread(events, (groupId) => {
        const frame = Buffer.from(JSON.stringify({ type: 'answer.arrived', ...subjects, cursor }));
        for (const socket of rooms.get(groupId) ?? []) socket.send(frame, { binary: false });
      }),
  };
}

/** The service itself: people take and leave seats, and their whole group hears of it. */
async function durable(): Promise<Server> {
  const world = await World.open();
  const leader = await world.founder('Leader');
  const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gil'];
  const listeners: Ready['listeners'] = [];
  const people: Ready['people'] = [];
  for (let i = 0; i < 6; i += 1) {
    const circle = await world.circle(leader, names);
    const { groupId } = circle;
    const meetingId = await world.meeting(circle, circle.members);
    const url = world.url.replace('http', 'ws') + LIVE_PATH.replace(':groupId', groupId);
    for (const { cookie } of circle.everybody)
      listeners.push({ url, headers: { cookie, origin: world.url } });
    for (const { cookie } of circle.members)
      people.push({ url: world.url, cookie, groupId, meetingId });
  }
  return {
    listeners,
    listenersPerEvent: names.length + 1,
    people,
    send: async () => {},
    close: () => world.close(),
  };
}

async function listen(
  onSocket: (socket: WebSocket, groupId: GroupId, i: number) => void,
): Promise<Ready['listeners']> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    perMessageDeflate: false,
    maxPayload: 4096,
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.on('connection', (socket, request) => {
    const [, group, i] = (request.url ?? '').split('/').map(Number);
    onSocket(socket, groups[group ?? 0] as GroupId, i ?? 0);
  });
  return groups.flatMap((_, group) =>
    Array.from({ length: SOCKETS_EACH }, (_, i) => ({
      url: `ws://127.0.0.1:${port}/${group}/${i}`,
      headers: {},
    })),
  );
}

async function spread(events: number, happen: (groupId: GroupId) => void): Promise<void> {
  for (let i = 0; i < events; i += 1) {
    happen(groups[i % GROUPS] as GroupId);
    if (i % GROUPS_A_TURN === GROUPS_A_TURN - 1) await nextTurn();
  }
}

const { send, close, ...ready } = await servers[process.argv[2] as ServerKind]();
isReady(ready satisfies Ready, async () => close?.());
for (;;) {
  const [{ events }] = (await once(process, 'message')) as [Round];
  const before = process.cpuUsage();
  const delivered = once(process, 'message');
  await send(events);
  await delivered;
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpu: user + system } satisfies Report);
}
