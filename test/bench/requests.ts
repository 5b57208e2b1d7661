// Clients with the least there is: what asks must not be what limits.
import { once } from 'node:events';
import { connect } from 'node:net';

import { WebSocket } from 'ws';

import { LIVE_PATH } from '../../src/contract/live.ts';
import { type InputOf, type Operation, requestOf } from '../../src/contract/operation.ts';
import type { Device } from './evening.ts';
import { inFlight } from './measure.ts';

const AT_ONCE = 32;

export interface Connection {
  /** Sends a request and waits for the whole reply. @throws Error with what came, unless it is 200 */
  send(request: Buffer): Promise<void>;
  close(): void;
}

export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1');
  let came = '';
  let settle: ((reply: string) => void) | undefined;
  socket.on('data', (text: string) => {
    came += text;
    const head = came.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(came)?.[1]);
    if (came.length < head + 4 + length) return;
    const reply = came;
    came = '';
    settle?.(reply);
  });
  await once(socket, 'connect');
  return {
    async send(request) {
      const reply = await new Promise<string>((resolve) => {
        settle = resolve;
        socket.write(request);
      });
      if (!reply.startsWith('HTTP/1.1 200')) throw new Error(reply);
    },
    close: () => void socket.destroy(),
  };
}

/** Connects devices, and says when one hears of something. Each is told to begin anew before that. */
export async function listenAll(
  url: string,
  devices: readonly Device[],
  onHeard: () => void = () => {},
): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  await inFlight(AT_ONCE, devices, async ({ groupId, cookie }) => {
    const address = url.replace('http', 'ws') + LIVE_PATH.replace(':groupId', groupId);
    const socket = new WebSocket(address, { headers: { cookie, origin: url } });
    sockets.push(socket);
    await once(socket, 'message');
    socket.on('message', onHeard);
  });
  return sockets;
}

/** The bytes of a request. */
export function bytesOf<Op extends Operation>(
  op: Op,
  input: InputOf<Op>,
  { host, cookie }: { host: string; cookie: string },
): Buffer {
  const { method, url, body } = requestOf(op, input);
  const text = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    `${method} ${url} HTTP/1.1`,
    `host: ${host}`,
    `cookie: ${cookie}`,
    ...(text
      ? ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]
      : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`);
}
