// The secrets behind blind tickets: kept beside the database, or, where several processes share one, in it, sealed
// with a secret that is not.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

import type { Tickets } from './app/deps.ts';
import type { Day, Instant } from './contract/primitives.ts';
import type { Point, TicketKeyEntry, TicketKeyId } from './contract/tickets.ts';
import { decode, encode } from './domain/anonymity/bytes.ts';
import { keyPair } from './domain/anonymity/keys.ts';
import { nextEntry } from './domain/anonymity/key-log.ts';
import {
  issue,
  type Random,
  type Suite,
  ticketKeys,
  ticketOf,
} from './domain/anonymity/tickets.ts';
import { DAY, dayOf, plus } from './domain/time.ts';
import { type Seal, sealFor } from './secrets.ts';
import { keepFile } from './store/files.ts';
import { change, valueOf } from './store/meta.ts';
import type { Store } from './store/store.ts';

/** A key is used for new asks for so long. */
const KEY_DAYS = 91;
/** So long before its time it is there, so that every process and every device knows it by then. */
const AHEAD_DAYS = 1;

interface Kept {
  /** Seed of the identity that signs the log, hex. */
  identity: string;
  log: TicketKeyEntry[];
  /** Seeds of the keys that are still needed, hex. */
  seeds: Record<TicketKeyId, string>;
}

/** Where the keys are kept. */
export interface TicketPlace {
  /** Whoever changes them is alone with them meanwhile. @returns what is kept from now on */
  change(next: (kept: string | null) => string): Promise<string>;
}

export const ticketsInFile = (file: string): TicketPlace => ({
  async change(next) {
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
    const after = next(kept);
    if (after !== kept) keepFile(file, after);
    return after;
  },
});

/** What keeps them from whoever has the database alone. */
export const ticketSeal = (secret: Buffer): Seal => sealFor(secret, 'landed ticket keys');

export function ticketsInDatabase(store: Store, seal: Seal): TicketPlace {
  const opened = (sealed: string) => {
    const kept = seal.open(sealed);
    if (kept === null)
      throw new Error('the ticket keys in the database were sealed with another secret');
    return kept;
  };
  return {
    async change(next) {
      // Mostly there is nothing to change, and so nothing to lock.
      const seen = await valueOf(store.read, 'tickets');
      const kept = seen === null ? null : opened(seen);
      if (kept !== null && next(kept) === kept) return kept;
      const sealed = await store.transact((tx) =>
        change(tx, 'tickets', (sealed) => {
          const kept = sealed === null ? null : opened(sealed);
          const after = next(kept);
          return sealed !== null && after === kept ? sealed : seal.seal(after);
        }),
      );
      return opened(sealed);
    },
  };
}

export interface TicketOptions {
  place: TicketPlace;
  clock: () => Instant;
  /** For tests whose points have known logarithms, or that must come out the same twice. */
  suite?: Suite;
  random?: Random;
}

/** Reads the keys, or makes the first. @throws Error when what is kept makes no sense */
export async function openTickets(options: TicketOptions): Promise<Tickets> {
  const { place, clock, suite, random } = options;
  const fresh = () => Buffer.from(random?.(32) ?? randomBytes(32)).toString('hex');
  const used = { ...(suite && { suite }), ...(random && { random }) };
  const secrets = new Map<TicketKeyId, Uint8Array>();
  let kept: Kept;
  let publicIdentity: Point;
  let known: string | undefined;

  const add = (before: Kept, from: Day): Kept => {
    const seed = fresh();
    const { publicKey } = ticketKeys(Buffer.from(seed, 'hex'));
    const identity = keyPair(Buffer.from(before.identity, 'hex'));
    const entry = nextEntry(before.log, publicKey, from, identity.secret);
    return {
      ...before,
      log: [...before.log, entry],
      seeds: { ...before.seeds, [entry.id]: seed },
    };
  };
  const change = async (next: (kept: Kept) => Kept) => {
    const text = await place.change((text) => {
      const before = text === null ? null : (JSON.parse(text) as Kept);
      const first = before ?? { identity: fresh(), log: [], seeds: {} };
      const after = next(first.log.length === 0 ? add(first, dayOf(clock())) : first);
      return after === before && text !== null ? text : JSON.stringify(after);
    });
    // Points take their time, and mostly nothing has changed.
    if (text === known) return;
    known = text;
    kept = JSON.parse(text) as Kept;
    publicIdentity = encode<Point>(keyPair(Buffer.from(kept.identity, 'hex')).public);
    for (const id of secrets.keys()) if (!kept.seeds[id]) secrets.delete(id);
    for (const [id, seed] of Object.entries(kept.seeds) as [TicketKeyId, string][])
      if (!secrets.has(id)) secrets.set(id, ticketKeys(Buffer.from(seed, 'hex')).secretKey);
  };
  const on = (day: Day) => currentOn(kept.log, day);

  await change((before) => before);
  return {
    current() {
      const { id, publicKey } = on(dayOf(clock()));
      return { id, publicKey };
    },
    log: () => ({ identity: publicIdentity, keys: kept.log }),
    has: (id) => secrets.has(id),
    issue(id, event, blinded) {
      const secret = secrets.get(id);
      if (!secret) return null;
      try {
        return issue(event, secret, blinded, used);
      } catch {
        return null;
      }
    },
    fits(id, event, key, token) {
      const secret = secrets.get(id);
      if (!secret) return false;
      try {
        return timingSafeEqual(ticketOf(event, secret, decode(key), suite), decode(token));
      } catch {
        return false;
      }
    },
    rotate: (needed) =>
      change((before) => {
        const now = clock();
        const today = dayOf(now);
        const newest = before.log.at(-1)?.notBefore ?? today;
        const due = newest <= dayOf(plus(now, (AHEAD_DAYS - KEY_DAYS) * DAY));
        const after = due ? add(before, nextFrom(newest, today)) : before;
        // Another process may be a little behind: what it opens asks with stays until nobody does.
        const oldest = currentOn(after.log, dayOf(plus(now, -DAY))).seq;
        const mayGo = after.log.filter((entry) => entry.seq < oldest && !needed.has(entry.id));
        const gone = new Set<string>(mayGo.map((entry) => entry.id));
        const seeds = Object.entries(after.seeds).filter(([id]) => !gone.has(id));
        return seeds.length < Object.keys(after.seeds).length
          ? { ...after, seeds: Object.fromEntries(seeds) }
          : after;
      }),
  };
}

/** The key that asks opened on a day are opened with: the newest whose time has come. */
function currentOn(log: readonly TicketKeyEntry[], day: Day): TicketKeyEntry {
  const entry = log.findLast(({ notBefore }) => notBefore <= day) ?? log[0];
  if (!entry) throw new Error('there is no ticket key');
  return entry;
}

/** When the key after one from `before` is first used; a service that slept through that begins today. */
function nextFrom(before: Day, today: Day): Day {
  const planned = dayOf(plus(`${before}T00:00:00.000Z` as Instant, KEY_DAYS * DAY));
  return planned < today ? today : planned;
}
