// What an answer costs with ten groups in the database, and with thousands: on a file, and on a PostgreSQL.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as app from '../../src/app/answers.ts';
import type { Deps } from '../../src/app/deps.ts';
import { PutAnswer, putAnswer } from '../../src/contract/answers.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { MIGRATIONS } from '../support/databases.ts';
import {
  actorIn,
  cookieIn,
  fillFile,
  fillPostgres,
  inGroup,
  type Life,
  liveThrough,
} from '../support/many.ts';
import { askedBy, partsRead } from '../support/plans.ts';
import { type Server, startPostgres } from '../support/postgres.ts';
import { anAnswer, World } from '../support/world.ts';
import { startChild } from './child.ts';
import { median, rounded } from './measure.ts';
import { bytesOf, type Connection, openConnection } from './requests.ts';

const GROUPS = [10, 1_000, 20_000];
/** The most that an answer may cost in the largest, as a multiple of the smallest. */
const GOAL = 1.3;
const ROUNDS = 13;
/** In the smallest database 350 can be given. */
const ANSWERS = 25;
/**
 * Answers before anything is measured, because a service runs for weeks: until the code is compiled, and until the
 * connections know the memory of their database, which each page of it costs them once.
 */
const WARM_UP = 2_000;
/** A prime that divides none of the numbers of answers there are: whoever is next seems to come in no order. */
const STRIDE = 7_368_787;

/** Where a service keeps its data. */
export interface Place {
  dataFolder: string;
  databaseUrl: string | null;
}

/** A database that has been filled. */
interface Filled extends Place {
  groups: number;
  fillS: number;
  mb: number;
  /** Microseconds of the CPU that the database itself has used so far for whoever is connected. */
  serverUs(): Promise<number>;
}

/** The same with a service on it. */
interface Side extends Filled {
  url: string;
  connection: Connection;
  given: number;
}

/**
 * Prints one line of JSON for each engine and size: microseconds of CPU that an answer costs the service, from the
 * bytes of the request to those of the reply, as medians over the rounds, and the median of each round's ratio to the
 * smallest. On a file all of it is in the service's process. For PostgreSQL `serverUs` is the part of those backends
 * that serve it; what writes its log and its files behind them is left out.
 *
 * @param options other numbers of groups, ascending
 */
export async function run(options: string[]): Promise<boolean> {
  const sizes = options.length > 0 ? options.map(Number) : GROUPS;
  const folder = mkdtempSync(join(tmpdir(), 'landed-bench-'));
  const world = await World.open();
  try {
    const life = await liveThrough(world);
    const onFiles = await measureFiles(folder, life, sizes);
    const onPostgres = await measurePostgres(folder, world.service.deps, life, sizes);
    return onFiles && onPostgres;
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureFiles(
  folder: string,
  life: Life,
  sizes: readonly number[],
): Promise<boolean> {
  const filled: Filled[] = [];
  for (const groups of sizes) {
    const dataFolder = mkdtempSync(join(folder, 'file-'));
    const file = join(dataFolder, 'landed.sqlite');
    const begun = performance.now();
    await fillFile(file, life, groups);
    const fillS = secondsSince(begun);
    const mb = Math.round(statSync(file).size / 1e6);
    filled.push({ groups, fillS, mb, dataFolder, databaseUrl: null, serverUs: async () => 0 });
  }
  const measured = await compare(life, filled);
  for (const { serverUs: _none, ...of } of measured) print({ engine: 'sqlite', ...of });
  return measured.every(({ ok }) => ok);
}

async function measurePostgres(
  folder: string,
  deps: Deps,
  life: Life,
  sizes: readonly number[],
): Promise<boolean> {
  // As a server is set up; nothing is left out of what it promises.
  const server = await startPostgres({
    durable: true,
    settings: { shared_buffers: '128MB', max_wal_size: '4GB' },
  });
  try {
    const filled: Filled[] = [];
    for (const groups of sizes) {
      const name = `groups_${groups}`;
      await server.run(`create database ${name}`);
      const databaseUrl = server.url(name);
      const begun = performance.now();
      await fillPostgres(databaseUrl, life, groups);
      const fillS = secondsSince(begun);
      const [size] = await server.run(`select pg_database_size('${name}') / 1000000 as mb`);
      filled.push({
        groups,
        fillS,
        mb: Number(size?.['mb']),
        dataFolder: mkdtempSync(join(folder, 'beside-')),
        databaseUrl,
        serverUs: () => backendsUs(server, name),
      });
    }
    await server.run('checkpoint');
    const measured = await compare(life, filled);
    const ok: boolean[] = [];
    for (const [i, of] of measured.entries()) {
      const { databaseUrl: url, groups } = filled[i]!;
      const parts = await mostParts(deps, life, url ?? '', groups);
      ok.push(of.ok && parts === 1);
      print({ engine: 'postgres', ...of, parts, ok: of.ok && parts === 1 });
    }
    return ok.every(Boolean);
  } finally {
    await server.stop();
  }
}

/** Of how many parts of a table an answer reads, at most. */
async function mostParts(deps: Deps, life: Life, url: string, groups: number): Promise<number> {
  const store = await openPostgres({ url, migrations: MIGRATIONS });
  try {
    const { number, accountId, askId } = dueAt(life, groups, lastOf(life, groups));
    const asked = await askedBy(() =>
      app.putAnswer(
        { ...deps, store },
        actorIn(number, accountId),
        inGroup(number, life.groupId),
        inGroup(number, askId),
        PutAnswer.parse(anAnswer()),
      ),
    );
    return Math.max(...(await partsRead(url, asked)).map(({ parts }) => parts));
  } finally {
    await store.close();
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

async function compare(life: Life, filled: readonly Filled[]) {
  const places = filled.map(({ dataFolder, databaseUrl }): Place => ({ dataFolder, databaseUrl }));
  const child = await startChild<string[]>(join(import.meta.dirname, 'scale-server.ts'), [
    JSON.stringify(places),
  ]);
  const sides = await Promise.all(
    filled.map(async (one, i): Promise<Side> => {
      const url = child.ready[i]!;
      return { ...one, url, connection: await openConnection(url), given: 0 };
    }),
  );
  const serviceUs = () => child.ask<number>('cpu');

  for (const side of sides) await warmUp(life, side);
  const rounds: Map<Side, { us: number; serverUs: number }>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Whoever goes first finds colder caches: they take turns.
    const turns = sides.map((_, i) => sides[(i + round) % sides.length]!);
    const costs = new Map<Side, { us: number; serverUs: number }>();
    for (const side of turns) {
      const serverBefore = await side.serverUs();
      const before = await serviceUs();
      for (let i = 0; i < ANSWERS; i += 1) await give(life, side, side.given++);
      const us = (await serviceUs()) - before;
      const serverUs = ((await side.serverUs()) - serverBefore) / ANSWERS;
      costs.set(side, { us: us / ANSWERS + serverUs, serverUs });
    }
    rounds.push(costs);
  }
  for (const { connection } of sides) connection.close();
  await child.stop();

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

/** Gives answers that are not measured, and where they come to an end, changes them. */
async function warmUp(life: Life, side: Side): Promise<void> {
  const measured = ROUNDS * ANSWERS;
  const others = lastOf(life, side.groups) - measured;
  for (let i = 0; i < WARM_UP; i += 1)
    await give(life, side, measured + (i % others), Math.floor(i / others));
}

/**
 * Gives an answer.
 *
 * @param at which of all that are due
 * @param version which it replaces; 0 for none
 */
async function give(life: Life, { groups, url, connection }: Side, at: number, version = 0) {
  const { number, accountId, askId } = dueAt(life, groups, at);
  const input = {
    params: { groupId: inGroup(number, life.groupId), askId: inGroup(number, askId) },
    body: anAnswer({ replaces: version || null }),
  };
  const cookie = cookieIn(life, number, accountId);
  await connection.send(bytesOf(putAnswer, input, { host: new URL(url).host, cookie }));
}

/** The last one is nobody's: whoever looks at the plans gives it. */
const lastOf = (life: Life, groups: number) => groups * life.due.length - 1;

/** The answers that can be given, in groups all over the database. */
function dueAt(life: Life, groups: number, at: number) {
  const place = (at * STRIDE) % (groups * life.due.length);
  return { number: place % groups, ...life.due[Math.floor(place / groups)]! };
}

const secondsSince = (begun: number) => Math.round((performance.now() - begun) / 100) / 10;

const print = (measured: object) => console.log(JSON.stringify({ bench: 'scale', ...measured }));
