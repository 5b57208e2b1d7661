import { expect, type Page } from '@playwright/test';

import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import type { AnonymousAnswer } from '../../src/contract/puts.ts';
import { enPages } from '../../src/messages/en-pages.ts';
import { anAnonymousAnswer, NamelessSeat } from '../support/anonymous.ts';
import type { Person, World } from '../support/world.ts';

/** A group in an open meeting, with everybody checked in. Ruth leads it. */
export async function evening(
  world: World,
  names: readonly string[],
  fields: Parameters<World['gathering']>[2] = {},
) {
  const circle = await world.gathering(await world.founder('Ruth'), names, fields);
  const room = `/groups/${circle.groupId}`;
  const who = (name: string) => {
    const person = circle.everybody.find((one) => one.name === name);
    if (!person) throw new Error(`${name} is not in the group`);
    return person;
  };
  return { ...circle, room, who, askPage: (askId: string) => `${room}/asks/${askId}` };
}

/** Twelve people, two of them with the longest names. */
export const FULL_HOUSE = [
  'Ana',
  'Ben',
  'Cem',
  'Dora',
  'Emeka',
  'Fatima',
  'Gita',
  'Hugo',
  'Ines',
  'Jonas',
  'Bartholomäus-Alexander Schmidt-Rottluff',
  'Wolfeschlegelsteinhausenbergerdorff',
];

/** A row that waits, in the room or at home. */
export const row = (page: Page, name: string) => page.getByRole('link', { name });

/** The big button. */
export const landed = (page: Page) =>
  page.getByRole('button', { name: 'How did that land with you?' });

/** Milliseconds that the button rests which sends, and those in which something can be undone. */
export const REST = 3_000;
export const TO_UNDO = 10_000;

/**
 * Lets pass in no time what takes so long in a page, until it is loaded anew: that it takes so long is tried where it
 * is the point.
 */
export const skip = (page: Page, milliseconds: number): Promise<void> =>
  page.evaluate(`{
    const later = setTimeout;
    globalThis.setTimeout = (act, wait, ...rest) =>
      later(act, wait === ${milliseconds} ? 0 : wait, ...rest);
  }`);

/** From the first page of an answer to the re-read, with this sentence; there the button has rested. */
export async function writeAnswer(page: Page, words: string): Promise<void> {
  const goOn = page.getByRole('button', { name: 'Go on' });
  await page.getByRole('button', { name: 'Not sure yet' }).click();
  await goOn.click();
  await page.getByText('A feeling', { exact: true }).click();
  await page.getByLabel('I felt…').fill(words);
  await goOn.click();
  for (const stop of ['Mostly', 'A bit nearer', 'A lot'])
    await page.getByText(stop, { exact: true }).click();
  await skip(page, REST);
  await goOn.click();
}

/** Sends what has been re-read, once the button has rested. */
export const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

/** The pages of reading what came, and the words on the button that leads to each. */
const LEADS_TO = {
  guess: enPages.receiving.ready.open,
  feelings: enPages.receiving.guess.next,
  words: enPages.receiving.feelings.next,
  numbers: enPages.receiving.words.next,
  comparison: enPages.receiving.numbers.next,
};
export const READING = Object.keys(LEADS_TO) as (keyof typeof LEADS_TO)[];

/** Goes on to the next page of reading, and waits until it is there. */
export async function turnTo(page: Page, step: keyof typeof LEADS_TO): Promise<void> {
  const button = page.getByRole('button', { name: LEADS_TO[step], exact: true });
  await button.click();
  await expect(button).toHaveCount(0);
}

/** Takes a ticket for each of these people, whatever they do, and hands in answers of the first ones. */
export async function handIn(
  people: readonly Person[],
  groupId: GroupId,
  askId: AskId,
  answers: readonly ((seat: NamelessSeat) => Partial<AnonymousAnswer>)[],
): Promise<NamelessSeat[]> {
  const seats: NamelessSeat[] = [];
  for (const [at, person] of people.entries()) {
    const seat = await NamelessSeat.take(person, groupId, askId);
    const given = answers[at];
    if (given) await seat.put('answer', anAnonymousAnswer(seat, given(seat)));
    seats.push(seat);
  }
  return seats;
}

/** Goes where a link of the page would lead: a page that stays costs a third of one that comes anew. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate(`(() => {
    const link = Object.assign(document.createElement('a'), { href: ${JSON.stringify(path)} });
    document.querySelector('.app').append(link);
    link.click();
    link.remove();
  })()`);
  await page.waitForURL((url) => url.pathname === path);
}

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < 80; i += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(target)} is not reached by Tab`);
}
