// npm run linkage [-- --engine postgres --rounds N --seed TEXT]: can somebody who has the files, the backups, the log and
// every member's eyes, but not the key of the pot, tell who wrote what, or who was silent? On a file, or on a PostgreSQL
// of its own. Prints one line of JSON: for each attack how much better than chance it was, on the service and on servers
// that leak. Ends with 1 when a limit is broken.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { rounded } from '../bench/measure.ts';
import { advantage } from './attacks.ts';
import { playGame, type Tally } from './game.ts';
import { type Engine, ENGINES } from './ground.ts';
import type { LeakName } from './leaks.ts';
import { CANDIDATES, type Game } from './rounds.ts';

/** With 2,000 rounds chance alone stays within 0.06 for all attacks together, but for one run in a thousand. */
const ROUNDS = 2000;
const HIGHEST = 0.06;
/** An attack that does not see through a server that leaks is blind. */
const LEAKY_ROUNDS = 200;
const LEAKY_LOWEST = 0.8;
const GROUPS = 50;

/** Each leak, and the attack that must see through it. */
const CONTROLS = {
  'rows in order': { game: 'authorship', attack: 'a time beside the mark' },
  'bytes in order': { game: 'authorship', attack: 'byte order in other files' },
  'cookie logged': { game: 'participation', attack: 'who is named in the log' },
  'sequence bumped': { game: 'participation', attack: 'sequence of the group' },
} as const satisfies Record<LeakName, { game: Game; attack: string }>;

interface Part {
  engine: Engine;
  seed: string;
  rounds: number;
  games: Game[];
  leaks: LeakName[];
}
type Tallies = Awaited<ReturnType<typeof playGame>>;

if (process.send) {
  process.once('message', (part: Part) => {
    void playGame({ ...part, groups: GROUPS }).then((tallies) => process.send?.(tallies));
  });
} else {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: String(ROUNDS) },
      seed: { type: 'string', default: 'linkage' },
      engine: { type: 'string', default: 'sqlite' },
    },
  });
  const engine = ENGINES.find((one) => one === values.engine);
  if (!engine) throw new Error(`There is no engine ${values.engine}: ${ENGINES.join(', ')}.`);
  process.exitCode = (await whole(engine, Number(values.rounds), values.seed)) ? 0 : 1;
}

async function whole(engine: Engine, rounds: number, seed: string): Promise<boolean> {
  const begun = performance.now();
  const workers = Math.min(2, availableParallelism());
  const product: Part[] = Array.from({ length: workers }, (_, at) => ({
    engine,
    seed: `${seed} ${at}`,
    rounds: Math.ceil((2 * rounds) / workers),
    games: ['authorship', 'participation'],
    leaks: [],
  }));
  const leaky: [LeakName, Part][] = (Object.keys(CONTROLS) as LeakName[]).map((leak) => [
    leak,
    { engine, seed, rounds: LEAKY_ROUNDS, games: [CONTROLS[leak].game], leaks: [leak] },
  ]);

  const played = await Promise.all(product.map(inAProcess));
  const estimates = {
    authorship: estimatesOf(played.map((one) => one.authorship)),
    participation: estimatesOf(played.map((one) => one.participation)),
  };
  const controls: Record<string, number | undefined> = {};
  for (let at = 0; at < leaky.length; at += workers)
    await Promise.all(
      leaky.slice(at, at + workers).map(async ([leak, part]) => {
        const { game, attack } = CONTROLS[leak];
        controls[leak] = estimatesOf([(await inAProcess(part))[game]])[attack];
      }),
    );

  const all = Object.values(estimates).flatMap((of) => Object.values(of));
  const worst = Math.max(...all.map(Math.abs));
  const least = Math.min(...leaky.map(([leak]) => controls[leak] ?? 0));
  const ok = worst <= HIGHEST && least >= LEAKY_LOWEST;
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    JSON.stringify({
      linkage: 'v1',
      engine,
      seed,
      rounds,
      ...estimates,
      controls,
      worst,
      seconds,
      ok,
    }),
  );
  return ok;
}

async function inAProcess(part: Part): Promise<Tallies> {
  const child = fork(import.meta.filename);
  child.send(part);
  const [tallies] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`a process that plays ended with ${code}`);
    }),
  ])) as [Tallies];
  child.disconnect();
  return tallies;
}

function estimatesOf(tallies: readonly Tally[]): Record<string, number> {
  const names = Object.keys(tallies[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const sum = (key: 'found' | 'rounds') =>
        tallies.reduce((total, tally) => total + (tally[name]?.[key] ?? 0), 0);
      return [name, rounded(advantage(sum('found'), sum('rounds'), 1 / CANDIDATES))];
    }),
  );
}
