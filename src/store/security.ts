// What happened to the ways into an account, for its owner alone.
import { desc, eq } from 'drizzle-orm';

import type { SecurityEvent } from '../contract/accounts.ts';
import type { AccountId, Instant } from '../contract/primitives.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { momentOf, timeOrderedId } from '../ids.ts';
import { findAll } from './prepared.ts';
import type { Tx } from './store.ts';

const START_OF_DAY = 'T00:00:00.000Z';

/** Adds an entry: what happened, what it happened to, and the day. */
export async function note(
  tx: Tx,
  accountId: AccountId,
  event: SecurityEvent,
  detail: string,
  now: Instant,
): Promise<void> {
  const { securityLog } = tx.tables;
  const on = dayOf(now);
  const [last] = await newest(tx, accountId, 1);
  // Its id puts it after the others and says no more than the day: a time would say when somebody signed in.
  const from = milliseconds(`${on}${START_OF_DAY}` as Instant);
  const id = timeOrderedId<string>(Math.max(from, last ? momentOf(last.id) + 1 : 0));
  await tx.insert(securityLog).values({ accountId, id, event, detail, on });
}

/** The newest first. */
export const newest = findAll((db, accountId: AccountId, limit: number) => {
  const { securityLog } = db.tables;
  return db
    .select({
      id: securityLog.id,
      event: securityLog.event,
      detail: securityLog.detail,
      on: securityLog.on,
    })
    .from(securityLog)
    .where(eq(securityLog.accountId, accountId))
    .orderBy(desc(securityLog.id))
    .limit(limit);
});
