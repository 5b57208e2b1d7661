// What a program of ours says and hears in the window it was started in.
import { networkInterfaces } from 'node:os';
import QRCode from 'qrcode';

import { inLanguage } from '../messages/catalogue.ts';
import type { Service } from '../service.ts';

const { console: say } = inLanguage('en');

/** Says where people find a service, with a code for phones to scan. */
export async function greeting(
  { url, port }: Pick<Service, 'url' | 'port'>,
  { host, origin }: { host: string; origin: string | null },
): Promise<string[]> {
  const lines = [say.ready(url), ''];
  const address = origin ?? lanAddress(host, port);
  if (address) {
    lines.push(say.phones(address), await QRCode.toString(address, { type: 'utf8' }));
    if (!origin) lines.push(say.plain);
  }
  return lines;
}

/** Where phones in the same network reach this machine; null when it listens to itself alone. */
function lanAddress(host: string, port: number): string | null {
  if (host !== '0.0.0.0' && host !== '::') return null;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find((one) => one.family === 'IPv4' && !one.internal);
  return outside ? `http://${outside.address}:${port}` : null;
}

/**
 * Runs `stop` once when it is time to go, and ends the process.
 *
 * @param underNpm npm passes SIGTERM to its shell only, which dies without telling us: go when our parent goes
 */
export function stopWhenTold(
  stop: () => Promise<void>,
  { underNpm, onError }: { underNpm: boolean; onError: (error: unknown) => void },
): void {
  const end = () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        onError(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  const parent = process.ppid;
  if (underNpm) setInterval(() => process.ppid === parent || end(), 500).unref();
}
