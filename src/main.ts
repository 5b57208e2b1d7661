import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';

import { pino } from 'pino';
import QRCode from 'qrcode';

import { type Config, readConfig } from './config.ts';
import { inLanguage } from './messages/catalogue.ts';
import { startService, type Service } from './service.ts';

const config = configOrExit();
const logger = pino({ level: config.LOG_LEVEL }, pino.destination({ sync: false }));
const service = await startService({
  host: config.HOST,
  port: config.PORT,
  origin: config.ORIGIN ?? null,
  dataFolder: resolve(config.DATA_DIR),
  password: { memoryKib: config.PASSWORD_MEMORY_KIB, rounds: config.PASSWORD_ROUNDS },
  trustProxy: config.TRUST_PROXY ?? false,
  logger,
}).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
const stop = () => {
  service.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'stopping failed');
      process.exit(1);
    },
  );
};
process.once('SIGINT', stop).once('SIGTERM', stop);
// npm passes SIGTERM to its shell only, which dies without telling us: under `npm start`, go when our parent goes.
const parent = process.ppid;
if (process.env['npm_lifecycle_event'] === 'start')
  setInterval(() => process.ppid === parent || stop(), 500).unref();
// Last: whoever reads that it is ready may stop it at once.
await greet(service, config);

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
    return `Port ${config.PORT} is taken. Set PORT to another one, or stop what uses it.`;
  return error.message;
}

/** Says where people find it, with a code to scan, and how the first account is made. */
async function greet(service: Service, config: Config): Promise<void> {
  const { console: say } = inLanguage('en');
  const address = config.ORIGIN ?? lanAddress(config, service.port);
  const lines = [say.ready(service.url), ''];
  if (address) {
    lines.push(say.phones(address), await QRCode.toString(address, { type: 'utf8' }));
    if (!config.ORIGIN) lines.push(say.plain);
  }
  if (service.setupCode) lines.push('', say.setup(`${service.url}/setup`, service.setupCode));
  console.log(lines.join('\n'));
}

/** Where phones in the same network reach this machine; null when it listens to itself alone. */
function lanAddress(config: Config, port: number): string | null {
  if (config.HOST !== '0.0.0.0' && config.HOST !== '::') return null;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find((one) => one.family === 'IPv4' && !one.internal);
  return outside ? `http://${outside.address}:${port}` : null;
}
