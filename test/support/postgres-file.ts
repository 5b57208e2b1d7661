// Before each file that runs on PostgreSQL: says where it is. A world that nobody has stays for the next file, because
// each new connection learns all tables and their parts anew; all of it ends with the worker.
import { inject } from 'vitest';

import { SERVER } from './databases.ts';
import { reuseWorlds } from './world.ts';

process.env[SERVER] = inject('postgres');
reuseWorlds();
