import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/meetings.ts';
import * as contract from '../../contract/meetings.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const meetingRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.getHome),
    handler: async (request) => app.getHome(deps, actorOf(request)),
  });

  server.route({
    ...route(contract.getRoom),
    handler: async (request) => app.getRoom(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.openMeeting),
    handler: async (request, reply) =>
      reply.code(201).send(await app.openMeeting(deps, actorOf(request), request.params.groupId)),
  });

  server.route({
    ...route(contract.endMeeting),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      return app.endMeeting(deps, actorOf(request), groupId, meetingId);
    },
  });

  server.route({
    ...route(contract.takeSeat),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      await app.takeSeat(deps, actorOf(request), groupId, meetingId);
      return {};
    },
  });

  server.route({
    ...route(contract.leaveSeat),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      await app.leaveSeat(deps, actorOf(request), groupId, meetingId);
      return {};
    },
  });

  server.route({
    ...route(contract.rehearse),
    handler: async (request) => {
      const { groupId, meetingId } = request.params;
      await app.rehearse(deps, actorOf(request), groupId, meetingId, request.body.on);
      return {};
    },
  });
};
