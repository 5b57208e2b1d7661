import type { EventType, Subjects } from '../contract/live.ts';
import type { GroupId, MemberId } from '../contract/primitives.ts';

/** One event of a group, as the log keeps it. Only its cursor ever leaves the server, never its `seq`. */
export interface LogEvent {
  /** From 1; grows within the group, not without gaps. */
  seq: number;
  type: EventType;
  subjects: Subjects;
  /** Who may learn of it; null is everybody in the group. */
  audience: readonly MemberId[] | null;
}

/** The log as live reads it: what is committed, in the order of `seq`, with nothing appearing later in between. */
export interface Log {
  /** The highest `seq` given out, 0 for none. */
  head(groupId: GroupId): Promise<number>;
  /** The lowest place from which nothing after it has been thrown away yet. */
  floor(groupId: GroupId): Promise<number>;
  /** The first `limit` events after a place. */
  since(groupId: GroupId, after: number, limit: number): Promise<LogEvent[]>;
}
