import { describe, expect } from 'vitest';

import {
  allowLeaderRecovery,
  getMe,
  getSecurity,
  recover,
  recoverByLink,
  renewRecoveryCodes,
  setUp,
  signIn,
  stopRecoveryLink,
} from '../../src/contract/accounts.ts';
import { listRecoveryLinks, makeRecoveryLink } from '../../src/contract/groups.ts';
import { acceptInvitation, createInvitation } from '../../src/contract/invitations.ts';
import type { GroupId, MemberId } from '../../src/contract/primitives.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { randomId } from '../../src/ids.ts';
import { test } from '../support/test.ts';
import { type Circle, PASSWORD, type Person, World } from '../support/world.ts';
import { withoutInstance } from './without-instance.ts';

const NEW_PASSWORD = 'a door that opens again';
const confirmation = { password: PASSWORD };
const eventsOf = async (person: Person) =>
  (await person.call(getSecurity, {})).log.map(({ event }) => event);

const allow = (person: Person, allowed = true) =>
  person.call(allowLeaderRecovery, { body: { allowed, confirmation } });

const helpBack = ({ leader, groupId }: Circle, { memberId }: Person) =>
  leader.call(makeRecoveryLink, { params: { groupId, memberId } });

/** Ruth leads; Ana is a member and has allowed her leader to help. */
async function helped(world: World) {
  const ruth = await world.founder('Ruth');
  const circle = await world.circle(ruth, ['Ana', 'Ben']);
  const [ana, ben] = circle.members as [Person, Person];
  await allow(ana);
  return { circle, ruth, ana, ben, params: { groupId: circle.groupId } };
}

/** A signed-in account joins another group. */
async function joinAsWell(leader: Person, groupId: GroupId, person: Person, role?: 'leader') {
  const { token } = await leader.call(createInvitation, {
    params: { groupId },
    body: { invitee: person.name, ...(role && { role }) },
  });
  await person.call(acceptInvitation, {
    params: { token },
    body: { account: null, name: person.name, agreementVersion: 1 },
  });
}

describe('a leader’s link', () => {
  test('sets a new password after a day, and ends every session', async ({ world }) => {
    const { circle, ana } = await helped(world);
    const { token, usableFrom, usableUntil } = await helpBack(circle, ana);
    const made = Date.parse(world.now);
    const anew = world.person('Ana');
    const body = { token, password: NEW_PASSWORD };

    const early = await anew.refused(recoverByLink, { body });
    world.ahead += DAY + MINUTE;
    const account = await anew.call(recoverByLink, { body });

    expect(early).toMatchObject({ status: 409, code: 'recovery_refused' });
    expect(Math.abs(Date.parse(usableFrom) - made - DAY)).toBeLessThan(MINUTE);
    expect(Date.parse(usableUntil) - Date.parse(usableFrom)).toBe(7 * DAY);
    expect((await ana.refused(getMe, {})).code).toBe('unauthenticated');
    await world.person('Ana').call(signIn, {
      body: { signInName: account.signInName, password: NEW_PASSWORD },
    });
    expect((await anew.refused(recoverByLink, { body })).code).toBe('recovery_refused');
    expect(await eventsOf(anew)).toEqual([
      'signed_in',
      'recovered_by_link',
      'recovery_link_made',
      'leader_recovery_allowed',
      'account_made',
    ]);
  });

  test('runs out seven days later', async ({ world }) => {
    const { circle, ana, ruth, params } = await helped(world);
    const { token } = await helpBack(circle, ana);
    world.ahead += 8 * DAY + MINUTE;

    const refused = await world
      .person('Ana')
      .refused(recoverByLink, { body: { token, password: NEW_PASSWORD } });

    expect(refused.code).toBe('recovery_refused');
    expect((await ruth.call(listRecoveryLinks, { params })).links).toEqual([]);
    expect((await ana.call(getSecurity, {})).recoveryLink).toBeNull();
  });

  test('is seen by the member, and by the leaders without its token', async ({ world }) => {
    const { circle, ana, ben, ruth, params } = await helped(world);

    const { usableFrom } = await helpBack(circle, ana);

    const on = world.now.slice(0, 10);
    expect((await ana.call(getSecurity, {})).recoveryLink).toEqual({
      groupName: 'Tuesday circle',
      madeBy: 'Ruth',
      on,
    });
    expect((await ruth.call(listRecoveryLinks, { params })).links).toEqual([
      { memberId: ana.memberId, madeBy: 'Ruth', on, usableFrom },
    ]);
    expect((await ben.refused(listRecoveryLinks, { params })).code).toBe('forbidden');
    const byMember = await ben.refused(makeRecoveryLink, {
      params: { ...params, memberId: ana.memberId },
    });
    expect(byMember.code).toBe('forbidden');
  });

  test('is stopped from any device of the member', async ({ world }) => {
    const { circle, ana, ruth, params } = await helped(world);
    const { token } = await helpBack(circle, ana);

    const left = await ana.call(stopRecoveryLink, {});

    expect(left.recoveryLink).toBeNull();
    expect(left.log[0]?.event).toBe('recovery_link_stopped');
    expect((await ruth.call(listRecoveryLinks, { params })).links).toEqual([]);
    world.ahead += DAY + MINUTE;
    const body = { token, password: NEW_PASSWORD };
    expect((await world.person('').refused(recoverByLink, { body })).code).toBe('recovery_refused');
    // Nothing more happens by stopping what is not there.
    const again = await ana.call(stopRecoveryLink, {});
    expect(again.log).toEqual(left.log);
  });

  test('that was used is told to the leaders', async ({ world }) => {
    const { circle, ana, ruth } = await helped(world);
    const { token } = await helpBack(circle, ana);
    world.ahead += DAY + MINUTE;
    const listener = await ruth.listen(circle.groupId);
    await listener.heard((one) => one.type === 'reset');

    await world.person('').call(recoverByLink, { body: { token, password: NEW_PASSWORD } });

    const heard = await listener.heard((one) => one.type === 'member.changed');
    expect(heard).toMatchObject({ memberId: ana.memberId });
    await listener.close();
  });

  test('a newer one makes the older one useless', async ({ world }) => {
    const { circle, ana, ruth, params } = await helped(world);
    const first = await helpBack(circle, ana);
    const second = await helpBack(circle, ana);
    world.ahead += DAY + MINUTE;
    const use = (token: string) =>
      world.person('').send(recoverByLink, { body: { token, password: NEW_PASSWORD } });

    expect((await ruth.call(listRecoveryLinks, { params })).links).toHaveLength(1);
    expect([(await use(first.token)).status, (await use(second.token)).status]).toEqual([409, 201]);
  });

  test('is void once the member takes the consent back', async ({ world }) => {
    const { circle, ana } = await helped(world);
    const { token } = await helpBack(circle, ana);

    await allow(ana, false);
    await allow(ana, true);

    world.ahead += DAY + MINUTE;
    const body = { token, password: NEW_PASSWORD };
    expect((await world.person('').refused(recoverByLink, { body })).code).toBe('recovery_refused');
  });

  test('is void once the member belongs to another group', async ({ world }) => {
    const { circle, ana, ruth } = await helped(world);
    const { token } = await helpBack(circle, ana);
    const other = await world.circle(ruth, []);
    await joinAsWell(ruth, other.groupId, ana);

    world.ahead += DAY + MINUTE;
    const body = { token, password: NEW_PASSWORD };

    expect((await world.person('').refused(recoverByLink, { body })).code).toBe('recovery_refused');
    expect(await ana.call(getMe, {})).toMatchObject({ leaderMayRecover: true });
  });

  test('is refused in the same words, whatever the reason', async ({ world }) => {
    const ruth = await world.founder('Ruth');
    const circle = await world.circle(ruth, ['NeverAllowed', 'InTwoGroups', 'TookItBack']);
    const [, inTwo, tookBack] = circle.members as [Person, Person, Person];
    await allow(inTwo);
    const other = await world.circle(ruth, []);
    await joinAsWell(ruth, other.groupId, inTwo);
    await allow(tookBack);
    await allow(tookBack, false);
    await allow(ruth);
    const { groupId } = circle;
    const members = [
      ...circle.members.map((one) => one.memberId),
      circle.group.me,
      randomId<MemberId>(),
    ];

    const replies = await Promise.all(
      members.map(async (memberId) =>
        withoutInstance(await ruth.send(makeRecoveryLink, { params: { groupId, memberId } })),
      ),
    );

    expect(new Set(replies).size).toBe(1);
    expect(replies[0]).toContain('recovery_refused');
  });

  test('is not guessed from one address without end', async () => {
    const world = await World.open({ guesses: { perAddress: 3, perName: 1000 } });
    const guess = () =>
      world
        .person('')
        .refused(recoverByLink, { body: { token: 'a guess', password: NEW_PASSWORD } });

    for (let i = 0; i < 3; i++) expect((await guess()).code).toBe('recovery_refused');

    expect((await guess()).code).toBe('too_many_requests');
    await world.close();
  });
});

describe('consent', () => {
  test('is off from the start, and given only by who confirms it', async ({ world }) => {
    const ruth = await world.founder('Ruth');

    const refused = await ruth.refused(allowLeaderRecovery, {
      body: { allowed: true, confirmation: { password: 'a guess of mine' } },
    });

    expect(refused.code).toBe('not_confirmed');
    expect((await ruth.call(getMe, {})).leaderMayRecover).toBe(false);
    expect((await allow(ruth)).leaderMayRecover).toBe(true);
    expect((await allow(ruth, false)).leaderMayRecover).toBe(false);
    expect(await eventsOf(ruth)).toEqual([
      'leader_recovery_refused',
      'leader_recovery_allowed',
      'account_made',
    ]);
  });
});

const byCode = (code = '') => ({
  body: { signInName: 'Ruth', code, password: NEW_PASSWORD },
});

describe('recovery codes', () => {
  test('new ones take the place of the old', async ({ world }) => {
    const ruth = world.person('Ruth');
    const { recoveryCodes: old } = await ruth.call(setUp, {
      body: { code: world.service.setupCode ?? '', signInName: 'Ruth', password: PASSWORD },
    });

    const { recoveryCodes } = await ruth.call(renewRecoveryCodes, { body: { confirmation } });

    expect((await world.person('').refused(recover, byCode(old[0]))).code).toBe(
      'wrong_credentials',
    );
    const anew = world.person('Ruth');
    expect((await anew.call(recover, byCode(recoveryCodes[0]))).codesLeft).toBe(7);
    expect((await anew.call(getSecurity, {})).recoveryCodesLeft).toBe(7);
    expect(await eventsOf(anew)).toEqual([
      'recovered_by_code',
      'recovery_codes_renewed',
      'account_made',
    ]);
  });
});
