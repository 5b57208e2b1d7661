import { and, desc, eq } from 'drizzle-orm';

import type { GroupId, InvitationId, MemberId } from '../contract/primitives.ts';
import { findAll, findOne } from './prepared.ts';
import type { Db, Tx } from './store.ts';

export type InvitationRow = Db['tables']['invitations']['$inferSelect'];

export const list = findAll((db, groupId: GroupId) => {
  const { invitations } = db.tables;
  return db
    .select()
    .from(invitations)
    .where(eq(invitations.groupId, groupId))
    .orderBy(desc(invitations.id));
});

export const byToken = findOne((db, groupId: GroupId, tokenHash: string) => {
  const { invitations } = db.tables;
  return db
    .select()
    .from(invitations)
    .where(and(eq(invitations.groupId, groupId), eq(invitations.tokenHash, tokenHash)));
});

export async function insert(tx: Tx, invitation: InvitationRow): Promise<void> {
  await tx.insert(tx.tables.invitations).values(invitation);
}

/** Withdraws an open invitation; false when there is none. */
export async function withdraw(tx: Tx, groupId: GroupId, id: InvitationId): Promise<boolean> {
  const { invitations } = tx.tables;
  const withdrawn = await tx
    .update(invitations)
    .set({ state: 'withdrawn' })
    .where(
      and(eq(invitations.groupId, groupId), eq(invitations.id, id), eq(invitations.state, 'open')),
    )
    .returning({ id: invitations.id });
  return withdrawn.length > 0;
}

/** Withdraws the open invitations that somebody made; false when there are none. */
export async function withdrawOf(tx: Tx, groupId: GroupId, createdBy: MemberId): Promise<boolean> {
  const { invitations } = tx.tables;
  const withdrawn = await tx
    .update(invitations)
    .set({ state: 'withdrawn' })
    .where(
      and(
        eq(invitations.groupId, groupId),
        eq(invitations.createdBy, createdBy),
        eq(invitations.state, 'open'),
      ),
    )
    .returning({ id: invitations.id });
  return withdrawn.length > 0;
}

export async function use(
  tx: Tx,
  groupId: GroupId,
  id: InvitationId,
  joinedAs: MemberId,
): Promise<void> {
  const { invitations } = tx.tables;
  await tx
    .update(invitations)
    .set({ state: 'used', joinedAs })
    .where(and(eq(invitations.groupId, groupId), eq(invitations.id, id)));
}
