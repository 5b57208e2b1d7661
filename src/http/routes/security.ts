import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/security.ts';
import { endOtherSessions, endSession } from '../../app/sessions.ts';
import * as contract from '../../contract/accounts.ts';
import { browserOf } from '../browser.ts';
import type { GuessLimits } from '../limits.ts';
import { route } from '../route.ts';
import { actorOf, forget } from '../session.ts';

interface Options {
  deps: Deps;
  origin: string | null;
  limits: GuessLimits;
}

export const securityRoutes: FastifyPluginAsyncZod<Options> = async (
  server,
  { deps, origin, limits },
) => {
  server.route({
    ...route(contract.getSecurity),
    handler: async (request) => app.getSecurity(deps, actorOf(request)),
  });

  server.route({
    ...route(contract.setPassword),
    preHandler: limits.account,
    handler: async (request) =>
      app.setPassword(deps, actorOf(request), browserOf(request, origin), request.body),
  });

  server.route({
    ...route(contract.changeEmail),
    preHandler: limits.account,
    handler: async (request) =>
      app.changeEmail(deps, actorOf(request), browserOf(request, origin), request.body),
  });

  server.route({
    ...route(contract.renewRecoveryCodes),
    preHandler: limits.account,
    handler: async (request, reply) => {
      const browser = browserOf(request, origin);
      const codes = await app.renewRecoveryCodes(deps, actorOf(request), browser, request.body);
      return reply.code(201).send({ recoveryCodes: codes });
    },
  });

  server.route({
    ...route(contract.endSession),
    handler: async (request, reply) => {
      const actor = actorOf(request);
      const { current } = await endSession(deps, actor, request.params.sessionId);
      if (current) forget(reply);
      return app.getSecurity(deps, actor);
    },
  });

  server.route({
    ...route(contract.endOtherSessions),
    handler: async (request) => {
      await endOtherSessions(deps, actorOf(request));
      return app.getSecurity(deps, actorOf(request));
    },
  });
};
