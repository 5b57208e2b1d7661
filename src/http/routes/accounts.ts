import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import * as app from '../../app/accounts.ts';
import type { Deps } from '../../app/deps.ts';
import * as contract from '../../contract/accounts.ts';
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
      passkeys: false,
    }),
  });

  server.route({
    ...route(contract.setUp),
    preHandler: limits.address,
    handler: async (request, reply) => {
      const { account, token, recoveryCodes } = await app.setUp(deps, request.body);
      remember(reply, token, origin);
      return reply.code(201).send({ account, recoveryCodes });
    },
  });

  server.route({
    ...route(contract.signIn),
    preHandler: limits.addressAndName,
    handler: async (request, reply) => {
      const { account, token } = await app.signIn(deps, request.body);
      remember(reply, token, origin);
      return reply.code(201).send(account);
    },
  });

  server.route({
    ...route(contract.signOut),
    handler: async (request, reply) => {
      await app.signOut(deps, actorOf(request));
      forget(reply);
      return {};
    },
  });

  server.route({
    ...route(contract.recover),
    preHandler: limits.addressAndName,
    handler: async (request, reply) => {
      const { account, token, codesLeft } = await app.recover(deps, request.body);
      remember(reply, token, origin);
      return reply.code(201).send({ account, codesLeft });
    },
  });

  server.route({
    ...route(contract.getMe),
    handler: async (request) => app.getMe(deps, actorOf(request)),
  });
};
