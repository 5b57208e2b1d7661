// The side without names: what it refuses, that it refuses alike, and that it writes nothing down.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openAsk } from '../../src/contract/asks.ts';
import { BODY_BYTES, PUT_PATH } from '../../src/contract/puts.ts';
import { issueTicket, type Point } from '../../src/contract/tickets.ts';
import { encode } from '../../src/domain/anonymity/bytes.ts';
import { keyPair, putMessage, sign } from '../../src/domain/anonymity/keys.ts';
import { saidBytes } from '../../src/domain/anonymity/said.ts';
import { request } from '../../src/domain/anonymity/tickets.ts';
import { padded } from '../../src/domain/anonymity/bodies.ts';
import type { NamelessSeat } from '../support/anonymous.ts';
import { inDatabase } from '../support/beside.ts';
import { untilEnd, wire } from '../support/wire.ts';
import { type Person, World } from '../support/world.ts';
import { evening, type Evening, saying } from './circle.ts';

let world: World;
let e: Evening;
let ana: NamelessSeat;
let bo: NamelessSeat;
const logged: string[] = [];

beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  world = await World.open({ logger });
  e = await evening(world);
  [ana, bo] = (await e.seats(e.peers.slice(0, 2))) as [NamelessSeat, NamelessSeat];
});
afterAll(() => world.close());

interface Reply {
  status: number;
  /** Everything the reply says but its date. */
  said: string;
}

const SOCKET = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16).toString('base64'),
};

/** Sends bytes as they are. */
const raw = (
  body: string | Buffer,
  {
    path = PUT_PATH,
    method = 'POST',
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
) =>
  new Promise<Reply>((resolve, reject) => {
    const sent = httpRequest(
      world.url + path,
      { method, headers: { 'content-type': 'application/json', ...headers }, agent: false },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          const { date: _, ...rest } = reply.headers;
          const said = JSON.stringify([rest, Buffer.concat(chunks).toString()]);
          resolve({ status: reply.statusCode ?? 0, said });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** A put that is right but for what is changed in it. */
const changed = (seat: NamelessSeat, fields: Record<string, unknown>) => {
  const { pad: _, ...put } = JSON.parse(seat.body('answer', saying(seat, 'hello'), 1)) as Record<
    string,
    unknown
  >;
  return padded({ ...put, ...fields });
};

/** The same said by a key of one's own, under somebody's token. */
const forged = (seat: NamelessSeat) => {
  const own = keyPair(randomBytes(32));
  const said = saidBytes(saying(seat, 'forged'));
  return changed(seat, {
    key: encode(own.public),
    said: encode(said),
    signature: encode(sign(own.secret, putMessage(seat.event, 1, 'answer', said))),
  });
};

describe('handing in', () => {
  const wrong: [string, () => string | Buffer, Parameters<typeof raw>[1]?][] = [
    ['a token of another member', () => changed(ana, { token: bo.token })],
    ['a token nobody made', () => changed(ana, { token: encode(randomBytes(64)) })],
    ['another author key', () => forged(ana)],
    [
      'an ask that is not there',
      () => changed(ana, { ask: '00000000-0000-7000-8000-000000000000' }),
    ],
    [
      'a group that is not there',
      () => changed(ana, { group: '00000000-0000-7000-8000-000000000000' }),
    ],
    ['an altered text', () => changed(ana, { said: encode(saidBytes(saying(ana, 'altered'))) })],
    ['an altered number', () => changed(ana, { seq: 2 })],
    ['an altered operation', () => changed(ana, { op: 'pass' })],
    ['a pass that says something', () => bodyOf(ana, 'pass', saidBytes(saying(ana, 'but')))],
    ['an answer that says nothing', () => bodyOf(ana, 'answer', saidBytes(null))],
    ['an answer that is none', () => bodyOf(ana, 'answer', nonsense('{"feelings":[]}'))],
    ['bytes that are no text', () => bodyOf(ana, 'answer', new Uint8Array(5120).fill(0xff))],
    ['a number out of range', () => changed(ana, { seq: 51 })],
    ['a field too many', () => changed(ana, { member: e.asker.memberId })],
    ['a body a byte too short', () => changed(ana, {}).replace('  ', ' ')],
    ['a body a byte too long', () => changed(ana, {}).replace('  ', '   ')],
    ['a body far too long', () => Buffer.alloc(4 * BODY_BYTES, 0x20)],
    ['an empty body', () => ''],
    ['broken JSON', () => Buffer.alloc(BODY_BYTES, 0x7b)],
    ['no JSON', () => changed(ana, {}), { headers: { 'content-type': 'text/plain' } }],
    ['a cookie', () => changed(ana, {}), { headers: { cookie: 'landed=somebody' } }],
    ['credentials', () => changed(ana, {}), { headers: { authorization: 'Bearer somebody' } }],
    ['another method', () => '', { method: 'GET' }],
    ['a wish for a socket', () => '', { method: 'GET', headers: SOCKET }],
    ['an address beside it', () => changed(ana, {}), { path: '/anon/v1/putt' }],
  ];

  test.each(wrong)(
    'is refused with %s, in the same words as everything',
    async (_, body, options) => {
      const before = logged.length;
      const usual = await raw(changed(ana, { seq: 7 }));

      const reply = await raw(body(), options ?? {});

      expect(reply).toEqual({ status: 403, said: usual.said });
      expect(usual.said).toMatch(/"\{\}"\]$/);
      expect(logged.slice(before)).toEqual([]);
    },
  );

  test.each([
    ['/anon', 404],
    ['/anon/v1', 404],
    ['/anon/v2/put', 404],
    ['//anon/v1/put', 404],
    ['/Anon/v1/put', 404],
    ['/anon/v1/%zz', 404],
    ['/anon/v1/put/', 403],
  ])('at a mistyped address is written down nowhere: %s', async (path, status) => {
    const before = logged.length;

    const replies = await Promise.all([
      raw(changed(ana, {}), { path }),
      raw('', { path, method: 'GET', headers: SOCKET }),
    ]);

    expect(replies.map((reply) => reply.status)).toEqual([status, status]);
    expect(logged.slice(before)).toEqual([]);
  });

  test('to a service that fails is refused like anything else, and written down nowhere', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const other = await evening(await World.open({ logger }));
    const [seat] = (await other.seats(other.peers.slice(0, 1))) as [NamelessSeat];
    await inDatabase(other.world, 'alter table asks rename to gone');
    const before = lines.length;

    const status = await seat.put('answer', saying(seat, 'to nobody'));

    expect(status).toBe(403);
    expect(lines.slice(before)).toEqual([]);
    await inDatabase(other.world, 'alter table gone rename to asks');
    await other.world.close();
  });

  test('is taken, kept after a tick, and no more than that said about it', async () => {
    const before = logged.length;
    const refusal = await raw(changed(bo, { seq: 9 }));
    const body = bo.body('answer', saying(bo, 'once'), 1);

    const first = await raw(body);
    const again = await raw(body);
    await world.service.ticks.tick();
    const sealed = await raw(body);

    expect([first.status, again.status, sealed.status]).toEqual([202, 202, 200]);
    expect(new Set([refusal, first, again, sealed].map((one) => one.said)).size).toBe(1);
    expect(logged.slice(before)).toEqual([]);
  });

  test('of an earlier number is refused, and of the same with other words', async () => {
    const seat = await e.take(e.person('Cy'));
    await raw(seat.body('answer', saying(seat, 'second'), 2));

    const earlier = await raw(seat.body('answer', saying(seat, 'first'), 1));
    const other = await raw(seat.body('answer', saying(seat, 'another second'), 2));
    const later = await raw(seat.body('withdraw', null, 3));

    expect([earlier.status, other.status, later.status]).toEqual([403, 403, 202]);
  });

  test('is full where as many have handed in as could', async () => {
    // Forty at once are more than are looked at: those turned away say so, and nothing else.
    const body = changed(ana, { seq: 8 });

    const replies = await Promise.all(Array.from({ length: 80 }, () => raw(body)));

    expect(new Set(replies.map((one) => one.said)).size).toBe(1);
    expect(replies.every(({ status }) => status === 403 || status === 503)).toBe(true);
  });

  test('is not held up by however many have begun and do not go on', async () => {
    const { host } = new URL(world.url);
    const head = [
      `POST ${PUT_PATH} HTTP/1.1`,
      `host: ${host}`,
      'content-type: application/json',
      `content-length: ${BODY_BYTES}`,
      // The service says that it has begun to look.
      'expect: 100-continue',
    ];
    const idle = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = await wire(world.url, `${head.join('\r\n')}\r\n\r\n{`);
        await once(socket, 'data');
        return socket;
      }),
    );
    const seat = await e.take(e.person('Di'));

    const reply = await raw(seat.body('answer', saying(seat, 'in the midst'), 1));

    for (const socket of idle) socket.destroy();
    expect(reply.status).toBe(202);
  });

  test('that does not come to an end is given up', async () => {
    const impatient = await World.open({ patience: 60 });
    const head = `POST ${PUT_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json`;

    const reply = await untilEnd(
      await wire(impatient.url, `${head}\r\ncontent-length: ${BODY_BYTES}\r\n\r\n{`),
    );

    expect(reply).toMatch(/^HTTP\/1.1 408 /);
    await impatient.close();
  });

  test('is over when the time is, before the ask is written closed', async () => {
    const other = await evening(await World.open());
    const [seat] = (await other.seats(other.peers.slice(0, 1))) as [NamelessSeat];
    // The hour is rounded up to five minutes.
    other.world.ahead += 66 * 60 * 1000;

    expect(await seat.put('answer', saying(seat, 'late'))).toBe(403);
    await other.world.close();
  });

  test('to another ask of the same evening is refused with this one’s ticket', async () => {
    const eli = e.person('Eli');
    const { id: ask } = await eli.call(openAsk, {
      params: e.params,
      body: { meetingId: e.meetingId, mode: 'anonymous' },
    });

    expect((await raw(changed(ana, { ask }))).status).toBe(403);
  });
});

describe('a ticket', () => {
  const ask = (fields: Record<string, string> = {}) => {
    const { key } = e2.anonymity as { key: { id: string; publicKey: string } };
    return { params: e.params, body: { keyId: key.id, blinded: blinded(), ...fields } } as never;
  };
  const blinded = () =>
    encode<Point>(
      request(
        ana.event,
        Buffer.from(e2.anonymity?.key.publicKey ?? '', 'base64url'),
        keyPair(randomBytes(32)).public,
      ).blinded,
    );
  let e2: Awaited<ReturnType<Evening['ask']>>;
  beforeAll(async () => {
    e2 = await e.ask(e.asker);
  });

  test('is given to candidates alone, once, and again for the same request', async () => {
    const code = async (person: Person, fields = {}) =>
      (await person.refused(issueTicket, ask(fields))).code;
    const fay = e.person('Fay');

    expect(await code(e.asker)).toBe('not_a_candidate');
    expect(await code(e.leader)).toBe('not_a_candidate');
    expect(await code(e.person('Ana'))).toBe('ticket_elsewhere');
    expect(await code(fay, { keyId: 'AAAAAAAAAAA' })).toBe('ticket_key_unknown');
    expect(await code(fay, { blinded: 'A'.repeat(43) })).toBe('ticket_refused');
    const mine = blinded();
    const first = await fay.call(issueTicket, ask({ blinded: mine }));
    const again = await fay.call(issueTicket, ask({ blinded: mine }));
    expect(again.evaluated).toBe(first.evaluated);
    expect(await code(fay)).toBe('ticket_elsewhere');
  });
});

const bodyOf = (seat: NamelessSeat, op: 'answer' | 'pass', said: Uint8Array) =>
  changed(seat, {
    op,
    said: encode(said),
    signature: encode(sign(seat.author.secret, putMessage(seat.event, 1, op, said))),
  });

const nonsense = (text: string) => {
  const bytes = new Uint8Array(5120).fill(0x20);
  bytes.set(new TextEncoder().encode(text));
  return bytes;
};
