import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/goals.ts';
import * as contract from '../../contract/goals.ts';
import { idempotencyKey, route } from '../route.ts';
import { actorOf } from '../session.ts';

export const goalRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.listGoals),
    handler: async (request) => app.listGoals(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.makeGoal),
    handler: async (request, reply) => {
      const key = idempotencyKey(request.headers['idempotency-key']);
      const { groupId } = request.params;
      const goal = await app.makeGoal(deps, actorOf(request), groupId, request.body, key);
      return reply.code(201).send(goal);
    },
  });

  server.route({
    ...route(contract.getGoal),
    handler: async (request) => {
      const { groupId, goalId } = request.params;
      return app.getGoal(deps, actorOf(request), groupId, goalId);
    },
  });

  server.route({
    ...route(contract.wordGoal),
    handler: async (request) => {
      const { groupId, goalId } = request.params;
      return app.wordGoal(deps, actorOf(request), groupId, goalId, request.body);
    },
  });

  server.route({
    ...route(contract.reframeGoal),
    handler: async (request, reply) => {
      const { groupId, goalId } = request.params;
      const goal = await app.reframeGoal(deps, actorOf(request), groupId, goalId, request.body);
      return reply.code(201).send(goal);
    },
  });

  server.route({
    ...route(contract.keepGoal),
    handler: async (request) => {
      const { groupId, goalId } = request.params;
      return app.keepGoal(deps, actorOf(request), groupId, goalId, request.body);
    },
  });

  server.route({
    ...route(contract.moveGoal),
    handler: async (request) => {
      const { groupId, goalId } = request.params;
      return app.moveGoal(deps, actorOf(request), groupId, goalId, request.body.state);
    },
  });

  server.route({
    ...route(contract.eraseGoal),
    handler: async (request) => {
      const { groupId, goalId } = request.params;
      await app.eraseGoal(deps, actorOf(request), groupId, goalId);
      return {};
    },
  });

  server.route({
    ...route(contract.planExperiment),
    handler: async (request, reply) => {
      const { groupId, goalId } = request.params;
      const planned = await app.planExperiment(
        deps,
        actorOf(request),
        groupId,
        goalId,
        request.body,
      );
      return reply.code(201).send(planned);
    },
  });

  server.route({
    ...route(contract.replanExperiment),
    handler: async (request) => {
      const { groupId, goalId, experimentId } = request.params;
      const actor = actorOf(request);
      return app.replanExperiment(deps, actor, groupId, goalId, experimentId, request.body);
    },
  });

  server.route({
    ...route(contract.settleExperiment),
    handler: async (request) => {
      const { groupId, goalId, experimentId } = request.params;
      const actor = actorOf(request);
      return app.settleExperiment(deps, actor, groupId, goalId, experimentId, request.body);
    },
  });

  server.route({
    ...route(contract.eraseExperiment),
    handler: async (request) => {
      const { groupId, goalId, experimentId } = request.params;
      await app.eraseExperiment(deps, actorOf(request), groupId, goalId, experimentId);
      return {};
    },
  });

  server.route({
    ...route(contract.rateGoal),
    handler: async (request) => {
      const { groupId, goalId, meetingId } = request.params;
      return app.rateGoal(deps, actorOf(request), groupId, goalId, meetingId, request.body);
    },
  });
};
