import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { AskId, Day, GroupId } from './primitives.ts';

const BASE64URL = /^[\w-]+$/;
/** So many bytes, base64url without padding. */
const bytes = <const Name extends string>(length: number, _name: Name) =>
  z
    .string()
    .check(z.length(Math.ceil((length * 4) / 3)), z.regex(BASE64URL))
    .brand<Name>();

/** A point of ristretto255 or an Ed25519 public key, 32 bytes. */
export const Point = bytes(32, 'Point');
export type Point = z.infer<typeof Point>;
/** SHA-256 of something, 32 bytes. */
export const Digest = bytes(32, 'Digest');
export type Digest = z.infer<typeof Digest>;
/** An Ed25519 signature, or the proof that an evaluation used the published key: 64 bytes. */
export const Signature = bytes(64, 'Signature');
export type Signature = z.infer<typeof Signature>;
/** A finished ticket: 64 bytes. */
export const Token = bytes(64, 'Token');
export type Token = z.infer<typeof Token>;
/** Names a ticket key: 8 bytes. */
export const TicketKeyId = bytes(8, 'TicketKeyId');
export type TicketKeyId = z.infer<typeof TicketKeyId>;

export const TicketKey = z.object({ id: TicketKeyId, publicKey: Point });
export type TicketKey = z.infer<typeof TicketKey>;

/** One entry of the log of ticket keys; each is signed by the server's identity and names the one before it. */
export const TicketKeyEntry = z.object({
  /** From 1, without a gap. */
  seq: z.int(),
  suite: z.literal('ristretto255-SHA512'),
  ...TicketKey.shape,
  notBefore: Day,
  /** Digest of the entry before; of nothing for the first. */
  before: Digest,
  signature: Signature,
});
export type TicketKeyEntry = z.infer<typeof TicketKeyEntry>;

/** Everything a ticket was ever made with, oldest first. Devices remember `identity` and never accept another. */
export const listTicketKeys = operation({
  name: 'listTicketKeys',
  public: true,
  method: 'GET',
  path: '/api/ticket-keys',
  status: 200,
  reply: z.object({ identity: Point, keys: z.array(TicketKeyEntry) }),
});

/**
 * A blind ticket for an anonymous or choice ask: every candidate's seat fetches one as soon as it sees the ask,
 * whatever it intends. The same request gets the same evaluation again; another one is refused.
 */
export const issueTicket = operation({
  name: 'issueTicket',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/ticket',
  params: z.object({ groupId: GroupId, askId: AskId }),
  body: z.strictObject({ keyId: TicketKeyId, blinded: Point }),
  status: 200,
  reply: z.object({ evaluated: Point, proof: Signature }),
});

/** A ticket that is spent together with a name, in an ask where each peer chooses. */
export const SpentTicket = z.strictObject({
  /** The author key it was made for. */
  key: Point,
  token: Token,
  /** By the author key, over who signs: so nobody signs with another's ticket. */
  signature: Signature,
});
export type SpentTicket = z.infer<typeof SpentTicket>;
