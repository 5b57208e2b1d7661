// An authenticator without a device: makes and uses passkeys as the specification says, with ES256.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

import type { Credential } from '../../src/contract/accounts.ts';

interface Kept {
  id: Buffer;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  counter: number;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

export class Authenticator {
  readonly passkeys: Kept[] = [];
  /** Where the page that asks says it is. */
  origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Makes a passkey as `navigator.credentials.create` would. */
  make(options: Record<string, unknown>): Credential {
    const { challenge, rp, user } = options as {
      challenge: string;
      rp: { id: string };
      user: { id: string };
    };
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const kept = { id: randomBytes(16), rpId: rp.id, userHandle: user.id, privateKey, counter: 0 };
    this.passkeys.push(kept);
    const key = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(kept.id.length);
    const authData = Buffer.concat([
      dataOf(kept, USER_PRESENT | USER_VERIFIED | WITH_CREDENTIAL),
      Buffer.alloc(16),
      length,
      kept.id,
      key,
    ]);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return credential(kept.id, {
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Uses a passkey as `navigator.credentials.get` would: the last made here, or the given one. */
  use(options: Record<string, unknown>, kept = this.passkeys.at(-1)): Credential {
    if (!kept) throw new Error('there is no passkey to use');
    const { challenge } = options as { challenge: string };
    kept.counter += 1;
    const clientData = this.#clientData('webauthn.get', challenge);
    const authData = dataOf(kept, USER_PRESENT | USER_VERIFIED);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return credential(kept.id, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, kept.privateKey).toString('base64url'),
      userHandle: kept.userHandle,
    });
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin }));
  }
}

const credential = (id: Buffer, response: Record<string, unknown>): Credential => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key',
  response,
  clientExtensionResults: {},
});

function dataOf({ rpId, counter }: Kept, flags: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** The little of CBOR that authenticators write. */
function cbor(value: Cbor | Map<number, number | Buffer>): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === 'string')
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  const parts = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
  return Buffer.concat([cborHead(5, value.size), ...parts]);
}

function cborHead(major: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(major << 5) | n]);
  if (n < 256) return Buffer.from([(major << 5) | 24, n]);
  return Buffer.from([(major << 5) | 25, n >> 8, n & 0xff]);
}
