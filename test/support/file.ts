// Around each test file.
import { afterAll } from 'vitest';

import { endIdle, reuseWorlds } from './world.ts';

reuseWorlds();
afterAll(endIdle);
