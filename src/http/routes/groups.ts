import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

import type { Deps } from '../../app/deps.ts';
import * as app from '../../app/groups.ts';
import * as members from '../../app/members.ts';
import * as contract from '../../contract/groups.ts';
import { route } from '../route.ts';
import { actorOf } from '../session.ts';

export const groupRoutes: FastifyPluginAsyncZod<{ deps: Deps }> = async (server, { deps }) => {
  server.route({
    ...route(contract.createGroup),
    handler: async (request, reply) =>
      reply.code(201).send(await app.createGroup(deps, actorOf(request), request.body)),
  });

  server.route({
    ...route(contract.getGroup),
    handler: async (request) => app.getGroup(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.setCrisisContacts),
    handler: async (request) =>
      app.setCrisisContacts(
        deps,
        actorOf(request),
        request.params.groupId,
        request.body.crisisContacts,
      ),
  });

  server.route({
    ...route(contract.activateGroup),
    handler: async (request) => app.activateGroup(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.changeGroup),
    handler: async (request) =>
      app.changeGroup(deps, actorOf(request), request.params.groupId, request.body),
  });

  server.route({
    ...route(contract.listAgreements),
    handler: async (request) => app.listAgreements(deps, actorOf(request), request.params.groupId),
  });

  server.route({
    ...route(contract.changeAgreement),
    handler: async (request, reply) =>
      reply
        .code(201)
        .send(
          await app.changeAgreement(deps, actorOf(request), request.params.groupId, request.body),
        ),
  });

  server.route({
    ...route(contract.acceptAgreement),
    handler: async (request) => {
      const { groupId, version } = request.params;
      return app.acceptAgreement(deps, actorOf(request), groupId, version);
    },
  });

  server.route({
    ...route(contract.changeRole),
    handler: async (request) => {
      const { groupId, memberId } = request.params;
      return members.changeRole(deps, actorOf(request), groupId, memberId, request.body);
    },
  });

  server.route({
    ...route(contract.handOver),
    handler: async (request) => {
      const { groupId, memberId } = request.params;
      return members.handOver(deps, actorOf(request), groupId, memberId);
    },
  });

  server.route({
    ...route(contract.removeMember),
    handler: async (request) => {
      const { groupId, memberId } = request.params;
      await members.removeMember(deps, actorOf(request), groupId, memberId);
      return {};
    },
  });

  server.route({
    ...route(contract.leaveGroup),
    handler: async (request) => {
      const { groupId } = request.params;
      await members.leaveGroup(deps, actorOf(request), groupId, request.body.given);
      return {};
    },
  });
};
