// A member's device without a browser: the same requests as the pages make, by HTTP and WebSocket over TCP. The
// demo's people are such clients, and so are the tests'.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { WebSocket } from 'ws';

import { LIVE_PATH, type LiveMessage, LiveMessage as Message } from '../contract/live.ts';
import { type InputOf, type Operation, type ReplyOf, requestOf } from '../contract/operation.ts';
import type { GroupId } from '../contract/primitives.ts';
import { Problem } from '../contract/problem.ts';

/** Keeps a connection for the next request. */
const agent = new Agent({ keepAlive: true });

/** The service said no. */
export class RefusedError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

export class ApiClient {
  readonly url: string;
  cookie = '';

  /** @param url where the service listens, without a slash at the end */
  constructor(url: string) {
    this.url = url;
  }

  /** @throws RefusedError with the problem the service gave */
  async call<Op extends Operation>(
    op: Op,
    input: InputOf<Op>,
    headers: Record<string, string> = {},
  ): Promise<ReplyOf<Op>> {
    const response = await this.send(op, input, headers);
    const reply: unknown = await response.json();
    if (!response.ok) throw new RefusedError(Problem.parse(reply));
    if (response.status !== op.status) throw new Error(`${op.name} answered ${response.status}`);
    return op.reply.parse(reply) as ReplyOf<Op>;
  }

  /** The reply as it came, for whoever looks at headers and bytes. */
  async send<Op extends Operation>(
    op: Op,
    input: InputOf<Op>,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const { method, url, body } = requestOf(op, input);
    const response = await sent(this.url + url, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    for (const cookie of response.setCookie) this.cookie = cookie.split(';')[0] ?? '';
    return response;
  }

  /** Follows a group live, from a cursor or from now. Resolves once the socket is open. */
  async listen(groupId: GroupId, after?: string): Promise<Listener> {
    const path = LIVE_PATH.replace(':groupId', groupId);
    const url = this.url.replace(/^http/, 'ws') + path + (after ? `?after=${after}` : '');
    const socket = new WebSocket(url, { headers: { cookie: this.cookie, origin: this.url } });
    const listener = new Listener(socket);
    await once(socket, 'open');
    return listener;
  }
}

/** What a member's device has heard. */
export class Listener {
  readonly messages: LiveMessage[] = [];
  readonly socket: WebSocket;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messages.push(Message.parse(JSON.parse(data.toString())));
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** The first message, also among those heard before, that fits. */
  async heard(fits: (message: LiveMessage) => boolean): Promise<LiveMessage> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}

interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | null;
}

/** What came back, as `fetch` says it. */
export class Reply {
  readonly status: number;
  readonly #headers: NodeJS.Dict<string[]>;
  readonly #bytes: Buffer;

  constructor(status: number, headers: NodeJS.Dict<string[]>, bytes: Buffer) {
    this.status = status;
    this.#headers = headers;
    this.#bytes = bytes;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get setCookie(): readonly string[] {
    return this.#headers['set-cookie'] ?? [];
  }

  get headers(): Headers {
    return new Headers(
      Object.entries(this.#headers).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      ),
    );
  }

  async text(): Promise<string> {
    return this.#bytes.toString();
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#bytes.toString());
  }
}

/** What `fetch` does, at a third of its cost: a group's people are hundreds of requests. */
export async function sent(url: string, { method, headers, body }: Sent): Promise<Reply> {
  const [reply] = (await once(
    request(url, { agent, method, headers }).end(body ?? undefined),
    'response',
  )) as [IncomingMessage];
  return new Reply(reply.statusCode ?? 0, reply.headersDistinct, await buffer(reply));
}
