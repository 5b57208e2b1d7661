// Requests over one connection that stays open, with the least there is: what asks must not be what limits.
import { once } from 'node:events';
import { connect } from 'node:net';

import { type InputOf, type Operation, requestOf } from '../../src/contract/operation.ts';

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

/** The bytes of a request. */
export function bytesOf<Op extends Operation>(
  op: Op,
  input: InputOf<Op>,
  { host, cookie }: { host: string; cookie: string },
): Buffer {
  const { method, url, body } = requestOf(op, input);
  const text = JSON.stringify(body);
  const lines = [
    `${method} ${url} HTTP/1.1`,
    `host: ${host}`,
    `cookie: ${cookie}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`);
}
