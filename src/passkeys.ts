// The ceremonies of WebAuthn, by the library that checks them.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';

import type { Passkeys } from './app/deps.ts';

const PRODUCT = 'Landed';
/** COSE: Ed25519, ES256, RS256. Named, because what the library offers by itself depends on the runtime. */
const ALGORITHMS = [-8, -7, -257];

const bytesOf = (text: string, encoding: BufferEncoding) =>
  new Uint8Array(Buffer.from(text, encoding));
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

export const passkeys: Passkeys = {
  async optionsToMake(place, { challenge, accountId, signInName, known }) {
    const options = await generateRegistrationOptions({
      rpName: PRODUCT,
      rpID: place.rpId,
      userName: signInName,
      userDisplayName: signInName,
      // The account's id and not its name: names may change, and authenticators show this to nobody.
      userID: bytesOf(accountId.replaceAll('-', ''), 'hex'),
      challenge: bytesOf(challenge, 'base64url'),
      // Which make of authenticator it is does not matter here, and would say something about its owner.
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    });
    return { ...options };
  },

  async optionsToUse(place, challenge) {
    const options = await generateAuthenticationOptions({
      rpID: place.rpId,
      challenge: bytesOf(challenge, 'base64url'),
      userVerification: 'preferred',
    });
    return { ...options };
  },

  challengeOf({ response }) {
    try {
      const said = String(response['clientDataJSON']);
      const data = JSON.parse(Buffer.from(said, 'base64url').toString()) as { challenge?: unknown };
      return typeof data.challenge === 'string' ? data.challenge : null;
    } catch {
      return null;
    }
  },

  async made(place, credential, challenge) {
    try {
      const { registrationInfo } = await verifyRegistrationResponse({
        response: credential as unknown as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: place.origin,
        expectedRPID: place.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!registrationInfo) return null;
      const { id, publicKey, counter, transports } = registrationInfo.credential;
      return {
        id,
        publicKey: textOf(publicKey),
        counter,
        transports: (transports ?? []).filter((one) => TRANSPORTS.has(one)),
      };
    } catch {
      // The library throws for whatever does not fit, and for what is no credential at all.
      return null;
    }
  },

  async used(place, credential, challenge, passkey) {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: credential as unknown as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: place.origin,
        expectedRPID: place.rpId,
        credential: { ...passkey, publicKey: bytesOf(passkey.publicKey, 'base64url') },
        requireUserVerification: false,
      });
      return verified ? authenticationInfo.newCounter : null;
    } catch {
      return null;
    }
  },
};

/** What is kept of what a browser says about reaching an authenticator. */
const TRANSPORTS: ReadonlySet<string> = new Set([
  'ble',
  'cable',
  'hybrid',
  'internal',
  'nfc',
  'smart-card',
  'usb',
]);
