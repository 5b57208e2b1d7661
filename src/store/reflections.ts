import { and, eq } from 'drizzle-orm';

import type { AskId, GroupId } from '../contract/primitives.ts';
import type { Reflection } from '../contract/results.ts';
import { findOne } from './prepared.ts';
import type { Tx } from './store.ts';

export const find = findOne((db, groupId: GroupId, askId: AskId) => {
  const { reflections } = db.tables;
  return db
    .select({
      happened: reflections.happened,
      likelyNext: reflections.likelyNext,
      line: reflections.line,
    })
    .from(reflections)
    .where(and(eq(reflections.groupId, groupId), eq(reflections.askId, askId)));
});

/** One an ask: a later one takes the place of the earlier. */
export async function save(
  tx: Tx,
  groupId: GroupId,
  askId: AskId,
  reflection: Reflection,
): Promise<void> {
  const { reflections } = tx.tables;
  await tx
    .insert(reflections)
    .values({ groupId, askId, ...reflection })
    .onConflictDoUpdate({ target: [reflections.groupId, reflections.askId], set: reflection });
}
