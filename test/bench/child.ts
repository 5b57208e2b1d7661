// A server that is measured in a process of its own: the side that starts it, and its own.
import { fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';

export interface Child<Ready> {
  /** What it said when it was ready. */
  ready: Ready;
  tell(message: Serializable): void;
  /** Tells it something, and waits for what it says. */
  ask<Answer>(message: Serializable): Promise<Answer>;
  /** Lets go of it, and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it is ready. @throws Error out of the blue when it ends by itself */
export async function startChild<Ready>(file: string, args: string[]): Promise<Child<Ready>> {
  const child = fork(file, args);
  let stopping = false;
  child.once('exit', (code) => {
    if (!stopping) throw new Error(`The server ended with ${String(code)}.`);
  });
  const said = async <What>() => (await once(child, 'message'))[0] as What;
  return {
    ready: await said<Ready>(),
    tell: (message) => void child.send(message),
    async ask<Answer>(message: Serializable) {
      const answer = said<Answer>();
      child.send(message);
      return answer;
    },
    async stop() {
      stopping = true;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** In the server: says that it is ready, and ends when whoever started it lets go, or has died. */
export function isReady(ready: Serializable, close: () => Promise<void>): void {
  process.send?.(ready);
  process.once('disconnect', () => void close().finally(() => process.exit()));
}

/** In the server: answers whatever it is told with the microseconds of CPU that it has used so far. */
export function tellCpu(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
}
