// The secrets behind blind tickets: kept beside the database, never in it.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
import { keepFile } from './store/files.ts';

/** A key is used for new asks for so long. */
const KEY_DAYS = 91;

interface Kept {
  /** Seed of the identity that signs the log, hex. */
  identity: string;
  log: TicketKeyEntry[];
  /** Seeds of the keys that are still needed, hex. */
  seeds: Record<TicketKeyId, string>;
}

export interface TicketOptions {
  dataFolder: string;
  clock: () => Instant;
  /** For tests whose points have known logarithms, or that must come out the same twice. */
  suite?: Suite;
  random?: Random;
}

/** Reads the keys, or makes the first. @throws Error when the file is there and makes no sense */
export function openTickets({ dataFolder, clock, suite, random }: TicketOptions): Tickets {
  const file = join(dataFolder, 'tickets.key');
  const fresh = () => Buffer.from(random?.(32) ?? randomBytes(32)).toString('hex');
  const used = { ...(suite && { suite }), ...(random && { random }) };
  let kept: Kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Kept)
    : { identity: fresh(), log: [], seeds: {} };
  const identity = keyPair(Buffer.from(kept.identity, 'hex'));
  const secrets = new Map<TicketKeyId, Uint8Array>();

  const write = (next: Kept) => {
    keepFile(file, JSON.stringify(next));
    kept = next;
    secrets.clear();
    for (const [id, seed] of Object.entries(kept.seeds))
      secrets.set(id as TicketKeyId, ticketKeys(Buffer.from(seed, 'hex')).secretKey);
  };
  const add = (now: Day): Kept => {
    const seed = fresh();
    const { publicKey } = ticketKeys(Buffer.from(seed, 'hex'));
    const entry = nextEntry(kept.log, publicKey, now, identity.secret);
    return { ...kept, log: [...kept.log, entry], seeds: { ...kept.seeds, [entry.id]: seed } };
  };
  const newest = () => {
    const last = kept.log.at(-1);
    if (!last) throw new Error(`${file} holds no ticket key.`);
    return last;
  };

  write(kept.log.length === 0 ? add(dayOf(clock())) : kept);
  return {
    current: () => ({ id: newest().id, publicKey: newest().publicKey }),
    log: () => ({ identity: encode<Point>(identity.public), keys: kept.log }),
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
    rotate(needed) {
      const today = dayOf(clock());
      const due = newest().notBefore <= dayOf(plus(clock(), -KEY_DAYS * DAY));
      const next = due ? add(today) : kept;
      const current = next.log.at(-1)?.id;
      const seeds = Object.fromEntries(
        Object.entries(next.seeds).filter(
          ([id]) => id === current || needed.has(id as TicketKeyId),
        ),
      );
      if (due || Object.keys(seeds).length < Object.keys(next.seeds).length)
        write({ ...next, seeds });
    },
  };
}
