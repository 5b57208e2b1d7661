import { once } from 'node:events';

import { describe, expect } from 'vitest';

import {
  changeEmail,
  endOtherSessions,
  endSession,
  getMe,
  getSecurity,
  getStart,
  listCreators,
  renewRecoveryCodes,
  setCreator,
  setPassword,
  signIn,
  signOut,
} from '../../src/contract/accounts.ts';
import { getMyAnswer, passAsk, putAnswer } from '../../src/contract/answers.ts';
import { getAsk, listAsks } from '../../src/contract/asks.ts';
import { createGroup, getGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { CLOSE, pollEvents } from '../../src/contract/live.ts';
import { getHome } from '../../src/contract/meetings.ts';
import type { AskId, GroupId } from '../../src/contract/primitives.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { randomId, sha256 } from '../../src/ids.ts';
import type { RefusedError } from '../../src/ops/client.ts';
import { evening as nameless } from '../anonymous/circle.ts';
import { test } from '../support/test.ts';
import { aGroup, anAnswer, ask, PASSWORD, type Person, World } from '../support/world.ts';

const FIREFOX = { 'user-agent': 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0' };

/** The same account in another browser. */
async function elsewhere(world: World, signInName: string, password = PASSWORD): Promise<Person> {
  const person = world.person(signInName);
  await person.call(signIn, { body: { signInName, password } }, FIREFOX);
  return person;
}

const tokenOf = ({ cookie }: Person) => cookie.split('=')[1] ?? '';
const logOf = async (person: Person) =>
  (await person.call(getSecurity, {})).log.map(({ event, detail }) => [event, detail]);

/** The next password to be checked is held back after that, until it is told to go on. */
function heldBack({ service: { deps } }: World) {
  const { passwords } = deps;
  const check = passwords.verify.bind(passwords);
  const checked = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  passwords.verify = async (...given) => {
    passwords.verify = check;
    const right = await check(...given);
    checked.resolve();
    await told.promise;
    return right;
  };
  return { checked: checked.promise, goOn: () => told.resolve() };
}

describe('the list of sessions', () => {
  test('names each by what it was opened with, and says which one this is', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    await elsewhere(world, 'Ruth');

    const { sessions } = await ruth.call(getSecurity, {});

    const today = world.now.slice(0, 10);
    expect(sessions).toHaveLength(2);
    expect(sessions.find((one) => !one.current)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      device: 'Firefox on Android',
      openedOn: today,
      lastSeenOn: today,
      current: false,
    });
  });

  test('shows neither a token nor what is kept of it', async ({ world }) => {
    const ruth = await world.founder('Ruth');

    const { sessions } = await ruth.call(getSecurity, {});

    expect(sessions.map((one) => one.id)).toEqual([sha256(sha256(tokenOf(ruth)))]);
  });

  test('forgets what ran out, and the day after its row is gone', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    world.ahead = 91 * DAY;

    const again = await elsewhere(world, 'Ruth');

    expect((await again.call(getSecurity, {})).sessions).toHaveLength(1);
    await world.pass(0);
    const { store } = world.service.deps;
    const rows = await store.read.select().from(store.tables.sessions);
    expect(rows.map((row) => row.tokenHash)).toEqual([sha256(tokenOf(again))]);
    expect((await ruth.refused(getMe, {})).code).toBe('unauthenticated');
  });
});

describe('a session ended from another device', () => {
  test('is closed at once, and the others go on', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const { groupId } = await world.circle(ruth, []);
    const phone = await elsewhere(world, 'Ruth');
    const listening = await phone.listen(groupId);
    const closed = once(listening.socket, 'close');
    const { sessions } = await ruth.call(getSecurity, {});
    const id = sessions.find((one) => !one.current)?.id ?? '';

    const left = await ruth.call(endSession, { params: { sessionId: id } });

    expect((await closed)[0]).toBe(CLOSE.sessionEnded);
    expect(left.sessions).toMatchObject([{ current: true }]);
    expect((await phone.refused(getMe, {})).code).toBe('unauthenticated');
    expect(await logOf(ruth)).toEqual([
      ['session_ended', 'Firefox on Android'],
      ['signed_in', 'Firefox on Android'],
      ['account_made', ''],
    ]);
  });

  test('all the others end together', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const others = [await elsewhere(world, 'Ruth'), await elsewhere(world, 'Ruth')];

    const left = await ruth.call(endOtherSessions, {});

    expect(left.sessions).toHaveLength(1);
    for (const other of others)
      expect((await other.refused(getMe, {})).code).toBe('unauthenticated');
    expect((await logOf(ruth))[0]).toEqual(['other_sessions_ended', '']);
  });

  test('of somebody else is not there', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const { members } = await world.circle(ruth, ['Ana']);
    const [ana] = members as [Person];
    const { sessions } = await ruth.call(getSecurity, {});

    const params = { sessionId: sessions[0]?.id ?? '' };

    expect((await ana.refused(endSession, { params })).code).toBe('not_found');
    expect(await ruth.call(getMe, {})).toBeTruthy();
  });
});

describe('a way in', () => {
  test('changes only for who confirms it', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const confirmation = { password: 'a guess of mine' };

    const refusals = [
      await ruth.refused(setPassword, { body: { password: 'another password', confirmation } }),
      await ruth.refused(changeEmail, { body: { email: 'r@example.org', confirmation } }),
      await ruth.refused(renewRecoveryCodes, { body: { confirmation } }),
    ];

    expect(new Set(refusals.map((one) => one.code))).toEqual(new Set(['not_confirmed']));
    expect((await elsewhere(world, 'Ruth')).cookie).toBeTruthy();
    expect((await ruth.call(getMe, {})).email).toBeNull();
  });

  test('is not used by whoever was still signing in when the password changed', async ({
    world,
  }) => {
    const ruth = await world.founder('Ruth');
    const { checked, goOn } = heldBack(world);
    const late = elsewhere(world, 'Ruth').catch((error: RefusedError) => error.problem.code);
    await checked;

    await ruth.call(setPassword, {
      body: { password: 'quite another one', confirmation: { password: PASSWORD } },
    });
    goOn();

    expect(await late).toBe('wrong_credentials');
  });

  test('is not changed from a session that was ended while it confirmed', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const thief = await elsewhere(world, 'Ruth');
    const { checked, goOn } = heldBack(world);
    const late = thief.refused(changeEmail, {
      body: { email: 'thief@example.org', confirmation: { password: PASSWORD } },
    });
    await checked;

    await ruth.call(endOtherSessions, {});
    goOn();

    expect((await late).code).toBe('unauthenticated');
    expect((await ruth.call(getMe, {})).email).toBeNull();
  });

  test('a new password ends the other sessions', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const phone = await elsewhere(world, 'Ruth');

    await ruth.call(setPassword, {
      body: { password: 'quite another one', confirmation: { password: PASSWORD } },
    });

    expect((await phone.refused(getMe, {})).code).toBe('unauthenticated');
    expect((await ruth.call(getSecurity, {})).sessions).toHaveLength(1);
    await elsewhere(world, 'Ruth', 'quite another one');
  });

  test('is not guessed at by who found a device signed in', async () => {
    const world = await World.open({ guesses: { perAddress: 1000, perName: 3 } });
    const ruth = await world.founder('Ruth');
    const guess = () =>
      ruth.refused(changeEmail, {
        body: { email: null, confirmation: { password: 'a guess of mine' } },
      });

    for (let i = 0; i < 3; i++) expect((await guess()).code).toBe('not_confirmed');

    expect((await guess()).code).toBe('too_many_requests');
    await world.close();
  });
});

/** Ana is asked by Jonas; Ben came later and is not. */
async function asked(world: World) {
  const ruth = await world.founder('Ruth');
  const circle = await world.gathering(ruth, ['Jonas', 'Ana', 'Ben'], { absent: 1 });
  const [jonas] = circle.members as [Person];
  const { groupId, meetingId } = circle;
  const askId = await ask(jonas, groupId, meetingId);
  const other = await ask(ruth, groupId, meetingId);
  return { ruth, groupId, askId, other, nameOf: (name: string) => `${name} ${groupId}` };
}
const forOne = (signInName: string, groupId: GroupId, askId: AskId, password = PASSWORD) => ({
  body: { signInName, password, oneAnswer: { groupId, askId } },
});

describe('on a shared device, for one answer', () => {
  test('that ask can be answered, and nothing else be seen', async ({ world }) => {
    const { ruth, groupId, askId, other, nameOf } = await asked(world);
    const tablet = world.person('Ana');
    const { token } = await ruth.call(createInvitation, {
      params: { groupId },
      body: { invitee: 'Zoe' },
    });
    await tablet.call(signIn, forOne(nameOf('Ana'), groupId, askId));
    const params = { groupId, askId };

    expect((await tablet.call(getMe, {})).signInName).toBe(nameOf('Ana'));
    expect((await tablet.call(getAsk, { params })).id).toBe(askId);
    expect((await tablet.call(getMyAnswer, { params })).answer).toBeNull();
    const elsewhere = { params: { groupId, askId: other } };
    const after = await world.cursor(groupId);
    const refused = [
      await tablet.refused(getHome, {}),
      await tablet.refused(getGroup, { params: { groupId: randomId<GroupId>() } }),
      await tablet.refused(listAsks, { params: { groupId }, query: {} }),
      await tablet.refused(getSecurity, {}),
      await tablet.refused(endOtherSessions, {}),
      await tablet.refused(getAsk, elsewhere),
      await tablet.refused(putAnswer, { ...elsewhere, body: anAnswer() }),
      await tablet.refused(pollEvents, { params: { groupId }, query: { after, wait: 0 } }),
    ];
    expect(refused.map((one) => `${one.status} ${one.code}`)).toEqual(
      refused.map(() => '403 only_one_answer'),
    );
    await expect(tablet.listen(groupId)).rejects.toThrow('403');
    // To everything public it is nobody.
    expect((await tablet.call(getStart, {})).signedIn).toBe(false);
    const joining = await tablet.refused(acceptInvitation, {
      params: { token },
      body: { account: null, name: 'Zoe', agreementVersion: 1 },
    });
    expect(joining.code).toBe('unauthenticated');
  });

  test('sending it ends the session, and the browser forgets it', async ({ world }) => {
    const { groupId, askId, nameOf } = await asked(world);
    const tablet = world.person('Ana');
    const begun = await tablet.send(signIn, forOne(nameOf('Ana'), groupId, askId));
    const { cookie } = tablet;

    const sent = await tablet.send(putAnswer, { params: { groupId, askId }, body: anAnswer() });

    expect(begun.headers.getSetCookie()[0]).not.toMatch(/max-age|expires/i);
    expect(sent.headers.getSetCookie()[0]).toMatch(/^landed=;.*expires=thu, 01 jan 1970/i);
    tablet.cookie = cookie;
    expect((await tablet.refused(getMe, {})).code).toBe('unauthenticated');
    const ana = world.person('Ana');
    await ana.call(signIn, { body: { signInName: nameOf('Ana'), password: PASSWORD } });
    const { answer } = await ana.call(getMyAnswer, { params: { groupId, askId } });
    expect(answer?.version).toBe(1);
    expect((await logOf(ana)).map(([event]) => event)).toEqual([
      'signed_in',
      'signed_in_for_one_answer',
      'account_made',
    ]);
  });

  test('passing ends it too', async ({ world }) => {
    const { groupId, askId, nameOf } = await asked(world);
    const tablet = world.person('Ana');
    await tablet.call(signIn, forOne(nameOf('Ana'), groupId, askId));
    const { cookie } = tablet;

    await tablet.call(passAsk, { params: { groupId, askId } });

    tablet.cookie = cookie;
    expect((await tablet.refused(getMe, {})).code).toBe('unauthenticated');
  });

  test('whoever was not asked hears so only after the right password', async ({ world }) => {
    const { groupId, askId, nameOf } = await asked(world);
    const tablet = world.person('Ben');

    const guessed = await tablet.refused(
      signIn,
      forOne(nameOf('Ben'), groupId, askId, 'a guess of mine'),
    );
    const right = await tablet.refused(signIn, forOne(nameOf('Ben'), groupId, askId));

    expect(guessed.code).toBe('wrong_credentials');
    expect(right).toMatchObject({ status: 403, code: 'not_asked' });
    expect(tablet.cookie).toBe('');
  });

  test.for(['anonymous', 'choice'] as const)(
    'there is none for an ask of mode %s, not even for a leader, whose answer has a name',
    async (mode, { world }) => {
      const { groupId, askId } = await nameless(world, { mode });

      for (const signInName of ['Ruth', `Ana ${groupId}`]) {
        const tablet = world.person(signInName);
        const refused = await tablet.refused(signIn, forOne(signInName, groupId, askId));

        expect(refused).toMatchObject({ status: 409, code: 'wrong_mode' });
        expect(tablet.cookie).toBe('');
      }
      const guessed = forOne('Ruth', groupId, askId, 'a guess of mine');
      expect((await world.person('Ruth').refused(signIn, guessed)).code).toBe('wrong_credentials');
    },
  );

  test('it ends with the day, and lasts three hours at least', async ({ world }) => {
    const { groupId, askId, nameOf } = await asked(world);
    const day = Date.parse(world.now.slice(0, 10)) + DAY;
    world.ahead += day + 23.5 * HOUR - Date.parse(world.now);
    const tablet = world.person('Ana');
    await tablet.call(signIn, forOne(nameOf('Ana'), groupId, askId));

    world.ahead += 2 * HOUR;
    expect(await tablet.call(getMe, {})).toBeTruthy();
    world.ahead += DAY;
    expect((await tablet.refused(getMe, {})).code).toBe('unauthenticated');
  });
});

describe('who may create groups', () => {
  test('is what the operator says, by the names they were told', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const { groupId, members } = await world.circle(ruth, ['Ana']);
    const [ana] = members as [Person];
    const signInName = `ana ${groupId}`.toUpperCase();

    const { creators } = await ruth.call(setCreator, { body: { signInName, may: true } });

    expect(creators).toEqual([
      { signInName: `Ana ${groupId}`, me: false },
      { signInName: 'Ruth', me: true },
    ]);
    expect((await ana.call(getMe, {})).mayCreateGroups).toBe(true);
    await ana.call(createGroup, { body: aGroup('Ana') });
    await ruth.call(setCreator, { body: { signInName, may: false } });
    expect((await ana.refused(createGroup, { body: aGroup('Ana') })).code).toBe(
      'may_not_create_groups',
    );
    // The operator does not lock themself out.
    await ruth.call(setCreator, { body: { signInName: 'Ruth', may: false } });
    expect((await ruth.call(listCreators, {})).creators).toEqual([
      { signInName: 'Ruth', me: true },
    ]);
  });

  test('is nothing for anybody else, and a name nobody has is not there', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const { members } = await world.circle(ruth, ['Ana']);
    const [ana] = members as [Person];
    await ruth.call(signOut, {});
    const again = await elsewhere(world, 'Ruth');

    const body = { signInName: 'Nobody', may: true };

    expect((await ana.refused(listCreators, {})).code).toBe('not_found');
    expect((await ana.refused(setCreator, { body })).code).toBe('not_found');
    expect((await again.refused(setCreator, { body })).code).toBe('not_found');
  });
});
