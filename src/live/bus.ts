import type { GroupId } from '../contract/primitives.ts';

/** Is told that a group's log may have grown; without a group: that any of them may have. */
type OnSignal = (groupId?: GroupId) => void;

/** Characters that can be said at once. */
export const SAYING_LENGTH = 4000;

/**
 * Wakes those who read the logs. A signal may come late, twice, merged with another, or never: it carries nothing,
 * what happened stands in the log.
 */
export interface Bus {
  /** Call after the commit. Never throws. */
  publish(groupId: GroupId): void;
  /** Asks for a group's signals. Those of other groups may come too. */
  subscribe(groupId: GroupId): void;
  unsubscribe(groupId: GroupId): void;
  /** @returns what stops it */
  listen(onSignal: OnSignal): () => void;
  /** Says something to the other processes, if there are any; it may be lost. Never throws. */
  say(text: string): void;
  /** Hears what other processes say. @returns what stops it */
  hear(onSaying: (text: string) => void): () => void;
  close(): Promise<void>;
}

/** For one process: every listener hears of every group, once for all that happened in one turn of the loop. */
export function inProcessBus(): Bus {
  const listeners = new Set<OnSignal>();
  let pending = new Set<GroupId>();
  let closed = false;

  const deliver = () => {
    const groups = pending;
    pending = new Set();
    for (const groupId of groups) for (const onSignal of listeners) onSignal(groupId);
  };

  return {
    publish(groupId) {
      if (closed) return;
      if (pending.size === 0) setImmediate(deliver);
      pending.add(groupId);
    },
    subscribe() {},
    unsubscribe() {},
    listen(onSignal) {
      listeners.add(onSignal);
      return () => listeners.delete(onSignal);
    },
    // There is nobody else.
    say() {},
    hear: () => () => {},
    async close() {
      closed = true;
      listeners.clear();
    },
  };
}
