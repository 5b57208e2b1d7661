// What looking back costs a member of ten years, beside two hundred other groups and alone in the database.

import { LOOKS, prepareYears } from '../growth/looks.ts';
import { World } from '../support/world.ts';
import { interleaved, median, rounded } from './measure.ts';

const YEARS = 10;
const GROUPS = 200;
/** The most that the other groups may make it take longer. */
const GOAL = 1.3;
const ROUNDS = 41;
/** The shortest that is measured at once, ms: one look alone may take less than the clock can tell. */
const ROUND_MS = 15;

/**
 * Prints one line of JSON: for each look the server's milliseconds beside the other groups and alone, as medians over
 * the rounds, and the median of the ratios of neighbouring rounds.
 */
export async function run(): Promise<boolean> {
  const begun = performance.now();
  const beside = await prepareYears({ years: YEARS, others: GROUPS });
  const alone = await prepareYears({ years: YEARS, others: 0 });
  const preparedS = Math.round((performance.now() - begun) / 100) / 10;
  const worlds = {
    beside: await World.open({}, beside.dataFolder),
    alone: await World.open({}, alone.dataFolder),
  };
  try {
    const looks: Record<string, { ms: number; aloneMs: number; ratio: number }> = {};
    for (const [name, take] of Object.entries(LOOKS)) {
      const ours = () => take(worlds.beside.service.deps, beside.years);
      const theirs = () => take(worlds.alone.service.deps, alone.years);
      looks[name] = await compare(ours, theirs);
    }
    const ok = Object.values(looks).every(({ ratio }) => ratio <= GOAL);
    console.log(JSON.stringify({ bench: 'growth', preparedS, looks, ok }));
    return ok;
  } finally {
    for (const world of Object.values(worlds)) await world.close();
  }
}

type Look = () => Promise<unknown>;

async function compare(ours: Look, theirs: Look) {
  // The first compiles the code, and says how many make a round.
  await ours();
  const once = await timed(theirs, 3);
  const times = Math.max(1, Math.ceil(ROUND_MS / once));
  const pairs = await interleaved(
    ROUNDS,
    () => timed(ours, times),
    () => timed(theirs, times),
  );
  return {
    ms: rounded(median(pairs.map(({ ours }) => ours))),
    aloneMs: rounded(median(pairs.map(({ theirs }) => theirs))),
    ratio: rounded(median(pairs.map(({ ours, theirs }) => ours / theirs))),
  };
}

/** Milliseconds of one. */
async function timed(look: Look, times: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < times; i += 1) await look();
  return (performance.now() - begun) / times;
}
