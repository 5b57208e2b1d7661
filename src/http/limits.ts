import type { FastifyInstance, FastifyRequest } from 'fastify';

import { DomainError } from '../domain/errors.ts';
import { foldName } from '../ids.ts';

/** How often one address, and one sign-in name or account, may be tried. */
export interface Guesses {
  /** In five minutes. */
  perAddress: number;
  /** In fifteen minutes. */
  perName: number;
}

/** Twenty people behind one address, each with a few slips. */
export const GUESSES: Guesses = { perAddress: 200, perName: 20 };

export type GuessLimits = ReturnType<typeof guessLimits>;

/**
 * Limits on guessing. A room of twenty behind one address signs in or joins within five minutes without meeting
 * them; one name can be tried so often, from wherever.
 */
export function guessLimits(app: FastifyInstance, guesses: Guesses) {
  const byAddress = app.createRateLimit({ max: guesses.perAddress, timeWindow: '5 minutes' });
  const byName = app.createRateLimit({
    max: guesses.perName,
    timeWindow: '15 minutes',
    keyGenerator: (request) =>
      `name:${foldName(String((request.body as { signInName?: unknown }).signInName))}`,
  });
  const byAccount = app.createRateLimit({
    max: guesses.perName,
    timeWindow: '15 minutes',
    keyGenerator: (request) => `account:${request.actor?.accountId ?? ''}`,
  });
  const require = async (limit: typeof byAddress, request: FastifyRequest) => {
    const outcome = await limit(request);
    if (!outcome.isAllowed && outcome.isExceeded) throw new DomainError('too_many_requests');
  };
  return {
    /** @throws DomainError `too_many_requests` */
    address: (request: FastifyRequest) => require(byAddress, request),
    /** @throws DomainError `too_many_requests` */
    addressAndName: async (request: FastifyRequest) => {
      await require(byAddress, request);
      await require(byName, request);
    },
    /** For what the signed-in account confirms. @throws DomainError `too_many_requests` */
    account: (request: FastifyRequest) => require(byAccount, request),
  };
}
