// What a quiet service holds in memory: for each device that listens, against bare `ws`, and on its own a minute after
// an evening. The service is the bundle, as it is run.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { putAnswer } from '../../src/contract/answers.ts';
import { getGroup } from '../../src/contract/groups.ts';
import { copyOf, type Evening, prepareEvening, remove } from './evening.ts';
import { inFlight, rounded } from './measure.ts';
import { bytesOf, listenAll, openConnection } from './requests.ts';

/** The most an idle socket may hold, as a multiple of one of bare `ws`. */
const GOAL_SOCKET = 2;
/** The most the process may hold a minute after its last request, MiB. */
const GOAL_RESIDENT = 130;
const GROUPS = 200;
/** Connected before counting begins: they pay for what all share. */
const FIRST = 200;
const ANSWERS = 2_000;
const AT_ONCE = 32;
const MIB = 1024 * 1024;

/**
 * Prints one line of JSON: bytes that one more idle socket holds, in the heap and beside it and (`resident`) of the
 * whole process; and the MiB of the process some time after an evening of answers.
 *
 * @param options `--wait SECONDS` after the last request, 60 unless told
 */
export async function run(options: string[]): Promise<boolean> {
  const { values } = parseArgs({ args: options, options: { wait: { type: 'string' } } });
  const wait = Number(values.wait ?? 60);
  const evening = await prepareEvening(GROUPS);
  const folder = copyOf(evening.dataFolder);
  try {
    const ours = await perSocket(evening, await startService(folder));
    const bare = await perSocket(evening, await start(join(import.meta.dirname, 'idle-bare.mjs')));
    const residentMib = await residentAfter(evening, await startService(folder), wait);
    const ratio = rounded(ours.used / bare.used);
    const residentRatio = rounded(ours.rss / bare.rss);
    const ok = Math.max(ratio, residentRatio) <= GOAL_SOCKET && residentMib <= GOAL_RESIDENT;
    console.log(
      JSON.stringify({
        bench: 'idle',
        bytesPerSocket: ours.used,
        bareBytesPerSocket: bare.used,
        ratio,
        residentPerSocket: ours.rss,
        bareResidentPerSocket: bare.rss,
        residentRatio,
        residentMib,
        seconds: wait,
        ok,
      }),
    );
    return ok;
  } finally {
    remove(folder);
    remove(evening.dataFolder);
  }
}

/** One more socket's part, once the first are there. */
async function perSocket({ devices }: Evening, server: Server): Promise<Memory> {
  const sockets = await listenAll(server.url, devices.slice(0, FIRST));
  const before = await server.ask('used');
  sockets.push(...(await listenAll(server.url, devices.slice(FIRST))));
  const after = await server.ask('used');
  for (const socket of sockets) socket.terminate();
  await server.stop();
  const part = (key: keyof Memory) =>
    Math.round((after[key] - before[key]) / (devices.length - FIRST));
  return { used: part('used'), rss: part('rss') };
}

/** MiB of the process so many seconds after everybody has looked and many have answered. */
async function residentAfter(
  { devices, answers }: Evening,
  server: Server,
  seconds: number,
): Promise<number> {
  const { host } = new URL(server.url);
  const looks = devices.map(({ groupId, cookie }) =>
    bytesOf(getGroup, { params: { groupId } }, { host, cookie }),
  );
  const puts = answers
    .slice(0, ANSWERS)
    .map(({ groupId, askId, input, by: { cookie } }) =>
      bytesOf(putAnswer, { params: { groupId, askId }, body: input }, { host, cookie }),
    );
  const connections = await Promise.all(
    Array.from({ length: AT_ONCE }, () => openConnection(server.url)),
  );
  await inFlight(AT_ONCE, [...looks, ...puts], (request, lane) => connections[lane]!.send(request));
  await sleep(seconds * 1000);
  const { rss } = await server.ask('rss');
  for (const connection of connections) connection.close();
  await server.stop();
  return Math.round(rss / MIB);
}

/** Bytes. */
interface Memory {
  /** In the heap and beside it. */
  used: number;
  /** Of the whole process. */
  rss: number;
}

interface Server {
  url: string;
  ask(question: 'used' | 'rss'): Promise<Memory>;
  stop(): Promise<void>;
}

const startService = (dataFolder: string) =>
  start(join(import.meta.dirname, '../../build/server/main.js'), {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataFolder,
  });

/** Starts a program that prints where it listens. */
async function start(file: string, environment: Record<string, string> = {}): Promise<Server> {
  const child = fork(file, {
    silent: true,
    execArgv: ['--expose-gc', '--import', join(import.meta.dirname, 'idle-report.mjs')],
    env: { PATH: process.env['PATH'], ...environment },
  });
  child.stderr?.pipe(process.stderr);
  const gone = once(child, 'exit');
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/localhost:(\d+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`${file} ended`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async ask(question) {
      const answered = once(child, 'message');
      child.send(question);
      const [memory] = (await answered) as [Memory];
      return memory;
    },
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
