import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';

import type { Deps } from '../app/deps.ts';
import { BUILD_HEADER, CURSOR_HEADER, LIVE_PATH } from '../contract/live.ts';
import { DomainError } from '../domain/errors.ts';
import type { Hub } from '../live/hub.ts';
import { type Guesses, guessLimits } from './limits.ts';
import { liveRoutes } from './live.ts';
import { brokenAddress, brokenRequest, problems } from './problem.ts';
import { accountRoutes } from './routes/accounts.ts';
import { agendaRoutes } from './routes/agenda.ts';
import { askRoutes } from './routes/asks.ts';
import { checkOutRoutes } from './routes/check-outs.ts';
import { goalRoutes } from './routes/goals.ts';
import { growthRoutes } from './routes/growth.ts';
import { groupRoutes } from './routes/groups.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { journalRoutes } from './routes/journal.ts';
import { meetingRoutes } from './routes/meetings.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { partRoutes } from './routes/parts.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { securityRoutes } from './routes/security.ts';
import { receivingRoutes } from './routes/receiving.ts';
import { reportRoutes } from './routes/reports.ts';
import { isApi, sessions } from './session.ts';
import { web } from './web.ts';

export interface ServerOptions {
  deps: Deps;
  hub: Hub;
  /** Where things are handed in without a name; it knows nothing of what is registered around it. */
  anonymous: (server: FastifyInstance) => Promise<void>;
  /** The public address when a proxy stands in front, else null. */
  origin: string | null;
  /** Folder of the built pages. */
  webFolder: string;
  /** Names the build, so that an old page can tell. */
  build: string;
  trustProxy: string | false;
  logger: FastifyBaseLogger;
  guesses: Guesses;
  /** Milliseconds within which a request must have arrived as a whole. */
  patience: number;
  routes: MoreRoutes | null;
}

/** Routes that whoever starts the service brings along. */
export type MoreRoutes = (
  server: FastifyInstance,
  context: Pick<ServerOptions, 'webFolder'>,
) => Promise<void>;

/** Pages carry their own policy, with hashes of their scripts; this is what a page cannot say of itself. */
const POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
/** The id of a passkey, as long as an authenticator may make it. */
const LONGEST_PARAM = 1400;
const LONGEST_BODY = 64 * 1024;
const LONGEST_SOCKET_MESSAGE = 4 * 1024;

/** Assembles the HTTP service; it does not listen yet. */
export async function buildServer(options: ServerOptions) {
  const { deps, hub, origin, build } = options;
  const app = Fastify({
    loggerInstance: options.logger,
    // A line a request would say who answered when.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LONGEST_BODY,
    trustProxy: options.trustProxy,
    forceCloseConnections: true,
    requestTimeout: options.patience,
    http: {
      headersTimeout: options.patience,
      connectionsCheckingInterval: Math.ceil(options.patience / 6),
    },
    // Random: a counter would tell each client how much the others do.
    genReqId: () => randomUUID(),
    frameworkErrors: brokenAddress,
    clientErrorHandler: brokenRequest,
    routerOptions: { maxParamLength: LONGEST_PARAM },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  await app.register(problems);
  await app.register(helmet, helmetFor(origin));
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  // Before the sessions: it lets go of a connection whose upgrade is refused only if its own hook came first.
  await app.register(websocket, {
    options: { maxPayload: LONGEST_SOCKET_MESSAGE, perMessageDeflate: false },
  });
  app.addHook('onRequest', async ({ ws, routeOptions }) => {
    // There is one socket. Asked for anywhere else, the plugin would open one, and log the address it closes.
    if (ws && routeOptions.url !== LIVE_PATH) throw new DomainError('not_found');
  });
  await app.register(sessions, { deps, origin });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Landed', description: 'How did that land with you?', version: build },
    },
    transform: createJsonSchemaTransform({}),
    transformObject: createJsonSchemaTransformObject({}),
  });

  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('content-security-policy', POLICY);
    if (!isApi(request)) return payload;
    reply.header(BUILD_HEADER, build);
    reply.header('cache-control', 'no-store');
    // Taken before the data, so that nothing can happen unseen between the two.
    if (request.cursor && reply.statusCode === 200) reply.header(CURSOR_HEADER, request.cursor);
    return payload;
  });

  app.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  app.get('/health/live', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  const limits = guessLimits(app, options.guesses);
  await app.register(accountRoutes, { deps, origin, build, limits });
  await app.register(passkeyRoutes, { deps, origin, limits });
  await app.register(securityRoutes, { deps, origin, limits });
  await app.register(recoveryRoutes, { deps, origin, limits });
  await app.register(groupRoutes, { deps });
  await app.register(invitationRoutes, { deps, origin, limits });
  await app.register(meetingRoutes, { deps });
  await app.register(askRoutes, { deps });
  await app.register(receivingRoutes, { deps });
  await app.register(partRoutes, { deps });
  await app.register(journalRoutes, { deps });
  await app.register(agendaRoutes, { deps });
  await app.register(reportRoutes, { deps });
  await app.register(goalRoutes, { deps });
  await app.register(checkOutRoutes, { deps });
  await app.register(reviewRoutes, { deps });
  await app.register(growthRoutes, { deps });
  await app.register(liveRoutes, { deps, hub });
  const { anonymous } = options;
  await app.register((server) => anonymous(server), { prefix: '/anon/v1', logLevel: 'silent' });
  const { routes } = options;
  if (routes) await app.register((server) => routes(server, options));
  await app.register(web, { folder: options.webFolder });
  return app;
}

function helmetFor(origin: string | null) {
  const secure = origin?.startsWith('https:') ?? false;
  return {
    contentSecurityPolicy: false as const,
    referrerPolicy: { policy: 'no-referrer' as const },
    frameguard: { action: 'deny' as const },
    // Over plain HTTP browsers ignore these, with a complaint on every page.
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  };
}
