// The server of the scale bench: a service on each of the databases it is given, all in one process, so that each runs
// the same compiled code.
import { World } from '../support/world.ts';
import { isReady, tellCpu } from './child.ts';
import type { Place } from './scale.ts';

const places = JSON.parse(process.argv[2] ?? '') as Place[];
const worlds: World[] = [];
for (const { dataFolder, databaseUrl } of places)
  worlds.push(await World.open({ databaseUrl }, dataFolder));
tellCpu();
isReady(
  worlds.map(({ url }) => url),
  async () => {
    for (const world of worlds) await world.close();
  },
);
