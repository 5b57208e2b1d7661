import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as lateWords from '../../app/late-words.ts';
import * as reactions from '../../app/reactions.ts';
import * as reflections from '../../app/reflections.ts';
import * as reports from '../../app/reports.ts';
import * as sharing from '../../app/sharing.ts';
import * as answering from '../../contract/answers.ts';
import * as contract from '../../contract/results.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const receivingRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.putReflection),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return reflections.putReflection(deps, actorOf(request), groupId, askId, request.body);
    },
  });

  server.route({
    ...route(contract.react),
    handler: async (request) => {
      const { groupId, askId, answerId } = request.params;
      const given = request.body.reactions;
      await reactions.react(deps, actorOf(request), groupId, askId, answerId, given);
      return {};
    },
  });

  server.route({
    ...route(contract.hideAnswer),
    handler: async (request) => {
      const { groupId, askId, answerId } = request.params;
      const { hidden } = request.body;
      await reactions.hideAnswer(deps, actorOf(request), groupId, askId, answerId, hidden);
      return {};
    },
  });

  server.route({
    ...route(contract.shareResults),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return sharing.shareResults(deps, actorOf(request), groupId, askId, request.body);
    },
  });

  server.route({
    ...route(contract.getSharedResults),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return sharing.getSharedResults(deps, actorOf(request), groupId, askId);
    },
  });

  server.route({
    ...route(answering.sayLate),
    handler: async (request, reply) => {
      const { groupId, askId } = request.params;
      return reply
        .code(201)
        .send(await lateWords.sayLate(deps, actorOf(request), groupId, askId, request.body));
    },
  });

  server.route({
    ...route(answering.withdrawAnswer),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      await reports.withdrawAnswer(deps, actorOf(request), groupId, askId);
      return {};
    },
  });
};
