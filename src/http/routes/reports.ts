import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/reports.ts';
import * as contract from '../../contract/reports.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const reportRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.reportAnswer),
    handler: async (request, reply) => {
      const { groupId, askId, answerId } = request.params;
      const { reason } = request.body;
      await app.reportAnswer(deps, actorOf(request), groupId, askId, answerId, reason);
      return reply.code(201).send({});
    },
  });

  server.route({
    ...route(contract.listReports),
    handler: async (request) => app.listReports(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.closeReport),
    handler: async (request) => {
      const { groupId, reportId } = request.params;
      await app.closeReport(deps, actorOf(request), groupId, reportId, request.body.outcome);
      return {};
    },
  });
};
