// Every page and sheet there is, in walks that stop at each. Whoever walks says what happens at a stop.
import { expect, type Page } from '@playwright/test';

import { addToAgenda } from '../../src/contract/agenda.ts';
import { allowLeaderRecovery } from '../../src/contract/accounts.ts';
import type { PutAnswer } from '../../src/contract/answers.ts';
import { closeAsk, type Guess, withdrawAsk } from '../../src/contract/asks.ts';
import { createGroup, makeRecoveryLink } from '../../src/contract/groups.ts';
import { createInvitation } from '../../src/contract/invitations.ts';
import { keepSentence } from '../../src/contract/journal.ts';
import { endMeeting, openMeeting, rehearse, takeSeat } from '../../src/contract/meetings.ts';
import { hidePart, ownPart, reportPart } from '../../src/contract/parts.ts';
import { reportAnswer } from '../../src/contract/reports.ts';
import { beginReview, writeReview } from '../../src/contract/reviews.ts';
import { getResults, openAnswers, putReflection, react } from '../../src/contract/results.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { aGroup, answer, ask, PASSWORD, type World } from '../support/world.ts';
import type { NewDevice } from './devices.ts';
import { sixEvenings } from './looking-back.ts';
import {
  evening,
  follow,
  FULL_HOUSE,
  handIn,
  landed,
  READING,
  REST,
  row,
  send,
  skip,
  turnTo,
  writeAnswer,
} from './meeting.ts';
import { practising } from './practice-walk.ts';

export interface Walk {
  world: World;
  device: NewDevice;
  /** Called when the page is there and at rest. */
  stop: (name: string, page: Page) => Promise<void>;
}

/** What a browser does whose owner reads twice as large. */
export async function twiceTheText(page: Page, on: boolean): Promise<void> {
  await page.evaluate(`document.documentElement.style.fontSize = ${on ? "'200%'" : "''"}`);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const walks: Record<string, (walk: Walk) => Promise<void>> = {
  entrance,
  leading,
  waysIn,
  room,
  asking,
  answering,
  afterAnswering,
  beforeReading,
  reading,
  comparisons,
  fullHouse,
  keeping,
  together,
  withoutNames,
  fewNames,
  practising,
  lookingBack,
};

const NAMELESS = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora', 'Emil', 'Fatima', 'Gita'];

/** An ask that takes answers without names: made, waited for, read, and what became of what came. */
async function withoutNames({ world, device, stop }: Walk) {
  const { groupId, meetingId, room, askPage, who, leader } = await evening(world, NAMELESS);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('How I ask').first().click();
  await sheet.getByLabel('Each chooses').check();
  await sheet.getByText('Hidden among seven').scrollIntoViewIfNeeded();
  await stop('ask-choice', page);
  await sheet.getByLabel('Anonymous').check();
  await sheet.getByText('Hidden among seven').scrollIntoViewIfNeeded();
  await stop('ask-anonymous', page);
  const moment = 'When I said I might leave the choir';
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment,
    mode: 'anonymous',
  });
  await follow(page, `${room}/anonymous`);
  await expect(heading(page, 'For those who want to check')).toBeVisible();
  await stop('anonymous', page);
  await follow(page, askPage(askId));
  await expect(heading(page, 'Your ask is open until')).toBeVisible();
  await stop('receive-unsigned-open', page);

  const peers = NAMELESS.slice(1).map(who);
  const seats = await handIn(peers, groupId, askId, [
    (seat) => ({
      feelings: ['not_sure_yet'],
      pad: { pleasantness: 0, energy: 1 },
      words: [
        { channel: 'association', text: 'sitting on the stairs as a child', key: seat.partKey() },
        { channel: 'thought', text: 'that you had already left', key: seat.partKey() },
      ],
      inRoom: true,
    }),
    (seat) => ({
      feelings: ['in_my_body', 'moved'],
      body: ['softening'],
      words: [{ channel: 'reaction', text: 'held my breath', key: seat.partKey() }],
      moreOf: ['taking_your_time'],
      moreOfText: { text: 'songs, and silence after them', key: seat.partKey() },
      cameAcross: ['LM'],
      inRoom: true,
    }),
    (seat) => ({ words: [{ channel: 'feeling', text: 'angry, a little', key: seat.partKey() }] }),
    (seat) => ({ words: [{ channel: 'feeling', text: 'lighter', key: seat.partKey() }] }),
  ]);
  await answer(who('Ruth'), groupId, askId, {
    ...said('thought', 'that you said it slowly'),
    understood: null,
    closeness: null,
    warmth: null,
  });
  await world.pass(2 * DAY + HOUR);
  await page.reload();
  await expect(heading(page, 'Your ask has closed.')).toBeVisible();
  await stop('receive-unsigned-ready', page);
  await button(page, 'Open now').click();
  await expect(heading(page, 'What they noticed in themselves')).toBeVisible();
  await stop('read-2-unsigned', page);
  await turnTo(page, 'words');
  await stop('read-3-unsigned', page);
  const partId = (at: number, of = 0) => {
    const id = seats[at]?.parts[of];
    if (!id) throw new Error(`seat ${at} has no part ${of}`);
    return id;
  };
  const params = { groupId, askId };
  const emil = seats[3];
  if (emil) {
    const body = emil.owning(0, who('Dora').memberId);
    await who('Dora').call(ownPart, { params: { ...params, partId: partId(3) }, body });
  }
  await seats[0]?.takeBack(1);
  await world.service.ticks.tick();
  await who('Jonas').call(hidePart, {
    params: { ...params, partId: partId(1) },
    body: { hidden: true },
  });
  const stairs = page.getByRole('listitem').filter({ hasText: 'sitting on the stairs' });
  await stairs.getByRole('button', { name: 'Answer back to whoever wrote this' }).click();
  await stairs.getByRole('button', { name: 'More about this sentence' }).click();
  await expect(page.getByText('A sentence was here. It was taken back.')).toBeVisible();
  await stairs.scrollIntoViewIfNeeded();
  await stop('read-3-unsigned-more', page);
  await button(page, 'Hide and report').click();
  await expect(sheet).toBeVisible();
  await stop('read-3-unsigned-report', page);
  await page.keyboard.press('Escape');
  await turnTo(page, 'numbers');
  await stop('read-4-unsigned', page);

  await who('Jonas').call(reportPart, {
    params: { ...params, partId: partId(2) },
    body: { reason: 'hurtful' },
  });
  const led = await device(leader, `${room}/leading`);
  await expect(led.getByText('Nobody knows who wrote this')).toBeVisible();
  await stop('leading-unsigned-report', led);
  await led.getByText('Asks may be answered without names').scrollIntoViewIfNeeded();
  await stop('leading-without-names', led);
}

/** Too few to hide among, and too few who wrote. */
async function fewNames({ world, device, stop }: Walk) {
  const { groupId, meetingId, room, askPage, who, leader } = await evening(
    world,
    NAMELESS.slice(0, 5),
  );
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('How I ask').first().click();
  await sheet.getByLabel('Anonymous').check();
  await sheet.getByText('Only four can answer without a name').scrollIntoViewIfNeeded();
  await stop('ask-anonymous-of-four', page);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    mode: 'anonymous',
    closes: 'in_an_hour',
  });
  await world.pass(2 * 60 * 60 * 1000);
  await follow(page, askPage(askId));
  await button(page, 'Open now').click();
  await expect(page.getByText('No anonymous answers are shown for this question.')).toBeVisible();
  await stop('read-2-withheld', page);
  await turnTo(page, 'words');
  await stop('read-3-withheld', page);

  const small = await world.gathering(leader, ['Hanna', 'Ingo', 'Jan', 'Kim']);
  const other = await device(small.members[0] ?? null, `/groups/${small.groupId}`);
  await landed(other).click();
  await other.getByRole('dialog').getByText('How I ask').first().click();
  await expect(other.getByText('to hide anybody it takes four people')).toBeVisible();
  await other.getByText('to hide anybody it takes four people').scrollIntoViewIfNeeded();
  await stop('ask-not-offered', other);
}

/** What a group does around one table: trying it out, and one device for all. */
async function together({ world, device, stop }: Walk) {
  const { groupId, leader, room, who, meetingId } = await evening(world, ['Jonas', 'Ana']);
  await leader.call(rehearse, { params: { groupId, meetingId }, body: { on: true } });
  const page = await device(who('Ana'), room);
  await expect(page.getByRole('link', { name: 'Try it' })).toBeVisible();
  await stop('room-rehearsal', page);
  await page.getByRole('link', { name: 'Try it' }).click();
  await expect(heading(page, 'A rehearsal')).toBeVisible();
  await stop('rehearsal', page);
  await button(page, 'Try it').click();
  await writeAnswer(page, 'something loosen when you said that');
  await send(page);
  await expect(heading(page, 'What each person would see')).toBeVisible();
  await stop('rehearsal-seen', page);

  const askId = await ask(who('Jonas'), groupId, meetingId);
  const owner = await device(who('Jonas'), `${room}/asks/${askId}`);
  await owner.getByText('This ask', { exact: true }).click();
  await button(owner, 'Hand this device round').click();
  await expect(owner.getByRole('dialog')).toBeVisible();
  await stop('tablet-handing', owner);
  await owner.getByRole('link', { name: 'Sign me out and begin' }).click();
  await expect(button(owner, 'Answer as me')).toBeVisible();
  await stop('tablet', owner);
}

async function entrance({ world, device, stop }: Walk) {
  const page = await device(null, '/');
  await expect(heading(page, 'The first account')).toBeVisible();
  await stop('setup', page);
  await page.getByLabel('Setup code').fill(world.service.setupCode ?? '');
  await button(page, 'Make my account').click();
  await expect(page.getByLabel('Sign-in name')).toHaveAttribute('aria-invalid', 'true');
  await stop('setup-refused', page);
  await page.getByLabel('Sign-in name').fill('ruth');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await button(page, 'Make my account').click();
  await expect(heading(page, 'Your recovery codes')).toBeVisible();
  await stop('recovery-codes', page);
  const code = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .first()
    .innerText();
  await button(page, 'I have kept them').click();
  await expect(heading(page, 'A new group')).toBeVisible();
  await stop('group-new', page);
  await follow(page, '/');
  await expect(heading(page, 'No group yet')).toBeVisible();
  await stop('home-empty', page);
  await follow(page, '/account');
  await expect(button(page, 'Sign out')).toBeVisible();
  await stop('account', page);
  await page.goto(`${world.url}/nowhere`);
  await expect(heading(page, 'There is nothing here')).toBeVisible();
  await stop('error', page);

  await page.context().clearCookies();
  await page.goto(`${world.url}/sign-in`);
  await expect(heading(page, 'Welcome back')).toBeVisible();
  await stop('sign-in', page);
  await page.goto(`${world.url}/recover`);
  await expect(heading(page, 'A new password')).toBeVisible();
  await stop('recover', page);
  await page.getByLabel('Sign-in name').fill('ruth');
  await page.getByLabel('Recovery code').fill(code);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await button(page, 'Set the new password').click();
  await expect(heading(page, 'Your new password is set')).toBeVisible();
  await stop('recovered', page);
}

async function leading({ world, device, stop }: Walk) {
  const founder = await world.founder('Ruth');
  const draft = await founder.call(createGroup, {
    body: { ...aGroup('Ruth'), name: 'Saturday circle', crisisContacts: [] },
  });
  const { groupId, members } = await world.circle(founder, ['Jonas', 'Ana']);
  const params = { groupId };
  const { token } = await founder.call(createInvitation, { params, body: { invitee: 'Ben' } });

  const page = await device(founder, `/groups/${draft.id}/leading`);
  await expect(page.getByText('A crisis line is missing.')).toBeVisible();
  await stop('leading-draft', page);
  await follow(page, `/groups/${groupId}/leading`);
  await page.getByLabel('Who is it for?').fill('Cem');
  await button(page, 'Make an invitation').click();
  await expect(page.getByRole('img', { name: 'QR code of the invitation for Cem' })).toBeVisible();
  await stop('leading', page);
  const [, ana] = members;
  const gate = await device(ana ?? null, `/groups/${groupId}`);
  await expect(gate.getByText('No meeting is open.')).toBeVisible();
  await button(page, 'Change what Ana does here').click();
  await stop('leading-member', page);
  await button(page, 'Remove from the group').click();
  await stop('leading-remove', page);
  await button(page, 'Cancel').click();
  await page.getByText('Change the agreement').click();
  await page
    .getByLabel('What we agree on here', { exact: true })
    .last()
    .fill('What is said and written here stays here.\nAsking is always optional.\nNo phones.');
  await button(page, 'See what changes').click();
  await stop('agreement-preview', page);
  await button(page, 'Publish it').click();
  await expect(page.getByText('Published.')).toBeVisible();
  await expect(heading(gate, 'The agreement has changed')).toBeVisible();
  await stop('agreement-changed', gate);
  await button(page, 'Close it for new people').click();
  await expect(button(page, 'Open it again')).toBeVisible();
  await stop('leading-closed', page);
  await follow(page, `/groups/${groupId}/about`);
  await expect(heading(page, 'Where to turn')).toBeVisible();
  await stop('about', page);
  await button(gate, 'Leave the group').click();
  await stop('leaving', gate);
  const refused = await device(null, `/join#${token}`);
  await expect(refused.getByText('The group takes nobody new for now.')).toBeVisible();
  await stop('join-closed', refused);
  await follow(page, `/groups/${groupId}/leading`);
  await button(page, 'Open it again').click();
  await expect(button(page, 'Close it for new people')).toBeVisible();
  await follow(page, '/');
  await expect(row(page, 'Saturday circle')).toBeVisible();
  await stop('home', page);
  await button(page, 'Where to turn').click();
  const turning = page.getByRole('dialog', { name: 'Where to turn' });
  await expect(turning.getByText('0800 111 0 111')).toBeVisible();
  await stop('home-where-to-turn', page);
  await page.keyboard.press('Escape');
  await expect(turning).toBeHidden();

  const invited = await device(null, `/join#${token}`);
  await expect(heading(invited, 'Tuesday circle')).toBeVisible();
  await stop('join', invited);
  await invited.getByLabel('I accept this agreement').check();
  await button(invited, 'Make my account').click();
  await expect(heading(invited, 'Your account')).toBeVisible();
  await stop('join-account', invited);
  await invited.getByLabel('Sign-in name').fill('ben');
  await invited.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await button(invited, 'Join Tuesday circle').click();
  await button(invited, 'I have kept them').click();
  await expect(heading(invited, 'The room')).toBeAttached();
  await invited.goto(`${world.url}/join#${token}`);
  await expect(invited.getByText('This invitation has been used.')).toBeVisible();
  await stop('join-used', invited);
}

/** On localhost, where there are passkeys. */
async function waysIn({ world, device, stop }: Walk) {
  const ruth = await world.founder('Ruth');
  const { groupId, members } = await world.circle(ruth, ['Ana']);
  const [ana] = members;
  if (!ana) return;
  const params = { groupId };
  const { url } = world.service;
  await ana.call(allowLeaderRecovery, {
    body: { allowed: true, confirmation: { password: PASSWORD } },
  });
  const { token: link } = await ruth.call(makeRecoveryLink, {
    params: { groupId, memberId: ana.memberId },
  });
  const { token } = await ruth.call(createInvitation, { params, body: { invitee: 'Ben' } });

  const page = await device(ana, '/account', { url });
  await expect(heading(page, 'Somebody made a link into your account')).toBeVisible();
  await stop('account-link', page);
  for (const [doing, title] of [
    ['Change it', 'password'],
    ['Make new ones', 'codes'],
    ['Add a passkey', 'passkey'],
    ['Take it back', 'leader'],
  ] as const) {
    await button(page, doing).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await stop(`account-${title}`, page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  const operator = await device(ruth, '/account', { url });
  await expect(heading(operator, 'Who may create groups')).toBeVisible();
  await stop('account-operator', operator);

  const stranger = await device(null, '/sign-in', { url });
  await expect(button(stranger, 'Sign in with a passkey')).toBeVisible();
  await stop('sign-in-passkey', stranger);
  await stranger.goto(`${url}/recover#link=${link}`);
  await expect(stranger.getByText('The link from your leader sets a new one.')).toBeVisible();
  await stop('recover-link', stranger);
  await stranger.goto(`${url}/join#${token}`);
  await stranger.getByLabel('I accept this agreement').check();
  await button(stranger, 'Make my account').click();
  await stranger.getByLabel('With a passkey').check();
  await stop('join-passkey', stranger);
}

async function room({ world, device, stop }: Walk) {
  const { groupId, leader, members } = await world.circle(await world.founder('Ruth'), []);
  const alone = await device(leader, `/groups/${groupId}`);
  await expect(heading(alone, 'So far the circle is you')).toBeVisible();
  await stop('room-alone', alone);
  for (const name of ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora'])
    members.push(await world.join(leader, groupId, name));
  const [jonas, ana, ben] = members;
  if (!jonas || !ana || !ben) return;
  const page = await device(ana, `/groups/${groupId}`);
  await expect(page.getByText('No meeting is open.')).toBeVisible();
  await stop('room-no-meeting', page);
  await page.getByRole('link', { name: 'Answers', exact: true }).click();
  await expect(heading(page, 'Nothing asked yet')).toBeVisible();
  await stop('answers-empty', page);
  await page.getByRole('link', { name: 'Room', exact: true }).click();

  const { id: meetingId } = await leader.call(openMeeting, { params: { groupId } });
  await expect(button(page, 'Check in')).toBeVisible();
  await stop('room-not-checked-in', page);
  await button(page, 'Check in').click();
  await expect(page.getByText('Nobody else is here yet')).toBeVisible();
  await stop('room-first', page);
  for (const person of [leader, jonas, ben])
    await person.call(takeSeat, { params: { groupId, meetingId } });
  await device(jonas, `/groups/${groupId}`);
  await device(ben, `/groups/${groupId}`);
  await expect(page.getByRole('region', { name: 'Who is here: four of six' })).toBeVisible();
  await stop('room', page);
  await ask(jonas, groupId, meetingId, { moment: 'When I said I might leave the choir' });
  await ask(ben, groupId, meetingId);
  const mine = await ask(ana, groupId, meetingId);
  await answer(jonas, groupId, mine);
  await expect(row(page, 'Answers are arriving')).toBeVisible();
  await expect(row(page, 'Ben asks how it landed')).toBeVisible();
  await stop('room-waiting', page);
  await page.getByRole('link', { name: 'Answers', exact: true }).click();
  await expect(row(page, 'You asked how it landed')).toBeVisible();
  await stop('answers', page);
  await alone.getByRole('button', { name: 'End the meeting' }).click();
  await expect(alone.getByRole('dialog')).toBeVisible();
  await stop('room-ending', alone);
  await button(page, 'Where to turn').click();
  await expect(page.getByRole('dialog', { name: 'Where to turn' })).toBeVisible();
  await stop('where-to-turn', page);
  await leader.call(endMeeting, { params: { groupId, meetingId } });
}

async function asking({ world, device, stop }: Walk) {
  const { room, who } = await evening(world, ['Jonas', 'Ana', 'Ben', 'Cem']);
  const page = await device(who('Jonas'), room);
  await landed(page).click();
  const sheet = page.getByRole('dialog');
  await expect(button(page, 'Ask everyone here')).toBeVisible();
  await stop('ask', page);

  await sheet.getByText('The moment I’m asking about').first().click();
  await sheet.getByLabel('The moment I’m asking about').fill('When I said I might leave the choir');
  await stop('ask-moment', page);
  await sheet.getByText('How I ask').first().click();
  await sheet.getByLabel('In my own words').check();
  await stop('ask-how', page);
  await sheet.getByLabel('How did that land with you?').check();
  await sheet.getByText('How I ask').first().click();
  await sheet.getByText('My guess, before anyone answers').first().click();
  await sheet.getByRole('group', { name: 'Got it' }).getByLabel('Partly').check();
  await sheet.getByRole('group', { name: 'Warmth' }).getByLabel('A trace').check();
  await button(page, 'Someone will feel further from me').click();
  await sheet.getByLabel('How likely does it feel?').press('ArrowRight');
  await button(page, 'they’re being nice').click();
  await stop('ask-guess', page);
}

const said = (channel: 'thought' | 'feeling' | 'association' | 'reaction', text: string) => ({
  words: [{ channel, text }],
});

async function answering({ world, device, stop }: Walk) {
  const { groupId, meetingId, askPage, who } = await evening(world, ['Jonas', 'Ana', 'Ben']);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment: 'When I said I might leave the choir',
    dose: 'gentle',
    meant: 'that I am tired, not that I am gone',
  });
  const page = await device(who('Ana'), `${askPage(askId)}/answer`);
  const goOn = button(page, 'Go on');

  await expect(button(page, 'Not sure yet')).toBeVisible();
  await stop('answer-1-feelings', page);
  await button(page, 'Not sure yet').click();
  await page.getByLabel('mixed and quiet').check();
  await stop('answer-1-pad', page);
  await button(page, 'Something in my body').click();
  await button(page, 'shaky').click();
  await stop('answer-1-body', page);
  await button(page, 'Something in my body').click();
  await page.getByText('Sad and hurt').click();
  await button(page, 'let down').click();
  await stop('answer-1-family', page);
  await page.getByLabel('Find a word').fill('tou');
  await button(page, 'touched').click();
  await stop('answer-1-search', page);
  await goOn.click();
  await expect(heading(page, 'Put one thing into words')).toBeVisible();
  await stop('answer-2-channels', page);
  await page.getByText('A feeling', { exact: true }).click();
  await page.getByLabel('I felt…').fill('a small wave of sadness when you laughed');
  await stop('answer-2-words', page);
  await button(page, 'Add another').click();
  await page.getByText('A picture', { exact: true }).last().click();
  await page.getByLabel('I imagined…').fill('you packing a suitcase');
  await stop('answer-2-another', page);
  const words = page.getByLabel('I felt…');
  await words.fill('You are cold. You should relax.');
  await expect(page.getByText('That reads like a label')).toBeVisible();
  await stop('answer-2-nudged', page);
  await words.fill('small. I think you’re in denial.');
  await expect(page.getByText('A label can close a door')).toBeVisible();
  await stop('answer-2-paused', page);
  await words.fill('You idiot.');
  await goOn.press('Enter');
  await expect(page.getByText('This can’t be sent like this.')).toBeVisible();
  await stop('answer-2-stopped', page);
  await words.fill('as if I want to die');
  await expect(page.getByRole('dialog', { name: 'Where to turn' })).toBeVisible();
  await stop('where-to-turn-words', page);
  await button(page, 'This isn’t about that').click();
  await words.fill('a small wave of sadness when you laughed');
  await goOn.click();
  await page.getByText('Mostly', { exact: true }).click();
  await expect(page.getByText('Much further away')).toBeVisible();
  await stop('answer-3-taps', page);
  await page.getByText('A bit nearer', { exact: true }).click();
  await page.getByText('Can’t say yet', { exact: true }).click();
  await stop('answer-3-done', page);
  await page.getByText('In that moment, to me, you came across as…').first().click();
  await button(page, 'Warm caring, close').click();
  await button(page, 'Holding back quiet, gave way').click();
  await stop('answer-3-impression', page);
  await page.getByText('I’d welcome more of…').first().click();
  await button(page, 'you starting').click();
  await page.getByLabel('In my own words').fill('songs, and silence after them');
  await page.getByText('I’d be willing to say more').click();
  await stop('answer-3-more', page);
  await skip(page, REST);
  await goOn.click();
  await expect(button(page, 'Send')).toBeEnabled();
  await stop('answer-4-reread', page);
  await button(page, 'Send').click();
  await expect(heading(page, 'Sent')).toBeVisible();
  await stop('answer-sent', page);

  const passing = await device(who('Ben'), `${askPage(askId)}/answer`);
  await passing.getByText('I missed it', { exact: true }).click();
  await stop('answer-missed', passing);
  await button(passing, 'Go on').click();
  await expect(heading(passing, 'You passed.')).toBeVisible();
  await stop('answer-passed', passing);
}

async function afterAnswering({ world, device, stop }: Walk) {
  const { groupId, meetingId, askPage, who } = await evening(world, [
    'Jonas',
    'Ana',
    'Ben',
    'Cem',
    'Dora',
  ]);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const params = { groupId, askId };
  await answer(who('Ben'), groupId, askId, said('thought', 'that I wanted the story to slow down'));
  const late = await device(who('Ana'), `${askPage(askId)}/answer`);
  await writeAnswer(late, 'a small wave of sadness when you laughed');
  const cut = await device(who('Cem'), `${askPage(askId)}/answer`);
  await writeAnswer(cut, 'lighter than before');
  await cut.route('**/api/**/answer', (route) => route.abort());
  await button(cut, 'Send').click();
  await expect(heading(cut, 'Your answer is safe on this phone.')).toBeVisible();
  await stop('answer-not-sent', cut);

  await who('Jonas').call(closeAsk, { params });
  await expect(late.getByText('This ask closed while you were writing.').last()).toBeVisible();
  await stop('answer-late', late);
  const given = await device(who('Ben'), `${askPage(askId)}/answer`);
  await expect(heading(given, 'Your answer')).toBeVisible();
  await stop('answer-given-closed', given);
  const closed = await device(who('Dora'), `${askPage(askId)}/answer`);
  await expect(heading(closed, 'This ask has closed.').last()).toBeVisible();
  await stop('answer-closed', closed);
  await button(closed, 'Write a sentence').click();
  await closed.getByText('A thought', { exact: true }).click();
  await closed.getByLabel('A thought I had was…').fill('that it stayed with me for days');
  await stop('answer-late-word', closed);
  await skip(closed, REST);
  await button(closed, 'Read it once more').click();
  await expect(button(closed, 'Send')).toBeEnabled();
  await stop('answer-late-reread', closed);
  await button(closed, 'Send').click();
  await expect(heading(closed, 'What you said late')).toBeVisible();
  await stop('answer-late-said', closed);
  await who('Jonas').call(openAnswers, { params });
  const { answers } = await who('Jonas').call(getResults, { params });
  const answerId = answers.find(({ from }) => from.name === 'Ben')?.id;
  if (!answerId) return;
  const theirs = { ...params, answerId };
  await who('Jonas').call(react, { params: theirs, body: { reactions: ['thank', 'hard'] } });
  await who('Jonas').call(reportAnswer, { params: theirs, body: { reason: 'hurtful' } });
  await expect(given.getByText('Jonas found this hard to receive.')).toBeVisible();
  await stop('answer-reported', given);

  const other = await ask(who('Ben'), groupId, meetingId);
  const gone = await device(who('Dora'), `${askPage(other)}/answer`);
  await expect(button(gone, 'Not sure yet')).toBeVisible();
  await who('Ben').call(withdrawAsk, { params: { groupId, askId: other } });
  await expect(heading(gone, 'Ben took this ask back.').last()).toBeVisible();
  await stop('answer-withdrawn', gone);
}

const aGuess = (fields: Partial<Guess>): Guess => ({
  understood: null,
  closeness: null,
  warmth: null,
  fear: null,
  fearWords: null,
  fearLikely: null,
  fearBad: null,
  discount: null,
  discountWords: null,
  ...fields,
});

async function beforeReading({ world, device, stop }: Walk) {
  const { groupId, meetingId, askPage, who } = await evening(world, [
    'Jonas',
    'Ana',
    'Ben',
    'Cem',
    'Dora',
  ]);
  const askId = await ask(who('Jonas'), groupId, meetingId);
  const page = await device(who('Jonas'), askPage(askId));
  await expect(heading(page, 'Nothing has come back yet')).toBeVisible();
  await stop('receive-nothing', page);
  await answer(who('Ana'), groupId, askId);
  await expect(heading(page, 'Answers are arriving.')).toBeVisible();
  await stop('receive-arriving', page);
  for (const [doing, title] of [
    ['Close it now', 'closing'],
    ['Take it back', 'withdrawing'],
  ] as const) {
    if (doing === 'Close it now') await page.getByText('This ask', { exact: true }).click();
    await button(page, doing).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await stop(`receive-${title}`, page);
    await page.keyboard.press('Escape');
  }
  await who('Jonas').call(closeAsk, { params: { groupId, askId } });
  await expect(heading(page, 'Your answers are ready.')).toBeVisible();
  await stop('receive-ready', page);

  const hard = await ask(who('Ana'), groupId, meetingId);
  for (const name of ['Jonas', 'Ben', 'Cem'])
    await answer(who(name), groupId, hard, { understood: 1, closeness: -2, warmth: 0 });
  await who('Ana').call(closeAsk, { params: { groupId, askId: hard } });
  const slowly = await device(who('Ana'), askPage(hard));
  await expect(button(slowly, 'Open alone, slowly')).toBeVisible();
  await stop('receive-slowly', slowly);
  await button(slowly, 'Open with a leader').click();
  await expect(heading(slowly, 'Sit down with Ruth')).toBeVisible();
  await stop('receive-together', slowly);
  await button(slowly, 'Another way').click();
  await button(slowly, 'Bring it to the meeting').click();
  await expect(slowly.getByLabel('What I want to bring')).toHaveValue('What came back to me');
  await stop('receive-bring', slowly);
  await slowly.keyboard.press('Escape');
  await button(slowly, 'Open alone, slowly').click();
  await turnTo(slowly, 'words');
  await expect(button(slowly, 'Show the next one')).toBeVisible();
  await stop('read-3-slowly', slowly);

  const empty = await ask(who('Ben'), groupId, meetingId);
  await who('Ben').call(closeAsk, { params: { groupId, askId: empty } });
  const nothing = await device(who('Ben'), askPage(empty));
  await expect(heading(nothing, 'Nothing came back this time')).toBeVisible();
  await stop('receive-none-came', nothing);
}

const ANSWERS: Partial<PutAnswer>[] = [
  {
    feelings: ['touched', 'hopeful', 'in_my_body'],
    body: ['softening', 'tears_close'],
    words: [
      { channel: 'feeling', text: 'a small wave of sadness when you laughed' },
      { channel: 'thought', text: 'that I wanted to hear more of the choir' },
    ],
    cameAcross: ['LM', 'JK'],
    moreOf: ['taking_your_time', 'humour'],
    moreOfText: 'a song you like',
    inRoom: true,
    understood: 3,
    closeness: 1,
    warmth: 3,
  },
  {
    feelings: ['not_sure_yet'],
    pad: { pleasantness: 1, energy: -1 },
    ...said('association', 'sitting on the stairs listening to my parents'),
    cameAcross: ['LM'],
    moreOf: ['taking_your_time'],
    understood: 4,
    closeness: 2,
    warmth: 3,
  },
  { feelings: ['touched'], words: [], cameAcross: ['NO'], understood: 3, closeness: 0, warmth: 2 },
  {
    feelings: ['tense', 'moved'],
    ...said('reaction', 'held my breath and looked at the floor'),
    understood: 2,
    closeness: 1,
    warmth: null,
  },
];

async function reading({ world, device, stop }: Walk) {
  const names = ['Jonas', 'Ana', 'Ben', 'Cem', 'Dora'];
  const { groupId, meetingId, askPage, who } = await evening(world, names);
  const askId = await ask(who('Jonas'), groupId, meetingId, {
    moment: 'When I said I might leave the choir',
    seenBy: 'group',
    guess: aGuess({
      understood: 2,
      closeness: -1,
      warmth: 1,
      fear: 'someone_far',
      fearLikely: 60,
      discount: 'nice',
    }),
  });
  const page = await device(who('Jonas'), askPage(askId));
  for (const [i, fields] of ANSWERS.entries())
    await answer(who(names[i + 1] ?? ''), groupId, askId, fields);
  await answer(who('Ruth'), groupId, askId, {
    feelings: ['curious'],
    words: [],
    understood: null,
    closeness: null,
    warmth: null,
  });
  await turnTo(page, 'guess');
  await stop('read-1-guess', page);
  await turnTo(page, 'feelings');
  await stop('read-2-feelings', page);
  await turnTo(page, 'words');
  await stop('read-3-words', page);
  const ben = page.getByRole('listitem').filter({ hasText: 'sitting on the stairs' });
  await ben.getByRole('button', { name: 'Answer back to Ben' }).click();
  await ben.getByRole('button', { name: 'Thank you' }).click();
  await ben.getByRole('button', { name: 'More about Ben’s answer' }).click();
  await expect(ben.getByRole('button', { name: 'Thank you', pressed: true })).toBeVisible();
  await ben.scrollIntoViewIfNeeded();
  await stop('read-3-answer-back', page);
  await button(page, 'Hide and report').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await stop('read-3-report', page);
  await page.keyboard.press('Escape');
  await turnTo(page, 'numbers');
  await expect(page.getByText('The three questions come when this closes')).toBeVisible();
  await stop('read-4-open', page);
  await who('Jonas').call(closeAsk, { params: { groupId, askId } });
  await expect(page.getByRole('img')).toHaveCount(3);
  await stop('read-4-numbers', page);
  await turnTo(page, 'comparison');
  await expect(heading(page, 'What came back was warmer than you guessed.')).toBeVisible();
  await stop('read-5-warmer', page);
  await page.getByLabel('One line I want to keep').fill('They waited for me.');
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByText('Show it to others').click();
  await button(page, 'Show it to the group').click();
  const sheet = page.getByRole('dialog');
  for (const part of ['My guess', 'The three strips', 'My line'])
    await sheet.getByLabel(part).check();
  await expect(sheet.getByRole('img')).toHaveCount(3);
  await stop('read-5-share', page);
  await sheet.getByRole('button', { name: 'Show it to the group' }).click();
  await expect(page.getByText('The group can look at it.')).toBeVisible();
  await follow(page, `${askPage(askId)}/shared`);
  await expect(heading(page, 'In their words')).toBeVisible();
  await stop('shared', page);

  const reader = await device(who('Dora'), askPage(askId));
  await expect(heading(reader, 'What they noticed in themselves')).toBeVisible();
  await stop('group-reads', reader);
}

async function comparisons({ world, device, stop }: Walk) {
  const names = ['Jonas', 'Ana', 'Ben', 'Cem'];
  const { groupId, meetingId, askPage, who } = await evening(world, names);
  const cases = [
    ['read-5-close', 'Ana', { understood: 3, closeness: 1, warmth: 3 }],
    ['read-5-cooler', 'Ben', { understood: 4, closeness: 3, warmth: 4 }],
    ['read-5-mixed', 'Cem', { understood: 4, closeness: -2, warmth: 3 }],
  ] as const;
  for (const [name, asker, guess] of cases) {
    const askId = await ask(who(asker), groupId, meetingId, { guess: aGuess(guess) });
    const params = { groupId, askId };
    for (const peer of names.filter((one) => one !== asker))
      await answer(who(peer), groupId, askId, { understood: 3, closeness: 1, warmth: 3 });
    await who(asker).call(closeAsk, { params });
    await who(asker).call(openAnswers, { params });
    const page = await device(who(asker), askPage(askId));
    for (const step of READING) await turnTo(page, step);
    await stop(name, page);
  }
}

/** As many as a group can be, each with as much to say as there is room for. */
async function fullHouse({ world, device, stop }: Walk) {
  const [asker = '', ...others] = FULL_HOUSE.toReversed();
  const { groupId, meetingId, room, askPage, who } = await evening(world, FULL_HOUSE, {
    name: 'The Tuesday circle of the Rheinland-Westfalen training house, second year',
  });
  const askId = await ask(who(asker), groupId, meetingId, {
    moment:
      'When I said that I might leave the choir, and took it back, and said it again with everybody looking at the floor between us all',
    guess: aGuess({ understood: 2, closeness: -1, warmth: 1, fear: 'someone_far' }),
  });
  const page = await device(who('Ana'), room);
  await expect(row(page, 'asks how it landed')).toBeVisible();
  await stop('full-room', page);
  await row(page, 'asks how it landed').click();
  await expect(button(page, 'Not sure yet')).toBeVisible();
  await stop('full-answer', page);

  const text =
    'that I wanted to stop the clock, sit down on the floor beside you, and hear the whole story of the choir from the first evening on, with every song in it, because you told it as if there were no time left for any of it';
  for (const [i, peer] of others.slice(0, 8).entries())
    await answer(who(peer), groupId, askId, {
      feelings: i % 2 ? ['touched', 'disappointed', 'left_out'] : ['hopeful', 'tense', 'moved'],
      words: [
        { channel: i % 2 ? 'thought' : 'feeling', text },
        { channel: 'association', text },
      ],
      moreOfText: 'the songs you sang before anybody here knew you, and the stories behind them',
    });
  await who(asker).call(closeAsk, { params: { groupId, askId } });
  const reader = await device(who(asker), askPage(askId));
  await expect(heading(reader, 'Your answers are ready.')).toBeVisible();
  await stop('full-ready', reader);
  for (const step of READING) {
    await turnTo(reader, step);
    await stop(`full-${step}`, reader);
  }
}

async function keeping({ world, device, stop }: Walk) {
  const names = ['Jonas', 'Ana', 'Ben', 'Cem'];
  const { groupId, meetingId, room, askPage, who } = await evening(world, names);
  const page = await device(who('Jonas'), `${room}/journal`);
  await expect(heading(page, 'Nothing kept yet')).toBeVisible();
  await stop('journal-empty', page);

  const moment = 'When I said I might leave the choir';
  const askId = await ask(who('Jonas'), groupId, meetingId, { moment });
  const params = { groupId, askId };
  for (const [i, fields] of ANSWERS.slice(0, 3).entries())
    await answer(who(names[i + 1] ?? ''), groupId, askId, fields);
  await who('Jonas').call(closeAsk, { params });
  await who('Jonas').call(openAnswers, { params });
  const { answers } = await who('Jonas').call(getResults, { params });
  for (const { id: answerId, words } of answers)
    for (const position of words.keys())
      await who('Jonas').call(keepSentence, { params, body: { answerId, position } });
  const line = 'They waited for me.';
  const body = { happened: null, likelyNext: null, line };
  await who('Jonas').call(putReflection, { params, body });
  await expect(page.getByText(line)).toBeVisible();
  await stop('journal', page);
  await page.getByLabel('Find a sentence').fill('stairs');
  await expect(page.getByText('One sentence.')).toBeVisible();
  await stop('journal-found', page);

  for (const [name, text] of [
    ['Ana', 'The silence after Ben’s story'],
    ['Jonas', 'A follow-up: When I said I might leave the choir'],
  ] as const)
    await who(name).call(addToAgenda, { params: { groupId }, body: { text } });
  await follow(page, room);
  const agenda = page.getByRole('region', { name: 'For the next meeting' });
  await expect(agenda.getByRole('listitem')).toHaveCount(2);
  await agenda.scrollIntoViewIfNeeded();
  await stop('room-agenda', page);
  await button(page, 'Add something to bring up').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await stop('room-agenda-add', page);

  const ana = answers.find(({ from }) => from.name === 'Ana');
  if (!ana) throw new Error('Ana answered');
  await who('Jonas').call(reportAnswer, {
    params: { ...params, answerId: ana.id },
    body: { reason: 'outside_agreement' },
  });
  const leader = await device(who('Ruth'), room);
  await expect(row(leader, 'An answer was reported')).toBeVisible();
  await stop('room-reports', leader);
  await row(leader, 'An answer was reported').click();
  await expect(leader.getByRole('region', { name: 'Reported answers' })).toBeVisible();
  await stop('leading-reports', leader);
  const hidden = await device(who('Jonas'), askPage(askId));
  await button(hidden, 'Open now').click();
  for (const step of ['words', 'numbers', 'comparison'] as const) {
    await turnTo(hidden, step);
    if (step === 'words') await stop('read-3-hidden', hidden);
  }
  await expect(heading(hidden, 'What I want to keep')).toBeVisible();
  await stop('read-5-without-guess', hidden);
}

/** What there is to look back on: one’s own, what somebody shares, the years, and the card of the group. */
async function lookingBack({ world, device, stop }: Walk) {
  const { groupId, goalId, noor, others, room } = await sixEvenings(world);
  const [ben] = others;
  const reader = await device(ben, `${room}/look-back`);
  await expect(heading(reader, 'Nothing to look back on yet')).toBeVisible();
  await stop('look-back-empty', reader);

  const page = await device(noor, `${room}/look-back`);
  await expect(button(page, 'Look back on “Leaving the wallflower role”')).toBeVisible();
  await stop('look-back', page);
  const review = await noor.call(beginReview, { params: { groupId, goalId } });
  await noor.call(writeReview, {
    params: { groupId, reviewId: review.id },
    body: {
      choice: 'keep',
      note: 'I speak before I’m invited. It still shakes a little, and they wait.',
      kept: review.mine?.keepable.slice(0, 2).map(({ id }) => id) ?? [],
      tScore: true,
      shared: { kept: 'group', closing: 'group' },
    },
  });
  await follow(page, `${room}/look-back/reviews/${review.id}`);
  await page.getByText('My own word for where it stands').first().click();
  await page.getByText('A number, if you want one').click();
  await expect(page.getByText('60.0, over one goal.')).toBeVisible();
  await stop('review', page);
  const sheet = page.getByRole('dialog');
  await button(page, 'Choose other words').click();
  await expect(sheet.getByRole('checkbox')).toHaveCount(4);
  await stop('review-words', page);
  await page.keyboard.press('Escape');
  await button(page, 'Share: The ladder you wrote').click();
  await sheet.getByText('The leaders', { exact: true }).click();
  await stop('review-share', page);
  await follow(reader, `${room}/look-back/reviews/${review.id}`);
  await expect(heading(reader, 'Words Noor kept')).toBeVisible();
  await stop('review-shared', reader);

  await follow(page, `${room}/look-back/years`);
  await expect(heading(page, 'The same, drawn')).toBeVisible();
  await stop('years', page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByText('The same as a table').click();
  const drawing = page.getByRole('slider', { name: 'The drawing, point by point' });
  await drawing.press('End');
  await drawing.press('ArrowUp');
  await stop('years-desk', page);
  await follow(page, `${room}/look-back/card`);
  await expect(heading(page, 'Six evenings of this group')).toBeVisible();
  await stop('card', page);
}
