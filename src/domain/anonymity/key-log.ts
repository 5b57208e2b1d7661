// The log of ticket keys: everybody sees the same one, or a device refuses to answer without a name.
import type { Day } from '../../contract/primitives.ts';
import type {
  Digest,
  Point,
  Signature,
  TicketKey,
  TicketKeyEntry,
} from '../../contract/tickets.ts';
import { type Bytes, decode, encode, framed, hash } from './bytes.ts';
import { sign, verify } from './keys.ts';
import { ticketKeyId } from './tickets.ts';

type Unsigned = Omit<TicketKeyEntry, 'signature'>;

const message = ({ seq, suite, id, publicKey, notBefore, before }: Unsigned): Bytes =>
  framed('anon-key-entry-v1', seq, suite, id, publicKey, notBefore, before);

/** What the next entry says of this one; of nothing for the first. */
export const digestOf = (entry: TicketKeyEntry | undefined): Digest =>
  encode<Digest>(
    entry
      ? hash('anon-key-digest-v1', message(entry), decode(entry.signature))
      : hash('anon-key-digest-v1'),
  );

/** The entry that puts a key at the end of a log. */
export function nextEntry(
  log: readonly TicketKeyEntry[],
  publicKey: Bytes,
  notBefore: Day,
  identitySecret: Bytes,
): TicketKeyEntry {
  const unsigned: Unsigned = {
    seq: log.length + 1,
    suite: 'ristretto255-SHA512',
    id: ticketKeyId(publicKey),
    publicKey: encode<Point>(publicKey),
    notBefore,
    before: digestOf(log.at(-1)),
  };
  return { ...unsigned, signature: encode<Signature>(sign(identitySecret, message(unsigned))) };
}

/** What a device remembers of a log: who signs it, and how far it had come. */
export interface Pinned {
  identity: Point;
  seq: number;
  digest: Digest;
}

export type LogFault = 'identity_changed' | 'log_broken' | 'log_shorter' | 'log_forked' | 'key_old';

/**
 * Checks a log, and the key an ask was opened with: the newest or the one before it.
 *
 * @param pinned what this device saw before; null the first time
 * @returns what to remember, or what is wrong
 */
export function checkLog(
  { identity, keys }: { identity: Point; keys: readonly TicketKeyEntry[] },
  key: TicketKey,
  pinned: Pinned | null,
): { pinned: Pinned } | { fault: LogFault } {
  if (pinned && pinned.identity !== identity) return { fault: 'identity_changed' };
  for (const [at, entry] of keys.entries()) {
    const follows = entry.seq === at + 1 && entry.before === digestOf(keys[at - 1]);
    const named = entry.id === ticketKeyId(decode(entry.publicKey));
    const signed = verify(decode(entry.signature), message(entry), decode(identity));
    if (!(follows && named && signed)) return { fault: 'log_broken' };
  }
  const last = keys.at(-1);
  if (!last) return { fault: 'log_broken' };
  if (pinned && keys.length < pinned.seq) return { fault: 'log_shorter' };
  if (pinned && digestOf(keys[pinned.seq - 1]) !== pinned.digest) return { fault: 'log_forked' };
  const known = keys.slice(-2).some((one) => one.id === key.id && one.publicKey === key.publicKey);
  if (!known) return { fault: 'key_old' };
  return { pinned: { identity, seq: last.seq, digest: digestOf(last) } };
}
