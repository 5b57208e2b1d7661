import { resolve } from 'node:path';

import { pino } from 'pino';

import { type Config, readConfig } from './config.ts';
import { giveBackMemory } from './jobs/memory.ts';
import { inLanguage } from './messages/catalogue.ts';
import { greeting, stopWhenTold } from './ops/terminal.ts';
import { startService } from './service.ts';
import { DatabaseRefused } from './store/refused.ts';

const config = configOrExit();
const logger = pino({ level: config.LOG_LEVEL }, pino.destination({ sync: false }));
const service = await startService({
  host: config.HOST,
  port: config.PORT,
  origin: config.ORIGIN ?? null,
  dataFolder: resolve(config.DATA_DIR),
  databaseUrl: config.DATABASE_URL ?? null,
  databaseConnections: config.DATABASE_CONNECTIONS,
  password: { memoryKib: config.PASSWORD_MEMORY_KIB, rounds: config.PASSWORD_ROUNDS },
  trustProxy: config.TRUST_PROXY ?? false,
  logger,
}).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
stopWhenTold(() => service.stop(), {
  underNpm: process.env['npm_lifecycle_event'] === 'start',
  onError: (error) => logger.error({ err: error }, 'stopping failed'),
});
giveBackMemory();
// Last: whoever reads that it is ready may stop it at once.
const lines = await greeting(service, { host: config.HOST, origin: config.ORIGIN ?? null });
if (service.setupCode)
  lines.push('', inLanguage('en').console.setup(`${service.url}/setup`, service.setupCode));
console.log(lines.join('\n'));

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return inLanguage('en').console.portTaken(config.PORT);
  if (error instanceof DatabaseRefused)
    return inLanguage('en').console.database[error.problem](error.detail, 'DATABASE_URL');
  return error.message;
}
