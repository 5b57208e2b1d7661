// What several processes of one service share: a secret beside the database, and ticket keys in it.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Instant } from '../src/contract/primitives.ts';
import { DAY, instant, milliseconds } from '../src/domain/time.ts';
import { readSecret, readSharedSecret, sealFor } from '../src/secrets.ts';
import type { Store } from '../src/store/store.ts';
import { openTickets, ticketsInDatabase } from '../src/tickets.ts';
import { folder, opened } from './store/opened.ts';

test('a process with the secret of the first one starts, one with another does not', async () => {
  const { store } = await opened();
  const [first, second, other] = [await folder(), await folder(), await folder()];
  const secret = await readSharedSecret(first, store);
  cpSync(join(first, 'secret.key'), join(second, 'secret.key'));
  readSecret(other);

  expect(await readSharedSecret(second, store)).toEqual(secret);
  await expect(readSharedSecret(other, store)).rejects.toThrow(
    `This database was first used with another secret. Copy secret.key from the data folder of the process that made it to ${join(other, 'secret.key')}, and start again.`,
  );
});

test('one without any is refused too, and leaves none behind', async () => {
  const { store } = await opened();
  await readSharedSecret(await folder(), store);
  const empty = await folder();

  await expect(readSharedSecret(empty, store)).rejects.toThrow('another secret');
  expect(existsSync(join(empty, 'secret.key'))).toBe(false);
});

test('the database holds neither the secret nor a ticket key that could be read without it', async () => {
  const { store } = await opened();
  const place = await folder();
  const secret = await readSharedSecret(place, store);
  await aProcess(store, secret);

  const rows = await store.read.select().from(store.tables.meta);
  const text = rows.map((row) => row.value).join('\n');
  for (const form of ['hex', 'base64', 'base64url'] as const)
    expect(text).not.toContain(secret.toString(form));
  const sealed = rows.find((row) => row.key === 'tickets')?.value ?? '';
  expect(sealFor(Buffer.alloc(32), 'ticket keys').open(sealed)).toBeNull();
  expect(sealFor(secret, 'something else').open(sealed)).toBeNull();
  expect(sealFor(secret, 'ticket keys').open(sealed)).toContain('seeds');
});

/** A process as far as its tickets are concerned; its clock is the test's. */
async function aProcess(store: Store, secret: Buffer, time = { now: NOON }) {
  const place = ticketsInDatabase(store, sealFor(secret, 'ticket keys'));
  return openTickets({ place, clock: () => time.now });
}
const NOON = '2026-11-24T12:00:00.000Z' as Instant;
const later = (days: number) => instant(milliseconds(NOON) + days * DAY);
const nobody: ReadonlySet<never> = new Set();

test('processes that start together make one ticket key, and each issues with it', async () => {
  const { store } = await opened();
  const secret = Buffer.alloc(32, 5);

  const [one, other] = await Promise.all([aProcess(store, secret), aProcess(store, secret)]);

  expect(one.log().keys).toHaveLength(1);
  expect(other.log()).toEqual(one.log());
  expect([one.has(other.current().id), other.has(one.current().id)]).toEqual([true, true]);
});

test('the next key is known to all a day before its first ask, made once, and the last one goes a day after', async () => {
  const { store } = await opened();
  const secret = Buffer.alloc(32, 5);
  const time = { now: NOON };
  const [one, other] = [await aProcess(store, secret, time), await aProcess(store, secret, time)];
  const first = one.current().id;

  time.now = later(90);
  await Promise.all([one.rotate(nobody), other.rotate(nobody)]);
  expect([one.current().id, other.current().id]).toEqual([first, first]);
  expect(one.log().keys.map((key) => key.seq)).toEqual([1, 2]);
  expect(other.log()).toEqual(one.log());

  time.now = later(91);
  await one.rotate(nobody);
  const second = one.current().id;
  // One that has not looked since uses it from the same day on.
  expect(other.current().id).toBe(second);
  expect([one.has(first), one.has(second), second === first]).toEqual([true, true, false]);

  time.now = later(92);
  await one.rotate(new Set([first]));
  expect(one.has(first)).toBe(true);
  await one.rotate(nobody);
  await other.rotate(nobody);
  expect([one.has(first), other.has(first), other.has(second)]).toEqual([false, false, true]);
});

test('a service that slept through the time of a key has a new one when it wakes', async () => {
  const { store } = await opened();
  const time = { now: NOON };
  const one = await aProcess(store, Buffer.alloc(32, 5), time);
  const first = one.current().id;

  time.now = later(400);
  await one.rotate(nobody);

  expect(one.current().id).not.toBe(first);
  expect(one.log().keys.at(-1)?.notBefore).toBe('2027-12-29');
});
