// The server of the scale bench: a service on each of the databases it is given, all in one process, so that each runs
// the same compiled code.
import { once } from 'node:events';

import { World } from '../support/world.ts';
import type { Place } from './scale.ts';

const places = JSON.parse(process.argv[2] ?? '') as Place[];
const worlds: World[] = [];
for (const { dataFolder, databaseUrl } of places)
  worlds.push(await World.open({ databaseUrl }, dataFolder));
process.send?.(worlds.map(({ url }) => url));
// Whoever started it lets go when it is done, or has died.
process.once('disconnect', () => void stop().finally(() => process.exit()));
for (;;) {
  await once(process, 'message');
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
}

async function stop(): Promise<void> {
  for (const world of worlds) await world.close();
}
