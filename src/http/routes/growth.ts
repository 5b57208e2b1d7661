import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/growth.ts';
import * as contract from '../../contract/growth.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const growthRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.getGrowth),
    handler: async (request) => app.getGrowth(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.getGroupCard),
    handler: async (request) => app.getGroupCard(deps, actorOf(request), request.params.groupId),
  });
};
