import type { GroupId, MemberId } from '../contract/primitives.ts';
import type { Timers } from './timers.ts';

export interface Presence {
  /** A device of the member connected. @returns what says that it has gone */
  arrive(groupId: GroupId, memberId: MemberId): () => void;
  /** Forgets the member at once, however many devices are connected. */
  forget(groupId: GroupId, memberId: MemberId): void;
  isHere(groupId: GroupId, memberId: MemberId): boolean;
}

interface Here {
  devices: number;
  /** Stops the wait for a device to come back. */
  keep: (() => void) | null;
}

/**
 * Who is connected now: in memory, without times, gone with the process.
 *
 * @param graceMs how long a member stays here after the last device has gone, so that a reload does not flicker
 * @param onChange told when somebody came or went, not when a further device did
 */
export function presence(
  timers: Timers,
  graceMs: number,
  onChange: (groupId: GroupId) => void,
): Presence {
  const groups = new Map<GroupId, Map<MemberId, Here>>();

  const remove = (groupId: GroupId, memberId: MemberId) => {
    const group = groups.get(groupId);
    if (!group?.delete(memberId)) return;
    if (group.size === 0) groups.delete(groupId);
    onChange(groupId);
  };

  return {
    arrive(groupId, memberId) {
      const group = groups.get(groupId) ?? new Map<MemberId, Here>();
      groups.set(groupId, group);
      const known = group.get(memberId);
      const here = known ?? { devices: 0, keep: null };
      here.devices += 1;
      here.keep?.();
      here.keep = null;
      if (!known) {
        group.set(memberId, here);
        onChange(groupId);
      }

      let gone = false;
      return () => {
        if (gone) return;
        gone = true;
        here.devices -= 1;
        // Forgotten meanwhile, and perhaps come again as somebody else's entry.
        if (here.devices > 0 || groups.get(groupId)?.get(memberId) !== here) return;
        here.keep = timers.after(graceMs, () => remove(groupId, memberId));
      };
    },

    forget(groupId, memberId) {
      groups.get(groupId)?.get(memberId)?.keep?.();
      remove(groupId, memberId);
    },

    isHere: (groupId, memberId) => groups.get(groupId)?.has(memberId) ?? false,
  };
}
