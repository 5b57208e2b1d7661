// A connection whose every byte a test decides.
import { connect, type Socket } from 'node:net';

/** Sends bytes as they are; the connection stays open. */
export async function wire(url: string, bytes: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => socket.write(bytes, () => resolve()));
  });
  return socket;
}

/** Everything that comes until the other side lets go. */
export function untilEnd(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}
