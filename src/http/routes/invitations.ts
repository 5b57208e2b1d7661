import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/invitations.ts';
import * as contract from '../../contract/invitations.ts';
import type { GuessLimits } from '../limits.ts';
import { browserOf } from '../browser.ts';
import { route } from '../route.ts';
import { actorOf, remember } from '../session.ts';

interface Options {
  deps: Deps;
  origin: string | null;
  limits: GuessLimits;
}

export const invitationRoutes: FastifyPluginAsyncZod<Options> = async (
  server,
  { deps, origin, limits },
) => {
  server.route({
    ...route(contract.listInvitations),
    handler: async (request) => app.listInvitations(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.createInvitation),
    handler: async (request, reply) =>
      reply
        .code(201)
        .send(
          await app.createInvitation(deps, actorOf(request), request.params.groupId, request.body),
        ),
  });

  server.route({
    ...route(contract.withdrawInvitation),
    handler: async (request) => {
      const { groupId, invitationId } = request.params;
      await app.withdrawInvitation(deps, actorOf(request), groupId, invitationId);
      return {};
    },
  });

  server.route({
    ...route(contract.getInvitation),
    preHandler: limits.address,
    handler: async (request) => app.getInvitation(deps, request.params.token),
  });

  server.route({
    ...route(contract.acceptInvitation),
    preHandler: limits.address,
    handler: async (request, reply) => {
      const { token, ...joined } = await app.acceptInvitation(
        deps,
        request.actor,
        browserOf(request, origin),
        request.params.token,
        request.body,
      );
      if (token) remember(reply, token, origin);
      return reply.code(201).send(joined);
    },
  });
};
