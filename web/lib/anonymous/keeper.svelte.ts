// What this device holds of asks without names, kept going: tickets are fetched, puts are sent until they are sealed,
// and what is over is put away.
import { SvelteMap } from 'svelte/reactivity';

import { getMe } from '#contract/accounts.ts';
import type { AnswerBody } from '#contract/answers.ts';
import { type Ask, getAsk } from '#contract/asks.ts';
import { getGroup } from '#contract/groups.ts';
import { ownPart } from '#contract/parts.ts';
import type { AccountId, AskId, GroupId, MemberId, PartId } from '#contract/primitives.ts';
import { PUT_PATH, type PutOperation, TAKE_BACK_PATH } from '#contract/puts.ts';
import { issueTicket, listTicketKeys } from '#contract/tickets.ts';
import { checkLog } from '#domain/anonymity/key-log.ts';
import { device } from '#lib/answers/device.ts';
import { keyOf } from '#lib/answers/outgoing.ts';
import { call, OfflineError, ProblemError } from '#lib/api.ts';

import {
  heardBack,
  type Held,
  type HeldPart,
  isGoingOut,
  isToBeRepeated,
  passIsDue,
  type PutState,
  settled,
} from './held.ts';
import { pinned } from './pinned.ts';
import { begun, faultOf, finished, handedIn, owning, takingBack } from './protocol.ts';
import { sendNameless } from './puts.ts';
import { isSeat } from './seat.ts';

/** The service seals every fifteen seconds; a little later, and not all at once, each device asks again. */
const TICK_MS = 15_000;
const JITTER_MS = 5_000;

/** Why there is no ticket here; `null` when there is, or when only the connection was missing. */
export type Without = 'other_device' | 'keeps_nothing' | 'later' | null;

/** One thing at a time for each ask, over all pages of this browser. */
const locked = async <Result>(key: string, act: () => Promise<Result>): Promise<Result> =>
  navigator.locks ? navigator.locks.request(`landed/${key}`, act) : act();

/** Not now: what failed so is tried again. Anything else is a fault of ours. */
function passes(error: unknown): void {
  if (!(error instanceof OfflineError || error instanceof ProblemError)) throw error;
}

class Keeper {
  readonly #held = new SvelteMap<string, Held>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #going = false;
  /** The round after this one sends what was sealed once more. */
  #repeating = false;

  /** Known after `look`, `ticket` or a round. */
  of(key: string): Held | null {
    return this.#held.get(key) ?? null;
  }

  async look(key: string): Promise<Held | null> {
    const found = await device.find('nameless', key);
    if (found) this.#held.set(key, found);
    else this.#held.delete(key);
    return found;
  }

  /** Asks that wait in a group, as its pages see them: what takes a ticket gets one, whatever is intended. */
  async see(groupId: GroupId, askIds: readonly AskId[]): Promise<void> {
    try {
      const { id: accountId } = await call(getMe, {});
      const unknown: AskId[] = [];
      for (const askId of askIds) {
        const held = await this.look(keyOf(accountId, askId));
        if (!held || isUnfinished(held)) unknown.push(askId);
      }
      if (unknown.length > 0) {
        const { me } = await call(getGroup, { params: { groupId } });
        for (const askId of unknown) {
          const ask = await call(getAsk, { params: { groupId, askId } });
          await this.ticket(accountId, groupId, me, ask);
        }
      }
    } catch (error) {
      passes(error);
    }
    this.#later();
  }

  /** Looks once more at what was wrong, now that it may have been cleared up: everything is checked as at first. */
  async lookAgain(accountId: AccountId, groupId: GroupId, me: MemberId, ask: Ask): Promise<void> {
    await this.#change(keyOf(accountId, ask.id), (held) => ({ ...held, fault: null }));
    await this.ticket(accountId, groupId, me, ask);
    this.#later();
  }

  /** Fetches the ticket for an ask as it is shown, if this is the device that answers it and nothing is wrong. */
  async ticket(accountId: AccountId, groupId: GroupId, me: MemberId, ask: Ask): Promise<Without> {
    const { anonymity } = ask;
    if (ask.state !== 'open' || !anonymity?.candidates.some((one) => one.memberId === me))
      return null;
    const key = keyOf(accountId, ask.id);
    return locked(key, async () => {
      const before = await this.look(key);
      const fault = before && !before.fault ? faultOf(before, ask) : null;
      if (before && fault) await this.#keep(key, { ...before, fault });
      if (fault || (before && !isUnfinished(before))) return null;
      if (!isSeat(me, ask.meetingId)) return 'other_device';

      const held = before ?? begun(accountId, groupId, me, ask);
      try {
        const log = await call(listTicketKeys, {});
        const checked = checkLog(log, anonymity.key, pinned.get());
        const wrong = 'fault' in checked ? checked.fault : faultOf(held, ask);
        // Kept before anything is sent: another request would be refused.
        if (!(await this.#keep(key, { ...held, fault: wrong }))) {
          await this.forget(key);
          return 'keeps_nothing';
        }
        if (wrong !== null || 'fault' in checked) return null;
        pinned.set(checked.pinned);
        await this.#finish(key, held);
        return null;
      } catch (error) {
        passes(error);
        return 'later';
      }
    });
  }

  async #finish(key: string, held: Held): Promise<void> {
    const { groupId, askId, keyId, request } = held;
    if (!request) return;
    let reply;
    try {
      reply = await call(issueTicket, {
        params: { groupId, askId },
        body: { keyId, blinded: request.blinded },
      });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'ticket_elsewhere') throw error;
      await this.#keep(key, { ...held, elsewhere: true, author: null, request: null });
      return;
    }
    let next: Held;
    try {
      next = finished(held, reply, Date.now());
    } catch {
      next = { ...held, fault: 'proof_failed' };
    }
    await this.#keep(key, next);
  }

  /** Hands in, changes, passes or withdraws. It is kept when this returns, and sent until it is sealed. */
  async handIn(key: string, op: PutOperation, answer: AnswerBody | null): Promise<void> {
    await this.#change(key, (held) => handedIn(held, op, answer));
    void this.#send(key);
    this.#later();
  }

  /** Takes back what was handed in: it is on its way before anything else, since the page may be too. */
  async withdraw(key: string): Promise<void> {
    const held = this.of(key);
    if (!held) return;
    const next = handedIn(held, 'withdraw', null);
    const sending = sendNameless(PUT_PATH, next.put?.body ?? '');
    await this.#change(key, (now) => (now.put?.seq === held.put?.seq ? next : now));
    await this.#heard(key, next.put?.seq ?? 0, await sending);
    this.#later();
  }

  /** It was answered with my name: nothing more goes out without. */
  signed = (key: string) => this.#change(key, (held) => ({ ...held, signed: true }));

  /** What I decided about what was not shown. */
  decide = (key: string, what: Partial<Pick<Held, 'kept' | 'answer'>>) =>
    this.#change(key, (held) => ({ ...held, ...what }));

  /** Puts away what is over, as the ask now says. */
  async settle(key: string, ask: Ask): Promise<void> {
    await locked(key, async () => {
      const held = await this.look(key);
      const left = held && settled(held, ask, Date.now());
      if (!held || left === held) return;
      await (left ? this.#keep(key, left) : this.forget(key));
    });
  }

  /** @throws ProblemError `too_few_to_hide` and others */
  async own(key: string, part: HeldPart): Promise<void> {
    const held = this.of(key);
    if (!held) return;
    const { groupId, askId } = held;
    await call(ownPart, {
      params: { groupId, askId, partId: part.id },
      body: owning(held, part),
    });
  }

  /** Kept as a wish first, then sent until it is done. */
  async takeBack(key: string, part: HeldPart): Promise<void> {
    await this.#changePart(key, part.id, (one, held) => ({
      ...one,
      takeBack: takingBack(held, one),
    }));
    await this.#send(key);
    this.#later();
  }

  /** From here on nobody can prove who wrote this part, and nothing here says that it was written here. */
  forgetPart = (key: string, id: PartId) =>
    this.#change(key, (held) => ({ ...held, parts: held.parts.filter((part) => part.id !== id) }));

  #changePart(key: string, id: PartId, change: (part: HeldPart, held: Held) => HeldPart) {
    return this.#change(key, (held) => ({
      ...held,
      parts: held.parts.map((part) => (part.id === id ? change(part, held) : part)),
    }));
  }

  /** Takes all of it off this device. */
  async forget(key: string): Promise<void> {
    this.#held.delete(key);
    await device.drop('nameless', key);
  }

  /** Looks after everything now: what has to go out goes, and what has closed is settled. */
  start(): void {
    void this.#settleAll();
    this.wake({ repeat: true });
  }

  /** @param repeat what was sealed is sent again, in case the service has lost it since: not at every tick */
  wake({ repeat = false } = {}): void {
    clearTimeout(this.#timer);
    this.#repeating ||= repeat;
    if (this.#going) return;
    this.#going = true;
    void this.#goRounds().finally(() => (this.#going = false));
  }

  /** An ask has closed, or was taken back. */
  async over(askId: AskId): Promise<void> {
    await this.#settleAll(askId);
  }

  async #goRounds(): Promise<void> {
    do {
      const repeat = this.#repeating;
      this.#repeating = false;
      await this.#goRound(repeat);
      // Woken meanwhile: what the last round had passed over is looked at again.
    } while (this.#repeating);
    this.#later();
  }

  async #goRound(repeat: boolean): Promise<void> {
    for (const held of await device.all('nameless')) {
      const key = keyOf(held.accountId, held.askId);
      this.#held.set(key, held);
      // By this clock it is over, which may be wrong: the ask is read before anything more is said there.
      if (held.outcome === null && Date.parse(held.closesAt) <= Date.now())
        await this.#settleAll(held.askId);
      if (passIsDue(held, Date.now()))
        await this.#change(key, (now) =>
          passIsDue(now, Date.now()) ? handedIn(now, 'pass', null, { byItself: true }) : now,
        );
      await this.#send(key, repeat);
    }
  }

  #later(): void {
    clearTimeout(this.#timer);
    const pending = [...this.#held.values()].some(
      (held) =>
        (held.outcome === null && held.token !== null && !held.signed) ||
        held.parts.some((part) => part.takeBack !== null),
    );
    if (!pending) return;
    this.#timer = setTimeout(() => this.wake(), TICK_MS + Math.random() * JITTER_MS);
  }

  async #send(key: string, repeat = false): Promise<void> {
    const held = this.of(key);
    if (held?.put && (isGoingOut(held) || (repeat && isToBeRepeated(held, Date.now())))) {
      const { body, seq } = held.put;
      await this.#heard(key, seq, await sendNameless(PUT_PATH, body));
    }
    for (const part of held?.parts ?? []) {
      if (part.takeBack === null) continue;
      const state = await sendNameless(TAKE_BACK_PATH, part.takeBack);
      if (state === 'sealed' || state === 'refused')
        await this.#changePart(key, part.id, (one) => ({ ...one, takeBack: null }));
    }
  }

  async #heard(key: string, seq: number, state: PutState): Promise<void> {
    // Nobody was reached: what is known of it stays so.
    if (state === 'waiting') return;
    await this.#change(key, (now) =>
      now.put?.seq === seq ? { ...now, put: heardBack(now.put, state) } : now,
    );
    // Too late is refused like anything else; the ask says which it was.
    const held = this.of(key);
    if (state === 'refused' && held) await this.#settleAll(held.askId);
  }

  /** Reads every ask this account holds something of, whatever it did there, or one of them. */
  async #settleAll(askId?: AskId): Promise<void> {
    try {
      const all = (await device.all('nameless')).filter(
        (held) => askId === undefined || held.askId === askId,
      );
      if (all.length === 0) return;
      const me = await call(getMe, {});
      for (const held of all.filter((one) => one.accountId === me.id)) {
        const { groupId } = held;
        const key = keyOf(held.accountId, held.askId);
        try {
          const ask = await call(getAsk, { params: { groupId, askId: held.askId } });
          await this.settle(key, ask);
        } catch (error) {
          // No longer in the group, or there is no group: nothing here can be of use.
          if (!(error instanceof ProblemError) || error.code !== 'not_found') throw error;
          await this.forget(key);
        }
      }
    } catch (error) {
      passes(error);
    }
  }

  async #keep(key: string, held: Held): Promise<boolean> {
    this.#held.set(key, held);
    return device.keep('nameless', key, held);
  }

  #change(key: string, change: (held: Held) => Held): Promise<void> {
    return locked(key, async () => {
      const held = await this.look(key);
      if (!held) return;
      const changed = change(held);
      if (changed !== held) await this.#keep(key, changed);
    });
  }
}

/** A ticket is still to come. */
const isUnfinished = ({ token, elsewhere, fault, signed, outcome }: Held) =>
  token === null && !elsewhere && fault === null && !signed && outcome === null;

export const keeper = new Keeper();

const wake = () => keeper.wake({ repeat: true });
const seen = () => {
  if (document.visibilityState === 'visible') wake();
};

let started = false;

/** Starts it once; from then on it wakes with the connection and the page. */
export function startKeeper(): void {
  if (started) return;
  started = true;
  keeper.start();
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', seen);
}
