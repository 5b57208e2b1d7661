// Two authors exchanged: with devices that draw their own randomness, nothing is left that would tell the two evenings
// apart but that randomness.
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { getAsk } from '../../src/contract/asks.ts';
import { getJournal } from '../../src/contract/journal.ts';
import type { PartId } from '../../src/contract/primitives.ts';
import { hidePart, keepPart, reactToPart, reportPart } from '../../src/contract/parts.ts';
import { closeReport, listReports } from '../../src/contract/reports.ts';
import { getResults } from '../../src/contract/results.ts';
import { play, type Scene, setScene, type Stage, strike, VOICES } from './play.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene(null);
});
afterAll(() => strike(scene));

/** Everything that can be done with what was released, and everything that is left in the end. */
async function after(
  stage: Stage,
  names: Map<string, string>,
  rows: [string, unknown][],
): Promise<void> {
  const { leader, asker, peers, seats, groupId, askId, see, tick, folder } = stage;
  const params = { groupId, askId };
  const ids = VOICES.map(({ text }, voice) => {
    const id = seats[voice]?.parts[0];
    if (!id) throw new Error('an answer has no part');
    names.set(id, `the part that says "${text}"`);
    return id;
  }) as [PartId, PartId, PartId, PartId];
  const of = (at: number) => ({ params: { ...params, partId: ids[at]! } });

  await see('reaction', asker, reactToPart, { ...of(0), body: { reactions: ['thank'] } });
  await see('entry', asker, keepPart, of(1));
  await see('hiding', asker, hidePart, { ...of(1), body: { hidden: true } });
  await see('report', asker, reportPart, { ...of(0), body: { reason: 'hurtful' } });
  const { reports } = (await see('reports', leader, listReports, { params: { groupId } })) as {
    reports: { id: string }[];
  };
  const reportId = reports[0]?.id as never;
  const closing = { params: { groupId, reportId }, body: { outcome: 'removed' as const } };
  await see('closing of the report', leader, closeReport, closing);
  expect(await seats[1]?.takeBack(0)).toBe(202);
  await tick();
  for (const [at, peer] of peers.entries())
    await see(`ask of member ${at}`, peer, getAsk, { params });
  await see('results', asker, getResults, { params });
  await see('journal', asker, getJournal, { params: { groupId }, query: {} });
  await see('reports, closed', leader, listReports, { params: { groupId } });

  const db = new Database(join(folder, 'landed.sqlite'), { readonly: true });
  const tables = db
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table' order by 1`)
    .all();
  for (const { name } of tables)
    for (const row of db.prepare(`select * from "${name}"`).all()) rows.push([name, row]);
  db.close();
}

/** An evening in which member `i` is the author of voice `who[i]`; each looks at the ask and hands in right after. */
async function evening(who: readonly number[]): Promise<string[]> {
  const names = new Map<string, string>();
  const rows: [string, unknown][] = [];
  const view = await play(scene, {
    who,
    arrival: who,
    seed: null,
    after: (stage) => after(stage, names, rows),
  });
  const known = JSON.stringify(scene);
  // Parts are called by what they say; what else is drawn at random is called all the same.
  const named = (text: string) =>
    text
      .replace(ID, (id) => (known.includes(id) ? id : (names.get(id) ?? 'an id')))
      .replace(BYTES, (bytes) => (known.includes(bytes) ? bytes : 'bytes'));
  const tidy = (value: unknown): unknown => {
    if (Array.isArray(value)) return inNoOrder(value.map(tidy));
    if (typeof value === 'string')
      return /^[[{]/.test(value) ? tidy(JSON.parse(value)) : named(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, tidy(of)]));
  };
  const seen = [...view].filter(([name]) => !name.includes(': ') && name !== 'log');
  return [
    ...seen.map(([name, text]) => `${name} ${JSON.stringify(tidy(text))}`),
    ...rows.map(([table, row]) => `row of ${table} ${JSON.stringify(tidy(row))}`),
    `log ${view.get('log')}`,
  ].sort();
}

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What is as long as a key, a proof or a ticket. */
const BYTES = /[\w-]{86}|[\w-]{43}/g;

/** Parts stand in the order of their ids, which are random. */
const inNoOrder = (list: unknown[]) =>
  list.every((one) => typeof one === 'object' && one !== null && 'state' in one)
    ? list.map((one) => JSON.stringify(one)).sort()
    : list;

test('two authors exchanged leave the same replies, frames, log, reports and rows', async () => {
  const one = await evening([0, 1, 2, 3]);
  const other = await evening([1, 0, 2, 3]);
  const third = await evening([3, 0, 1, 2]);

  expect(other).toEqual(one);
  expect(third).toEqual(one);
  // Everything was done, and there is something to be seen.
  expect(one.filter((line) => / \[(4|5)\d\d,/.test(line))).toEqual([]);
  expect(one.filter((line) => line.startsWith('row of parts '))).toHaveLength(VOICES.length);
});
