import { AskId, GroupId } from '#contract/primitives.ts';

/** The ask that goes round: it stands behind the # of the address, so that no server ever sees or logs it. */
export interface Which {
  groupId: GroupId;
  askId: AskId;
}

export const pathFor = ({ groupId, askId }: Which) => `/tablet#${groupId}.${askId}`;

/** Null when the address names none. */
export function whichIn(hash: string): Which | null {
  const [group, ask] = hash.replace(/^#/, '').split('.');
  const groupId = GroupId.safeParse(group);
  const askId = AskId.safeParse(ask);
  return groupId.success && askId.success ? { groupId: groupId.data, askId: askId.data } : null;
}
