import { and, eq, lt } from 'drizzle-orm';

import type { Day, GroupId, MemberId } from '../contract/primitives.ts';
import type { Db, Tx } from './store.ts';

/** What an earlier request of this member with this key made. */
export async function find(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  keyHash: string,
): Promise<string | null> {
  const { idempotencyKeys: keys } = db.tables;
  const [row] = await db
    .select({ resultId: keys.resultId })
    .from(keys)
    .where(and(eq(keys.groupId, groupId), eq(keys.memberId, memberId), eq(keys.keyHash, keyHash)));
  return row?.resultId ?? null;
}

/** Remembers a key, and forgets those of the group from before yesterday. */
export async function remember(
  tx: Tx,
  groupId: GroupId,
  entry: { memberId: MemberId; keyHash: string; resultId: string; on: Day },
  yesterday: Day,
): Promise<void> {
  const { idempotencyKeys: keys } = tx.tables;
  await tx.delete(keys).where(and(eq(keys.groupId, groupId), lt(keys.on, yesterday)));
  await tx.insert(keys).values({ groupId, ...entry });
}
