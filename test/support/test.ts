import { test as base } from 'vitest';

import { World } from './world.ts';

/** A test with a world of its own; what the service logs as an error fails it. */
export const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const world = await World.open();
    await use(world);
    await world.close();
  },
});
