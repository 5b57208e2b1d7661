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
  // Made once: sealing is most of what the hub itself spends on an event.
  const place = Buffer.alloc(PLACE);
  const sealed = Buffer.alloc(NONCE + PLACE + TAG);
  const nonce = sealed.subarray(0, NONCE);

  return {
    seal(groupId, seq) {
      if (nextNonce === nonces.length) {
        randomFillSync(nonces);
        nextNonce = 0;
      }
      nonces.copy(nonce, 0, nextNonce, nextNonce + NONCE);
      nextNonce += NONCE;

      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(groupId));
      place.writeBigUInt64BE(BigInt(seq));
      sealed.set(cipher.update(place), NONCE);
      cipher.final();
      sealed.set(cipher.getAuthTag(), NONCE + PLACE);
      return sealed.toString('base64url') as Cursor;
    },

    open(groupId, cursor) {
      if (!SHAPE.test(cursor)) return null;
      const given = Buffer.from(cursor, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, given.subarray(0, NONCE), {
        authTagLength: TAG,
      });
      decipher.setAAD(Buffer.from(groupId));
      decipher.setAuthTag(given.subarray(NONCE + PLACE));
      const opened = decipher.update(given.subarray(NONCE, NONCE + PLACE));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return Number(opened.readBigUInt64BE());
    },
  };
}

const MOST_AHEAD = 16;

/**
 * Seals the places of one group in order, in a busy group some ahead: many at once cost much less each than one
 * between two writes to the network. A place is given to nobody before its event has happened.
 */
export function sealAhead(cursors: Cursors, groupId: GroupId): (seq: number) => Cursor {
  let first = 0;
  let ahead: Cursor[] = [];
  return (seq) => {
    const ready = ahead[seq - first];
    if (ready) return ready;
    // Twice as many as last time, as long as no place was left out.
    const next = seq === first + ahead.length ? Math.min(ahead.length * 2, MOST_AHEAD) : 1;
    const made = Array.from({ length: Math.max(1, next) - 1 }, (_, i) =>
      cursors.seal(groupId, seq + 1 + i),
    );
    const now = cursors.seal(groupId, seq);
    first = seq;
    ahead = [now, ...made];
    return now;
  };
}
