// Plays, lets every registered attack accuse somebody, and counts how often it was right.
import { type Attack, AUTHORSHIP, finds, PARTICIPATION } from './attacks.ts';
import { type Game, playRounds, type Rounds } from './rounds.ts';
import { seeded } from './seeded.ts';

/** How often each attack was right, of how many rounds. */
export type Tally = Record<string, { found: number; rounds: number }>;

export async function playGame(
  options: Omit<Rounds, 'onRound'>,
): Promise<Record<Exclude<Game, 'both'>, Tally>> {
  const tally = { authorship: {} as Tally, participation: {} as Tally };
  const dice = seeded(`${options.seed}: among equals`);
  const below = (end: number) => dice.below(end);
  await playRounds({
    ...options,
    onRound(game, evidence, { author, silent }) {
      const count = (into: Tally, attacks: Record<string, Attack>, wanted: number) => {
        for (const [name, attack] of Object.entries(attacks)) {
          const counted = (into[name] ??= { found: 0, rounds: 0 });
          counted.rounds += 1;
          if (finds(attack, evidence, wanted, below)) counted.found += 1;
        }
      };
      if (game !== 'participation') count(tally.authorship, AUTHORSHIP, author);
      if (silent !== null) count(tally.participation, PARTICIPATION, silent);
    },
  });
  return tally;
}
