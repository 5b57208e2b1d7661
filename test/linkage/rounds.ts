// The game, as often as one likes, against the real service: four people may write, one sentence is marked, somebody
// may be silent. Each comes in at a time of their own that everybody knows, and hands in at once, which is the worst
// they can do. Ticks come when the game says so, and the attacker looks at everything between any two steps.
import { pino } from 'pino';

import { signIn } from '../../src/contract/accounts.ts';
import { type Ask, getAsk } from '../../src/contract/asks.ts';
import { CURSOR_HEADER } from '../../src/contract/live.ts';
import { endMeeting } from '../../src/contract/meetings.ts';
import type { GroupId, MeetingId } from '../../src/contract/primitives.ts';
import { getResults, openAnswers } from '../../src/contract/results.ts';
import { issueTicket, type Point, type Token } from '../../src/contract/tickets.ts';
import { decode, encode } from '../../src/domain/anonymity/bytes.ts';
import { keyPair } from '../../src/domain/anonymity/keys.ts';
import { request, type Suite, ticketKeys, ticketOf } from '../../src/domain/anonymity/tickets.ts';
import { instant } from '../../src/domain/time.ts';
import type { Listener } from '../../src/ops/client.ts';
import type { TicketPlace } from '../../src/tickets.ts';
import { inFlight } from '../bench/measure.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import { ask, PASSWORD, type Person, World } from '../support/world.ts';
import { type Engine, openGround } from './ground.ts';
import { type Leak, type LeakName, openLeak } from './leaks.ts';
import { type Seeded, seeded } from './seeded.ts';
import type { Found, Look } from './watch.ts';

/** Of four who may write. */
export const CANDIDATES = 4;

/** Everything somebody can come by who has the files at every moment, the log, and what every member sees. */
export interface Evidence {
  /** The candidates, in the order in which the ask names them. */
  members: readonly { id: string; cookie: string; blinded: string }[];
  askId: string;
  groupId: string;
  /** Who came in, in this order, and when (milliseconds). */
  logIns: readonly { member: number; at: number }[];
  /** What happened between one coming in and the next. */
  slots: readonly Slot[];
  /** What was released, as the asker reads it. */
  parts: readonly { id: string; text: string }[];
  /** What the marked one chose besides, and in which order such choices are told. */
  markFeeling: string;
  feelings: readonly string[];
  mark: string;
  /** The whole reply in which the asker reads it. */
  results: string;
  /** Where each sentence was found, by file. */
  found: ReadonlyMap<string, ReadonlyMap<string, Found>>;
  /** The looks at which the slots ended; those after belong to the release. */
  slotLooks: readonly number[];
  /** What each candidate is told of the ask before it closes, and after; nothing where a server leaks elsewhere. */
  told: readonly { before: string; after: string }[];
  /** Members in the order of their tickets' rows, before the release and after. */
  tickets: { before: readonly string[]; after: readonly string[] };
}

/** What there is to see of one slot: before its tick, and with it. */
export interface Slot {
  boxBytesBefore: number;
  boxBytesAtTick: number;
  boxGrew: number;
  pagesBefore: number;
  pagesAtTick: number;
  rows: number;
  seq: number;
  marker: string;
  frames: number;
  frameBytes: number;
  /** The ask as its asker reads it after the slot. */
  askBytes: number;
  log: readonly string[];
}

/** What the attacker wants to know, as indexes of `members`. */
export interface Truth {
  author: number;
  silent: number | null;
}

export type Game = 'authorship' | 'participation' | 'both';

export interface Rounds {
  engine: Engine;
  seed: string;
  rounds: number;
  /** Who wrote the mark, of four who all wrote; who was silent; or both at once, for a server that leaks. */
  games: readonly Game[];
  leaks: readonly LeakName[];
  /** Groups that play at the same time. */
  groups: number;
  onRound(game: Game, evidence: Evidence, truth: Truth): void;
}

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eli'];
const FEELINGS = ['touched', 'tense', 'curious', 'close'] as const;
const AT_ONCE = 8;
const BEGIN = Date.UTC(2026, 0, 6, 9);
const MINUTE = 60_000;

interface Table {
  groupId: GroupId;
  leader: Person;
  people: Person[];
  meetingId: MeetingId;
  /** When this round opened. */
  ask: Ask;
  game: Game;
  asker: Person;
  listener: Listener;
  heard: number;
  seats: NamelessSeat[];
  candidates: Person[];
  order: number[];
  truth: Truth;
  /** By candidate; null for who is silent. */
  sentences: (string | null)[];
  blinded: string[];
  slots: Slot[];
  logIns: Evidence['logIns'][number][];
  told: { before: string; after: string }[];
  askBytes: number;
  tickets: string[];
}

/** Plays all rounds; a service that leaks has tickets that cost nothing, because they are not what is looked at. */
export async function playRounds(options: Rounds): Promise<void> {
  const { rounds, games, leaks } = options;
  const draw = seeded(options.seed);
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  let now = BEGIN;
  const suite = leaks.length > 0 ? freeTickets : undefined;
  const ground = await openGround(options.engine);
  const world = await World.open({
    logger,
    clock: () => instant(now),
    ...ground.place,
    ...(suite && { chance: { suite } }),
  });
  const founder = await world.founder('Ruth');
  const open: Leak[] = [];
  for (const name of leaks) open.push(await openLeak(name, ground.answers(world)));
  const secret = await secretKeyOf(ground.ticketsOf(world));
  const watch = await ground.watch(world, () => now);
  const looks: Look[] = [];
  const look = async () => {
    const seen = await watch.look();
    looks.push(seen);
    return seen;
  };
  const tick = () => world.service.ticks.tick();

  const tables: Table[] = [];
  await inFlight(AT_ONCE, Array(options.groups).keys(), async () => {
    const leader = Object.assign(world.person('Ruth'), { cookie: founder.cookie });
    const { groupId, members } = await world.circle(leader, NAMES);
    tables.push({ groupId, leader, people: members } as Table);
  });
  tables.sort((a, b) => (a.groupId < b.groupId ? -1 : 1));

  let played = 0;
  for (let phase = 0; played < rounds; phase += 1) {
    const playing = tables.slice(0, rounds - played);
    const first = phase % NAMES.length === 0;
    now += MINUTE;
    await inFlight(AT_ONCE, playing, async (table) => {
      const { groupId, leader, people } = table;
      if (first) {
        if (phase > 0)
          await leader.call(endMeeting, { params: { groupId, meetingId: table.meetingId } });
        table.meetingId = await world.meeting(table, people);
      }
      const asker = people[phase % NAMES.length]!;
      const closes = 'in_15_minutes';
      const askId = await ask(asker, groupId, table.meetingId, { mode: 'anonymous', closes });
      const shown = await asker.call(getAsk, { params: { groupId, askId } });
      const candidates = shown.anonymity!.candidates.map(({ memberId }) =>
        people.find((one) => one.memberId === memberId)!,
      );
      Object.assign(table, { asker, ask: shown, candidates });
      Object.assign(table, { seats: [], blinded: [], slots: [], logIns: [], told: [] });
      table.listener = await asker.listen(groupId);
      table.heard = 0;
    });
    for (const [at, table] of playing.entries())
      deal(table, games[(at + phase) % games.length]!, draw);
    await tick();
    // Whatever they intend, all get their tickets, in an order of its own.
    await inFlight(AT_ONCE, playing, async (table) => {
      for (const member of draw.shuffled([...table.candidates.keys()]))
        await takeTicket(table, member, world.url, { secret, suite });
    });
    await tick();
    let before = await look();

    const slotLooks: number[] = [];
    for (let turn = 0; turn < CANDIDATES; turn += 1) {
      now += MINUTE;
      lines.length = 0;
      watch.said();
      await inFlight(AT_ONCE, draw.shuffled(playing), async (table) => {
        const member = table.order[turn]!;
        const person = table.candidates[member]!;
        const signInName = `${person.name} ${table.groupId}`;
        await person.call(signIn, { body: { signInName, password: PASSWORD } });
        table.logIns.push({ member, at: now });
        const text = table.sentences[member] ?? null;
        // Whose device is on passes by itself; whose device is off does nothing. Beside a server that leaks all are off:
        // it would be told of the pass as of any answer.
        if (text === null && (open.length > 0 || draw.below(2) === 0)) return;
        await handIn(table, member, text);
        for (const leak of open)
          await leak.onPut({
            service: world.service,
            logger,
            groupId: table.groupId,
            askId: table.ask.id,
            cookie: person.cookie,
            text,
          });
      });
      const middle = await look();
      await tick();
      const after = await look();
      slotLooks.push(looks.length - 1);
      lines.push(...watch.said());
      await inFlight(AT_ONCE, playing, async (table) => {
        const { asker } = table;
        const askBytes = open.length > 0 ? 0 : (await toldTo(asker, table)).length;
        const frames = table.listener.messages.slice(table.heard);
        table.heard = table.listener.messages.length;
        table.slots.push(slotOf(table, [before, middle, after], lines, frames, askBytes));
        table.askBytes = askBytes;
      });
      before = after;
    }

    await inFlight(AT_ONCE, playing, async (table) => {
      table.tickets = await watch.ticketsOf(table.ask.id);
      // Those that leak here do so elsewhere.
      if (open.length > 0) return;
      for (const person of table.candidates)
        table.told.push({ before: await toldTo(person, table), after: '' });
    });
    now += 20 * MINUTE;
    await world.service.due.sweep();
    await tick();
    await look();
    await watch.checkpoint();
    await look();
    await inFlight(AT_ONCE, playing, async (table) => {
      for (const [at, told] of table.told.entries())
        told.after = await toldTo(table.candidates[at]!, table);
      const { groupId, asker, ask } = table;
      const params = { groupId, askId: ask.id };
      await asker.call(openAnswers, { params });
      const results = await asker.call(getResults, { params });
      await table.listener.close();
      const released = results.anonymous?.parts ?? [];
      const wrote = table.sentences.filter((one) => one !== null).length;
      if (released.length !== wrote) throw new Error(`${released.length} parts of ${wrote}`);
      const mark = table.sentences[table.truth.author]!;
      options.onRound(
        table.game,
        {
          members: table.candidates.map(({ memberId, cookie }, at) => ({
            id: memberId,
            cookie,
            blinded: table.blinded[at]!,
          })),
          askId: ask.id,
          groupId,
          logIns: table.logIns,
          slots: table.slots,
          parts: released.map(({ id, text }) => ({ id, text })),
          markFeeling: FEELINGS[table.truth.author]!,
          feelings: results.feelings.map(({ feeling }) => feeling),
          mark,
          results: JSON.stringify(results),
          found: watch.found,
          slotLooks,
          told: table.told,
          tickets: { before: table.tickets, after: await watch.ticketsOf(ask.id) },
        },
        table.truth,
      );
      watch.forget(table.sentences.filter((one) => one !== null));
    });
    played += playing.length;
  }

  await watch.close();
  for (const leak of open) await leak.close();
  await world.close();
  await ground.leave();
}

/** Who does what in this round. Feelings go with the members, so that what is told of them has no order of its own. */
function deal(table: Table, game: Game, draw: Seeded): void {
  const order = draw.shuffled([...table.candidates.keys()]);
  const silent = game === 'authorship' ? null : draw.below(CANDIDATES);
  const author = draw.shuffled(order.filter((one) => one !== silent))[0]!;
  const sentences = table.candidates.map((_, at) =>
    at === silent ? null : `w-${Buffer.from(draw.bytes(8)).toString('hex')}`,
  );
  Object.assign(table, { game, order, sentences, truth: { author, silent } });
}

async function takeTicket(
  table: Table,
  member: number,
  url: string,
  { secret, suite }: { secret: Uint8Array; suite: Suite | undefined },
): Promise<void> {
  const { groupId, ask, candidates } = table;
  const seat = new NamelessSeat(url, groupId, ask);
  Object.assign(seat, { author: keyPair(crypto.getRandomValues(new Uint8Array(32))) });
  const { id, publicKey } = ask.anonymity!.key;
  const blinded = encode<Point>(
    suite
      ? crypto.getRandomValues(new Uint8Array(32))
      : request(seat.event, decode(publicKey), seat.author.public).blinded,
  );
  await candidates[member]!.call(issueTicket, {
    params: { groupId, askId: ask.id },
    body: { keyId: id, blinded },
  });
  // What a device gets by finishing, made by whoever has the secret key: the same bytes for a fifth of the time.
  seat.token = encode<Token>(ticketOf(seat.event, secret, seat.author.public, suite));
  table.seats[member] = seat;
  table.blinded[member] = blinded;
}

async function handIn(table: Table, member: number, text: string | null): Promise<void> {
  const seat = table.seats[member]!;
  const words = text === null ? [] : [{ channel: 'feeling' as const, text, key: seat.partKey() }];
  const feelings = [FEELINGS[member]!];
  const answer = text === null ? null : anAnonymousAnswer(seat, { words, feelings });
  const status = await seat.put(answer ? 'answer' : 'pass', answer);
  if (status !== 202) throw new Error(`handing in gave ${status}`);
}

async function toldTo(person: Person, { groupId, ask }: Table): Promise<string> {
  const reply = await person.send(getAsk, { params: { groupId, askId: ask.id } });
  const headers = [...reply.headers]
    .filter(([name]) => name !== 'date' && name !== CURSOR_HEADER)
    .join();
  return `${reply.status} ${headers} ${await reply.text()}`;
}

function slotOf(
  { groupId, ask: { id } }: Table,
  [before, middle, after]: readonly [Look, Look, Look],
  lines: readonly string[],
  frames: readonly unknown[],
  askBytes: number,
): Slot {
  const box = (look: Look) => look.boxes.get(id) ?? Buffer.alloc(0);
  const pages = (look: Look) => (look.pages.get(id) ?? 0) + (look.pages.get(groupId) ?? 0);
  const grown = (of: (look: Look) => Map<GroupId, number>) =>
    (of(after).get(groupId) ?? 0) - (of(before).get(groupId) ?? 0);
  return {
    boxBytesBefore: differing(box(before), box(middle)),
    boxBytesAtTick: differing(box(middle), box(after)),
    boxGrew: box(after).length - box(before).length,
    pagesBefore: pages(middle),
    pagesAtTick: pages(after),
    rows: grown((look) => look.rows),
    seq: grown((look) => look.seqs),
    marker: JSON.stringify(after.marker[id]),
    frames: frames.length,
    frameBytes: JSON.stringify(frames).length,
    askBytes,
    log: [...lines],
  };
}

function differing(a: Buffer, b: Buffer): number {
  let count = Math.abs(a.length - b.length);
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) count += 1;
  return count;
}

async function secretKeyOf(tickets: TicketPlace): Promise<Uint8Array> {
  const { seeds } = JSON.parse(await tickets.change((kept) => kept ?? '')) as {
    seeds: Record<string, string>;
  };
  const [seed = ''] = Object.values(seeds);
  return ticketKeys(Buffer.from(seed, 'hex')).secretKey;
}

/** Tickets without any cryptography. */
const freeTickets = {
  poprf: () => ({
    blindEvaluate: () => ({ evaluated: new Uint8Array(32), proof: new Uint8Array(64) }),
    evaluate: (_secret: Uint8Array, key: Uint8Array) => Buffer.concat([key, key]),
  }),
} as unknown as Suite;
