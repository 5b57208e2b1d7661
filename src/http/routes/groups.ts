import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/groups.ts';
import * as contract from '../../contract/groups.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const groupRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.createGroup),
    handler: async (request, reply) =>
      reply.code(201).send(await app.createGroup(deps, actorOf(request), request.body)),
  });

  server.route({
    ...route(contract.getGroup),
    handler: async (request) => app.getGroup(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.setCrisisContacts),
    handler: async (request) =>
      app.setCrisisContacts(
        deps,
        actorOf(request),
        request.params.groupId,
        request.body.crisisContacts,
      ),
  });

  server.route({
    ...route(contract.activateGroup),
    handler: async (request) => app.activateGroup(deps, actorOf(request), request.params.groupId),
  });
};
