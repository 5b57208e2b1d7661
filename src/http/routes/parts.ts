import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import { hidePart, keepPart, ownPart, reactToPart, reportPart } from '../../app/parts.ts';
import { issueTicket } from '../../app/tickets.ts';
import * as parts from '../../contract/parts.ts';
import * as tickets from '../../contract/tickets.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const partRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (app, { deps }) => {
  app.route({ ...route(tickets.listTicketKeys), handler: async () => deps.tickets.log() });

  app.route({
    ...route(tickets.issueTicket),
    handler: async (request) => {
      const { groupId, askId } = request.params;
      return issueTicket(deps, actorOf(request), groupId, askId, request.body);
    },
  });

  app.route({
    ...route(parts.ownPart),
    handler: async (request) => {
      const { groupId, askId, partId } = request.params;
      await ownPart(deps, actorOf(request), groupId, askId, partId, request.body);
      return {};
    },
  });

  app.route({
    ...route(parts.reactToPart),
    handler: async (request) => {
      const { groupId, askId, partId } = request.params;
      await reactToPart(deps, actorOf(request), groupId, askId, partId, request.body.reactions);
      return {};
    },
  });

  app.route({
    ...route(parts.hidePart),
    handler: async (request) => {
      const { groupId, askId, partId } = request.params;
      await hidePart(deps, actorOf(request), groupId, askId, partId, request.body.hidden);
      return {};
    },
  });

  app.route({
    ...route(parts.reportPart),
    handler: async (request, reply) => {
      const { groupId, askId, partId } = request.params;
      await reportPart(deps, actorOf(request), groupId, askId, partId, request.body.reason);
      return reply.code(201).send({});
    },
  });

  app.route({
    ...route(parts.keepPart),
    handler: async (request, reply) => {
      const { groupId, askId, partId } = request.params;
      return reply.code(201).send(await keepPart(deps, actorOf(request), groupId, askId, partId));
    },
  });
};
