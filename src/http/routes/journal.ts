import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/journal.ts';
import * as contract from '../../contract/journal.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const journalRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.getJournal),
    handler: async (request) =>
      app.getJournal(deps, actorOf(request), request.params.groupId, request.query),
  });

  server.route({
    ...route(contract.keepSentence),
    handler: async (request, reply) => {
      const { groupId, askId } = request.params;
      return reply
        .code(201)
        .send(await app.keepSentence(deps, actorOf(request), groupId, askId, request.body));
    },
  });

  server.route({
    ...route(contract.letGoOfSentence),
    handler: async (request) => {
      const { groupId, keptId } = request.params;
      await app.letGoOfSentence(deps, actorOf(request), groupId, keptId);
      return {};
    },
  });
};
