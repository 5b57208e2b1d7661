// Carries events from the log to everybody connected who may know of them: each once, in order, none left out.
import { setImmediate as nextTurn } from 'node:timers/promises';

import { CLOSE, type LiveMessage } from '../contract/live.ts';
import type { Cursor, GroupId, MemberId } from '../contract/primitives.ts';
import type { Bus } from './bus.ts';
import { type Cursors, sealAhead } from './cursor.ts';
import {
  frameOf,
  type Frame,
  type Listener,
  type Listening,
  PollListener,
  type Socket,
  SocketListener,
} from './listener.ts';
import type { Log, LogEvent } from './log.ts';
import { presence } from './presence.ts';
import { realTimers, type Timers } from './timers.ts';

export interface Limits {
  /** Bytes that may wait for one slow client before it is closed. */
  buffered: number;
  /** Events read from the log at a time, and the most that one long poll brings. */
  page: number;
  /** A client that has not answered one ping when the next is due is gone. */
  heartbeatMs: number;
  /** How soon a room whose log could not be read is looked at again. */
  retryMs: number;
  /** How long a member stays "here" after the last device has gone. */
  graceMs: number;
  /** How often other processes are told who is here. */
  sayMs: number;
  /** How long a client may take to agree to a close. */
  closeMs: number;
}

const LIMITS: Limits = {
  buffered: 1024 * 1024,
  page: 200,
  heartbeatMs: 30_000,
  retryMs: 5_000,
  graceMs: 10_000,
  sayMs: 15_000,
  closeMs: 5_000,
};

export interface HubOptions {
  log: Log;
  bus: Bus;
  cursors: Cursors;
  /** Only while one is open does anybody hear of others coming and going. */
  meetingOpen: (groupId: GroupId) => Promise<boolean>;
  /** What has ended for a listener meanwhile; asked at every heartbeat, for what another process ended. */
  hasEnded: (listening: Listening) => Promise<'session' | 'access' | null>;
  onError: (error: unknown) => void;
  limits?: Partial<Limits>;
  timers?: Timers;
}

interface Arriving extends Listening {
  /** The place the client knows; null when it knows none. */
  after: Cursor | null;
}

interface Polling extends Listening {
  after: Cursor;
  waitMs: number;
  /** The client has gone away. */
  signal?: AbortSignal;
}

export interface Hub {
  /** Replays what the client missed, then follows; closes it by itself whatever happens. */
  join(socket: Socket, arriving: Arriving): void;
  /**
   * The same messages for one who asks: at once if there are any, else when there are or after `waitMs`.
   * Rejects when the log cannot be read.
   */
  poll(polling: Polling): Promise<{ cursor: Cursor; messages: LiveMessage[] }>;
  /** Whether a device of the member is connected, or was a moment ago. Ask only about an open meeting. */
  isHere(groupId: GroupId, memberId: MemberId): boolean;
  /** Closes the session's sockets (4401) and answers its polls, now. */
  endSession(sessionId: string): void;
  /** Closes the member's sockets in this group (4403) and answers their polls, now. */
  endMember(groupId: GroupId, memberId: MemberId): void;
  /**
   * Takes no newcomers, sends what is committed, and closes everybody (1012), spread over `ms` so that they do not
   * all come back at once. Settles when all are gone.
   */
  drain(ms: number): Promise<void>;
}

/** One group that somebody listens to. */
interface Room {
  groupId: GroupId;
  /** Everybody in `live` has what is meant for them up to here. */
  sent: number;
  dirty: boolean;
  flushing: boolean;
  flushed: Promise<void>;
  broken: boolean;
  meetingOpen: boolean;
  live: Set<Listener>;
  joining: Set<Listener>;
  /** Settles once `sent` says where the log stood; all who join wait for the same look. */
  ready: Promise<void>;
  seal: (seq: number) => Cursor;
}

const OPEN: Socket['readyState'] = 1;
const INTERNAL_ERROR = 1011;
const CHECKS_AT_ONCE = 16;
const PRESENCE_CHANGED = frameOf({ type: 'presence.changed' });

const mayKnow = (event: LogEvent, { who }: Listener) =>
  event.audience === null || event.audience.includes(who.memberId);

const frameOfEvent = ({ type, subjects, seq }: LogEvent, seal: (seq: number) => Cursor): Frame =>
  frameOf({ type, ...subjects, cursor: seal(seq) });

export function createHub(options: HubOptions): Hub {
  const { log, bus, cursors, meetingOpen, hasEnded, onError, timers = realTimers } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rooms = new Map<GroupId, Room>();
  let draining = false;
  let checking = false;

  const here = presence({
    timers,
    graceMs: limits.graceMs,
    sayMs: limits.sayMs,
    others: bus,
    meetingOpen: (groupId) => rooms.get(groupId)?.meetingOpen ?? false,
    onChange(groupId) {
      const room = rooms.get(groupId);
      if (!room?.meetingOpen) return;
      for (const listener of everybody(room)) listener.take(PRESENCE_CHANGED);
    },
  });
  const unlisten = bus.listen((groupId) => {
    for (const id of groupId ? [groupId] : rooms.keys()) touch(id);
  });
  const stopRetrying = timers.every(limits.retryMs, () => {
    for (const room of rooms.values()) if (room.dirty) touch(room.groupId);
  });
  const stopBeating = timers.every(limits.heartbeatMs, () => {
    for (const listener of all()) listener.beat();
    void check().catch(onError);
  });

  function enterRoom(groupId: GroupId): Room {
    const known = rooms.get(groupId);
    if (known) return known;
    // Before the look at the log: no signal may fall between the two.
    bus.subscribe(groupId);
    const room: Room = {
      groupId,
      sent: 0,
      dirty: false,
      flushing: false,
      flushed: Promise.resolve(),
      broken: false,
      meetingOpen: false,
      live: new Set(),
      joining: new Set(),
      ready: Promise.resolve(),
      seal: sealAhead(cursors, groupId),
    };
    rooms.set(groupId, room);
    room.ready = look(room);
    room.ready.catch((error: unknown) => {
      // Those who wait are sent away one by one; whoever comes next finds a new room.
      room.broken = true;
      closeRoom(room);
      onError(error);
    });
    return room;
  }

  async function look(room: Room): Promise<void> {
    [room.sent, room.meetingOpen] = await Promise.all([
      log.head(room.groupId),
      meetingOpen(room.groupId),
    ]);
  }

  function closeRoom(room: Room): void {
    if (rooms.get(room.groupId) !== room) return;
    rooms.delete(room.groupId);
    bus.unsubscribe(room.groupId);
  }

  function leave(room: Room, listener: Listener): void {
    room.live.delete(listener);
    room.joining.delete(listener);
    listener.depart?.();
    if (room.live.size === 0 && room.joining.size === 0) closeRoom(room);
  }

  function touch(groupId: GroupId): void {
    const room = rooms.get(groupId);
    if (!room) return;
    room.dirty = true;
    if (!room.flushing) room.flushed = flush(room);
  }

  async function flush(room: Room): Promise<void> {
    room.flushing = true;
    try {
      await room.ready;
      while (room.dirty) {
        room.dirty = false;
        const news = await log.since(room.groupId, room.sent, limits.page);
        // Known before anybody hears of it: whoever comes or goes from then on is announced, or no longer.
        if (news.some(({ type }) => type === 'meeting.opened' || type === 'meeting.ended')) {
          room.meetingOpen = await meetingOpen(room.groupId);
          here.meetingChanged(room.groupId);
        }
        for (const event of news) {
          room.sent = event.seq;
          deliver(room, event);
        }
        if (news.length === limits.page) room.dirty = true;
      }
    } catch (error) {
      room.dirty = true;
      if (!room.broken) onError(error);
    } finally {
      room.flushing = false;
    }
  }

  function deliver(room: Room, event: LogEvent): void {
    const { seq, audience } = event;
    let frame: Frame | undefined;
    for (const listener of room.live) {
      if (seq <= (listener.at ?? 0)) continue;
      if (audience !== null && !mayKnow(event, listener)) continue;
      frame ??= frameOfEvent(event, room.seal);
      listener.take(frame);
    }
  }

  /** Brings a listener to where the room stands and lets it follow, or stops early at one that is full. */
  async function follow(room: Room, listener: Listener, after: Cursor | null): Promise<void> {
    room.joining.add(listener);
    await room.ready;
    const { groupId } = room;
    const seal = (seq: number) => cursors.seal(groupId, seq);
    let at = after && cursors.open(groupId, after);
    // Ahead of the room is usual for a moment; ahead of the log is a place that does not exist.
    if (at !== null && room.sent < at && (await log.head(groupId)) < at) at = null;
    listener.at = at;

    while (at !== null && at < room.sent && !listener.over && !listener.full) {
      const reached = room.sent;
      const missed = await log.since(groupId, at, limits.page);
      // Looked at after the reading: what was thrown away before it would be missing from it.
      if (at < (await log.floor(groupId))) {
        at = null;
        break;
      }
      // Perhaps beyond the room, which then leaves out what this listener has.
      for (const event of missed) {
        if (mayKnow(event, listener)) listener.take(frameOfEvent(event, seal));
        at = event.seq;
      }
      // A short page held everything there was, and the log may have gaps.
      if (missed.length < limits.page) at = Math.max(at, reached);
      listener.at = at;
      await listener.settled();
    }

    if (listener.over) return;
    if (at === null) {
      at = room.sent;
      listener.take(frameOf({ type: 'reset', cursor: seal(at) }));
    }
    listener.at = at;
    if (at < room.sent) return;
    // In the same tick as the comparison: nothing can be sent to the room in between.
    room.joining.delete(listener);
    room.live.add(listener);
  }

  async function enter(room: Room, listener: Listener, after: Cursor | null): Promise<void> {
    try {
      await follow(room, listener, after);
    } catch (error) {
      // A room that could not be opened has said so already.
      if (!room.broken) onError(error);
      listener.end(INTERNAL_ERROR);
      throw error;
    }
    const { groupId, memberId } = listener.who;
    if (!listener.over) listener.depart = here.arrive(groupId, memberId);
  }

  async function check(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      const listeners = [...all()];
      for (let i = 0; i < listeners.length; i += CHECKS_AT_ONCE) {
        const some = listeners.slice(i, i + CHECKS_AT_ONCE);
        await Promise.all(
          some.map(async (listener) => {
            const ended = listener.over ? null : await hasEnded(listener.who);
            if (ended === 'session') listener.end(CLOSE.sessionEnded);
            if (ended === 'access') endAccess(listener);
          }),
        );
        // An embedded database answers without letting anybody else have a turn.
        await nextTurn();
      }
    } finally {
      checking = false;
    }
  }

  function endAccess(listener: Listener): void {
    listener.end(CLOSE.accessEnded);
    here.forget(listener.who.groupId, listener.who.memberId);
  }

  function* everybody(room: Room): Generator<Listener> {
    yield* room.live;
    yield* room.joining;
  }

  function* all(): Generator<Listener> {
    for (const room of rooms.values()) yield* everybody(room);
  }

  return {
    join(socket, { after, ...who }) {
      // One that closed before anybody listened to it will not say so again.
      if (socket.readyState !== OPEN) return;
      const room = draining ? null : enterRoom(who.groupId);
      const onGone = (listener: Listener) => room && leave(room, listener);
      const listener = new SocketListener(socket, who, { limits, timers, onGone });
      if (!room) return listener.end(CLOSE.restarting);
      // The socket has been closed and the error reported: nobody is left to tell.
      enter(room, listener, after).catch(() => {});
    },

    async poll({ after, waitMs, signal, ...who }) {
      // While draining: the next request finds the server that comes after this one.
      if (draining || signal?.aborted) return { cursor: after, messages: [] };
      const room = enterRoom(who.groupId);
      const poll = new PollListener(who, () => {
        // What it followed live it has up to where the room stands, whether or not all was meant for it.
        if (room.live.has(poll)) poll.at = Math.max(poll.at ?? 0, room.sent);
        leave(room, poll);
      });
      const stop = () => poll.end();
      signal?.addEventListener('abort', stop, { once: true });
      let stopWaiting: (() => void) | undefined;
      try {
        // What is there already is answered however long reading it takes.
        await enter(room, poll, after);
        if (waitMs > 0) {
          stopWaiting = timers.after(waitMs, stop);
          await poll.done;
        }
      } finally {
        stop();
        stopWaiting?.();
        signal?.removeEventListener('abort', stop);
      }
      return {
        cursor: poll.at === null ? after : cursors.seal(who.groupId, poll.at),
        messages: poll.messages,
      };
    },

    isHere: (groupId, memberId) => here.isHere(groupId, memberId),

    endSession(sessionId) {
      for (const listener of all())
        if (listener.who.sessionId === sessionId) listener.end(CLOSE.sessionEnded);
    },

    endMember(groupId, memberId) {
      const room = rooms.get(groupId);
      for (const listener of room ? everybody(room) : [])
        if (listener.who.memberId === memberId) endAccess(listener);
      here.forget(groupId, memberId);
    },

    async drain(ms) {
      draining = true;
      stopBeating();
      stopRetrying();
      for (const listener of all()) if (listener instanceof PollListener) listener.end();
      for (const groupId of rooms.keys()) touch(groupId);
      // A log that does not answer must not keep the process from stopping.
      await Promise.race([
        Promise.all([...rooms.values()].map((room) => room.flushed)),
        new Promise<void>((resolve) => timers.after(ms, resolve)),
      ]);
      const sockets = [...all()].filter((listener) => listener instanceof SocketListener);
      await Promise.all(
        sockets.map(async (socket, i) => {
          timers.after((ms * i) / sockets.length, () => socket.end(CLOSE.restarting));
          await socket.closed();
        }),
      );
      here.close();
      unlisten();
    },
  };
}
