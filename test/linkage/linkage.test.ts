// Who wrote what cannot be told from anything the service has or says. Not: was not found by these attacks, but: the
// same bytes come out whoever wrote what, so that there is nothing to find.
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import { ask, type Person, World } from '../support/world.ts';
import { advantage } from './attacks.ts';
import { copiesOf } from './files.ts';
import { playGame } from './game.ts';
import type { LeakName } from './leaks.ts';
import {
  differing,
  digest,
  play,
  type Scene,
  setScene,
  strike,
  type View,
  VOICES,
} from './play.ts';
import { permutations, seeded } from './seeded.ts';
import { knownLogarithms } from './suite.ts';

/** Each member writes each answer in one of them; `coupling.test.ts` has all, and looks at less. */
const SOME = permutations(VOICES.length).filter((_, at) => [0, 9, 14, 23].includes(at));

let scene: Scene;
beforeAll(async () => {
  scene = await setScene(knownLogarithms);
});
afterAll(() => strike(scene));

/** Every member sends the same request for a ticket each time, holds the keys of `who`, and writes as they do. */
async function viewsOf(orders: readonly number[][], leak?: LeakName): Promise<View[]> {
  const draw = seeded('orders of arrival');
  const views = [];
  for (const who of orders) {
    const arrival = draw.shuffled(who);
    views.push(await play(scene, { who, arrival, seed: 'one', ...(leak && { leak }) }));
  }
  return views;
}

const distinct = (views: readonly View[]) => new Set(views.map(digest)).size;

describe('whoever of four wrote which of four answers, in whatever order they came', () => {
  test('every reply, frame, log line and file at every step is byte for byte the same', async () => {
    const views = await viewsOf(SOME);

    expect(differing(views)).toEqual([]);
    expect(distinct(views)).toBe(1);
    // It was the whole way: they were released.
    expect(views[0]?.get('results')).toContain(VOICES[0]?.text);
  });

  for (const leak of ['rows in order', 'cookie logged'] as const)
    test(`a server with ${leak} is seen through`, async () => {
      expect(distinct(await viewsOf(SOME.slice(0, 3), leak))).toBeGreaterThan(1);
    });
});

/** By the voice that is silent, and how. */
async function silences(leak?: LeakName): Promise<View[]> {
  const views = [];
  for (const does of ['pass', 'nothing'] as const)
    for (const silent of [1, 3]) {
      const voices = [...VOICES.slice(0, 3), { text: '', does }];
      // The voices keep their members' tickets; the fourth voice goes to the silent one.
      const who = [0, 1, 2].toSpliced(silent, 0, 3);
      views.push(
        await play(scene, { voices, who, arrival: who, seed: 'one', ...(leak && { leak }) }),
      );
    }
  return views;
}

/** What is under a key that nobody has is as long as it is. */
const withoutSecrets = (view: View): View =>
  new Map(
    [...view].map(([name, text]) => [
      name,
      /sealed.*pot|released.*pot/.test(name) ? `${text.length}` : text,
    ]),
  );

describe('whoever of four was silent', () => {
  test('and whether a pass came from them, nothing that is kept or said differs', async () => {
    const views = (await silences()).map(withoutSecrets);

    expect(differing(views)).toEqual([]);
    expect(views[0]?.get('results')).toContain(VOICES[0]?.text);
  });

  test('a server with a sequence that every put bumps is seen through', async () => {
    expect(distinct(await silences('sequence bumped'))).toBeGreaterThan(1);
  });
});

test('handing in touches no file, before and after the tick that seals it all the same', async () => {
  const world = await World.open();
  try {
    const circle = await world.circle(await world.founder('Ruth'), [
      'Ana',
      'Bo',
      'Cy',
      'Di',
      'Eli',
    ]);
    const { groupId } = circle;
    const [asker, peer] = circle.members as [Person, Person];
    const meetingId = await world.meeting(circle, circle.everybody);
    const askId = await ask(asker, groupId, meetingId, { mode: 'anonymous', closes: 'in_an_hour' });
    const seat = await NamelessSeat.take(peer, groupId, askId);
    const stamps = () =>
      [...copiesOf(world.folder)].map(([path, bytes]) => ({
        path,
        size: bytes.length,
        at: statSync(join(world.folder, path), { bigint: true }).mtimeNs,
      }));

    const before = stamps();
    expect(await seat.put('answer', anAnonymousAnswer(seat))).toBe(202);

    expect(stamps()).toEqual(before);
  } finally {
    await world.close();
  }
});

test('the attacks of the game see through servers that leak', async () => {
  const rounds = 60;
  const { authorship, participation } = await playGame({
    engine: 'sqlite',
    seed: 'servers that leak',
    rounds,
    games: ['both'],
    leaks: ['rows in order', 'cookie logged', 'sequence bumped'],
    groups: 20,
  });
  const estimate = (tally: typeof authorship, attack: string) =>
    advantage(tally[attack]?.found ?? 0, rounds, 1 / 4);

  expect(estimate(authorship, 'a time beside the mark')).toBeGreaterThanOrEqual(0.8);
  expect(estimate(participation, 'who is named in the log')).toBeGreaterThanOrEqual(0.8);
  expect(estimate(participation, 'sequence of the group')).toBeGreaterThanOrEqual(0.8);
  // Two hundred whole evenings: a busy machine takes its time for them.
}, 180_000);
