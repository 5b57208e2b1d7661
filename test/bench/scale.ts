// What an answer costs with ten groups in the database, and with thousands: on a file, and on a PostgreSQL.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { putAnswer } from '../../src/app/answers.ts';
import type { Deps } from '../../src/app/deps.ts';
import { PutAnswer } from '../../src/contract/answers.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { MIGRATIONS } from '../support/databases.ts';
import {
  actorIn,
  fillFile,
  fillPostgres,
  inGroup,
  type Life,
  liveThrough,
} from '../support/many.ts';
import { askedBy, partsRead } from '../support/plans.ts';
import { type Server, startPostgres } from '../support/postgres.ts';
import { anAnswer, World } from '../support/world.ts';
import { median, rounded } from './measure.ts';

const GROUPS = [10, 1_000, 20_000];
/** The most that an answer may cost in the largest, as a multiple of the smallest. */
const GOAL = 1.3;
/** With the one that warms up, the smallest database has as many answers to give. */
const ROUNDS = 13;
const ANSWERS = 25;
/** A prime that divides none of the numbers of answers there are: whoever is next seems to come in no order. */
const STRIDE = 7_368_787;

/** One database. */
interface Side {
  groups: number;
  store: Store;
  fillS: number;
  mb: number;
  /** Microseconds of the CPU that the database itself has used for it so far, outside this process. */
  serverUs(): Promise<number>;
  given: number;
}

/**
 * Prints one line of JSON for each engine and size: microseconds of CPU per answer, as medians over the rounds, and
 * the median of each round's ratio to the smallest. On a file all of it is in this process. For PostgreSQL `serverUs`
 * is the part of those backends that serve this process; what writes its log and its files behind them is left out.
 *
 * @param options other numbers of groups, ascending
 */
export async function run(options: string[]): Promise<boolean> {
  const sizes = options.length > 0 ? options.map(Number) : GROUPS;
  const world = await World.open();
  try {
    const life = await liveThrough(world);
    const { deps } = world.service;
    const onFiles = await measureFiles(deps, life, sizes);
    const onPostgres = await measurePostgres(deps, life, sizes);
    return onFiles && onPostgres;
  } finally {
    await world.close();
  }
}

async function measureFiles(deps: Deps, life: Life, sizes: readonly number[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'landed-bench-'));
  const sides: Side[] = [];
  try {
    for (const groups of sizes) {
      const file = join(folder, `${groups}.sqlite`);
      const begun = performance.now();
      await fillFile(file, life, groups);
      sides.push({
        groups,
        fillS: secondsSince(begun),
        mb: Math.round(statSync(file).size / 1e6),
        store: await openSqlite({
          file,
          migrations: join(import.meta.dirname, '../../migrations/sqlite'),
        }),
        serverUs: async () => 0,
        given: 0,
      });
    }
    const measured = await compare(deps, life, sides);
    for (const { serverUs: _none, ...of } of measured) print({ engine: 'sqlite', ...of });
    return measured.every(({ ok }) => ok);
  } finally {
    for (const { store } of sides) await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measurePostgres(deps: Deps, life: Life, sizes: readonly number[]): Promise<boolean> {
  // As a server is set up, with a little more memory than its default; nothing is left out of what it promises.
  const server = await startPostgres({
    durable: true,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  });
  const sides: Side[] = [];
  try {
    for (const groups of sizes) {
      const name = `groups_${groups}`;
      await server.run(`create database ${name}`);
      const url = server.url(name);
      const begun = performance.now();
      await fillPostgres(url, life, groups);
      const fillS = secondsSince(begun);
      const [size] = await server.run(`select pg_database_size('${name}') / 1000000 as mb`);
      const store = await openPostgres({ url, migrations: MIGRATIONS });
      const serverUs = () => backendsUs(server, name);
      sides.push({ groups, fillS, mb: Number(size?.['mb']), store, serverUs, given: 0 });
    }
    await server.run('checkpoint');
    const measured = await compare(deps, life, sides);
    const ok: boolean[] = [];
    for (const [i, of] of measured.entries()) {
      const read = await partsRead(
        server.url(`groups_${of.groups}`),
        await askedBy(() => answerSome(deps, life, sides[i]!, 1)),
      );
      const parts = Math.max(...read.map(({ parts }) => parts));
      ok.push(of.ok && parts === 1);
      print({ engine: 'postgres', ...of, parts, ok: of.ok && parts === 1 });
    }
    return ok.every(Boolean);
  } finally {
    for (const { store } of sides) await store.close();
    await server.stop();
  }
}

/** What this machine spent on the backends of a database: the first number is nanoseconds. Linux alone counts so. */
async function backendsUs(server: Server, database: string): Promise<number> {
  const rows = await server.run(
    `select pid from pg_stat_activity where datname = '${database}' and application_name = 'landed'`,
  );
  const ns = rows.map(({ pid }) => readFileSync(`/proc/${Number(pid)}/schedstat`, 'utf8'));
  return ns.reduce((sum, text) => sum + Number.parseInt(text, 10), 0) / 1000;
}

async function compare(deps: Deps, life: Life, sides: readonly Side[]) {
  // The first of each compiles the code, and fills what remembers plans.
  for (const side of sides) await answerSome(deps, life, side, ANSWERS);
  const rounds: Map<Side, { us: number; serverUs: number }>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever goes first finds colder caches: they take turns.
    const turns = sides.map((_, i) => sides[(i + round) % sides.length]!);
    const costs = new Map<Side, { us: number; serverUs: number }>();
    for (const side of turns) {
      const serverBefore = await side.serverUs();
      const before = process.cpuUsage();
      await answerSome(deps, life, side, ANSWERS);
      const { user, system } = process.cpuUsage(before);
      const serverUs = ((await side.serverUs()) - serverBefore) / ANSWERS;
      costs.set(side, { us: (user + system) / ANSWERS + serverUs, serverUs });
    }
    rounds.push(costs);
  }
  const of = (side: Side) => rounds.map((costs) => costs.get(side)!);
  const smallest = of(sides[0]!);
  return sides.map((side) => {
    const { groups, fillS, mb } = side;
    const costs = of(side);
    const ratio = rounded(median(costs.map(({ us }, i) => us / smallest[i]!.us)));
    return {
      groups,
      fillS,
      mb,
      us: Math.round(median(costs.map(({ us }) => us))),
      serverUs: Math.round(median(costs.map(({ serverUs }) => serverUs))),
      ratio,
      ok: ratio <= GOAL,
    };
  });
}

/** Gives the next answers, one after the other, in groups all over the database. */
async function answerSome(deps: Deps, life: Life, side: Side, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const at = (side.given * STRIDE) % (side.groups * life.due.length);
    side.given += 1;
    const number = at % side.groups;
    const { accountId, askId } = life.due[Math.floor(at / side.groups)]!;
    await putAnswer(
      { ...deps, store: side.store },
      actorIn(number, accountId),
      inGroup(number, life.groupId),
      inGroup(number, askId),
      PutAnswer.parse(anAnswer()),
    );
  }
}

const secondsSince = (begun: number) => Math.round((performance.now() - begun) / 100) / 10;

const print = (measured: object) => console.log(JSON.stringify({ bench: 'scale', ...measured }));
