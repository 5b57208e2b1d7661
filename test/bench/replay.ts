// What a use case says to the database, and the same said again with nothing around it.
import { join } from 'node:path';

import type Database from 'better-sqlite3';

import { openWriter } from '../../src/store/client.ts';
import { hearing, type Said } from '../support/heard.ts';

/** The statements of one use case with their values, in order. */
export type Tape = readonly Said[];

const migrations = join(import.meta.dirname, '../../migrations/sqlite');
/** Tapes in one transaction: as many as the store puts into one. */
export const BATCH = 256;

/**
 * Runs the work for one item after the other and writes down what each tells the one that writes: so the bare side
 * says the same when the use case has changed. Only connections opened inside `around` are heard.
 */
export async function record<Item>(
  items: readonly Item[],
  around: (all: (work: (item: Item) => Promise<unknown>) => Promise<void>) => Promise<void>,
): Promise<Tape[]> {
  const tapes: Tape[] = [];
  let present: Said[] = [];
  // Jobs and listeners read beside it.
  const hear = (said: Said) => void (said.reading || present.push(said));
  await hearing(hear, () =>
    around(async (work) => {
      for (const item of items) {
        present = [];
        await work(item);
        tapes.push(present.filter(({ sql }) => !FRAME.test(sql)));
      }
    }),
  );
  return tapes;
}

const FRAME = /^(begin|commit|rollback|savepoint|release)\b/;

/** A file of the same kind and state, to say the same to. */
export async function openReplay(file: string) {
  const writer = await openWriter(file, migrations);
  const known = new Map<string, Database.Statement>();
  const statementOf = ({ sql, raw }: Said) => {
    const key = `${raw} ${sql}`;
    const found = known.get(key);
    if (found) return found;
    const made = raw ? writer.prepare(sql).raw() : writer.prepare(sql);
    known.set(key, made);
    return made;
  };
  const begin = writer.prepare('begin immediate');
  const commit = writer.prepare('commit');

  return {
    /** @returns tapes a second */
    round(tapes: readonly Tape[]): number {
      // Looked up beforehand: what is left is what the engine and the disk can do.
      const ready = tapes.map((tape) =>
        tape.map((said) => ({ statement: statementOf(said), how: said.how, values: said.values })),
      );
      const begun = performance.now();
      for (let i = 0; i < ready.length; i += BATCH) {
        begin.run();
        for (const tape of ready.slice(i, i + BATCH))
          for (const { statement, how, values } of tape) statement[how](...values);
        commit.run();
      }
      return tapes.length / ((performance.now() - begun) / 1000);
    },
    close: () => void writer.close(),
  };
}
