import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { WebSocket, WebSocketServer } from 'ws';

import { LiveMessage } from '../../src/contract/live.ts';
import type { AnswerId, Cursor, GroupId, MemberId } from '../../src/contract/primitives.ts';
import { inProcessBus } from '../../src/live/bus.ts';
import { cursors } from '../../src/live/cursor.ts';
import { createHub, type Limits } from '../../src/live/hub.ts';
import type { Listening } from '../../src/live/listener.ts';
import type { Log, LogEvent } from '../../src/live/log.ts';
import type { Timers } from '../../src/live/timers.ts';

const id = <Id extends string>(n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Id;
export const GROUP = id<GroupId>(1);
export const groupId = (n: number) => id<GroupId>(1000 + n);
export const memberId = (n: number) => id<MemberId>(100 + n);

/** Time that passes when the test says so. */
export function manualTimers() {
  let now = 0;
  const waiting = new Set<{ at: number; every: number | null; run: () => void }>();
  const wait = (at: number, every: number | null, run: () => void) => {
    const timer = { at, every, run };
    waiting.add(timer);
    return () => void waiting.delete(timer);
  };
  return {
    after: (ms: number, run: () => void) => wait(now + ms, null, run),
    every: (ms: number, run: () => void) => wait(now + ms, ms, run),
    advance(ms: number) {
      const end = now + ms;
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        if (next.every === null) waiting.delete(next);
        else next.at += next.every;
        next.run();
      }
      now = end;
    },
  } satisfies Timers & { advance(ms: number): void };
}

/** `delayed` answers some turns of the loop later with what was true at the first of them, as a database does. */
export type LogKind = 'at once' | 'delayed';

function memoryLog(kind: LogKind) {
  const events: LogEvent[] = [];
  let floor = 0;
  let failures = 0;
  const answer = async <T>(look: () => T): Promise<T> => {
    if (failures > 0) {
      failures -= 1;
      throw new Error('the database is away');
    }
    if (kind === 'at once') return look();
    await nextTurn();
    const seen = look();
    await nextTurn();
    await nextTurn();
    return seen;
  };
  return {
    events,
    head: () => answer(() => events.at(-1)?.seq ?? 0),
    floor: () => answer(() => floor),
    since: (_groupId: GroupId, after: number, limit: number) =>
      answer(() => events.filter(({ seq }) => after < seq).slice(0, limit)),
    forgetUpTo(seq: number) {
      floor = seq;
      events.splice(0, events.findLastIndex((event) => event.seq <= seq) + 1);
    },
    failNext(times: number) {
      failures = times;
    },
  } satisfies Log & Record<string, unknown>;
}

/** A hub with a real socket server in front, a log in memory, and time that stands still. */
export async function openWorld(kind: LogKind, limits: Partial<Limits> = {}) {
  const timers = manualTimers();
  const log = memoryLog(kind);
  const bus = inProcessBus();
  const sealing = cursors(Buffer.alloc(32, 7), 'first epoch');
  const errors: unknown[] = [];
  const ended = new Map<string, 'session' | 'access'>();
  const meeting = { open: false };
  const hub = createHub({
    log,
    bus,
    cursors: sealing,
    meetingOpen: async () => meeting.open,
    hasEnded: async ({ sessionId }) => ended.get(sessionId) ?? null,
    onError: (error) => errors.push(error),
    limits,
    timers,
  });

  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.on('connection', (socket, request) => {
    const query = new URL(request.url ?? '/', 'ws://host').searchParams;
    const after = query.get('after') as Cursor | null;
    hub.join(socket, { ...listening(Number(query.get('member')), query.get('session')), after });
  });
  const clients: Client[] = [];
  const url = (member: number, after: Cursor | null, session = `session of ${member}`) => {
    const query = new URLSearchParams({ member: String(member), session, ...(after && { after }) });
    return `ws://127.0.0.1:${port}/?${query.toString()}`;
  };

  return {
    hub,
    log,
    timers,
    meeting,
    ended,
    errors,
    server,
    url,
    seal: (seq: number) => sealing.seal(GROUP, seq),
    seqs: (messages: LiveMessage[]) =>
      messages.map((message) => ('cursor' in message ? sealing.open(GROUP, message.cursor) : null)),
    /** Writes an event and tells the bus, as a commit does. */
    append(event: Partial<LogEvent> = {}, gap = 0): number {
      const seq = (log.events.at(-1)?.seq ?? 0) + 1 + gap;
      log.events.push({ type: 'group.changed', subjects: {}, audience: null, ...event, seq });
      bus.publish(GROUP);
      return seq;
    },
    connect(member: number, after: Cursor | null, session?: string): Client {
      const client = new Client(url(member, after, session));
      clients.push(client);
      return client;
    },
    poll: (member: number, after: Cursor, waitMs = 25_000, signal?: AbortSignal) =>
      hub.poll({ ...listening(member), after, waitMs, ...(signal && { signal }) }),
    async close() {
      for (const client of clients) client.socket.terminate();
      for (const socket of server.clients) socket.terminate();
      server.close();
      await bus.close();
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

const listening = (member: number, session?: string | null): Listening => ({
  groupId: GROUP,
  memberId: memberId(member),
  sessionId: session ?? `session of ${member}`,
});

/** An event large enough to fill a connection with a few thousand of them. */
export const heavy = { subjects: { answerId: 'x'.repeat(4000) as AnswerId } };

export class Client {
  readonly messages: LiveMessage[] = [];
  readonly socket: WebSocket;
  /** The close code. */
  readonly closed: Promise<number>;
  #look = () => {};

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('error', () => {});
    this.socket.on('message', (data: Buffer) => {
      const parsed: unknown = JSON.parse(data.toString());
      this.messages.push(heavyOr(parsed));
      this.#look();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        resolve(code);
      });
    });
  }

  /** Settles at the first moment when what has come satisfies `enough`. */
  async until(enough: (messages: LiveMessage[]) => boolean): Promise<LiveMessage[]> {
    await new Promise<void>((resolve) => {
      this.#look = () => {
        if (enough(this.messages)) resolve();
      };
      this.#look();
    });
    return this.messages;
  }

  types = () => this.messages.map(({ type }) => type);

  get cursor(): Cursor {
    const last = this.messages.findLast((message) => 'cursor' in message);
    if (!last) throw new Error('No message had a cursor.');
    return last.cursor;
  }
}

// Heavy events break the contract on purpose; everything else must keep it.
function heavyOr(parsed: unknown): LiveMessage {
  const { answerId } = parsed as { answerId?: string };
  return answerId?.startsWith('xxx') ? (parsed as LiveMessage) : LiveMessage.parse(parsed);
}
