// Wires one running service: store, live hub, jobs, HTTP. The program, the demo and the tests start the same one.
import { hash, verify } from '@node-rs/argon2';
import type { FastifyBaseLogger } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Deps } from './app/deps.ts';
import { openPot } from './anonymous/pot.ts';
import { anonymousRoutes } from './anonymous/put.ts';
import { isSetUp } from './app/accounts.ts';
import { hasEnded } from './app/live.ts';
import { isMeetingOpen } from './app/meetings.ts';
import type { GroupId, Instant } from './contract/primitives.ts';
import { instant } from './domain/time.ts';
import { GUESSES, type Guesses } from './http/limits.ts';
import { buildServer, type MoreRoutes } from './http/server.ts';
import { foldCode, newSecret, sha256, typedCode } from './ids.ts';
import { type DueJob, startDueJob } from './jobs/due.ts';
import { startTickJob, TICK_MS, type TickJob } from './jobs/tick.ts';
import { type Bus, inProcessBus } from './live/bus.ts';
import { cursors as cursorsOf } from './live/cursor.ts';
import { createHub, type Hub } from './live/hub.ts';
import { passkeys } from './passkeys.ts';
import { root } from './root.ts';
import { prepareDataFolder, readSecret, readSharedSecret, sealFor } from './secrets.ts';
import * as events from './store/events.ts';
import { epoch } from './store/meta.ts';
import { openPot as openPotStore, type PotStore } from './store/pot.ts';
import type { Store } from './store/store.ts';
import {
  openTickets,
  type TicketOptions,
  type TicketPlace,
  ticketSeal,
  ticketsInDatabase,
  ticketsInFile,
} from './tickets.ts';

export interface ServiceOptions {
  host: string;
  /** 0 takes any free one. */
  port: number;
  origin: string | null;
  dataFolder: string;
  /** A PostgreSQL that several processes may share; without it a file in the data folder. */
  databaseUrl?: string | null;
  /** Connections to it of this process, at most; half of them write. */
  databaseConnections?: number;
  /** Cost of one argon2id hash. */
  password: { memoryKib: number; rounds: number };
  trustProxy: string | false;
  logger: FastifyBaseLogger;
  clock?: () => Instant;
  guesses?: Guesses;
  /** Milliseconds within which a request must have arrived as a whole. */
  patience?: number;
  /** Milliseconds between two ticks of the pot; null when whoever started the service ticks. */
  tickEvery?: number | null;
  /** For tests that look for what randomness hides. */
  chance?: Pick<TicketOptions, 'suite' | 'random'>;
  /** What the demo answers besides. */
  routes?: MoreRoutes;
}

export interface Service {
  /** Where it listens, on this machine. */
  url: string;
  port: number;
  deps: Deps;
  bus: Bus;
  hub: Hub;
  due: DueJob;
  ticks: TickJob;
  /** The code that makes the first account; null when one exists. */
  setupCode: string | null;
  /** Says good-bye to everybody who listens, finishes what was begun, and closes the files. */
  stop(): Promise<void>;
}

const DRAIN_MS = 2000;
/** For the longest body over a bad connection; a page that was cut off sends again. */
const PATIENCE_MS = 30_000;

export async function startService(options: ServiceOptions): Promise<Service> {
  prepareDataFolder(options.dataFolder);
  const { store, bus, secret, ticketPlace, potStore } = await openEngine(options);
  const cursors = cursorsOf(secret, await epoch(store.read));
  const clock = options.clock ?? (() => instant(Date.now()));
  const setupCode = typedCode(3);
  const tickets = await openTickets({ place: ticketPlace, clock, ...options.chance });
  const random = options.chance?.random;
  const pot = openPot({
    store,
    sealed: potStore,
    clock,
    fits: (id, event, key, token) => tickets.fits(id, event, key, token),
    ...(random && { random: (length: number) => Buffer.from(random(length)) }),
  });

  const writtenDown = await potStore.writtenDown();
  if (writtenDown !== null)
    options.logger.warn(
      { because: writtenDown },
      'asks without names are not offered: the database writes down what it is asked',
    );

  const deps: Deps = {
    store,
    clock,
    cursors,
    passwords: await passwords(options.password),
    passkeys,
    tickets,
    writtenDown: writtenDown !== null,
    isSetupCode: (code) =>
      timingSafeEqual(Buffer.from(sha256(code)), Buffer.from(sha256(foldCode(setupCode)))),
    live: {
      isHere: (groupId, memberId) => hub.isHere(groupId, memberId),
      endSession: (sessionId) => hub.endSession(sessionId),
      endMember: (groupId, memberId) => hub.endMember(groupId, memberId),
    },
  };
  const hub = createHub({
    log: {
      head: (groupId) => events.head(store.read, groupId),
      floor: (groupId) => events.floor(store.read, groupId),
      since: (groupId, after, limit) => events.since(store.read, groupId, after, limit),
    },
    bus,
    cursors,
    hasEnded: (listening) => hasEnded(deps, listening),
    meetingOpen: (groupId) => isMeetingOpen(deps, groupId),
    onError: (error) => options.logger.error({ err: error }, 'live delivery failed'),
  });

  const webFolder = join(root, 'build/web');
  const server = await buildServer({
    deps,
    hub,
    anonymous: (server) => anonymousRoutes(server, { pot }),
    origin: options.origin,
    webFolder,
    build: buildOf(webFolder),
    trustProxy: options.trustProxy,
    logger: options.logger,
    guesses: options.guesses ?? GUESSES,
    patience: options.patience ?? PATIENCE_MS,
    routes: options.routes ?? null,
  });
  const due = await startDueJob(deps, (error) =>
    options.logger.error({ err: error }, 'closing what was due failed; it is tried again'),
  );
  const ticks = await startTickJob(deps, pot, potStore, {
    every: options.tickEvery === undefined ? TICK_MS : options.tickEvery,
    onError: () => options.logger.error('sealing what waits failed; it is tried again'),
  });
  await server.listen({ host: options.host, port: options.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await hub.drain(DRAIN_MS);
    await server.close();
    await due.stop();
    await ticks.stop();
    await pot.close();
    await bus.close();
    await store.close();
  };
  return {
    url: `http://localhost:${port}`,
    port,
    deps,
    bus,
    hub,
    due,
    ticks,
    setupCode: (await isSetUp(deps)) ? null : setupCode,
    stop: () => (stopping ??= stop()),
  };
}

interface Engine {
  store: Store;
  bus: Bus;
  secret: Buffer;
  ticketPlace: TicketPlace;
  potStore: PotStore;
}

/** What differs between one process with its file and several on one PostgreSQL. */
async function openEngine(options: ServiceOptions): Promise<Engine> {
  const { dataFolder, databaseUrl, databaseConnections, logger } = options;
  let bus = inProcessBus();
  const onCommit = (groupId: GroupId) => bus.publish(groupId);
  if (!databaseUrl) {
    const file = join(dataFolder, 'landed.sqlite');
    const { openSqlite } = await import('./store/sqlite.ts');
    const store = await openSqlite({ file, migrations: join(root, 'migrations/sqlite'), onCommit });
    const ticketPlace = ticketsInFile(join(dataFolder, 'tickets.key'));
    const potStore = openPotStore(dataFolder);
    return { store, bus, secret: readSecret(dataFolder), ticketPlace, potStore };
  }
  // Only the engine that is used is loaded.
  const { openPostgres } = await import('./store/postgres.ts');
  const { openPostgresBus } = await import('./live/bus-postgres.ts');
  const { openPostgresPot } = await import('./store/pot-postgres.ts');
  const onError = (error: Error) =>
    logger.warn({ err: error }, 'a connection to the database was lost');
  const store = await openPostgres({
    url: databaseUrl,
    ...(databaseConnections !== undefined && { connections: databaseConnections }),
    migrations: join(root, 'migrations/postgres'),
    onCommit,
    onError,
  });
  try {
    const secret = await readSharedSecret(dataFolder, store);
    bus = await openPostgresBus({ url: databaseUrl, seal: sealFor(secret, 'landed bus') });
    const ticketPlace = ticketsInDatabase(store, ticketSeal(secret));
    const potStore = await openPostgresPot({
      url: databaseUrl,
      seal: sealFor(secret, 'landed pot keys'),
      dataFolder,
      onError,
    });
    return { store, bus, secret, ticketPlace, potStore };
  } catch (error) {
    await bus.close();
    await store.close();
    throw error;
  }
}

async function passwords({ memoryKib, rounds }: ServiceOptions['password']) {
  // argon2id is the library's default algorithm.
  const cost = { memoryCost: memoryKib, timeCost: rounds, parallelism: 1 };
  const nobody = await hash(newSecret(), cost);
  return {
    hash: (password: string) => hash(password.normalize('NFKC'), cost),
    verify: async (stored: string | null, password: string) => {
      const fits = await verify(stored ?? nobody, password.normalize('NFKC'));
      return fits && stored !== null;
    },
  };
}

/** The version that the pages carry; a service without pages has none to compare with. */
function buildOf(webFolder: string): string {
  const file = join(webFolder, '_app/version.json');
  if (!existsSync(file)) return 'development';
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
