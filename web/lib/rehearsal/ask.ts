import type { Ask, SeenBy } from '#contract/asks.ts';
import type { Group, Member } from '#contract/groups.ts';
import type { AskId, MeetingId } from '#contract/primitives.ts';

/**
 * An ask that exists on this page alone, with nothing but defaults: a leader asks it (for that leader, somebody
 * else of the group), so that everybody tries the answering side.
 */
export function rehearsalAsk(group: Group, me: Member, seenBy: SeenBy): Ask {
  const asker =
    group.members.find(({ id, role }) => role === 'leader' && id !== me.id) ??
    group.members.find(({ id }) => id !== me.id) ??
    me;
  const now = new Date();
  const closes = new Date(now.getTime() + 48 * 60 * 60 * 1000);
  return {
    id: group.id as string as AskId,
    meetingId: group.id as string as MeetingId,
    asker: { memberId: asker.id, name: asker.name, role: asker.role },
    moment: null,
    question: 'landed',
    ownQuestion: null,
    meant: null,
    dose: 'balanced',
    ladder: null,
    seenBy,
    mode: 'signed',
    openedAt: now.toISOString() as Ask['openedAt'],
    closesAt: closes.toISOString() as Ask['closesAt'],
    closedAt: null,
    state: 'open',
    lost: false,
    eligible: group.members
      .filter(({ id, spectator }) => id !== asker.id && !spectator)
      .map(({ id, name, role }) => ({ memberId: id, name, role })),
    as: 'peer',
    shared: null,
    anonymity: null,
    mine: null,
  };
}
