// What was handed in without a name, until its ask closes: in memory, and sealed at each tick, changed or not, so that
// nothing on the disk says whether, when, or how often anybody answered.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import type { AskId, GroupId, Instant, PartId } from '../contract/primitives.ts';
import {
  type AnonymousAnswer,
  type Put,
  PutOperation,
  SAID_BYTES,
  type TakeBack,
} from '../contract/puts.ts';
import type { Point, TicketKeyId, Token } from '../contract/tickets.ts';
import { decode, encode } from '../domain/anonymity/bytes.ts';
import { putMessage, takingBackMessage, verify } from '../domain/anonymity/keys.ts';
import { partId } from '../domain/anonymity/release.ts';
import { saidIn } from '../domain/anonymity/said.ts';
import { fitsLadder } from '../domain/answers.ts';
import { anonymousIn, requireOpen } from '../domain/asks.ts';
import * as parts from '../store/parts.ts';
import type { PotStore, Sealed } from '../store/pot.ts';
import type { Store } from '../store/store.ts';

export interface PotOptions {
  store: Store;
  sealed: PotStore;
  clock: () => Instant;
  fits(id: TicketKeyId, event: Uint8Array, key: Point, token: Token): boolean;
  /** For tests that must come out the same twice. */
  random?: (length: number) => Buffer;
}

/** Taken: it waits for the tick. Kept: it is sealed, or done. */
export type Handed = 'taken' | 'kept' | 'refused';

export interface Pot {
  put(put: Put): Promise<Handed>;
  takeBack(request: TakeBack): Promise<Handed>;
  /**
   * Seals what is open, under a fresh key, with what other processes took; forgets what is not. Returns what failed
   * by ask: such a one keeps the box it had.
   */
  seal(): Promise<Map<AskId, unknown>>;
  /** Whether all is in it that any process took before then, and so will be. */
  isWhole(before: Instant): Promise<boolean>;
  /** The answers to an ask by author key, as of the last `seal`: neither passes nor withdrawn ones. */
  answers(askId: AskId): Map<Point, AnonymousAnswer>;
  /** Takes what was asked to be taken back since the last call. */
  takenBack(): { groupId: GroupId; askId: AskId; partId: PartId }[];
  close(): Promise<void>;
}

interface Entry {
  seq: number;
  op: PutOperation;
  said: Buffer;
  signature: Buffer;
  sealed: boolean;
}

const KEY = 32;
const SIGNATURE = 64;
/** Used, key, sequence, operation, what was said, signature. */
const SLOT = 1 + KEY + 1 + 1 + SAID_BYTES + SIGNATURE;
const NONCE = 12;
const TAG = 16;

/** What an earlier process sealed, or another does, is in it from the first `seal` on, as far as its keys are there. */
export function openPot(options: PotOptions): Pot {
  const { store, sealed, clock, random = randomBytes } = options;
  const waiting = new Map<AskId, Map<Point, Entry>>();
  const leaving = new Map<PartId, { groupId: GroupId; askId: AskId; partId: PartId }>();

  return {
    async put(put) {
      const { group, ask: askId, key, token, seq, op } = put;
      const ask = await parts.askWithoutNames(store.read, group, askId);
      const anonymous = ask && anonymousIn(ask);
      if (!ask || !anonymous || !isOpen(ask, clock())) return 'refused';
      const event = Buffer.from(ask.eventHash, 'hex');
      const said = Buffer.from(decode(put.said));
      const signature = Buffer.from(decode(put.signature));
      if (!options.fits(anonymous.key.id, event, key, token)) return 'refused';
      if (!verify(signature, putMessage(event, seq, op, said), decode(key))) return 'refused';
      const meant = saidIn(said);
      if (meant === undefined || (meant !== null) !== (op === 'answer')) return 'refused';
      if (meant && !fitsLadder(ask, meant)) return 'refused';
      const spent = await parts.spentKeys(store.read, group, askId);
      // Looked at once more, with nothing awaited after it: what is taken is taken before its time is over.
      if (spent.has(key) || !isOpen(ask, clock())) return 'refused';

      const entries = waiting.get(askId) ?? new Map<Point, Entry>();
      const before = entries.get(key);
      if (before && before.seq >= seq) {
        const same = before.seq === seq && before.signature.equals(signature);
        if (!same) return 'refused';
        return before.sealed ? 'kept' : 'taken';
      }
      if (!before && entries.size >= anonymous.candidates.length) return 'refused';
      entries.set(key, { seq, op, said, signature, sealed: false });
      waiting.set(askId, entries);
      return 'taken';
    },

    async takeBack({ group, ask: askId, part: id, key, signature }) {
      const ask = await parts.askWithoutNames(store.read, group, askId);
      const part = ask && (await parts.find(store.read, group, askId, id));
      if (!part || ask.state !== 'closed') return 'refused';
      const event = Buffer.from(ask.eventHash, 'hex');
      if (partId(event, part.channel, decode(key)) !== id) return 'refused';
      if (!verify(decode(signature), takingBackMessage(event, id), decode(key))) return 'refused';
      if (part.state !== 'there') return 'kept';
      leaving.set(id, { groupId: group, askId, partId: id });
      return 'taken';
    },

    async seal() {
      const open = new Map((await parts.openWithoutNames(store.read)).map((ask) => [ask.id, ask]));
      // Whoever signed after all is no longer among those without a name.
      const spent = new Map<AskId, Set<Point>>();
      const unread = new Map<AskId, unknown>();
      for (const { groupId, id } of open.values())
        await parts.spentKeys(store.read, groupId, id).then(
          (keys) => spent.set(id, keys),
          (error: unknown) => unread.set(id, error),
        );
      const inside: Entry[] = [];
      const failed = await sealed.reseal([...open.keys()], clock(), (askId, before) => {
        const ask = open.get(askId);
        const gone = spent.get(askId);
        if (!ask || !gone) throw unread.get(askId);
        const slots = anonymousIn(ask)?.candidates.length ?? 0;
        const entries = merged(waiting.get(askId), before && opened(askId, before));
        for (const key of gone) entries.delete(key);
        const key = random(32);
        const box = closed(askId, entries, slots, key, random(NONCE));
        waiting.set(askId, entries);
        inside.push(...entries.values());
        return { key, box };
      });
      for (const entry of inside) entry.sealed = true;
      for (const askId of waiting.keys()) if (!open.has(askId)) waiting.delete(askId);
      return failed;
    },

    isWhole: (before) => sealed.isSealed(before),

    answers(askId) {
      const found = new Map<Point, AnonymousAnswer>();
      for (const [key, { op, said }] of waiting.get(askId) ?? []) {
        const answer = op === 'answer' ? saidIn(said) : null;
        if (answer) found.set(key, answer);
      }
      return found;
    },

    takenBack() {
      const all = [...leaving.values()];
      leaving.clear();
      return all;
    },

    close: () => sealed.close(),
  };
}

function isOpen(ask: parts.AskWithoutNames, now: Instant): boolean {
  try {
    requireOpen(ask, now);
    return true;
  } catch {
    return false;
  }
}

/** Of each author the newest, which is the one with the higher sequence, whichever process took it. */
function merged(
  here: Map<Point, Entry> | undefined,
  there: ReadonlyMap<Point, Entry> | null,
): Map<Point, Entry> {
  const entries = here ?? new Map<Point, Entry>();
  for (const [key, entry] of there ?? []) {
    const mine = entries.get(key);
    if (!mine || mine.seq < entry.seq) entries.set(key, entry);
  }
  return entries;
}

/** As many slots as there are candidates, in the order of their keys, whatever is in them. */
function closed(
  askId: AskId,
  entries: ReadonlyMap<Point, Entry>,
  slots: number,
  key: Buffer,
  nonce: Buffer,
): Buffer {
  const plain = Buffer.alloc(slots * SLOT);
  [...entries]
    .map(([key, entry]) => ({ key: Buffer.from(decode(key)), entry }))
    .sort((a, b) => a.key.compare(b.key))
    .forEach(({ key, entry }, at) => {
      const { seq, op, said, signature } = entry;
      const head = Buffer.from([1, ...key, seq, PutOperation.options.indexOf(op)]);
      Buffer.concat([head, said, signature]).copy(plain, at * SLOT);
    });
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(askId));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What a box holds; null when none of the keys is its own. */
function opened(askId: AskId, { box, keys }: Sealed): Map<Point, Entry> | null {
  for (const key of keys) {
    const plain = decipher(askId, box, key);
    if (!plain) continue;
    const entries = new Map<Point, Entry>();
    for (let at = 0; at < plain.length; at += SLOT) {
      const slot = plain.subarray(at, at + SLOT);
      const op = PutOperation.options[slot.readUInt8(KEY + 2)];
      if (slot.readUInt8(0) !== 1 || !op) continue;
      const said = slot.subarray(KEY + 3, KEY + 3 + SAID_BYTES);
      entries.set(encode<Point>(slot.subarray(1, 1 + KEY)), {
        seq: slot.readUInt8(KEY + 1),
        op,
        said: Buffer.from(said),
        signature: Buffer.from(slot.subarray(KEY + 3 + SAID_BYTES)),
        sealed: true,
      });
    }
    return entries;
  }
  return null;
}

function decipher(askId: AskId, box: Buffer, key: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE))
      .setAAD(Buffer.from(askId))
      .setAuthTag(box.subarray(-TAG));
    return Buffer.concat([decipher.update(box.subarray(NONCE, -TAG)), decipher.final()]);
  } catch {
    return null;
  }
}
