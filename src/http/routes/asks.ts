import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import * as answers from '../../app/answers.ts';
import * as asks from '../../app/asks.ts';
import type { Deps } from '../../app/deps.ts';
import * as results from '../../app/results.ts';
import * as answering from '../../contract/answers.ts';
import * as asking from '../../contract/asks.ts';
import * as receiving from '../../contract/results.ts';
import { idempotencyKey, route } from '../route.ts';
import { actorOf, forget } from '../session.ts';

export const askRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(asking.openAsk),
    handler: async (request, reply) => {
      const ask = await asks.openAsk(
        deps,
        actorOf(request),
        request.params.groupId,
        request.body,
        idempotencyKey(request.headers['idempotency-key']),
      );
      return reply.code(201).send(ask);
    },
  });

  server.route({
    ...route(asking.listAsks),
    handler: async (request) =>
      asks.listAsks(deps, actorOf(request), request.params.groupId, request.query),
  });

  server.route({
    ...route(asking.getAsk),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return asks.getAsk(deps, actorOf(request), groupId, askId);
    },
  });

  server.route({
    ...route(asking.closeAsk),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return asks.closeAsk(deps, actorOf(request), groupId, askId);
    },
  });

  server.route({
    ...route(asking.withdrawAsk),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      await asks.withdrawAsk(deps, actorOf(request), groupId, askId);
      return {};
    },
  });

  server.route({
    ...route(answering.putAnswer),
    handler: async (request, reply) => {
      const { groupId, askId } = request.params;
      const actor = actorOf(request);
      const put = await answers.putAnswer(deps, actor, groupId, askId, request.body);
      if (actor.only) forget(reply);
      return put;
    },
  });

  server.route({
    ...route(answering.getMyAnswer),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return answers.getMyAnswer(deps, actorOf(request), groupId, askId);
    },
  });

  server.route({
    ...route(answering.sayInRoom),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      await answers.sayInRoom(deps, actorOf(request), groupId, askId, request.body.said);
      return {};
    },
  });

  server.route({
    ...route(answering.passAsk),
    handler: async (request, reply) => {
      const { groupId, askId } = request.params;
      const actor = actorOf(request);
      await answers.passAsk(deps, actor, groupId, askId);
      if (actor.only) forget(reply);
      return {};
    },
  });

  server.route({
    ...route(receiving.openAnswers),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      await results.openAnswers(deps, actorOf(request), groupId, askId);
      return {};
    },
  });

  server.route({
    ...route(receiving.getResults),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return results.getResults(deps, actorOf(request), groupId, askId);
    },
  });
};
