// What a device sends that answers without a name, and what it proves later: the same whatever the device is.
import type { AskId, GroupId, MemberId, PartId } from '../../contract/primitives.ts';
import { type AnonymousAnswer, BODY_BYTES, type PutOperation } from '../../contract/puts.ts';
import type { Point, Signature, SpentTicket, Token } from '../../contract/tickets.ts';
import { type Bytes, encode } from './bytes.ts';
import {
  type KeyPair,
  owningMessage,
  putMessage,
  sign,
  signingMessage,
  takingBackMessage,
} from './keys.ts';
import { saidBytes } from './said.ts';

/** An ask as whoever hands something in to it knows it. */
export interface Place {
  groupId: GroupId;
  askId: AskId;
  /** E of the ask. */
  event: Bytes;
}

/** The key this answer has and no other, and the ticket for it. */
export interface Author {
  pair: KeyPair;
  token: Token;
}

/** The body filled up to the one length there is: it is the same for everything that is sent without a name. */
export function padded(body: Record<string, unknown>): string {
  const bare = JSON.stringify({ ...body, pad: '' });
  return JSON.stringify({ ...body, pad: ' '.repeat(BODY_BYTES - bare.length) });
}

/** Hands in, changes, passes or withdraws. @throws RangeError when the answer is too long */
export function putBody(
  { groupId, askId, event }: Place,
  { pair, token }: Author,
  { seq, op, answer }: { seq: number; op: PutOperation; answer: AnonymousAnswer | null },
): string {
  const said = saidBytes(answer);
  return padded({
    group: groupId,
    ask: askId,
    key: encode(pair.public),
    token,
    seq,
    op,
    said: encode(said),
    signature: encode(sign(pair.secret, putMessage(event, seq, op, said))),
  });
}

/** Takes one part back. @param pair the part's own */
export const takeBackBody = ({ groupId, askId, event }: Place, part: PartId, pair: KeyPair) =>
  padded({
    group: groupId,
    ask: askId,
    part,
    key: encode(pair.public),
    signature: encode(sign(pair.secret, takingBackMessage(event, part))),
  });

/** The proof that this member wrote a part; nobody else can use it. @param pair the part's own */
export const owningProof = (
  event: Bytes,
  part: PartId,
  memberId: MemberId,
  pair: KeyPair,
): { key: Point; signature: Signature } => ({
  key: encode(pair.public),
  signature: encode(sign(pair.secret, owningMessage(event, part, memberId))),
});

/** What an answer signed by this member needs where each peer chooses. */
export const spentTicket = (
  event: Bytes,
  memberId: MemberId,
  { pair, token }: Author,
): SpentTicket => ({
  key: encode(pair.public),
  token,
  signature: encode(sign(pair.secret, signingMessage(event, memberId))),
});
