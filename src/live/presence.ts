// Who is connected now, to this process or another: in memory, without times, gone with the processes. What they say to
// each other of it is a random name for the process, groups and members, and only while a meeting is open.
import { randomUUID } from 'node:crypto';

import * as z from 'zod/mini';

import { GroupId, MemberId } from '../contract/primitives.ts';
import { type Bus, SAYING_LENGTH } from './bus.ts';
import type { Timers } from './timers.ts';

export interface Presence {
  /** A device of the member connected. @returns what says that it has gone */
  arrive(groupId: GroupId, memberId: MemberId): () => void;
  /** Forgets the member at once, however many devices are connected here. */
  forget(groupId: GroupId, memberId: MemberId): void;
  isHere(groupId: GroupId, memberId: MemberId): boolean;
  /** A meeting of the group has begun or ended: the other processes are told who is here, or that nobody is. */
  meetingChanged(groupId: GroupId): void;
  /** Says good-bye to the other processes. */
  close(): void;
}

export interface PresenceOptions {
  timers: Timers;
  /** How long a member stays here after the last device has gone, so that a reload does not flicker. */
  graceMs: number;
  /** How often the other processes are told again. Who has missed three times is gone, with everybody there. */
  sayMs: number;
  others: Pick<Bus, 'say' | 'hear'>;
  /** Whether others may know who is here: while a meeting is open. */
  meetingOpen: (groupId: GroupId) => boolean;
  /** Told when somebody came or went, not when a further device did. */
  onChange: (groupId: GroupId) => void;
}

interface Here {
  devices: number;
  /** Stops the wait for a device to come back. */
  keep: (() => void) | null;
}

/** Who is at another process, as it said last. */
interface There {
  members: Set<MemberId>;
  /** How often it could have said so again and did not. */
  missed: number;
}

/** What processes say to each other. */
const Saying = z.object({
  from: z.string(),
  here: z.optional(z.array(z.tuple([GroupId, z.array(MemberId)]))),
  /** I am new: tell me who is with you. */
  hello: z.optional(z.boolean()),
  /** I am stopping: who was with me comes to you, or has gone. */
  bye: z.optional(z.boolean()),
});
type Saying = z.infer<typeof Saying>;

const MISSED = 3;
/** Of a group's name and a member's, with what stands around them. */
const NAME_LENGTH = 48;
const nobody: ReadonlySet<MemberId> = new Set();

export function presence(options: PresenceOptions): Presence {
  const { timers, graceMs, sayMs, others, meetingOpen, onChange } = options;
  const me = randomUUID();
  const groups = new Map<GroupId, Map<MemberId, Here>>();
  const elsewhere = new Map<GroupId, Map<string, There>>();
  /** Groups of which the others believe that somebody is here. */
  const told = new Set<GroupId>();

  const isElsewhere = (groupId: GroupId, memberId: MemberId) => {
    for (const { members } of elsewhere.get(groupId)?.values() ?? [])
      if (members.has(memberId)) return true;
    return false;
  };
  const isHere = (groupId: GroupId, memberId: MemberId) =>
    (groups.get(groupId)?.has(memberId) ?? false) || isElsewhere(groupId, memberId);

  const say = (saying: Omit<Saying, 'from'>) => others.say(JSON.stringify({ from: me, ...saying }));

  const tell = (groupIds: Iterable<GroupId>) => {
    let here: [GroupId, MemberId[]][] = [];
    let length = 0;
    for (const groupId of groupIds) {
      const members = told.has(groupId) ? [...(groups.get(groupId)?.keys() ?? [])] : [];
      const more = NAME_LENGTH * (members.length + 1);
      if (here.length > 0 && SAYING_LENGTH < length + more + NAME_LENGTH * 2) {
        say({ here });
        here = [];
        length = 0;
      }
      here.push([groupId, members]);
      length += more;
    }
    if (here.length > 0) say({ here });
  };
  const tellOf = (groupId: GroupId) => {
    const known = told.has(groupId);
    // Whoever is last to go may take the room with them: until then the others are told.
    if ((groups.get(groupId)?.size ?? 0) === 0) told.delete(groupId);
    else if (meetingOpen(groupId)) told.add(groupId);
    if (known || told.has(groupId)) tell([groupId]);
  };

  const remove = (groupId: GroupId, memberId: MemberId) => {
    const group = groups.get(groupId);
    if (!group?.delete(memberId)) return;
    if (group.size === 0) groups.delete(groupId);
    tellOf(groupId);
    if (!isElsewhere(groupId, memberId)) onChange(groupId);
  };

  /** Replaces what another process said of a group. */
  const put = (groupId: GroupId, process: string, members: ReadonlySet<MemberId>) => {
    const group = elsewhere.get(groupId) ?? new Map<string, There>();
    const before = group.get(process)?.members ?? nobody;
    const affected = [...before, ...members].filter((id) => before.has(id) !== members.has(id));
    const were = affected.map((id) => isHere(groupId, id));
    if (members.size > 0) group.set(process, { members: new Set(members), missed: 0 });
    else group.delete(process);
    if (group.size > 0) elsewhere.set(groupId, group);
    else elsewhere.delete(groupId);
    if (affected.some((id, at) => isHere(groupId, id) !== were[at])) onChange(groupId);
  };
  const forgetProcess = (process: string) => {
    for (const groupId of elsewhere.keys()) put(groupId, process, nobody);
  };

  const unhear = others.hear((text) => {
    const saying = read(text);
    if (!saying || saying.from === me) return;
    for (const [groupId, members] of saying.here ?? []) put(groupId, saying.from, new Set(members));
    if (saying.hello) tell(told);
    if (saying.bye) timers.after(graceMs, () => forgetProcess(saying.from));
  });
  const stopSaying = timers.every(sayMs, () => {
    tell(told);
    for (const [groupId, group] of elsewhere)
      for (const [process, there] of group) {
        there.missed += 1;
        if (there.missed > MISSED) put(groupId, process, nobody);
      }
  });
  say({ hello: true });

  return {
    arrive(groupId, memberId) {
      const group = groups.get(groupId) ?? new Map<MemberId, Here>();
      groups.set(groupId, group);
      const known = group.get(memberId);
      const here = known ?? { devices: 0, keep: null };
      here.devices += 1;
      here.keep?.();
      here.keep = null;
      group.set(memberId, here);
      if (!known || !told.has(groupId)) tellOf(groupId);
      if (!known && !isElsewhere(groupId, memberId)) onChange(groupId);

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

    isHere,

    meetingChanged(groupId) {
      if (meetingOpen(groupId)) tellOf(groupId);
      else if (told.delete(groupId)) tell([groupId]);
    },

    close() {
      stopSaying();
      unhear();
      say({ bye: true });
    },
  };
}

/** Null for what a process of another build says. */
function read(text: string): Saying | null {
  try {
    const { success, data } = Saying.safeParse(JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}
