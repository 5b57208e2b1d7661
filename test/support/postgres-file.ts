// Before each file that runs on PostgreSQL: says where it is, and afterwards leaves its databases to the next.
import { afterAll, inject } from 'vitest';

import { leaveDatabases, SERVER } from './databases.ts';

process.env[SERVER] = inject('postgres');
afterAll(leaveDatabases);
