// One demo: the real service on a folder nobody keeps, with a past, and with people in its room.
import type { FastifyBaseLogger } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { realTimers } from '../../live/timers.ts';
import { type Service, startService } from '../../service.ts';
import { DemoClock } from './clock.ts';
import { demoRoutes, type Played } from './page.ts';
import { type Circle, playPast } from './past.ts';
import { type Pace, Peers } from './peers.ts';

interface Options {
  host: string;
  /** 0 takes any free one. */
  port: number;
  logger: FastifyBaseLogger;
  pace: Pace;
  /** Of everything that is left to chance. */
  seed: number;
}

export interface Demo {
  service: Service;
  circle: Circle;
  /** Ends it and deletes everything. */
  stop(): Promise<void>;
}

export async function startDemo({ host, port, logger, pace, seed }: Options): Promise<Demo> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'landed-demo-'));
  // Also when it ends by an error.
  const erase = () => rmSync(dataFolder, { recursive: true, force: true });
  process.once('exit', erase);
  const clock = new DemoClock();
  const played = Promise.withResolvers<Played>();
  const service = await startService({
    host,
    port,
    origin: null,
    dataFolder,
    // It guards nothing: everybody is told it.
    password: { memoryKib: 8, rounds: 1 },
    trustProxy: false,
    logger,
    clock: clock.read,
    routes: demoRoutes(played.promise),
  });
  const circle = await playPast({
    url: `http://127.0.0.1:${service.port}`,
    setupCode: service.setupCode ?? '',
    clock,
    sweep: async () => {
      await service.due.sweep();
      await service.ticks.tick();
    },
  });
  const onError = (error: unknown) => logger.error({ err: error }, 'one of the demo’s people');
  const peers = new Peers({ circle, pace, seed, timers: realTimers, onError });
  await peers.start();
  played.resolve({ circle, peers });

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await peers.stop();
    await service.stop();
    process.off('exit', erase);
    erase();
  };
  return { service, circle, stop: () => (stopping ??= stop()) };
}
