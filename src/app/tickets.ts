import type { issueTicket as issuing } from '../contract/tickets.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AskId, GroupId } from '../contract/primitives.ts';
import { type Point, type Signature, type TicketKeyId } from '../contract/tickets.ts';
import * as access from '../domain/access.ts';
import { decode, encode } from '../domain/anonymity/bytes.ts';
import { anonymousIn, requireOpen } from '../domain/asks.ts';
import { DomainError } from '../domain/errors.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import type { Db } from '../store/store.ts';
import * as tickets from '../store/tickets.ts';
import { visible } from './asks.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * A blind ticket for a candidate, whatever they intend. It leaves no trace but that it was given, until the ask closes.
 *
 * @throws DomainError `wrong_mode`, `ask_closed`, `not_a_candidate`, `ticket_key_unknown`, `ticket_refused`,
 * `ticket_elsewhere`
 */
export async function issueTicket(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  { keyId, blinded }: { keyId: TicketKeyId; blinded: Point },
): Promise<ReplyOf<typeof issuing>> {
  const { event } = await candidate(deps.store.read, deps, actor, { groupId, askId, keyId });
  // Before anything is written, so that nobody is left with a ticket that cannot be made.
  const evaluation = deps.tickets.issue(keyId, event, decode(blinded));
  if (!evaluation) throw new DomainError('ticket_refused');
  await deps.store.transact(async (tx) => {
    await groups.lockQuietly(tx, groupId);
    const { memberId } = await candidate(tx, deps, actor, { groupId, askId, keyId });
    const before = await tickets.issuedTo(tx, groupId, askId, memberId);
    if (before !== null && before !== blinded) throw new DomainError('ticket_elsewhere');
    if (before === null) await tickets.insert(tx, { groupId, askId, memberId, blinded });
  });
  return {
    evaluated: encode<Point>(evaluation.evaluated),
    proof: encode<Signature>(evaluation.proof),
  };
}

async function candidate(
  db: Db,
  deps: Deps,
  actor: Actor,
  { groupId, askId, keyId }: { groupId: GroupId; askId: AskId; keyId: TicketKeyId },
) {
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const { ask } = await visible(db, groupId, askId, me.id);
  const anonymous = anonymousIn(ask);
  if (ask.mode === 'signed') throw new DomainError('wrong_mode');
  requireOpen(ask, deps.clock());
  if (!anonymous?.candidates.includes(me.id)) throw new DomainError('not_a_candidate');
  if (anonymous.key.id !== keyId || !deps.tickets.has(keyId))
    throw new DomainError('ticket_key_unknown');
  return { memberId: me.id, event: Buffer.from(ask.eventHash, 'hex') };
}

/** Destroys ticket keys that no open ask needs, and brings a new one when it is time. */
export async function rotateTicketKeys(deps: Deps): Promise<void> {
  const open = await parts.openWithoutNames(deps.store.read);
  await deps.tickets.rotate(new Set(open.flatMap((ask) => anonymousIn(ask)?.key.id ?? [])));
}
