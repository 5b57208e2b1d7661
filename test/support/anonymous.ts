// What tests do with a device that answers without a name, beside answering.
import type { AskId, MemberId, PartId } from '../../src/contract/primitives.ts';
import {
  type AnonymousAnswer,
  PUT_PATH,
  type PutOperation,
  TAKE_BACK_PATH,
} from '../../src/contract/puts.ts';
import { owningProof, takeBackBody } from '../../src/domain/anonymity/bodies.ts';
import { type KeyPair, keyPair } from '../../src/domain/anonymity/keys.ts';
import { partsOf } from '../../src/domain/anonymity/release.ts';
import { NamelessSeat as Seat, send } from '../../src/ops/demo/nameless-seat.ts';
import { readSecret, sealFor } from '../../src/secrets.ts';
import { openPot, type PotStore, type Sealed } from '../../src/store/pot.ts';
import { openPostgresPot } from '../../src/store/pot-postgres.ts';
import type { World } from './world.ts';

/** What waits without a name in a world, beside the service that is running or not. */
export async function inPot<T>(
  world: World,
  look: (pot: PotStore, held: Map<AskId, Sealed>) => T | Promise<T>,
): Promise<T> {
  const pot = world.database
    ? await openPostgresPot({
        url: world.database,
        seal: sealFor(readSecret(world.folder), 'landed pot keys'),
        dataFolder: world.folder,
      })
    : openPot(world.folder);
  try {
    return await look(pot, await pot.held());
  } finally {
    await pot.close();
  }
}

/** The sealed answers to an ask, as they are kept, as hex. */
export const boxOf = (world: World, askId: AskId): Promise<string> =>
  inPot(world, (_pot, held) => held.get(askId)?.box.toString('hex') ?? '');

/** Forgets the keys that outlive a process, as a machine that starts anew does; what they sealed stays, unreadable. */
export const forgetKeys = (world: World): Promise<void> =>
  inPot(world, async (pot, held) => {
    await pot.reseal([...held.keys()], world.now, (_ask, before) => ({
      box: before?.box ?? Buffer.alloc(0),
      key: Buffer.alloc(32),
    }));
  });

/** One seat in one ask, from its ticket to its parts. */
export class NamelessSeat extends Seat {
  /** The ids my parts will have, in the order of the answer. */
  get parts(): PartId[] {
    return this.answer ? partsOf(this.event, this.answer).map((part) => part.id) : [];
  }

  /** The same once more. */
  async again(op: PutOperation = 'answer'): Promise<number> {
    return send(this.url, PUT_PATH, this.body(op, this.answer, this.seq));
  }

  /** The proof that I wrote the part that stands at this place in my answer. */
  owning(at: number, memberId: MemberId) {
    const [id, pair] = this.#at(at);
    return owningProof(this.event, id, memberId, pair);
  }

  async takeBack(at: number): Promise<number> {
    const [part, pair] = this.#at(at);
    return send(this.url, TAKE_BACK_PATH, takeBackBody(this, part, pair));
  }

  #at(at: number): [PartId, KeyPair] {
    const keys = [
      ...(this.answer?.words.map((one) => one.key) ?? []),
      ...(this.answer?.moreOfText ? [this.answer.moreOfText.key] : []),
    ];
    const [id, key] = [this.parts[at], keys[at]];
    const secret = key && this.partKeys.get(key);
    if (!id || !key || !secret) throw new Error(`there is no part ${at}`);
    return [id, keyPair(secret)];
  }
}

/** A whole answer without a name; state only the fields a test is about. */
export const anAnonymousAnswer = (
  seat: NamelessSeat,
  fields: Partial<AnonymousAnswer> = {},
): AnonymousAnswer => ({
  feelings: ['touched'],
  body: [],
  pad: null,
  words: [{ channel: 'feeling', text: 'a small wave of sadness', key: seat.partKey() }],
  cameAcross: [],
  moreOf: [],
  moreOfText: null,
  inRoom: false,
  goalLevel: null,
  understood: 3,
  closeness: 1,
  warmth: 3,
  ...fields,
});
