import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';

import { describe, expect } from 'vitest';

import * as app from '../../src/app/passkeys.ts';
import {
  addPasskey,
  changeEmail,
  getMe,
  getSecurity,
  getStart,
  passkeyForNewAccount,
  passkeyToAdd,
  passkeyToSignIn,
  recover,
  removePasskey,
  setPassword,
  setUp,
  signInWithPasskey,
  signOut,
} from '../../src/contract/accounts.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { sha256 } from '../../src/ids.ts';
import { Authenticator } from '../support/authenticator.ts';
import { everythingOf } from '../support/beside.ts';
import { test } from '../support/test.ts';
import { PASSWORD, Person, World } from '../support/world.ts';
import { withoutInstance } from './without-instance.ts';

/** A browser that opened the service as `localhost`, and its authenticator. */
class Device extends Person {
  readonly authenticator: Authenticator;

  constructor(world: World, name: string) {
    super(world.service.url, name);
    this.authenticator = new Authenticator(world.service.url);
  }

  async made(signInName = this.name) {
    const { options } = await this.call(passkeyForNewAccount, { body: { signInName } });
    return this.authenticator.make(options);
  }

  async used() {
    const { options } = await this.call(passkeyToSignIn, {});
    return this.authenticator.use(options);
  }

  async add(name = 'My phone') {
    const { options } = await this.call(passkeyToAdd, {});
    const passkey = this.authenticator.make(options);
    return this.call(addPasskey, { body: { name, passkey } });
  }
}

/** The first account, with a passkey and nothing else. */
async function begin(world: World, name = 'Ruth') {
  const device = new Device(world, name);
  const code = world.service.setupCode ?? '';
  const { recoveryCodes } = await device.call(setUp, {
    body: { code, signInName: name, passkey: await device.made() },
  });
  return { device, recoveryCodes };
}

const logOf = async (person: Person) =>
  (await person.call(getSecurity, {})).log.map(({ event }) => event);

describe('an account', () => {
  test('is made with a passkey alone, and entered with it', async ({ world }) => {
    const { device, recoveryCodes } = await begin(world);
    const me = await device.call(getMe, {});
    await device.call(signOut, {});

    const account = await device.call(signInWithPasskey, {
      body: { passkey: await device.used() },
    });

    expect(account).toEqual(me);
    expect(account).toMatchObject({ hasPassword: false, operator: true });
    expect(recoveryCodes).toHaveLength(8);
    const { passkeys } = await device.call(getSecurity, {});
    expect(passkeys).toMatchObject([{ addedOn: world.now.slice(0, 10) }]);
    expect(passkeys[0]?.lastUsedOn).toBe(world.now.slice(0, 10));
    expect(await logOf(device)).toEqual(['signed_in_with_passkey', 'account_made']);
  });

  test('is made by an invitation with a passkey, a password, or both', async ({ world }) => {
    const { device: ruth } = await begin(world);
    const { groupId } = await world.circle(ruth, []);
    for (const [name, password, withPasskey] of [
      ['Ana', null, true],
      ['Ben', PASSWORD, false],
      ['Cem', PASSWORD, true],
    ] as const) {
      const { token } = await ruth.call(createInvitation, {
        params: { groupId },
        body: { invitee: name },
      });
      const device = new Device(world, name);
      const passkey = withPasskey ? await device.made() : null;
      const joined = await device.call(acceptInvitation, {
        params: { token },
        body: { account: { signInName: name, password, passkey }, name, agreementVersion: 1 },
      });

      expect(joined.recoveryCodes).toHaveLength(8);
      const security = await device.call(getSecurity, {});
      expect(security.passkeys).toHaveLength(withPasskey ? 1 : 0);
      expect((await device.call(getMe, {})).hasPassword).toBe(password !== null);
    }
  });

  test('is not made with neither', async ({ world }) => {
    const refused = await world.person('Ruth').refused(setUp, {
      body: { code: world.service.setupCode ?? '', signInName: 'Ruth' },
    });

    expect(refused).toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'password', problem: 'missing' }],
    });
  });

  test('that lost its passkey comes back by a code, with a password', async ({ world }) => {
    const { device, recoveryCodes } = await begin(world);
    const other = new Device(world, 'Ruth');

    await other.call(recover, {
      body: { signInName: 'Ruth', code: recoveryCodes[0] ?? '', password: PASSWORD },
    });

    expect((await device.refused(getMe, {})).code).toBe('unauthenticated');
    expect((await other.call(getMe, {})).hasPassword).toBe(true);
    const { passkeys } = await other.call(getSecurity, {});
    await other.call(removePasskey, { params: { passkeyId: passkeys[0]?.id ?? '' } });
    const lost = await device.refused(signInWithPasskey, {
      body: { passkey: await device.used() },
    });
    expect(lost.code).toBe('passkey_refused');
  });
});

describe('a passkey', () => {
  test('is added by name, used, and removed; the last way in stays', async ({ world }) => {
    const { device } = await begin(world);
    const laptop = new Device(world, 'Ruth');
    laptop.cookie = device.cookie;

    const { passkeys } = await laptop.add('My laptop');

    expect(passkeys.map((one) => one.name).sort()).toEqual(['My laptop', 'Passkey']);
    await laptop.call(signInWithPasskey, { body: { passkey: await laptop.used() } });
    const first = passkeys.find((one) => one.name === 'Passkey')?.id ?? '';
    const left = await laptop.call(removePasskey, { params: { passkeyId: first } });
    expect(left.passkeys.map((one) => one.name)).toEqual(['My laptop']);
    const last = left.passkeys[0]?.id ?? '';
    const refused = await laptop.refused(removePasskey, { params: { passkeyId: last } });
    expect(refused).toMatchObject({ status: 409, code: 'last_way_in' });
    // With a password it is not the last.
    const confirmation = { passkey: await laptop.used() };
    await laptop.call(setPassword, { body: { password: PASSWORD, confirmation } });
    await laptop.call(removePasskey, { params: { passkeyId: last } });
    const none = await laptop.refused(setPassword, {
      body: { password: null, confirmation: { password: PASSWORD } },
    });
    expect(none.code).toBe('last_way_in');
    expect(await logOf(laptop)).toEqual([
      'passkey_removed',
      'password_set',
      'passkey_removed',
      'signed_in_with_passkey',
      'passkey_added',
      'account_made',
    ]);
  });

  test('is neither added nor removed by a session that was ended meanwhile', async ({ world }) => {
    const { device } = await begin(world);
    const { id: accountId } = await device.call(getMe, {});
    const { options } = await device.call(passkeyToAdd, {});
    const passkey = new Authenticator(device.url).make(options);
    const [old] = (await device.call(getSecurity, {})).passkeys;
    // A request that has come in, and not yet further.
    const actor = { accountId, sessionId: sha256(device.cookie.split('=')[1] ?? ''), only: null };
    const place = { rpId: 'localhost', origin: device.url };
    await device.call(signOut, {});

    const { deps } = world.service;
    const adding = app.addPasskey(deps, actor, { device: '', place }, { name: 'Mine', passkey });
    await expect(adding).rejects.toMatchObject({ code: 'unauthenticated' });
    const removing = app.removePasskey(deps, actor, old?.id ?? '');
    await expect(removing).rejects.toMatchObject({ code: 'unauthenticated' });
    await device.call(signInWithPasskey, { body: { passkey: await device.used() } });
    const { passkeys } = await device.call(getSecurity, {});
    expect(passkeys.map(({ id }) => id)).toEqual([old?.id]);
  });

  test('of somebody else is nobody’s to remove', async ({ world }) => {
    const { device: ruth } = await begin(world);
    const { members } = await world.circle(ruth, ['Ana']);
    const { passkeys } = await ruth.call(getSecurity, {});

    const refused = await members[0]?.refused(removePasskey, {
      params: { passkeyId: passkeys[0]?.id ?? '' },
    });

    expect(refused?.code).toBe('not_found');
    expect((await ruth.call(getSecurity, {})).passkeys).toHaveLength(1);
  });

  test('says by no byte of a refusal whether it is known', async ({ world }) => {
    const { device } = await begin(world);
    const stranger = new Device(world, 'Mallory');
    await stranger.made();
    const wrongSite = new Device(world, 'Ruth');
    wrongSite.authenticator.passkeys.push(...device.authenticator.passkeys);
    wrongSite.authenticator.origin = 'http://localhost:1';
    const forged = await device.used();
    forged.response['signature'] = (await device.used()).response['signature'];

    const replies = await Promise.all(
      [await stranger.used(), await wrongSite.used(), forged].map(async (passkey) =>
        withoutInstance(await stranger.send(signInWithPasskey, { body: { passkey } })),
      ),
    );

    expect(new Set(replies).size).toBe(1);
    expect(replies[0]).toContain('passkey_refused');
  });

  test('answers a challenge once, within five minutes', async ({ world }) => {
    const { device } = await begin(world);
    const passkey = await device.used();
    await device.call(signInWithPasskey, { body: { passkey } });

    const again = await device.refused(signInWithPasskey, { body: { passkey } });
    const late = await device.used();
    world.ahead += 5 * MINUTE + 1;
    const tooLate = await device.refused(signInWithPasskey, { body: { passkey: late } });

    expect([again.code, tooLate.code]).toEqual(['passkey_refused', 'passkey_refused']);
  });

  test('whose counter went back is a copy, and refused', async ({ world }) => {
    const { device } = await begin(world);
    await device.call(signInWithPasskey, { body: { passkey: await device.used() } });
    const [kept] = device.authenticator.passkeys;
    if (kept) kept.counter -= 1;

    const refused = await device.refused(signInWithPasskey, {
      body: { passkey: await device.used() },
    });

    expect(refused.code).toBe('passkey_refused');
  });

  test('made for one account is not taken for another', async ({ world }) => {
    const { device } = await begin(world);
    const { groupId } = await world.circle(device, []);
    const { token } = await device.call(createInvitation, {
      params: { groupId },
      body: { invitee: 'Zoe' },
    });
    const { options } = await device.call(passkeyToAdd, {});
    const mine = device.authenticator.make(options);

    const asNew = await device.refused(acceptInvitation, {
      params: { token },
      body: {
        account: { signInName: 'Zoe', password: null, passkey: mine },
        name: 'Zoe',
        agreementVersion: 1,
      },
    });
    const asMine = await device.refused(addPasskey, {
      body: { name: 'My phone', passkey: await device.made('Zoe') },
    });

    expect([asNew.code, asMine.code]).toEqual(['passkey_refused', 'passkey_refused']);
  });

  test('is confirmed afresh where it stands for the password', async ({ world }) => {
    const { device: ruth } = await begin(world);
    const { members } = await world.circle(ruth, ['Ana']);
    const ana = new Device(world, 'Ana');
    ana.cookie = members[0]?.cookie ?? '';
    await ana.add();

    const foreign = await ruth.refused(changeEmail, {
      body: { email: 'ruth@example.org', confirmation: { passkey: await ana.used() } },
    });
    const changed = await ruth.call(changeEmail, {
      body: { email: 'ruth@example.org', confirmation: { passkey: await ruth.used() } },
    });

    expect(foreign).toMatchObject({ status: 403, code: 'not_confirmed' });
    expect(changed.email).toBe('ruth@example.org');
  });
});

describe('where passkeys do not work', () => {
  test('under an address, nothing is asked of an authenticator', async ({ world }) => {
    const person = world.person('Ruth');

    expect(await person.call(getStart, {})).toMatchObject({ passkeys: false });
    const refused = await person.refused(passkeyToSignIn, {});
    expect(refused).toMatchObject({ status: 409, code: 'passkeys_need_tls' });
  });

  test.for([
    ['https://landed.example.org', 'landed.example.org', true],
    ['https://landed.example.org:8443', 'landed.example.org', true],
    ['http://landed.example.org', '', false],
    ['https://192.0.2.7', '', false],
    ['http://localhost:3000', 'localhost', true],
  ] as const)('the configured origin decides: %s', async ([origin, rpId, works], { expect }) => {
    const world = await World.open({ origin });
    const person = world.person('Ruth');

    expect((await person.call(getStart, {})).passkeys).toBe(works);
    if (works) {
      const { options } = await person.call(passkeyToSignIn, {});
      expect(options).toMatchObject({ rpId });
      expect(options).not.toHaveProperty('allowCredentials');
    }
    await world.close();
  });

  test('a name that is not localhost has none without an origin', async ({ world }) => {
    const { port } = world.service;
    const headers = { host: 'ruths-laptop.local:3000' };
    const sent = request({ host: '127.0.0.1', port, path: '/api/start', headers, setHost: false });
    sent.end();
    const [response] = await once(sent, 'response');

    expect(JSON.parse(await text(response))).toMatchObject({ passkeys: false });
  });
});

describe('what is kept', () => {
  test('holds no challenge, no secret of a passkey, and no time of a sign-in', async ({
    world,
  }) => {
    world.ahead = 3 * DAY;
    const { device } = await begin(world);
    const { options } = await device.call(passkeyToSignIn, {});
    await device.call(signInWithPasskey, { body: { passkey: await device.used() } });

    const { securityLog } = world.service.deps.store.tables;
    const rows = await world.service.deps.store.read.select().from(securityLog);
    const midnight = Date.parse(world.now.slice(0, 10));
    for (const { id } of rows)
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - midnight).toBeLessThan(10);
    expect(await everythingOf(world)).not.toContain((options as { challenge: string }).challenge);
  });
});
