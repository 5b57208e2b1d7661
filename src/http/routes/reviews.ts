import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/reviews.ts';
import * as contract from '../../contract/reviews.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const reviewRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.listReviews),
    handler: async (request) => app.listReviews(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.beginReview),
    handler: async (request, reply) => {
      const { groupId, goalId } = request.params;
      return reply.code(201).send(await app.beginReview(deps, actorOf(request), groupId, goalId));
    },
  });

  server.route({
    ...route(contract.getReview),
    handler: async (request) => {
      const { groupId, reviewId } = request.params;
      return app.getReview(deps, actorOf(request), groupId, reviewId);
    },
  });

  server.route({
    ...route(contract.writeReview),
    handler: async (request) => {
      const { groupId, reviewId } = request.params;
      return app.writeReview(deps, actorOf(request), groupId, reviewId, request.body);
    },
  });

  server.route({
    ...route(contract.eraseReview),
    handler: async (request) => {
      const { groupId, reviewId } = request.params;
      await app.eraseReview(deps, actorOf(request), groupId, reviewId);
      return {};
    },
  });
};
