import { rmSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';

import { hearing } from '../support/heard.ts';
import { World } from '../support/world.ts';
import { LOOKS, prepareYears } from './looks.ts';

interface Plan {
  look: string;
  sql: string;
  steps: string[];
}

let plans: Plan[];

beforeAll(async () => {
  const { dataFolder, years } = await prepareYears({ years: 1, others: 0 });
  const asked: Pick<Plan, 'look' | 'sql'>[] = [];
  let look: string | null = null;
  await hearing(
    ({ sql, reading }) => void (reading && look && asked.push({ look, sql })),
    async () => {
      const world = await World.open({}, dataFolder);
      for (const [name, take] of Object.entries(LOOKS)) {
        look = name;
        await take(world.service.deps, years);
      }
      look = null;
      await world.service.stop();
    },
  );
  const database = new Database(join(dataFolder, 'landed.sqlite'), { readonly: true });
  plans = asked.map((one) => ({ ...one, steps: planOf(database, one.sql) }));
  database.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** How the engine goes about a statement, step by step; which values it is given makes no difference. */
function planOf(database: Database.Database, sql: string): string[] {
  const values = Array.from(sql.matchAll(/\?/g), () => null);
  const rows = database.prepare(`explain query plan ${sql}`).all(...values);
  return (rows as { detail: string }[]).map(({ detail }) => detail);
}

const stepsOf = (plan: Plan, step: RegExp) =>
  plan.steps.filter((one) => step.test(one)).map((one) => `${plan.look}: ${one} (${plan.sql})`);

test('each look asks the database something', () => {
  expect(new Set(plans.map(({ look }) => look))).toEqual(new Set(Object.keys(LOOKS)));
  expect(plans.every(({ steps }) => steps.length > 0)).toBe(true);
});

test('nothing that a member looks back on is searched for among other groups', () => {
  const found = plans.flatMap((plan) => stepsOf(plan, /^S(CAN|EARCH)/));

  expect(found.length).toBeGreaterThanOrEqual(plans.length);
  expect(
    found.filter((step) => !/SEARCH \w+ USING .*INDEX \w+ \((group_id|id)=\?/.test(step)),
  ).toEqual([]);
});

test('nothing that a member looks back on is sorted anew', () => {
  expect(plans.flatMap((plan) => stepsOf(plan, /TEMP B-TREE/))).toEqual([]);
});
