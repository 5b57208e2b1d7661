import type { CheckOut, getCheckOut as reading, PutCheckOut } from '../contract/check-outs.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { GroupId, MeetingId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import { wholeLadder } from '../domain/goals.ts';
import { dayOf } from '../domain/time.ts';
import * as checkOuts from '../store/check-outs.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as memberships from '../store/memberships.ts';
import type { Actor, Deps } from './deps.ts';
import { peersOf, rateIn } from './goals.ts';
import { attended, shown } from './meetings.ts';

/** @throws DomainError `not_found`, `not_at_meeting` */
export async function getCheckOut(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
): Promise<ReplyOf<typeof reading>> {
  const db = deps.store.read;
  const me = access.member(await memberships.ofAccount(db, groupId, actor.accountId));
  const meeting = await attended(db, groupId, meetingId, me.id);
  const mine = await checkOuts.find(db, groupId, me.id, meetingId);
  const practised = await goals.ofMember(db, groupId, me.id);
  const rated: ReplyOf<typeof reading>['goals'] = [];
  for (const goal of practised.filter(({ state }) => state === 'active')) {
    const all = await goals.ratings(db, groupId, goal.id);
    const rating = all.find((one) => one.rating.meetingId === meetingId)?.rating;
    const peers = peersOf(all, await goals.seenByPeers(db, groupId, me.id, goal.id));
    const compared = peers.some((one) => one.meeting === meeting.number);
    // A level of another ladder has no text among these; once compared it stays, and is sent back as it is.
    const stands = compared || rating?.ladderVersion === goal.ladderVersion;
    const { id, title } = goal;
    rated.push({
      id,
      title,
      ladder: wholeLadder(goal.ladder),
      level: stands ? (rating?.level ?? null) : null,
      distance: rating?.distance ?? null,
      compared,
    });
  }
  return { meeting: shown(meeting), mine: mine && said(mine), goals: rated };
}

/**
 * Writes down a check-out with how the evening was by each goal, all of it or nothing.
 *
 * @throws DomainError `not_found`, `not_at_meeting`, and those of rating a goal
 */
export async function putCheckOut(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
  { mine, ratings }: PutCheckOut,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    await attended(tx, groupId, meetingId, me.id);
    await checkOuts.put(tx, { groupId, memberId: me.id, meetingId, ...mine });
    for (const { goalId, level, distance } of ratings) {
      const goal = access.there(await goals.find(tx, groupId, goalId));
      if (goal.memberId !== me.id) throw new DomainError('not_found');
      await rateIn(tx, goal, meetingId, { level, distance });
    }
    await events.append(tx, group, [changed(meetingId, me.id)], dayOf(deps.clock()));
  });
}

export async function eraseCheckOut(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    await attended(tx, groupId, meetingId, me.id);
    await checkOuts.remove(tx, groupId, me.id, meetingId);
    await events.append(tx, group, [changed(meetingId, me.id)], dayOf(deps.clock()));
  });
}

const said = ({ shares, firstWords, firstMinute }: checkOuts.CheckOutRow): CheckOut => ({
  shares,
  firstWords,
  firstMinute,
});

const changed = (meetingId: MeetingId, memberId: MemberId) => ({
  type: 'check_out.changed' as const,
  subjects: { meetingId },
  audience: [memberId],
});
