// How an ask ends that took answers without names: once, in one transaction, from what the pot held.
import type { AskId, GroupId, Instant } from '../contract/primitives.ts';
import type { AnonymousAnswer } from '../contract/puts.ts';
import { releasedParts } from '../domain/anonymity/release.ts';
import { mayRelease } from '../domain/anonymity/rule.ts';
import { anonymousIn } from '../domain/asks.ts';
import type { AnonymousCounts, Count } from '../domain/reception.ts';
import { dayOf } from '../domain/time.ts';
import * as asks from '../store/asks.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as parts from '../store/parts.ts';
import * as tickets from '../store/tickets.ts';
import type { Tx } from '../store/store.ts';
import { close, erase } from './asks.ts';
import type { Deps } from './deps.ts';

/**
 * Releases what was handed in without names, if the rule holds, and closes the ask; else it closes without. An ask
 * whose time is not over, or that is over, is left as it is.
 *
 * @param handedIn answers by author key: neither passes nor withdrawn ones
 */
export async function releaseAsk(
  deps: Deps,
  groupId: GroupId,
  askId: AskId,
  handedIn: ReadonlyMap<string, AnonymousAnswer>,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const ask = await asks.find(tx, groupId, askId);
    if (ask?.state !== 'open' || deps.clock() < ask.closesAt) return;

    const spent = await tickets.spent(tx, groupId, askId);
    const keys = new Set<string>(spent.map((one) => one.key));
    const issued = await tickets.issued(tx, groupId, askId);
    const given = [...handedIn].filter(([key]) => !keys.has(key)).map(([, answer]) => answer);
    const candidates = issued.filter((id) => !spent.some((one) => one.memberId === id)).length;
    const released = mayRelease({ answers: given.length, candidates });
    if (released) {
      const event = Buffer.from(ask.eventHash, 'hex');
      await parts.insert(
        tx,
        releasedParts(event, given).map((part) => ({
          ...part,
          groupId,
          askId,
          state: 'there' as const,
          hidden: false,
          reactions: [],
        })),
      );
    }
    await tickets.removeOfAsk(tx, groupId, askId);
    await close(deps, tx, group, ask, {
      answers: released ? given : [],
      counts: released ? countsOf(given, candidates) : null,
    });
  });
}

/** What is kept of answers without names beside their parts and the strips. */
function countsOf(given: readonly AnonymousAnswer[], candidates: number): AnonymousCounts {
  return {
    people: given.length,
    candidates,
    feelings: counted(given.flatMap((answer) => answer.feelings)),
    body: counted(given.flatMap((answer) => answer.body)),
    pad: counted(given.flatMap((answer) => answer.pad ?? [])),
    moreOf: counted(given.flatMap((answer) => answer.moreOf)),
    inRoom: given.filter((answer) => answer.inRoom).length,
  };
}

/** How often each was chosen, in an order made from the choice itself. */
function counted<Choice>(chosen: readonly Choice[]): Count<Choice>[] {
  const found = new Map<string, Count<Choice>>();
  for (const choice of chosen) {
    const key = JSON.stringify(choice);
    found.set(key, { choice, people: (found.get(key)?.people ?? 0) + 1 });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

/** The open asks that take answers without names, and what the pot remembers of each; `due`: whose time is over. */
export async function openAsks(
  deps: Deps,
  { due }: { due: boolean },
): Promise<{ groupId: GroupId; askId: AskId; closesAt: Instant; seq: number; issued: number }[]> {
  const db = deps.store.read;
  const now = deps.clock();
  const found = [];
  for (const { groupId, id: askId, closesAt } of await parts.openWithoutNames(db)) {
    if (due && now < closesAt) continue;
    const group = await groups.find(db, groupId);
    const issued = (await tickets.issued(db, groupId, askId)).length;
    found.push({ groupId, askId, closesAt, seq: group?.seq ?? 0, issued });
  }
  return found;
}

/**
 * Withdraws every open ask whose pot cannot be the one it had: the database was restored, the pot or the ticket key
 * is lost. Nothing of them was read.
 *
 * @param kept whether the pot that is here belongs to the ask as the database has it
 */
export async function withdrawLost(
  deps: Deps,
  kept: (ask: { askId: AskId; seq: number; issued: number; openedAt: string }) => boolean,
): Promise<void> {
  for (const { groupId, id: askId } of await parts.openWithoutNames(deps.store.read))
    await deps.store.transact(async (tx) => {
      const before = await groups.find(tx, groupId);
      const ask = await asks.find(tx, groupId, askId);
      if (!before || ask?.state !== 'open') return;
      const issued = (await tickets.issued(tx, groupId, askId)).length;
      const key = anonymousIn(ask)?.key.id;
      const here = key !== undefined && deps.tickets.has(key);
      if (here && kept({ askId, seq: before.seq, issued, openedAt: ask.openedAt })) return;
      await lose(deps, tx, groupId, ask);
    });
}

async function lose(deps: Deps, tx: Tx, groupId: GroupId, ask: asks.AskRow): Promise<void> {
  const group = await groups.lock(tx, groupId);
  const happened = await erase(deps, tx, ask);
  await asks.update(tx, groupId, ask.id, { lost: true });
  await events.append(tx, group, [happened], dayOf(deps.clock()));
}
