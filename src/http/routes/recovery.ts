import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/recovery.ts';
import { getSecurity } from '../../app/security.ts';
import * as contract from '../../contract/accounts.ts';
import * as inGroups from '../../contract/groups.ts';
import { browserOf } from '../browser.ts';
import type { GuessLimits } from '../limits.ts';
import { route } from '../route.ts';
import { actorOf, remember } from '../session.ts';

interface Options {
  deps: Deps;
  origin: string | null;
  limits: GuessLimits;
}

export const recoveryRoutes: FastifyPluginAsyncZod<Options> = async (
  server,
  { deps, origin, limits },
) => {
  server.route({
    ...route(contract.recover),
    preHandler: limits.addressAndName,
    handler: async (request, reply) => {
      const browser = browserOf(request, origin);
      const { account, token, codesLeft } = await app.recover(deps, browser, request.body);
      remember(reply, token, origin);
      return reply.code(201).send({ account, codesLeft });
    },
  });

  server.route({
    ...route(contract.recoverByLink),
    preHandler: limits.address,
    handler: async (request, reply) => {
      const browser = browserOf(request, origin);
      const { account, token } = await app.recoverByLink(deps, browser, request.body);
      remember(reply, token, origin);
      return reply.code(201).send(account);
    },
  });

  server.route({
    ...route(contract.allowLeaderRecovery),
    preHandler: limits.account,
    handler: async (request) =>
      app.allowLeaderRecovery(deps, actorOf(request), browserOf(request, origin), request.body),
  });

  server.route({
    ...route(contract.stopRecoveryLink),
    handler: async (request) => {
      await app.stopRecoveryLink(deps, actorOf(request));
      return getSecurity(deps, actorOf(request));
    },
  });

  server.route({
    ...route(inGroups.makeRecoveryLink),
    handler: async (request, reply) => {
      const { groupId, memberId } = request.params;
      const link = await app.makeRecoveryLink(deps, actorOf(request), groupId, memberId);
      return reply.code(201).send(link);
    },
  });

  server.route({
    ...route(inGroups.listRecoveryLinks),
    handler: async (request) =>
      app.listRecoveryLinks(deps, actorOf(request), request.params.groupId),
  });
};
