import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';

import type { Browser, PasskeyPlace } from '../app/deps.ts';
import { deviceOf } from '../domain/devices.ts';

const LOCAL = 'localhost';

/** What a request says of the browser it comes from. */
export const browserOf = (request: FastifyRequest, origin: string | null): Browser => ({
  device: deviceOf(request.headers['user-agent'] ?? ''),
  place: passkeyPlace(request, origin),
});

/**
 * Where passkeys belong to: the domain of the configured origin, else `localhost`. Null where browsers have none:
 * without encryption, and under an address instead of a name.
 */
export function passkeyPlace(request: FastifyRequest, origin: string | null): PasskeyPlace | null {
  const here = origin ?? `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(here)) return null;
  const { protocol, hostname, origin: exact } = new URL(here);
  const name = hostname.replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0) return null;
  const works = name === LOCAL || (origin !== null && protocol === 'https:');
  return works ? { rpId: name, origin: exact } : null;
}
