import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/passkeys.ts';
import { getSecurity } from '../../app/security.ts';
import * as contract from '../../contract/accounts.ts';
import { browserOf } from '../browser.ts';
import type { GuessLimits } from '../limits.ts';
import { route } from '../route.ts';
import { actorOf, remember } from '../session.ts';

interface Options {
  deps: Deps;
  origin: string | null;
  limits: GuessLimits;
}

export const passkeyRoutes: FastifyPluginAsyncZod<Options> = async (
  server,
  { deps, origin, limits },
) => {
  server.route({
    ...route(contract.passkeyForNewAccount),
    preHandler: limits.address,
    handler: async (request) =>
      app.passkeyForNewAccount(deps, browserOf(request, origin), request.body.signInName),
  });

  server.route({
    ...route(contract.passkeyToSignIn),
    preHandler: limits.address,
    handler: async (request) => app.passkeyToSignIn(deps, browserOf(request, origin)),
  });

  server.route({
    ...route(contract.signInWithPasskey),
    preHandler: limits.address,
    handler: async (request, reply) => {
      const { body } = request;
      const { account, token } = await app.signInWithPasskey(
        deps,
        browserOf(request, origin),
        body,
      );
      remember(reply, token, origin, body.oneAnswer !== null);
      return reply.code(201).send(account);
    },
  });

  server.route({
    ...route(contract.passkeyToAdd),
    preHandler: limits.account,
    handler: async (request) =>
      app.passkeyToAdd(deps, actorOf(request), browserOf(request, origin)),
  });

  server.route({
    ...route(contract.addPasskey),
    preHandler: limits.account,
    handler: async (request, reply) => {
      await app.addPasskey(deps, actorOf(request), browserOf(request, origin), request.body);
      return reply.code(201).send(await getSecurity(deps, actorOf(request)));
    },
  });

  server.route({
    ...route(contract.removePasskey),
    handler: async (request) => {
      await app.removePasskey(deps, actorOf(request), request.params.passkeyId);
      return getSecurity(deps, actorOf(request));
    },
  });
};
