// What is no HTTP is answered in the fewest words, and nothing of it is written down.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PUT_PATH } from '../../src/contract/puts.ts';
import { brokenRequest } from '../../src/http/problem.ts';
import { untilEnd, wire } from '../support/wire.ts';
import { World } from '../support/world.ts';

const CANARY = 'a small wave of sadness';
const HEAD = `POST ${PUT_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;

let world: World;
const logged: string[] = [];
beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  world = await World.open({ logger });
});
afterAll(() => world.close());

const lines = (reply: string) => reply.split('\r\n');

describe('a request that breaks off being one', () => {
  const broken: [string, string, string][] = [
    [
      'in the middle of its body',
      `${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\nzz\r\n${CANARY}\r\n`,
      '400 Bad Request',
    ],
    ['in its head', `${HEAD}${CANARY}\r\n\r\n`, '400 Bad Request'],
    ['at once', `${CANARY}\r\n\r\n`, '400 Bad Request'],
    [
      'by a head without end',
      `${HEAD}x-more: ${`${CANARY} `.repeat(1000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
  ];

  test.each(broken)('%s leaves no word of it in the log', async (_, bytes, status) => {
    const reply = await untilEnd(await wire(world.url, bytes));

    expect(lines(reply)[0]).toBe(`HTTP/1.1 ${status}`);
    const log = logged.join('\n');
    expect(log).not.toContain('rawPacket');
    const canary = Buffer.from(CANARY);
    for (const form of [
      CANARY,
      canary.toString('hex'),
      [...canary].join(),
      // Where it stands among other bytes decides how it looks.
      ...[0, 1, 2].map((skipped) => {
        const whole = canary.subarray(skipped);
        return whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
      }),
    ])
      expect(log).not.toContain(form);
  });
});

test('a request that takes too long is told so, and let go', async () => {
  const patient = { requestTimeout: 20, headersTimeout: 20, connectionsCheckingInterval: 5 };
  const server = createServer(patient).on('clientError', brokenRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const reply = await untilEnd(await wire(`http://127.0.0.1:${port}`, `${HEAD}content-length: 9`));

  expect(lines(reply)[0]).toBe('HTTP/1.1 408 Request Timeout');
  expect(lines(reply).at(-1)).toBe(
    '{"error":"Request Timeout","message":"Client Timeout","statusCode":408}',
  );
  server.close();
});
