import { once } from 'node:events';

import { describe, expect } from 'vitest';

import { actorOf, signOut as signOutOf } from '../../src/app/sessions.ts';
import {
  type Account,
  getMe,
  getStart,
  recover,
  setUp,
  signIn,
  signOut,
} from '../../src/contract/accounts.ts';
import { createGroup } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { CLOSE } from '../../src/contract/live.ts';
import type { ReplyOf } from '../../src/contract/operation.ts';
import type { GroupId } from '../../src/contract/primitives.ts';
import { DAY } from '../../src/domain/time.ts';
import { GUESSES } from '../../src/http/limits.ts';
import { everythingOf } from '../support/beside.ts';
import { test } from '../support/test.ts';
import { aGroup, PASSWORD, type Person, World } from '../support/world.ts';
import { withoutInstance } from './without-instance.ts';

const credentials = (signInName: string, password = PASSWORD) => ({
  body: { signInName, password },
});

/** The first account, with what is shown only once. */
async function begin(world: World, signInName = 'Ruth') {
  const person = world.person(signInName);
  const { recoveryCodes } = await person.call(setUp, {
    body: { code: world.service.setupCode ?? '', signInName, password: PASSWORD },
  });
  return { person, recoveryCodes };
}

/** The same account in another browser. */
async function elsewhere(world: World, signInName: string, password = PASSWORD): Promise<Person> {
  const person = world.person(signInName);
  await person.call(signIn, credentials(signInName, password));
  return person;
}

/** A reply without the number that names this one request. */
describe('the first account', () => {
  test('is made only by the code on the console', async ({ world }) => {
    const code = world.service.setupCode ?? '';
    const wrong = code.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));

    const refused = await world
      .person('Ruth')
      .refused(setUp, { body: { code: wrong, signInName: 'Ruth', password: PASSWORD } });

    expect(refused).toMatchObject({ status: 403, code: 'wrong_setup_code' });
    expect(await world.person('Ruth').call(getStart, {})).toMatchObject({ setUp: false });
  });

  test('takes the code in capitals, and with spaces for dashes', async ({ world }) => {
    const code = (world.service.setupCode ?? '').toUpperCase().replaceAll('-', ' ');
    const person = world.person('Ruth');

    const { account } = await person.call(setUp, {
      body: { code, signInName: 'Ruth', password: PASSWORD },
    });

    expect(account.mayCreateGroups).toBe(true);
    expect(await person.call(getStart, {})).toMatchObject({ setUp: true, signedIn: true });
  });

  test('is the only one that the code makes, however many try at once', async ({ world }) => {
    const code = world.service.setupCode ?? '';
    const names = ['Ana', 'Ben', 'Cleo', 'Dan'];

    const replies = await Promise.all(
      names.map((signInName) =>
        world
          .person(signInName)
          .send(setUp, { body: { code, signInName, password: PASSWORD } })
          .then((response) => response.json() as Promise<{ code?: string }>),
      ),
    );

    const codes = replies.map((reply) => reply.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'already_set_up')).toHaveLength(names.length - 1);
  });

  test('cannot be made again after a restart, which prints no code', async ({ world }) => {
    const code = world.service.setupCode ?? '';
    await begin(world);

    await world.restart();

    expect(world.service.setupCode).toBeNull();
    const refused = await world
      .person('Mallory')
      .refused(setUp, { body: { code, signInName: 'Mallory', password: PASSWORD } });
    expect(refused.code).toBe('already_set_up');
  });
});

describe('a sign-in name', () => {
  test('is the same in capitals and in compatibility forms', async ({ world }) => {
    const { person } = await begin(world, 'Zoë');
    const me = await person.call(getMe, {});

    for (const written of ['zoë', 'ZOË', 'Zoe\u0308', '\uff3aoë'])
      expect(await (await elsewhere(world, written)).call(getMe, {})).toEqual(me);
  });

  test('belongs to one account, without regard to case and compatibility forms', async ({
    world,
  }) => {
    const { person: ruth } = await begin(world);
    const { groupId } = await world.circle(ruth, []);

    for (const signInName of ['RUTH', '\uff32uth', 'ruth']) {
      const { token } = await ruth.call(createInvitation, {
        params: { groupId },
        body: { invitee: 'Zoe' },
      });
      const refused = await world.person('Zoe').refused(acceptInvitation, {
        params: { token },
        body: { account: { signInName, password: PASSWORD }, name: 'Zoe', agreementVersion: 1 },
      });
      expect(refused).toMatchObject({ status: 409, code: 'sign_in_name_taken' });
    }
  });

  test('says by no byte of a refusal whether an account has it', async ({ world }) => {
    await begin(world);

    const wrongPassword = await world
      .person('')
      .send(signIn, credentials('Ruth', 'not the password'));
    const unknownName = await world
      .person('')
      .send(signIn, credentials('Nobody', 'not the password'));

    expect(wrongPassword.status).toBe(401);
    expect(await withoutInstance(wrongPassword)).toBe(await withoutInstance(unknownName));
  });
});

describe('a session', () => {
  test('ends by signing out, and what it holds open is closed with it', async ({ world }) => {
    const { person: ruth } = await begin(world);
    const { groupId } = await world.circle(ruth, []);
    const other = await elsewhere(world, 'Ruth');
    const mine = await ruth.listen(groupId);
    const theirs = await other.listen(groupId);
    const { cookie } = ruth;
    const closed = once(mine.socket, 'close');

    await ruth.call(signOut, {});

    expect((await closed)[0]).toBe(CLOSE.sessionEnded);
    ruth.cookie = cookie;
    expect((await ruth.refused(getMe, {})).code).toBe('unauthenticated');
    expect(theirs.socket.readyState).toBe(theirs.socket.OPEN);
    await theirs.close();
  });

  test('outlives a restart, and ends after ninety days without use', async ({ world }) => {
    const { person: ruth } = await begin(world);

    await world.restart();
    world.ahead = 89 * DAY;
    await ruth.call(getMe, {});
    // Used, it lasts another ninety days.
    world.ahead = 178 * DAY;
    await ruth.call(getMe, {});
    world.ahead = 269 * DAY;

    expect((await ruth.refused(getMe, {})).code).toBe('unauthenticated');
  });

  test('is kept by the browser for another ninety days with the first use of each day', async ({
    world,
  }) => {
    const { person: ruth } = await begin(world);
    const { cookie } = ruth;
    world.ahead = DAY;

    const [first, second] = [await ruth.send(getMe, {}), await ruth.send(getMe, {})];

    const [kept = ''] = first.headers.getSetCookie();
    expect(kept.split('; ')).toEqual(expect.arrayContaining([cookie, 'Max-Age=7776000']));
    expect(second.headers.getSetCookie()).toEqual([]);
  });

  test('that ends while another request moves it on to a new day stays ended', async ({
    world,
  }) => {
    const { person: ruth } = await begin(world);
    const { deps } = world.service;
    const token = ruth.cookie.replace('landed=', '');
    const found = await actorOf(deps, token);
    if (!found) throw new Error('no session');
    world.ahead = DAY;

    const [moved] = await Promise.all([actorOf(deps, token), signOutOf(deps, found.actor)]);

    expect(moved).toBeNull();
    expect((await ruth.refused(getMe, {})).code).toBe('unauthenticated');
  });

  test('is a cookie for the API alone, hidden from pages and foreign sites', async ({ world }) => {
    await begin(world);

    const response = await world.person('').send(signIn, credentials('Ruth'));

    const [cookie = '', ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    const attributes = cookie.split('; ').slice(1);
    expect(attributes).toEqual(
      expect.arrayContaining(['Path=/api', 'HttpOnly', 'SameSite=Strict', 'Max-Age=7776000']),
    );
    expect(attributes).toHaveLength(4);
  });

  test('never travels unencrypted when people come by https', async () => {
    const world = await World.open({ origin: 'https://landed.example.org' });
    const response = await world.person('').send(setUp, {
      body: { code: world.service.setupCode ?? '', signInName: 'Ruth', password: PASSWORD },
    });

    expect(response.headers.getSetCookie()[0]?.split('; ')).toContain('Secure');
    expect(response.headers.get('strict-transport-security')).toContain('max-age');
    await world.close();
  });
});

describe('a recovery code', () => {
  const NEW = 'another quiet place';

  test('sets a new password once, and ends every other session', async ({ world }) => {
    const { person: ruth, recoveryCodes } = await begin(world);
    const { groupId } = await world.circle(ruth, []);
    const listener = await ruth.listen(groupId);
    const closed = once(listener.socket, 'close');
    const [code = ''] = recoveryCodes;
    const recovered = world.person('Ruth');

    const { codesLeft } = await recovered.call(recover, {
      body: { signInName: 'RUTH', code: code.toUpperCase(), password: NEW },
    });

    expect(codesLeft).toBe(recoveryCodes.length - 1);
    expect((await closed)[0]).toBe(CLOSE.sessionEnded);
    expect((await ruth.refused(getMe, {})).code).toBe('unauthenticated');
    await recovered.call(getMe, {});
    await elsewhere(world, 'Ruth', NEW);
    const old = await world.person('').refused(signIn, credentials('Ruth'));
    expect(old.code).toBe('wrong_credentials');
    const again = await world
      .person('')
      .refused(recover, { body: { signInName: 'Ruth', code, password: NEW } });
    expect(again.code).toBe('wrong_credentials');
  });

  test('of somebody else, or none, is refused alike and changes nothing', async ({ world }) => {
    const { person: ruth, recoveryCodes } = await begin(world);
    const { members } = await world.circle(ruth, ['Ana']);
    const [ana] = members as [Person];
    const { signInName } = await ana.call(getMe, {});
    const attempt = (signInName: string, code: string) =>
      world.person('').send(recover, { body: { signInName, code, password: NEW } });

    const replies = await Promise.all([
      attempt(signInName, recoveryCodes[0] ?? ''),
      attempt('Ruth', 'abcd-abcd-abcd-abcd'),
      attempt('Nobody', recoveryCodes[0] ?? ''),
    ]);

    const [first, ...others] = await Promise.all(replies.map(withoutInstance));
    expect(first).toContain('wrong_credentials');
    expect(others).toEqual([first, first]);
    await ana.call(getMe, {});
    await elsewhere(world, 'Ruth');
  });

  test('works for only one of two who use it at the same moment', async ({ world }) => {
    const { recoveryCodes } = await begin(world);
    const [code = ''] = recoveryCodes;

    const replies = await Promise.all(
      ['first new password', 'second new password'].map((password) =>
        world.person('').send(recover, { body: { signInName: 'Ruth', code, password } }),
      ),
    );

    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([201, 401]);
  });
});

test('the files hold hashes only: no password, token or code', async ({ world }) => {
  const { person: ruth, recoveryCodes } = await begin(world);
  const { groupId } = await world.circle(ruth, ['Ana']);
  const { token } = await ruth.call(createInvitation, {
    params: { groupId },
    body: { invitee: 'Zoe' },
  });
  const session = ruth.cookie.replace(/^landed=/, '');
  const secrets = [
    PASSWORD,
    session,
    token,
    world.service.setupCode ?? '',
    ...recoveryCodes,
    ...recoveryCodes.map((code) => code.replaceAll('-', '')),
  ];

  const running = await everythingOf(world);
  await world.restart();

  expect(running).toContain('Tuesday circle');
  for (const bytes of [running, await everythingOf(world)])
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
});

test('no reply carries the account of anybody else', async ({ world }) => {
  const { person: ruth } = await begin(world);
  const { members, everybody } = await world.circle(ruth, ['Ana', 'Ben']);
  const accounts: ReplyOf<typeof getMe>[] = [];
  for (const person of everybody) accounts.push(await person.call(getMe, {}));

  const said = await Promise.all(
    (members as [Person, Person]).map(async (person) => {
      const { groups } = (await (
        await fetch(`${world.url}/api/home`, { headers: { cookie: person.cookie } })
      ).json()) as { groups: { id: string }[] };
      const paths = ['', '/room', '/asks'].map((path) => `/api/groups/${groups[0]?.id}${path}`);
      const replies = await Promise.all(
        paths.map((path) =>
          fetch(world.url + path, { headers: { cookie: person.cookie } }).then((r) => r.text()),
        ),
      );
      return replies.join('');
    }),
  );

  const secrets = accounts.flatMap(({ id, signInName }: Account) =>
    signInName === 'Ruth' ? [id] : [id, signInName],
  );
  expect(secrets.filter((secret) => said.join('').includes(secret))).toEqual([]);
});

describe('guessing', () => {
  test('is not what a room of twenty does that joins and signs in from one address', async () => {
    const world = await World.open({ guesses: GUESSES });
    const { person: ruth } = await begin(world);
    const room = Array.from({ length: 20 }, (_, i) => `Person ${i + 1}`);
    // Eight places each.
    const groups: GroupId[] = [];
    for (let i = 0; i < 3; i++) groups.push((await world.circle(ruth, [])).groupId);

    for (const [i, name] of room.entries()) {
      const joined = await world.join(ruth, groups[i % groups.length] as GroupId, name);
      const { signInName } = await joined.call(getMe, {});
      // Everybody mistypes twice, then signs in on a second device.
      for (const wrong of ['oops oops', 'oops again'])
        await world.person(name).refused(signIn, credentials(signInName, wrong));
      await elsewhere(world, signInName);
    }

    await world.close();
  });

  test('one name is stopped, from wherever it comes and however it is written', async () => {
    const world = await World.open({ guesses: { perAddress: 1000, perName: 5 } });
    const { recoveryCodes } = await begin(world);
    const guess = (signInName: string) =>
      world.person('').refused(signIn, credentials(signInName, 'a guess of mine'));

    for (const name of ['Ruth', 'RUTH', '\uff32uth', 'ruth', 'Ruth '])
      expect((await guess(name)).code).toBe('wrong_credentials');

    expect(await guess('rutH')).toMatchObject({ status: 429, code: 'too_many_requests' });
    // Nor can the codes be tried instead.
    const code = recoveryCodes[0] ?? '';
    const recovering = await world
      .person('')
      .refused(recover, { body: { signInName: 'Ruth', code, password: PASSWORD } });
    expect(recovering.code).toBe('too_many_requests');
    expect((await guess('Somebody else')).code).toBe('wrong_credentials');
    await world.close();
  });

  test('from one address is stopped, whatever the names, and so are invitation links', async () => {
    const world = await World.open({ guesses: { perAddress: 5, perName: 1000 } });
    await begin(world);

    for (const name of ['Ana', 'Ben', 'Cleo', 'Dan'])
      await world.person('').refused(signIn, credentials(name));

    const refused = await world.person('').refused(acceptInvitation, {
      params: { token: 'a'.repeat(64) },
      body: { account: null, name: 'Zoe', agreementVersion: 1 },
    });
    expect(refused).toMatchObject({ status: 429, code: 'too_many_requests' });
    await world.close();
  });
});

test('an account made by an invitation may not create groups', async ({ world }) => {
  const { person: ruth } = await begin(world);
  const { members } = await world.circle(ruth, ['Ana']);
  const [ana] = members as [Person];

  expect(await ana.call(getMe, {})).toMatchObject({ mayCreateGroups: false });
  expect((await ana.refused(createGroup, { body: aGroup('Ana') })).status).toBe(403);
});
