import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';

import type { Deps } from '../app/deps.ts';
import { listener } from '../app/live.ts';
import { LIVE_PATH, pollEvents } from '../contract/live.ts';
import { Cursor, GroupId, type MemberId } from '../contract/primitives.ts';
import type { Hub } from '../live/hub.ts';
import { route } from './route.ts';
import { actorOf } from './session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the upgrade, when the caller belongs to the group. */
    listening: MemberId | null;
    /** What would have answered, had there been no upgrade. */
    unsent: ServerResponse | null;
  }
}

/** The socket and the long poll. Strangers are refused before the upgrade, by the same hooks as everywhere. */
export const liveRoutes: FastifyPluginAsyncZod<{ deps: Deps; hub: Hub }> = async (
  server,
  { deps, hub },
) => {
  server.decorateRequest('listening', null);
  server.decorateRequest('unsent', null);

  server.route({
    method: 'GET',
    url: LIVE_PATH,
    schema: {
      hide: true,
      params: z.object({ groupId: GroupId }),
      querystring: z.object({ after: z.optional(Cursor) }),
    },
    preHandler: async (request, reply) => {
      request.unsent = reply.raw;
      request.listening = await listener(deps, actorOf(request), request.params.groupId);
    },
    handler: async (_request, reply) => reply.code(426).send(),
    wsHandler: (socket, request) => {
      const { groupId } = request.params;
      const { after } = request.query as { after?: Cursor };
      const { sessionId } = actorOf(request);
      letGo(socket, request);
      if (request.listening)
        hub.join(socket, {
          groupId,
          memberId: request.listening,
          sessionId,
          after: after ?? null,
        });
    },
  });

  server.route({
    ...route(pollEvents),
    handler: async (request, reply) => {
      const { groupId } = request.params;
      const actor = actorOf(request);
      const memberId = await listener(deps, actor, groupId);
      const gone = new AbortController();
      reply.raw.on('close', () => gone.abort());
      return hub.poll({
        groupId,
        memberId,
        sessionId: actor.sessionId,
        after: request.query.after,
        waitMs: request.query.wait * 1000,
        signal: gone.signal,
      });
    },
  });
};

/** Lets the request be forgotten, which would else stay as long as the socket and be most of what it costs. */
function letGo(socket: WebSocket, { raw, unsent }: FastifyRequest): void {
  // Of the plugin, and with the request in its hands. The hub listens for errors itself.
  socket.removeAllListeners('error');
  unsent?.detachSocket(raw.socket);
}
