import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomFillSync,
} from 'node:crypto';

import type { Cursor, GroupId } from '../contract/primitives.ts';

export interface Cursors {
  /** A cursor for a place in the group's log; another one at every call. */
  seal(groupId: GroupId, seq: number): Cursor;
  /** The place, or null for whatever this server's present database did not give out for this group. */
  open(groupId: GroupId, cursor: Cursor): number | null;
}

const NONCE = 12;
const PLACE = 8;
const TAG = 16;
const SHAPE = /^[\w-]{48}$/;

/**
 * Cursors are the place in the log under AES-256-GCM (NIST SP 800-38D) with a random nonce, bound to the group.
 * All are 48 characters long, so that neither their text nor their length says how much has happened.
 *
 * @param secret 32 bytes; the key is derived from it, so it may serve elsewhere too
 * @param epoch names this life of the database: with another one no earlier cursor opens
 */
export function cursors(secret: Buffer, epoch: string): Cursors {
  const key = createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, epoch, 'landed live cursor', 32)),
  );
  // Random bytes cost less by the page than by the dozen.
  const nonces = Buffer.alloc(NONCE * 256);
  let nextNonce = nonces.length;

  return {
    seal(groupId, seq) {
      if (nextNonce === nonces.length) {
        randomFillSync(nonces);
        nextNonce = 0;
      }
      const sealed = Buffer.allocUnsafe(NONCE + PLACE + TAG);
      nonces.copy(sealed, 0, nextNonce, nextNonce + NONCE);
      nextNonce += NONCE;

      const cipher = createCipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
      cipher.setAAD(Buffer.from(groupId));
      const place = Buffer.allocUnsafe(PLACE);
      place.writeBigUInt64BE(BigInt(seq));
      cipher.update(place).copy(sealed, NONCE);
      cipher.final();
      cipher.getAuthTag().copy(sealed, NONCE + PLACE);
      return sealed.toString('base64url') as Cursor;
    },

    open(groupId, cursor) {
      if (!SHAPE.test(cursor)) return null;
      const sealed = Buffer.from(cursor, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), {
        authTagLength: TAG,
      });
      decipher.setAAD(Buffer.from(groupId));
      decipher.setAuthTag(sealed.subarray(NONCE + PLACE));
      const place = decipher.update(sealed.subarray(NONCE, NONCE + PLACE));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return Number(place.readBigUInt64BE());
    },
  };
}
