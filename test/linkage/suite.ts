// The suite of the tickets, but with points whose logarithms are known: so every request for a ticket can be explained
// as a request for any author key, which in the real suite is just as true and cannot be computed.
import { createOPRF } from '@noble/curves/abstract/oprf.js';
import { ristretto255, ristretto255_hasher, ristretto255_oprf } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';

import type { Suite } from '../../src/domain/anonymity/tickets.ts';

const { Point } = ristretto255;
const { Fn } = Point;

const logarithm = (input: Uint8Array): bigint =>
  ristretto255_hasher.hashToScalar(input, { DST: 'a logarithm that is known' });

export const knownLogarithms: Suite = createOPRF({
  name: ristretto255_oprf.name,
  Point,
  hash: sha512,
  hashToGroup: (input) => Point.BASE.multiply(logarithm(input)),
  hashToScalar: (input, options) => ristretto255_hasher.hashToScalar(input, options),
});

/** The request that a secret number makes, whatever it is for. */
export const requestOf = (secret: bigint): Uint8Array => Point.BASE.multiply(secret).toBytes();

/** With which blind that request asks for a ticket for this author key. */
export const blindFor = (secret: bigint, authorKey: Uint8Array): Uint8Array =>
  Fn.toBytes(Fn.mul(secret, Fn.inv(logarithm(authorKey))));
