import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import * as app from '../../app/check-outs.ts';
import type { Deps } from '../../app/deps.ts';
import * as contract from '../../contract/check-outs.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const checkOutRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.getCheckOut),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      return app.getCheckOut(deps, actorOf(request), groupId, meetingId);
    },
  });

  server.route({
    ...route(contract.putCheckOut),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      await app.putCheckOut(deps, actorOf(request), groupId, meetingId, request.body);
      return {};
    },
  });

  server.route({
    ...route(contract.eraseCheckOut),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      await app.eraseCheckOut(deps, actorOf(request), groupId, meetingId);
      return {};
    },
  });
};
