// Ed25519 keys that live as long as one answer or one sentence, and what they sign.
import { ed25519 } from '@noble/curves/ed25519.js';

import type { MemberId, PartId } from '../../contract/primitives.ts';
import type { PutOperation } from '../../contract/puts.ts';
import { type Bytes, framed } from './bytes.ts';

export interface KeyPair {
  secret: Bytes;
  public: Bytes;
}

/** @param secret 32 random bytes */
export const keyPair = (secret: Bytes): KeyPair => ({
  secret,
  public: ed25519.getPublicKey(secret),
});

export const sign = (secret: Bytes, message: Bytes): Bytes => ed25519.sign(message, secret);

/** Whether the key has signed the message; false for anything that is no signature or no key. */
export function verify(signature: Bytes, message: Bytes, key: Bytes): boolean {
  try {
    // As strict as it gets: one signature has one form, and no key of small order is one.
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

/** An answer handed in: by its author key. */
export const putMessage = (event: Bytes, seq: number, op: PutOperation, said: Bytes) =>
  framed('anon-put-v1', event, seq, op, said);

/** A ticket spent together with a name: by its author key, over who signs. */
export const signingMessage = (event: Bytes, memberId: MemberId) =>
  framed('anon-sign-v1', event, memberId);

/** A part owned: by its part key, over who says so, so that nobody else can claim it. */
export const owningMessage = (event: Bytes, partId: PartId, memberId: MemberId) =>
  framed('anon-own-v1', event, partId, memberId);

/** A part taken back: by its part key. */
export const takingBackMessage = (event: Bytes, partId: PartId) =>
  framed('anon-take-back-v1', event, partId);
