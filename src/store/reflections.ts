import { and, eq } from 'drizzle-orm';

import type { AskId, GroupId } from '../contract/primitives.ts';
import type { Reflection } from '../contract/results.ts';
import type { Db, Tx } from './store.ts';

export async function find(db: Db, groupId: GroupId, askId: AskId): Promise<Reflection | null> {
  const { reflections } = db.tables;
  const [row] = await db
    .select({
      happened: reflections.happened,
      likelyNext: reflections.likelyNext,
      line: reflections.line,
    })
    .from(reflections)
    .where(and(eq(reflections.groupId, groupId), eq(reflections.askId, askId)));
  return row ?? null;
}

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
