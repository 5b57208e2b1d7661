import { and, eq, lt } from 'drizzle-orm';

import type { GroupId, Instant, MemberId } from '../contract/primitives.ts';
import { DAY, dayOf, plus } from '../domain/time.ts';
import { sha256 } from '../ids.ts';
import type { Db, Tx } from './store.ts';

/** What an earlier request of this member with this key made; null without a key. */
export async function find(
  db: Db,
  groupId: GroupId,
  memberId: MemberId,
  key: string | null,
): Promise<string | null> {
  if (key === null) return null;
  const { idempotencyKeys: keys } = db.tables;
  const keyHash = sha256(key);
  const [row] = await db
    .select({ resultId: keys.resultId })
    .from(keys)
    .where(and(eq(keys.groupId, groupId), eq(keys.memberId, memberId), eq(keys.keyHash, keyHash)));
  return row?.resultId ?? null;
}

/** Remembers what a request with a key made, and forgets the keys of the group from before yesterday. */
export async function remember(
  tx: Tx,
  groupId: GroupId,
  { memberId, key, resultId }: { memberId: MemberId; key: string | null; resultId: string },
  now: Instant,
): Promise<void> {
  if (key === null) return;
  const { idempotencyKeys: keys } = tx.tables;
  await tx.delete(keys).where(and(eq(keys.groupId, groupId), lt(keys.on, dayOf(plus(now, -DAY)))));
  await tx
    .insert(keys)
    .values({ groupId, memberId, keyHash: sha256(key), resultId, on: dayOf(now) });
}
