// `npm run demo`: a throw-away service with a made-up circle to try. With `--check`: one evening on a fresh service; prints
// one JSON line and exits 0 when what came back is what had to come back.
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';

import { pino } from 'pino';

import { inLanguage } from '../messages/catalogue.ts';
import { check } from './demo/check.ts';
import { LIVELY } from './demo/peers.ts';
import { startDemo } from './demo/start.ts';
import { greeting, stopWhenTold } from './terminal.ts';

const HOST = '0.0.0.0';
const PORT = 3000;
/** So many ports are tried when none is asked for. */
const PORTS = 20;
const say = inLanguage('en').console;

const { values: options } = parseArgs({ options: { check: { type: 'boolean' } } });
if (options.check) {
  const outcome = await check();
  console.log(JSON.stringify(outcome));
  process.exit(outcome.ok ? 0 : 1);
}

const asked = process.env['PORT'];
const port = asked ? Number(asked) : await nextFree(PORT);
console.log(say.demoBegins);
const logger = pino({ level: 'warn' }, pino.destination(2));
const demo = await startDemo({ host: HOST, port, logger, pace: LIVELY, seed: Date.now() }).catch(
  (error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    console.error(taken ? say.portTaken(port) : error);
    process.exit(1);
  },
);
stopWhenTold(() => demo.stop(), {
  underNpm: process.env['npm_lifecycle_event'] === 'demo',
  onError: (error) => logger.error({ err: error }, 'stopping failed'),
});
const lines = await greeting(demo.service, { host: HOST, origin: null });
console.log([...lines, '', say.demoEnds].join('\n'));

/** The first port from here on that nobody listens on; 0, any, when there is none among the next few. */
async function nextFree(from: number): Promise<number> {
  for (let port = from; port < from + PORTS; port++) if (await isFree(port)) return port;
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
