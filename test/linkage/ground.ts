// Where a game is played: on a file, or on a PostgreSQL of its own, with the eyes of whoever has it.
import { join } from 'node:path';

import type { ServiceOptions } from '../../src/service.ts';
import { readSecret } from '../../src/secrets.ts';
import {
  type TicketPlace,
  ticketSeal,
  ticketsInDatabase,
  ticketsInFile,
} from '../../src/tickets.ts';
import { startPostgres } from '../support/postgres.ts';
import type { World } from '../support/world.ts';
import { answersIn, answersOn, type OpenAnswers } from './leaks.ts';
import type { Watch } from './watch.ts';
import { PostgresWatch, WATCHED } from './watch-postgres.ts';
import { SqliteWatch } from './watch-sqlite.ts';

export const ENGINES = ['sqlite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

export interface Ground {
  /** What a world on it is opened with. */
  place: Pick<ServiceOptions, 'databaseUrl' | 'databaseConnections'>;
  watch(world: World, clock: () => number): Promise<Watch>;
  /** Where a server that leaks does so beside the service's database. */
  answers(world: World): OpenAnswers;
  ticketsOf(world: World): TicketPlace;
  /** When the world is closed. */
  leave(): Promise<void>;
}

export async function openGround(engine: Engine): Promise<Ground> {
  if (engine === 'sqlite')
    return {
      place: {},
      watch: async ({ folder }) => new SqliteWatch(folder),
      answers: ({ folder }) => answersIn(folder),
      ticketsOf: ({ folder }) => ticketsInFile(join(folder, 'tickets.key')),
      async leave() {},
    };
  const server = await startPostgres({ settings: WATCHED });
  const database = 'game';
  await server.run(`create database ${database} strategy file_copy`);
  return {
    place: { databaseUrl: server.url(database), databaseConnections: 16 },
    watch: ({ folder }, clock) => PostgresWatch.open({ server, database, folder, clock }),
    answers: () => answersOn(server),
    ticketsOf: ({ service, folder }) =>
      ticketsInDatabase(service.deps.store, ticketSeal(readSecret(folder))),
    leave: () => server.stop(),
  };
}
