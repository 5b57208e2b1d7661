// Opens the store once it is told to, so that several can do it at the same moment.
import { once } from 'node:events';

import { epoch } from '../../src/store/meta.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

const [file, migrations] = process.argv.slice(2) as [string, string];
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
const store = await openSqlite({ file, migrations });
process.stdout.write(await epoch(store.read));
await store.close();
