// The walk through practising: see walks.ts.
import { expect, type Page } from '@playwright/test';

import { putCheckOut } from '../../src/contract/check-outs.ts';
import {
  keepGoal,
  moveGoal,
  planExperiment,
  rateGoal,
  reframeGoal,
  settleExperiment,
} from '../../src/contract/goals.ts';
import { draft, hold, practise, WORDING } from '../goals/practising.ts';
import { follow } from './meeting.ts';
import type { Walk } from './walks.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;
/** How the evenings were, on the ladder; null for one that was missed. */
const LEVELS = [-1, -1, 0, -1, 0, 0, null, 1, 0, 1, 1, 1] as const;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

/** From nothing to a goal of three months. */
export async function practising({ world, device, stop }: Walk) {
  const circle = await world.circle(await world.founder('Ruth'), ['Noor', 'Jonas', 'Ana']);
  const { groupId, members } = circle;
  const [noor, jonas] = members;
  if (!noor || !jonas) return;
  const practice = `/groups/${groupId}/practice`;

  const page = await device(noor, practice);
  await expect(heading(page, 'Nothing to practise yet')).toBeVisible();
  await stop('practice-empty', page);
  await page.getByRole('link', { name: 'Wallflower' }).click();
  await page.getByLabel('What I tend to do').fill(WORDING.oldWay ?? '');
  await stop('goal-form-old', page);
  await button(page, 'Go on').click();
  await expect(heading(page, 'The new way')).toBeVisible();
  await stop('goal-form-new', page);
  await button(page, 'Go on').click();
  await expect(heading(page, 'The ladder')).toBeVisible();
  await page.getByLabel('What I’d honestly expect').fill(WORDING.ladder?.[2] ?? '');
  await page.getByLabel('A bit more').fill(WORDING.ladder?.[2] ?? '');
  await button(page, 'Go on').click();
  await expect(page.getByText('Another step says the same.')).toBeVisible();
  await stop('goal-form-ladder', page);
  await page.getByLabel('A bit more').fill('');
  await button(page, 'Later').click();
  await expect(heading(page, 'How I keep it')).toBeVisible();
  await page.getByText('In between').click();
  await stop('goal-form-keeping', page);

  const goalId = await practise(noor, groupId, {
    oldWay: 'I wait until somebody asks me, and then I keep it short.',
    newWay: 'I speak before I’m invited, and I stay with it a bit longer.',
  });
  const params = { groupId, goalId };
  for (const level of LEVELS) {
    const meetingId = await hold(circle, level === null ? [] : [noor]);
    if (level !== null)
      await noor.call(rateGoal, {
        params: { ...params, meetingId },
        body: { level, distance: null },
      });
    await world.pass(WEEK);
  }
  const tried = [
    ['Stay with it when it goes quiet', 'in_room', 'no', 'I was still in my working day.'],
    [
      'Say in the first 20 minutes that I want time',
      'in_room',
      'yes',
      'They waited. I had thought it would be a queue.',
    ],
    [
      'Greet one person first',
      'outside',
      'a_bit',
      'The first word is the hard one. The second came by itself.',
    ],
  ] as const;
  for (const [text, setting, done, happened] of tried) {
    const { id: experimentId } = await noor.call(planExperiment, {
      params,
      body: { text, setting, when: { kind: 'next_meeting' } },
    });
    await noor.call(settleExperiment, {
      params: { ...params, experimentId },
      body: { done, happened },
    });
  }
  await noor.call(planExperiment, {
    params,
    body: {
      text: 'One sentence nobody asked me for, before the clock says half past seven.',
      setting: 'in_room',
      when: { kind: 'next_meeting' },
      likely: 60,
    },
  });
  await follow(page, `${practice}/${goalId}`);
  await expect(heading(page, 'Leaving the wallflower role')).toBeVisible();
  await stop('goal', page);
  await heading(page, 'My ladder').scrollIntoViewIfNeeded();
  await page.getByRole('option').last().focus();
  await stop('goal-ladder', page);
  await heading(page, 'Experiments').scrollIntoViewIfNeeded();
  await page.getByText('A bit', { exact: true }).click();
  await page.getByLabel('What happened').scrollIntoViewIfNeeded();
  await stop('goal-experiments', page);
  await button(page, 'Plan an experiment').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByText('A day', { exact: true }).click();
  await stop('goal-plan', page);
  await page.keyboard.press('Escape');
  await button(page, 'Pause, reframe or let go').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await stop('goal-what-becomes', page);
  await page.getByRole('button', { name: 'Who sees it, and how I keep it' }).click();
  await expect(page.getByRole('dialog', { name: 'Who sees it' })).toBeVisible();
  await stop('goal-keep', page);
  await page.keyboard.press('Escape');

  const meetingId = await world.meeting(circle, [noor, jonas]);
  await follow(page, `/groups/${groupId}`);
  await expect(page.getByText('You planned to try')).toBeVisible();
  await stop('room-planned', page);
  await practise(noor, groupId, { title: 'Asking for time', ladder: null, newWay: 'I ask.' });
  await world.pass(6 * 60 * 60 * 1000);
  await page.getByRole('link', { name: 'Before you go' }).click();
  await page.getByText('In the middle', { exact: true }).click();
  await stop('check-out', page);
  await page.getByRole('slider').last().scrollIntoViewIfNeeded();
  await stop('check-out-goals', page);

  await noor.call(putCheckOut, {
    params: { groupId, meetingId },
    body: { mine: { shares: 1 }, ratings: [{ goalId, level: 1, distance: 6 }] },
  });
  await noor.call(reframeGoal, {
    params,
    body: {
      wording: {
        ...WORDING,
        newWay: 'I begin, and I let it be short.',
        ladder: WORDING.ladder?.with(4, 'I begin with myself') ?? null,
      },
      note: 'Long was not the point.',
    },
  });
  await noor.call(keepGoal, { params, body: { visible: 'group' } });
  await follow(page, `${practice}/${goalId}`);
  await page.locator('summary', { hasText: 'Until' }).click();
  await expect(page.getByText('Long was not the point.')).toBeVisible();
  await page.getByText('How I worded it before').scrollIntoViewIfNeeded();
  await stop('goal-reframed', page);

  const rest = await practise(noor, groupId, { title: 'Letting silences be', ladder: null });
  await noor.call(moveGoal, { params: { groupId, goalId: rest }, body: { state: 'paused' } });
  const over = await practise(noor, groupId, { title: 'Coming on time', ladder: null });
  await noor.call(moveGoal, { params: { groupId, goalId: over }, body: { state: 'done' } });
  await draft(noor, groupId, { title: 'Saying no to one thing' });
  await practise(jonas, groupId, { title: 'Staying when it gets tense' }, 'group');
  await follow(page, practice);
  await expect(heading(page, 'What others practise')).toBeVisible();
  await stop('practice', page);
  await page.getByRole('link', { name: 'Saying no to one thing' }).click();
  await expect(button(page, 'Begin')).toBeVisible();
  await stop('goal-draft', page);

  const reader = await device(jonas, `${practice}/${goalId}`);
  await expect(heading(reader, 'The ladder Noor wrote')).toBeVisible();
  await stop('goal-shown', reader);
}
