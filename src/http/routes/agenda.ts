import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import * as app from '../../app/agenda.ts';
import type { Deps } from '../../app/deps.ts';
import * as contract from '../../contract/agenda.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const agendaRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.getAgenda),
    handler: async (request) => app.getAgenda(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.addToAgenda),
    handler: async (request, reply) =>
      reply
        .code(201)
        .send(await app.addToAgenda(deps, actorOf(request), request.params.groupId, request.body)),
  });

  server.route({
    ...route(contract.takeOffAgenda),
    handler: async (request) => {
      const { groupId, itemId } = request.params;
      await app.takeOffAgenda(deps, actorOf(request), groupId, itemId);
      return {};
    },
  });
};
