// What a page costs whoever opens it for the first time, on a phone four times as slow as this machine.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { type Browser, chromium, type Page } from '@playwright/test';

import { closeAsk } from '../../src/contract/asks.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { endMeeting, openMeeting, rehearse, takeSeat } from '../../src/contract/meetings.ts';
import { openAnswers, shareResults } from '../../src/contract/results.ts';
import { beginReview } from '../../src/contract/reviews.ts';
import { load } from '../browser/loading.ts';
import { sixEvenings } from '../browser/looking-back.ts';
import { chromiumOptions } from '../support/chromium.ts';
import { answer, ask, type Person, World } from '../support/world.ts';
import { median } from './measure.ts';

/** The longest that the page may keep whoever taps waiting, ms. */
const LONGEST_TASK = 200;
const SLOWER = 4;
/** Loads of each page; of the answer sheet more, because its time is told. */
const LOADS = 3;
const ANSWER_LOADS = 7;
const ANSWER = 'groups/[group]/asks/[ask]/answer';

interface Visit {
  /** The whole address. */
  url: string;
  by: Person | null;
}

/**
 * Prints a line for each route: kB (1000 bytes) of the first load as compressed by the service, and ms of the longest
 * task, the median of some loads. Then one line of JSON with the same, and with how long after the tap on its link the
 * answer sheet takes the first feeling.
 */
export async function run(): Promise<boolean> {
  const tonight = await World.open();
  const later = await World.open();
  const browser = await chromium.launch(await chromiumOptions());
  try {
    const routes: Record<string, { javascriptKb: number; kb: number; longestTaskMs: number }> = {};
    let interactiveMs = Number.NaN;
    const visits = {
      ...(await inAnEvening(tonight)),
      ...(await afterSixEvenings(later)),
    };
    requireAll(visits);
    for (const [route, visit] of Object.entries(visits)) {
      const [times, script] =
        route === ANSWER ? [ANSWER_LOADS, WATCH_TASKS + TAP] : [LOADS, WATCH_TASKS];
      const loads = [];
      for (let i = 0; i < times; i += 1) loads.push(await firstLoad(browser, visit, script));
      const [{ javascript, all } = { javascript: 0, all: 0 }] = loads;
      const longestTaskMs = Math.round(median(loads.map(({ longestTask }) => longestTask)));
      routes[route] = { javascriptKb: kb(javascript), kb: kb(all), longestTaskMs };
      console.log(
        `/${route}: ${kb(javascript)} kB of JavaScript, ${kb(all)} kB in all, longest task ${longestTaskMs} ms`,
      );
      if (route === ANSWER)
        interactiveMs = Math.round(
          median(loads.map(({ interactive }) => interactive ?? Number.NaN)),
        );
    }
    const longTasks = Object.values(routes).filter(
      (one) => one.longestTaskMs > LONGEST_TASK,
    ).length;
    const ok = longTasks === 0;
    console.log(
      JSON.stringify({ bench: 'pages', slower: SLOWER, routes, interactiveMs, longTasks, ok }),
    );
    return ok;
  } finally {
    await browser.close();
    await tonight.close();
    await later.close();
  }
}

/** What somebody opens in the middle of an evening, by route. */
async function inAnEvening(world: World): Promise<Record<string, Visit>> {
  const circle = await world.circle(await world.founder('Ruth'), ['Ben', 'Ana', 'Cleo', 'Dan']);
  const { groupId, leader, members } = circle;
  const [ben, ana, ...others] = members as [Person, Person, ...Person[]];
  const meetingId = await world.meeting(circle, circle.everybody);
  const open = await ask(ben, groupId, meetingId);
  const closed = await ask(ana, groupId, meetingId);
  for (const person of [ben, ...others]) await answer(person, groupId, closed);
  const params = { groupId, askId: closed };
  await ana.call(closeAsk, { params });
  await ana.call(openAnswers, { params });
  await ana.call(shareResults, { params, body: SHARED });
  await leader.call(rehearse, { params: { groupId, meetingId }, body: { on: true } });
  const { token } = await leader.call(createInvitation, {
    params: { groupId },
    body: { invitee: 'Eve' },
  });

  const group = `/groups/${groupId}`;
  return visits(world, {
    '': { path: '/', by: ana },
    join: { path: `/join#${token}`, by: null },
    recover: { path: '/recover', by: null },
    setup: { path: '/setup', by: null },
    'sign-in': { path: '/sign-in', by: null },
    tablet: { path: `/tablet#${groupId}.${open}`, by: null },
    account: { path: '/account', by: ana },
    'groups/new': { path: '/groups/new', by: leader },
    'groups/[group]': { path: group, by: ana },
    'groups/[group]/about': { path: `${group}/about`, by: ana },
    'groups/[group]/anonymous': { path: `${group}/anonymous`, by: ana },
    'groups/[group]/answers': { path: `${group}/answers`, by: ana },
    'groups/[group]/journal': { path: `${group}/journal`, by: ana },
    'groups/[group]/leading': { path: `${group}/leading`, by: leader },
    'groups/[group]/rehearsal': { path: `${group}/rehearsal`, by: ana },
    'groups/[group]/asks/[ask]': { path: `${group}/asks/${closed}`, by: ana },
    'groups/[group]/asks/[ask]/shared': { path: `${group}/asks/${closed}/shared`, by: ben },
    [ANSWER]: { path: `${group}/asks/${open}/answer`, by: ana },
  });
}

/** What somebody opens who has practised for some time, by route. */
async function afterSixEvenings(world: World): Promise<Record<string, Visit>> {
  const { groupId, goalId, noor, leader, room } = await sixEvenings(world);
  const { id: reviewId } = await noor.call(beginReview, { params: { groupId, goalId } });
  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  await noor.call(takeSeat, { params: { groupId, meetingId } });
  await leader.call(endMeeting, { params: { groupId, meetingId } });
  const goal = `${room}/practice/${goalId}`;
  return visits(world, {
    'groups/[group]/check-out/[meeting]': { path: `${room}/check-out/${meetingId}`, by: noor },
    'groups/[group]/look-back': { path: `${room}/look-back`, by: noor },
    'groups/[group]/look-back/card': { path: `${room}/look-back/card`, by: noor },
    'groups/[group]/look-back/reviews/[review]': {
      path: `${room}/look-back/reviews/${reviewId}`,
      by: noor,
    },
    'groups/[group]/look-back/years': { path: `${room}/look-back/years`, by: noor },
    'groups/[group]/practice': { path: `${room}/practice`, by: noor },
    'groups/[group]/practice/new': { path: `${room}/practice/new`, by: noor },
    'groups/[group]/practice/[goal]': { path: goal, by: noor },
    'groups/[group]/practice/[goal]/words': { path: `${goal}/words`, by: noor },
  });
}

const visits = (
  { url }: World,
  of: Record<string, { path: string; by: Person | null }>,
): Record<string, Visit> =>
  Object.fromEntries(
    Object.entries(of).map(([route, { path, by }]) => [route, { url: url + path, by }]),
  );

/** @throws Error when there is a route that nobody visits */
function requireAll(found: Record<string, Visit>): void {
  const routes = globSync('**/+page.svelte', {
    cwd: join(import.meta.dirname, '../../web/routes'),
  });
  for (const file of routes) {
    const route = dirname(file)
      .replaceAll('\\', '/')
      .replace(/(^|\/)\([^)]*\)/g, '')
      .replace(/^[./]+/, '');
    if (!(route in found))
      throw new Error(`Nobody visits /${route}: give it a visit in this bench.`);
  }
}

const SHARED = { guess: true, strips: true, reflection: false };

/** The page itself keeps its longest task, ms. */
const WATCH_TASKS = `
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  }).observe({ type: 'longtask', buffered: true });
`;
/** And taps its first chip until that has an effect: when it had, ms from where the page began. */
const TAP = `
  const tap = () => {
    const chip = document.querySelector('button.chip[aria-pressed]');
    const { left, top, width, height } = chip?.getBoundingClientRect() ?? {};
    if (chip?.contains(document.elementFromPoint(left + width / 2, top + height / 2))) chip.click();
    setTimeout(() => {
      if (chip?.ariaPressed === 'true') globalThis.interactive = performance.now();
      else requestAnimationFrame(tap);
    });
  };
  requestAnimationFrame(tap);
`;

async function firstLoad(browser: Browser, { url, by }: Visit, script: string) {
  // A new context has nothing kept.
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'en-GB',
  });
  try {
    const [name = '', value = ''] = by?.cookie.split('=') ?? [];
    const domain = new URL(url).hostname;
    if (value) await context.addCookies([{ name, value, domain, path: '/api' }]);
    const page = await context.newPage();
    await slowDown(page);
    await page.addInitScript(script);
    const loaded = await load(page, url);
    const { longestTask, interactive } = await page.evaluate<{
      longestTask: number;
      interactive?: number;
    }>('({ longestTask, interactive: globalThis.interactive })');
    return { ...loaded, longestTask, interactive };
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

const kb = (bytes: number) => Math.round(bytes / 100) / 10;
