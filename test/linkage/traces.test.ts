// Every device here carries marks that are found nowhere else: address, browser, session, member, keys, ticket. None of
// them stands where an answer without a name is, and what must be gone is gone, to the last byte of every file.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';

import { getMe } from '../../src/contract/accounts.ts';
import { PUT_PATH } from '../../src/contract/puts.ts';
import { decode } from '../../src/domain/anonymity/bytes.ts';
import type { Listener } from '../../src/ops/client.ts';
import { send } from '../../src/ops/demo/nameless-seat.ts';
import { evening, saying } from '../anonymous/circle.ts';
import type { NamelessSeat } from '../support/anonymous.ts';
import { operations } from '../support/operations.ts';
import { everythingOf } from '../support/beside.ts';
import { type Person, World } from '../support/world.ts';

const SENTENCE = 'sentence';

test('no mark of a device stands beside an answer without a name, in no reply, frame, log line or file', async () => {
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const world = await World.open({ logger, trustProxy: '127.0.0.1' });
  const e = await evening(world, { seenBy: 'group' });
  const headers = new Map<Person, Record<string, string>>();
  for (const [at, person] of e.everybody.entries()) {
    const own = { 'user-agent': `Marked/${at}-canary`, 'x-forwarded-for': `203.0.113.${at + 11}` };
    headers.set(person, own);
    const plain = person.send.bind(person);
    person.send = (op, input, more) => plain(op, input, { ...own, ...more });
  }
  const listeners: Listener[] = [];
  for (const person of e.everybody) listeners.push(await person.listen(e.groupId));
  const authors = e.peers.slice(0, 4);
  const seats: NamelessSeat[] = await e.seats(e.peers);
  for (const [at, author] of authors.entries()) {
    const seat = seats[at]!;
    const answer = saying(seat, `${SENTENCE} ${at}`);
    const body = seat.body('answer', answer, 1);
    expect(await send(world.url, PUT_PATH, body, headers.get(author))).toBe(202);
  }
  await world.service.ticks.tick();

  const accounts: string[] = [];
  for (const peer of e.peers) accounts.push((await peer.call(getMe, {})).id);
  /** Every reply to everybody who can read anything. */
  const crawl = async () => {
    const params = { ...e.params, meetingId: e.meetingId, version: '1' };
    const said: string[] = [];
    for (const person of [...e.everybody, world.person('Stranger')])
      for (const operation of Object.values(operations).filter(({ method }) => method === 'GET')) {
        const query = operation.name === 'pollEvents' ? { after: 'none', wait: 0 } : {};
        const reply = await person.send(operation, { params, query });
        // Its own cookie, to whoever signed in with it: renewed once a day, so after midnight.
        const seen = [...reply.headers].filter(([name]) => name !== 'set-cookie');
        said.push(JSON.stringify(seen), await reply.text());
      }
    return said;
  };
  const heard = () => JSON.stringify(listeners.map((one) => one.messages));
  const secrets = seats.flatMap((seat) => [seat.token, Buffer.from(seat.author.public)]);
  const forms = secrets.flatMap((secret) => {
    const bytes = Buffer.from(typeof secret === 'string' ? decode(secret) : secret);
    return (['base64url', 'base64', 'hex', 'latin1'] as const).map((form) => bytes.toString(form));
  });
  const devices = e.everybody.flatMap((person) => [
    ...Object.values(headers.get(person) ?? {}),
    person.cookie.split('=')[1] ?? 'no cookie',
  ]);

  const before = [...(await crawl()), heard(), logged.join(), await everythingOf(world)].join('\n');
  expect(found([SENTENCE, ...forms, ...devices], before)).toEqual([]);

  await e.close();
  await e.results();
  const replies = await crawl();
  for (const listener of listeners) await listener.close();
  const after = [...replies, heard(), logged.join(), await everythingOf(world)].join('\n');
  expect(found([...forms, ...devices], after)).toEqual([]);
  // The eyes are good: what was released is in a reply and in a file.
  expect(found([SENTENCE], await everythingOf(world))).toEqual([SENTENCE]);
  expect(found([SENTENCE], logged.join() + heard())).toEqual([]);

  const people = [...e.peers.map((peer) => peer.memberId as string), ...accounts];
  const beside = [...replies.flatMap(besideSentences), ...rowsWith(world.folder, SENTENCE)];
  expect(beside.length).toBeGreaterThanOrEqual(2 * authors.length);
  expect(found(people, beside.join('\n'))).toEqual([]);
  await world.close();
});

const found = (marks: readonly string[], where: string) =>
  marks.filter((mark) => where.includes(mark));

/** Each object of a reply that holds a sentence itself, as text. */
function besideSentences(reply: string): string[] {
  const found: string[] = [];
  JSON.parse(reply, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const holds = Object.values(value).some(
      (one) => typeof one === 'string' && one.startsWith(SENTENCE),
    );
    if (holds) found.push(JSON.stringify(value));
    return value;
  });
  return found;
}

/** Each row of any table that holds a sentence. */
function rowsWith(folder: string, sentence: string): string[] {
  const db = new Database(join(folder, 'landed.sqlite'), { readonly: true });
  const rows = db
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table'`)
    .all()
    .flatMap(({ name }) => db.prepare(`select * from "${name}"`).all())
    .map((row) => JSON.stringify(row))
    .filter((row) => row.includes(sentence));
  db.close();
  return rows;
}
