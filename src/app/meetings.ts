import type { AskableMeeting, Home, Meeting, Room, Waiting } from '../contract/meetings.ts';
import type { GroupId, MeetingId, MemberId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import { candidatesOf, modesOf, namesOnlyIn } from '../domain/candidates.ts';
import { DomainError } from '../domain/errors.ts';
import * as askRules from '../domain/asks.ts';
import * as rules from '../domain/meetings.ts';
import * as groupRules from '../domain/groups.ts';
import { DAY, dayOf, milliseconds, plus } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as accounts from '../store/accounts.ts';
import * as agenda from '../store/agenda.ts';
import * as answers from '../store/answers.ts';
import * as asks from '../store/asks.ts';
import * as checkOuts from '../store/check-outs.ts';
import * as events from '../store/events.ts';
import * as goals from '../store/goals.ts';
import * as groups from '../store/groups.ts';
import * as lateWords from '../store/late-words.ts';
import * as meetings from '../store/meetings.ts';
import * as memberships from '../store/memberships.ts';
import * as reports from '../store/reports.ts';
import type { Db } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';

/** @throws DomainError `forbidden`, `group_not_active`, `meeting_open` */
export async function openMeeting(deps: Deps, actor: Actor, groupId: GroupId): Promise<Meeting> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    groupRules.requireActive(group);
    const now = deps.clock();
    const id = timeOrderedId<MeetingId>(milliseconds(now));
    const meeting = rules.open(group, { id, now });
    await meetings.insert(tx, meeting);
    await groups.update(tx, groupId, { openMeetingId: id, meetings: meeting.number });
    await events.append(
      tx,
      group,
      [{ type: 'meeting.opened', subjects: { meetingId: id }, audience: null }],
      dayOf(now),
    );
    return shown(meeting);
  });
}

/** Ending one that has ended changes nothing. @throws DomainError `forbidden` */
export async function endMeeting(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: MeetingId,
): Promise<Meeting> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const meeting = access.there(await meetings.find(tx, groupId, id));
    if (meeting.endedAt) return shown(meeting);
    const endedAt = deps.clock();
    await meetings.end(tx, groupId, id, endedAt);
    await groups.update(tx, groupId, { openMeetingId: null });
    await events.append(tx, group, [ended(id)], dayOf(endedAt));
    return shown({ ...meeting, endedAt });
  });
}

/**
 * Begins or ends the rehearsal of an open meeting, in which everybody tries out an ask and nothing of it is kept.
 *
 * @throws DomainError `forbidden`, `meeting_ended`
 */
export async function rehearse(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
  on: boolean,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    access.leader(await memberships.ofAccount(tx, groupId, actor.accountId));
    const meeting = rules.requireOpen(await meetings.find(tx, groupId, meetingId));
    if (meeting.rehearsal === on) return;
    await meetings.rehearse(tx, groupId, meetingId, on);
    await events.append(
      tx,
      group,
      [{ type: 'rehearsal.changed', subjects: { meetingId }, audience: null }],
      dayOf(deps.clock()),
    );
  });
}

/** The meetings of all groups that nobody ended in time. */
export const dueMeetings = (deps: Deps) => meetings.due(deps.store.read, deps.clock());

export async function endDueMeeting(
  deps: Deps,
  { groupId, id }: { groupId: GroupId; id: MeetingId },
): Promise<void> {
  await deps.store.transact(async (tx) => {
    await groups.lockQuietly(tx, groupId);
    const meeting = await meetings.find(tx, groupId, id);
    if (!meeting || meeting.endedAt || deps.clock() < meeting.endsAt) return;
    const group = await groups.lock(tx, groupId);
    await meetings.end(tx, groupId, id, meeting.endsAt);
    await groups.update(tx, groupId, { openMeetingId: null });
    await events.append(tx, group, [ended(id)], dayOf(deps.clock()));
  });
}

const ended = (meetingId: MeetingId) => ({
  type: 'meeting.ended' as const,
  subjects: { meetingId },
  audience: null,
});

/** Checks in: from now on this member is asked. @throws DomainError `meeting_ended`, `only_watching` */
export async function takeSeat(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
): Promise<void> {
  await changeSeat(deps, actor, groupId, meetingId, true);
}

/** Leaves the room: asks that open from now on do not reach this member. @throws DomainError `meeting_ended` */
export async function leaveSeat(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
): Promise<void> {
  await changeSeat(deps, actor, groupId, meetingId, false);
}

async function changeSeat(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  meetingId: MeetingId,
  take: boolean,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const belonging = await memberships.ofAccount(tx, groupId, actor.accountId);
    const me = take ? access.participant(belonging) : access.member(belonging);
    rules.requireOpen(await meetings.find(tx, groupId, meetingId));
    const seats = await meetings.attendance(tx, groupId, meetingId);
    const seated = seats.some((seat) => seat.memberId === me.id && !seat.left);
    if (seated === take) return;
    const now = deps.clock();
    if (take)
      await meetings.takeSeat(tx, { groupId, meetingId, memberId: me.id, checkedInAt: now });
    else await meetings.leaveSeat(tx, groupId, meetingId, me.id);
    await events.append(
      tx,
      group,
      [
        {
          type: take ? 'seat.taken' : 'seat.left',
          subjects: { meetingId, memberId: me.id },
          audience: null,
        },
      ],
      dayOf(now),
    );
  });
}

/** What the room shows: who is here, what waits for me, what the big button may do. */
export async function getRoom(deps: Deps, actor: Actor, groupId: GroupId): Promise<Room> {
  const db = deps.store.read;
  const group = access.there(await groups.find(db, groupId));
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const active = people.filter(memberships.isActive);
  const open = group.openMeetingId ? await meetings.find(db, groupId, group.openMeetingId) : null;
  const attendance = open ? await meetings.attendance(db, groupId, open.id) : [];
  const seated = new Set(attendance.filter((one) => !one.left).map((one) => one.memberId));
  const last = await meetings.lastAttended(db, groupId, me.id);
  return {
    meeting: open && shown(open),
    seats: active.map(({ id, name, role }) => ({
      memberId: id,
      name,
      role,
      checkedIn: seated.has(id),
      here: seated.has(id) && deps.live.isHere(groupId, id),
    })),
    me: me.id,
    waiting: await waitingFor(db, me, people),
    rehearsal: open?.rehearsal ?? false,
    agenda: await agenda.waiting(db, groupId),
    practice: {
      experiments: await forToday(deps, db, me, open),
      checkOut: await toCheckOut(deps, db, me, last),
    },
    askable: await askable(deps, db, { me, group, people, open, attendance, last }),
  };
}

/** A meeting that a member was at. @throws DomainError `not_found`, `not_at_meeting` */
export async function attended(
  db: Db,
  groupId: GroupId,
  meetingId: MeetingId,
  memberId: MemberId,
): Promise<meetings.MeetingRow> {
  const meeting = access.there(await meetings.find(db, groupId, meetingId));
  const seats = await meetings.attendance(db, groupId, meetingId);
  if (!seats.some((seat) => seat.memberId === memberId)) throw new DomainError('not_at_meeting');
  return meeting;
}

/** What a member planned for the meeting that is open, one before it, or a day that has come. */
async function forToday(
  deps: Deps,
  db: Db,
  me: memberships.MembershipRow,
  open: meetings.MeetingRow | null,
): Promise<Room['practice']['experiments']> {
  const today = dayOf(deps.clock());
  return (await goals.planned(db, me.groupId, me.id))
    .filter(({ meeting, day }) => {
      if (day !== null) return day <= today;
      return open !== null && meeting !== null && meeting <= open.number;
    })
    .map(({ goalId, id, text }) => ({ goalId, id, text }));
}

/** The meeting a member may still say a word to themself about. */
async function toCheckOut(
  deps: Deps,
  db: Db,
  me: memberships.MembershipRow,
  last: meetings.MeetingRow | null,
): Promise<Room['practice']['checkOut']> {
  if (!last?.endedAt || deps.clock() > plus(last.endedAt, rules.CHECK_OUT_FOR)) return null;
  const kept = (await checkOuts.find(db, me.groupId, me.id, last.id)) !== null;
  return { meetingId: last.id, kept };
}

/** The meeting my next ask would be about: the open one I sit in, else the last I attended within 14 days. */
async function askable(
  deps: Deps,
  db: Db,
  room: {
    me: memberships.MembershipRow;
    group: groups.GroupRow;
    people: readonly memberships.MembershipRow[];
    open: meetings.MeetingRow | null;
    /** At the open meeting. */
    attendance: readonly meetings.Attendance[];
    last: meetings.MeetingRow | null;
  },
): Promise<AskableMeeting | null> {
  const { me, group, people, open, last: meeting } = room;
  if (me.spectator) return null;
  if (!meeting || (open && open.id !== meeting.id)) return null;
  if (meeting.endedAt && !(deps.clock() < plus(meeting.endedAt, askRules.ASKABLE_DAYS * DAY)))
    return null;
  const attendance = open ? room.attendance : await meetings.attendance(db, me.groupId, meeting.id);
  if (open && attendance.some((one) => one.memberId === me.id && one.left)) return null;

  const members = new Map(people.map((member) => [member.id, member]));
  const asked = askRules.whoIsAsked(
    attendance.map((one) => ({
      ...one,
      active: askRules.takesPart(
        members.get(one.memberId) ?? { state: 'former', spectator: false },
      ),
    })),
    me.id,
  );
  const candidates = candidatesOf(
    asked,
    people,
    await asks.firstOpenedAt(db, me.groupId),
    deps.clock(),
  );
  const namesOnly = namesOnlyIn(group, deps.writtenDown);
  const earlier = await asks.ofAskerAbout(db, me.groupId, me.id, meeting.id);
  const mine = earlier.find((ask) => askRules.counts(ask));
  return {
    meeting: shown(meeting),
    people: people
      .filter((member) => asked.includes(member.id))
      .map(({ id, name, role }) => ({ memberId: id, name, role })),
    candidates,
    modes: modesOf(candidates.length, namesOnly),
    namesOnly,
    mine: mine ? { askId: mine.id, state: mine.state } : null,
  };
}

/** What waits for one member: asks to answer, own asks to read, and what was reported. */
async function waitingFor(
  db: Db,
  me: memberships.MembershipRow,
  people: readonly memberships.MembershipRow[],
): Promise<Waiting[]> {
  const { groupId } = me;
  const open = await asks.openFor(db, groupId, me.id);
  const own = await asks.awaitingAsker(db, groupId, me.id);
  const settled = await answers.settledBy(
    db,
    groupId,
    me.id,
    open.map((ask) => ask.id),
  );
  const arrived = await answers.counts(
    db,
    groupId,
    own.map((ask) => ask.id),
  );
  const names = new Map(people.map((member) => [member.id, member.name]));
  const late = await lateWords.unreadBy(db, groupId, me.id);
  const about = await reports.openAbout(db, groupId, me.id);
  const reported = me.role === 'leader' ? await reports.open(db, groupId) : 0;
  return [
    ...open
      // What was done about an ask without names is known to the device alone.
      .filter((ask) => ask.mode !== 'signed' || !settled.has(ask.id))
      .map((ask) => ({
        kind: 'ask' as const,
        askId: ask.id,
        askerName: names.get(ask.askerId) ?? '',
        mode: ask.mode,
        closesAt: ask.closesAt,
      })),
    ...own.map((ask) =>
      ask.state === 'closed' && ask.closedAt
        ? {
            kind: 'ready' as const,
            askId: ask.id,
            moment: ask.moment,
            closedAt: ask.closedAt,
          }
        : {
            kind: 'arriving' as const,
            askId: ask.id,
            moment: ask.moment,
            arrived: ask.mode === 'signed' ? (arrived.get(ask.id) ?? 0) : 0,
            opened: ask.opened,
            closesAt: ask.closesAt,
          },
    ),
    ...late.map((ask) => ({ kind: 'late_words' as const, ...ask })),
    ...about.map(({ askId, askerId }) => ({
      kind: 'reported' as const,
      askId,
      askerName: names.get(askerId) ?? '',
    })),
    ...(reported > 0 ? [{ kind: 'reports' as const, reports: reported }] : []),
  ];
}

/** All my groups and what waits in each. */
export async function getHome(deps: Deps, actor: Actor): Promise<Home> {
  const db = deps.store.read;
  const shownGroups = [];
  for (const groupId of await accounts.groupsOf(db, actor.accountId)) {
    const group = await groups.find(db, groupId);
    const { membership: me, people } = await memberships.withMine(db, groupId, actor.accountId);
    if (!me || !group) continue;
    shownGroups.push({
      id: groupId,
      name: group.name,
      role: me.role,
      state: group.state,
      meetingOpen: group.openMeetingId !== null,
      mustAccept: me.mustAccept,
      // What waits in the group waits until its agreement is accepted.
      waiting: me.mustAccept ? [] : await waitingFor(db, me, people),
      // The place in the log before everything else that was read.
      cursor: deps.cursors.seal(groupId, group.seq),
    });
  }
  return { groups: shownGroups };
}

/** Whether presence means anything in a group now. */
export async function isMeetingOpen(deps: Deps, groupId: GroupId): Promise<boolean> {
  const group = await groups.find(deps.store.read, groupId);
  return group?.openMeetingId != null;
}

export const shown = ({ id, number, openedAt, endedAt }: meetings.MeetingRow): Meeting => ({
  id,
  number,
  openedAt,
  endedAt,
});
