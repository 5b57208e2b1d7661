// How many answers a second are safely on the disk: the use case against its bare SQL; and the whole service over HTTP,
// with everybody listening, against the same HTTP server and hub around a log in memory.
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as app from '../../src/app/answers.ts';
import { putAnswer } from '../../src/contract/answers.ts';
import { World } from '../support/world.ts';
import type { ServerKind } from './answers-server.ts';
import { startChild } from './child.ts';
import { copyOf, type DueAnswer, type Evening, prepareEvening, remove } from './evening.ts';
import { inFlight, interleaved, median, rounded } from './measure.ts';
import { BATCH, openReplay, record } from './replay.ts';
import { bytesOf, listenAll, openConnection } from './requests.ts';

/** The least, as parts of what the other side does. */
const GOALS = { inProcess: 0.5, http: 0.25 };
const GROUPS = 200;
const IN_FLIGHT = 64;
/** Many short ones: what else the machine does comes and goes in seconds. */
const ROUNDS = 13;
/** An answer is told to its asker and to its author's own device. */
const TOLD = 2;

/**
 * Prints one line of JSON with answers a second as medians over the rounds, and the medians of the ratios of
 * neighbouring rounds; for HTTP also microseconds of the server process per answer.
 */
export async function run(): Promise<boolean> {
  const evening = await prepareEvening(GROUPS);
  try {
    const inProcess = await measureInProcess(evening);
    const http = await measureHttp(evening);
    const ok = inProcess.ratio >= GOALS.inProcess && http.ratio >= GOALS.http;
    console.log(JSON.stringify({ bench: 'answers', inProcess, http, ok }));
    return ok;
  } finally {
    remove(evening.dataFolder);
  }
}

async function measureInProcess({ dataFolder, answers }: Evening) {
  const tapes = await record(answers, async (all) => {
    const world = await World.open({}, copyOf(dataFolder));
    await all((due) => put(world, due));
    await world.close();
  });

  const world = await World.open({}, copyOf(dataFolder));
  const bareFolder = copyOf(dataFolder);
  const bare = await openReplay(join(bareFolder, 'landed.sqlite'));
  const [due, said] = [inRounds(answers), inRounds(tapes)];
  const ours = async () => {
    const some = due();
    const begun = performance.now();
    await inFlight(IN_FLIGHT, some, (one) => put(world, one));
    return some.length / ((performance.now() - begun) / 1000);
  };
  const theirs = async () => bare.round(said());
  // The first of each compiles the code.
  await ours();
  await theirs();
  const pairs = await interleaved(ROUNDS, ours, theirs);
  bare.close();
  remove(bareFolder);
  await world.close();
  return {
    perSecond: Math.round(median(pairs.map(({ ours }) => ours))),
    bareSqlPerSecond: Math.round(median(pairs.map(({ theirs }) => theirs))),
    ratio: rounded(median(pairs.map(({ ours, theirs }) => ours / theirs))),
  };
}

const put = (world: World, { by, groupId, askId, input }: DueAnswer) =>
  app.putAnswer(world.service.deps, by.actor, groupId, askId, input);

/** The next of them at each call: one for each round, and one to warm up. */
function inRounds<Item>(items: readonly Item[]): () => Item[] {
  const size = Math.floor(items.length / (ROUNDS + 1) / BATCH) * BATCH;
  let at = 0;
  return () => items.slice(at, (at += size));
}

async function measureHttp(evening: Evening) {
  writeFileSync(join(evening.dataFolder, 'evening.json'), JSON.stringify(evening));
  const service = await start('service', evening);
  const memory = await start('memory', evening);
  // The first of each compiles the code.
  await service.round();
  await memory.round();
  const pairs = await interleaved(
    ROUNDS,
    () => service.round(),
    () => memory.round(),
  );
  await service.stop();
  await memory.stop();
  return {
    perSecond: Math.round(median(pairs.map(({ ours }) => ours.perSecond))),
    memoryPerSecond: Math.round(median(pairs.map(({ theirs }) => theirs.perSecond))),
    ratio: rounded(median(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond))),
    us: Math.round(median(pairs.map(({ ours }) => ours.us))),
    memoryUs: Math.round(median(pairs.map(({ theirs }) => theirs.us))),
  };
}

/** Starts a server on a copy of the evening, and connects everybody. */
async function start(kind: ServerKind, { dataFolder, devices, answers }: Evening) {
  const folder = copyOf(dataFolder);
  const file = join(import.meta.dirname, 'answers-server.ts');
  const child = await startChild<string>(file, [kind, folder]);
  const url = child.ready;
  const { host } = new URL(url);

  let heard = 0;
  let expected = Infinity;
  const deliveries = new EventEmitter();
  const sockets = await listenAll(url, devices, () => {
    heard += 1;
    if (heard === expected) deliveries.emit('all');
  });
  const connections = await Promise.all(
    Array.from({ length: IN_FLIGHT }, () => openConnection(url)),
  );
  const due = inRounds(answers);
  const cpu = () => child.ask<number>('cpu');

  return {
    /** Gives the next answers; settles when all are acknowledged and everybody has heard. */
    async round() {
      const requests = due().map(({ groupId, askId, input, by: { cookie } }) =>
        bytesOf(putAnswer, { params: { groupId, askId }, body: input }, { host, cookie }),
      );
      heard = 0;
      expected = requests.length * TOLD;
      const all = once(deliveries, 'all');
      const before = await cpu();
      const begun = performance.now();
      await inFlight(IN_FLIGHT, requests, (request, lane) => connections[lane]!.send(request));
      await all;
      const seconds = (performance.now() - begun) / 1000;
      return {
        perSecond: requests.length / seconds,
        us: ((await cpu()) - before) / requests.length,
      };
    },
    async stop() {
      for (const socket of sockets) socket.terminate();
      for (const connection of connections) connection.close();
      await child.stop();
      remove(folder);
    },
  };
}
