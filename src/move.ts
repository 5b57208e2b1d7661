// Moves a service from its file to a PostgreSQL, with what it keeps beside the file.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { inLanguage } from './messages/catalogue.ts';
import { root } from './root.ts';
import { fingerprint, secretIn } from './secrets.ts';
import { moveToPostgres, MoveRefused } from './store/move.ts';
import { DatabaseRefused } from './store/refused.ts';
import { ticketSeal } from './tickets.ts';

const { move: say, database } = inLanguage('en').console;

export interface Move {
  /** Of the service, which does not run. */
  dataFolder: string;
  /** `postgres://role:password@host:port/database`. */
  to: string;
  /** Whether asks that are open without names may be given up. */
  giveUpOpen: boolean;
  /** Told a line of each table, and at the end what to do next. */
  tell: (line: string) => void;
}

/** @throws Error in a sentence for whoever runs it; nothing was moved then */
export async function move({ dataFolder, to, giveUpOpen, tell }: Move): Promise<void> {
  if (!/^postgres(ql)?:$/.test(URL.parse(to)?.protocol ?? '')) throw new Error(say.notAnAddress);
  const file = join(dataFolder, 'landed.sqlite');
  const rows = await moveToPostgres({
    file,
    url: to,
    migrations: {
      sqlite: join(root, 'migrations/sqlite'),
      postgres: join(root, 'migrations/postgres'),
    },
    giveUpOpen,
    besides: () => besides(dataFolder),
    onTable: (name, rows) => tell(say.table(name, rows)),
  }).catch((error: unknown) => {
    throw inWords(error);
  });
  tell(`\n${say.done(rows, file, dataFolder)}`);
}

/** The first secret that the database is used with, and the keys of tickets, as a service keeps them there. */
function besides(dataFolder: string): Record<string, string> {
  const secret = secretIn(dataFolder);
  if (!secret) throw new Error(say.refused.no_secret(dataFolder));
  const keys = join(dataFolder, 'tickets.key');
  return {
    secret: fingerprint(secret),
    ...(existsSync(keys) && { tickets: ticketSeal(secret).seal(readFileSync(keys, 'utf8')) }),
  };
}

function inWords(error: unknown): unknown {
  if (error instanceof DatabaseRefused)
    return new Error(database[error.problem](error.detail, '--to'), { cause: error });
  if (!(error instanceof MoveRefused)) return error;
  const { problem, detail } = error;
  const sentence =
    problem === 'open_without_names'
      ? say.refused.open_without_names(Number(detail))
      : say.refused[problem](detail);
  return new Error(sentence, { cause: error });
}
