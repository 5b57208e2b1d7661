import type { Group, Member } from '#contract/groups.ts';

/** What a member's role may become, as the group stands; the service has the last word. */
export function rolesFor(
  group: Pick<Group, 'leaders' | 'cap' | 'members'>,
  member: Pick<Member, 'role'>,
): { lead: boolean; stepDown: 'ok' | 'last_leader' | 'no_place' } {
  const leaders = group.members.filter((one) => one.role === 'leader').length;
  const members = group.members.length - leaders;
  return {
    lead: member.role === 'member' && leaders < group.leaders,
    stepDown: leaders === 1 ? 'last_leader' : members < group.cap ? 'ok' : 'no_place',
  };
}
