// The exact test of the promise, on whatever engine: four people, and every way in which they could be the authors of
// four texts. Each sends the same request for a ticket whoever they are the author of, which the known logarithms make
// possible to compute. If everything the server holds is the same in all of them, then nothing in it says who wrote what.
import { pino } from 'pino';

import { type Ask, getAsk } from '../../src/contract/asks.ts';
import type { Instant } from '../../src/contract/primitives.ts';
import { PUT_PATH } from '../../src/contract/puts.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { issueTicket, type Point, type Token } from '../../src/contract/tickets.ts';
import { decode, encode } from '../../src/domain/anonymity/bytes.ts';
import { keyPair } from '../../src/domain/anonymity/keys.ts';
import { finish, request } from '../../src/domain/anonymity/tickets.ts';
import { send } from '../../src/ops/demo/nameless-seat.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import { Person, World } from '../support/world.ts';
import { evening, type Evening } from '../anonymous/circle.ts';
import { seeded } from './seeded.ts';
import { blindFor, knownLogarithms, requestOf } from './suite.ts';
import { digest } from './view.ts';

const NOW = Date.parse('2026-11-24T18:00:00.000Z');
const atFirst = () => new Date(NOW).toISOString() as Instant;
export const AUTHORS = 4;
const fixed = seeded('what four people hold');
/** The secret of each member's request, whatever they ask a ticket for. */
const requests = Array.from({ length: AUTHORS }, () => BigInt(1 + fixed.below(2 ** 47)));
/** What belongs to each text: who is its author differs from run to run. */
const texts = Array.from({ length: AUTHORS }, (_, at) => ({
  text: `sentence ${at}`,
  /** On the asker's ladder: another for each text. */
  goalLevel: at - 2,
  author: keyPair(fixed.bytes()),
  part: keyPair(fixed.bytes()),
}));

/** Where a service keeps what it has. */
export interface Place {
  folder: string;
  /** Of its PostgreSQL; null for a file in the folder. */
  databaseUrl: string | null;
}

/** A place that is used once. */
export interface Copy extends Place {
  /** All that somebody has who takes whatever lies there now. */
  atRest(): unknown;
  /** What else was written down meanwhile. */
  written(): string[];
  end(): void | Promise<void>;
}

/** An evening up to an open ask without names, of which nobody has a ticket yet, left in a place. */
export async function setEvening({ folder, databaseUrl }: Place): Promise<Evening> {
  const world = await World.open({ clock: atFirst, databaseUrl }, folder);
  const e = await evening(world, { ladder: true });
  await world.service.ticks.tick();
  await world.service.stop();
  return e;
}

/** One run on a copy of that evening: member `i` is the author of text `authors[i]`. */
export async function run(e: Evening, copy: Copy, authors: readonly number[]) {
  const { folder, databaseUrl } = copy;
  const logged: string[] = [];
  const chance = seeded('the server');
  let ahead = 0;
  const random = seeded(authors.join());
  /** When within a tick something happens differs from run to run; the ticks themselves come as they come. */
  let within = 0;
  const clock = () => new Date(NOW + ahead + within).toISOString() as Instant;
  const tick = async () => {
    within = 0;
    await world.service.ticks.tick();
  };
  const world = await World.open(
    {
      clock,
      databaseUrl,
      // Every connection learns anew of hundreds of tables: as few as it takes.
      databaseConnections: 2,
      chance: { suite: knownLogarithms, random: (length) => chance.bytes(length) },
      logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    },
    folder,
  );
  const as = (person: Person) => {
    const again = new Person(world.url, person.name);
    again.cookie = person.cookie;
    again.memberId = person.memberId;
    return again;
  };
  const asker = as(e.asker);
  const members = e.peers.slice(0, AUTHORS).map(as);
  logged.length = 0;
  const view: Record<string, unknown> = {};
  const leaks = { cookies: [] as string[], arrival: [] as string[] };
  const heard = await asker.listen(e.groupId);
  await heard.heard((one) => one.type === 'reset');

  const replies: unknown[] = [];
  const seats: NamelessSeat[] = [];
  for (const [at, member] of members.entries()) {
    const ask = await member.call(getAsk, { params: e.params });
    const mine = texts[authors[at] ?? 0];
    const secret = requests[at];
    if (!mine || secret === undefined) throw new Error('nobody');
    const seat = new NamelessSeat(world.url, e.groupId, ask);
    Object.assign(seat, { author: mine.author });
    replies.push(await issue(e, member, seat, ask, secret));
    seats.push(seat);
  }
  await tick();
  view['issued'] = [replies, await copy.atRest()];

  const said: unknown[] = [];
  for (const [at, member] of members.entries()) {
    const seat = seats[at] as NamelessSeat;
    const { text, goalLevel, part } = texts[authors[at] ?? 0] as (typeof texts)[0];
    const words = [{ channel: 'feeling' as const, text, key: encode<Point>(part.public) }];
    within = random.below(15_000);
    const body = seat.body('answer', anAnonymousAnswer(seat, { words, goalLevel }), 1);
    const agent = `a device of ${member.name}, ${random.below(1e9)}`;
    said.push(await send(world.url, PUT_PATH, body, { 'user-agent': agent }));
    leaks.cookies.push(`${member.cookie} ${text}`);
    leaks.arrival.push(text);
  }
  await tick();
  view['handed in'] = [said, await copy.atRest()];

  ahead = 2 * 60 * 60 * 1000;
  await world.service.ticks.tick();
  await heard.heard((one) => one.type === 'ask.closed');
  view['released'] = await copy.atRest();
  await asker.call(openAnswers, { params: e.params });
  view['read'] = [
    await asker.call(getResults, { params: e.params }),
    ...(await Promise.all(members.map((member) => member.call(getAsk, { params: e.params })))),
  ];
  view['heard'] = heard.messages.map((one) => ({ ...one, cursor: '' }));
  view['logged'] = logged;
  view['written'] = copy.written();
  await heard.close();
  await world.close();
  await copy.end();
  return { view: digest(JSON.stringify(view)), parts: view, leaks };
}

/** Asks for a ticket with the one request of this member, for the author key of this run. */
async function issue(e: Evening, member: Person, seat: NamelessSeat, ask: Ask, secret: bigint) {
  if (!ask.anonymity) throw new Error('an ask with names has no tickets');
  const { id, publicKey } = ask.anonymity.key;
  const blinded = requestOf(secret);
  const reply = await member.call(issueTicket, {
    params: e.params,
    body: { keyId: id, blinded: encode<Point>(blinded) },
  });
  const { tweakedKey } = request(seat.event, decode(publicKey), seat.author.public, {
    suite: knownLogarithms,
  });
  const mine = { blind: blindFor(secret, seat.author.public), blinded, tweakedKey };
  const evaluation = { evaluated: decode(reply.evaluated), proof: decode(reply.proof) };
  seat.token = encode<Token>(
    finish(seat.event, seat.author.public, mine, evaluation, knownLogarithms),
  );
  return reply;
}
