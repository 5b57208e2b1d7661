// Blind tickets: RFC 9497 in its POPRF mode with ristretto255 and SHA-512. The server signs what it cannot see, for
// exactly one displayed ask, and proves that it used the key everybody knows.
import { ristretto255_oprf } from '@noble/curves/ed25519.js';

import type { TicketKeyId } from '../../contract/tickets.ts';
import { type Bytes, encode, hash } from './bytes.ts';

/** What tickets need of a suite; tests put one in its place whose points have known logarithms. */
export type Suite = Pick<typeof ristretto255_oprf, 'poprf'>;
export type Random = (length?: number) => Uint8Array<ArrayBuffer>;

/** E: what a ticket is bound to, 32 bytes. @param event as `eventOf` writes it */
export const eventHash = (event: string): Bytes => hash('ask-event-v1', event);

/** A request for a ticket: `blinded` goes out, the rest stays. */
export interface TicketRequest {
  blind: Bytes;
  blinded: Bytes;
  tweakedKey: Bytes;
}

/**
 * Asks for a ticket without saying for which author key.
 *
 * @param event E, 32 bytes
 * @param authorKey Ed25519 public key, fresh for this ask
 */
export const request = (
  event: Bytes,
  publicKey: Bytes,
  authorKey: Bytes,
  { suite = ristretto255_oprf, random }: { suite?: Suite; random?: Random } = {},
): TicketRequest => suite.poprf(event).blind(authorKey, publicKey, random);

/**
 * Evaluates a request, and proves with which key.
 *
 * @throws Error when `blinded` is no point of the group
 */
export const issue = (
  event: Bytes,
  secretKey: Bytes,
  blinded: Bytes,
  { suite = ristretto255_oprf, random }: { suite?: Suite; random?: Random } = {},
): { evaluated: Bytes; proof: Bytes } =>
  suite.poprf(event).blindEvaluate(secretKey, blinded, random);

/**
 * The ticket, 64 bytes, out of what came back.
 *
 * @throws Error when the proof fails: another key was used, or for another ask
 */
export const finish = (
  event: Bytes,
  authorKey: Bytes,
  { blind, blinded, tweakedKey }: TicketRequest,
  { evaluated, proof }: { evaluated: Bytes; proof: Bytes },
  suite: Suite = ristretto255_oprf,
): Bytes => suite.poprf(event).finalize(authorKey, blind, evaluated, blinded, proof, tweakedKey);

/** The ticket that this author key has in this ask, if it has one: for whoever holds the secret key. */
export const ticketOf = (
  event: Bytes,
  secretKey: Bytes,
  authorKey: Bytes,
  suite: Suite = ristretto255_oprf,
): Bytes => suite.poprf(event).evaluate(secretKey, authorKey);

/** A key pair out of 32 bytes of secret (RFC 9497, 3.2.1). */
export const ticketKeys = (seed: Bytes): { secretKey: Bytes; publicKey: Bytes } =>
  ristretto255_oprf.poprf(new Uint8Array()).deriveKeyPair(seed, new TextEncoder().encode('landed'));

export const ticketKeyId = (publicKey: Bytes): TicketKeyId =>
  encode<TicketKeyId>(hash('anon-key-v1', 'ristretto255-SHA512', publicKey).subarray(0, 8));
