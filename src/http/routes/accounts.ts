import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import * as app from '../../app/accounts.ts';
import type { Deps } from '../../app/deps.ts';
import { signOut } from '../../app/sessions.ts';
import * as contract from '../../contract/accounts.ts';
import { browserOf, passkeyPlace } from '../browser.ts';
import type { GuessLimits } from '../limits.ts';
import { route } from '../route.ts';
import { actorOf, forget, remember } from '../session.ts';

interface Options {
  deps: Deps;
  origin: string | null;
  limits: GuessLimits;
  build: string;
}

export const accountRoutes: FastifyPluginAsyncZod<Options> = async (
  server,
  { deps, origin, build, limits },
) => {
  server.route({
    ...route(contract.getStart),
    handler: async (request) => ({
      setUp: await app.isSetUp(deps),
      signedIn: request.actor !== null,
      build,
      passkeys: passkeyPlace(request, origin) !== null,
    }),
  });

  server.route({
    ...route(contract.setUp),
    preHandler: limits.address,
    handler: async (request, reply) => {
      const { account, token, recoveryCodes } = await app.setUp(
        deps,
        browserOf(request, origin),
        request.body,
      );
      remember(reply, token, origin);
      return reply.code(201).send({ account, recoveryCodes });
    },
  });

  server.route({
    ...route(contract.signIn),
    preHandler: limits.addressAndName,
    handler: async (request, reply) => {
      const { body } = request;
      const { account, token } = await app.signIn(deps, browserOf(request, origin), body);
      remember(reply, token, origin, body.oneAnswer !== null);
      return reply.code(201).send(account);
    },
  });

  server.route({
    ...route(contract.signOut),
    handler: async (request, reply) => {
      await signOut(deps, actorOf(request));
      forget(reply);
      return {};
    },
  });

  server.route({
    ...route(contract.getMe),
    handler: async (request) => app.getMe(deps, actorOf(request)),
  });

  server.route({
    ...route(contract.listCreators),
    handler: async (request) => app.listCreators(deps, actorOf(request)),
  });

  server.route({
    ...route(contract.setCreator),
    preHandler: limits.account,
    handler: async (request) => app.setCreator(deps, actorOf(request), request.body),
  });
};
