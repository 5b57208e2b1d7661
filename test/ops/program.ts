// The real program as a process of its own, as an operator starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Program {
  url: string;
  /** The code that makes the first account, waited for until it is printed. */
  setupCode(): Promise<string>;
  /** Ends it; resolves to how it ended. */
  end(signal: NodeJS.Signals): Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

const QUICK = {
  HOST: '127.0.0.1',
  PORT: '0',
  PASSWORD_MEMORY_KIB: '8',
  PASSWORD_ROUNDS: '1',
  LOG_LEVEL: 'error',
};

/**
 * Starts a program file on a data folder; resolves when it has said where people find it.
 *
 * @throws Error with what it said, when it ends before
 */
export async function startProgram(
  file: string,
  { dataFolder, cwd, env = {} }: { dataFolder: string; cwd: string; env?: Record<string, string> },
): Promise<Program> {
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { PATH: process.env['PATH'], ...QUICK, DATA_DIR: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit') as ReturnType<Program['end']>;
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of listeners) look();
    });
  const said = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text)?.[1];
        if (found) resolve(found);
      };
      listeners.add(look);
      look();
      gone.then(() => reject(new Error(`it ended: ${text}`)), reject);
    });

  const port = await said(/http:\/\/localhost:(\d+)/);
  return {
    url: `http://127.0.0.1:${port}`,
    setupCode: () => said(/\b([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})\b/),
    end(signal) {
      child.kill(signal);
      return gone;
    },
  };
}
