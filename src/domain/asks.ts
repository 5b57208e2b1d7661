import type { Ask, AskMode, AskState, Guess, OpenAsk, SeenBy, Shared } from '../contract/asks.ts';
import type {
  AskId,
  GroupId,
  Instant,
  MeetingId,
  MemberId,
  PartId,
} from '../contract/primitives.ts';
import type { TicketKey } from '../contract/tickets.ts';
import { type Displayed, eventOf } from './anonymity/event.ts';
import { RULE } from './anonymity/rule.ts';
import { candidatesOf, namesOnlyIn, requireMode } from './candidates.ts';
import { closesAt } from './closing.ts';
import { DomainError } from './errors.ts';
import type { DomainEvent } from './events.ts';
import { DAY, MINUTE, plus } from './time.ts';

/** After a meeting it can be asked about for this many days. */
export const ASKABLE_DAYS = 14;
/** An ask withdrawn within this many minutes of opening does not count as the one of its meeting. */
const REGRET_MINUTES = 2;

/** An ask as rules see it. */
export interface AskFacts {
  id: AskId;
  askerId: MemberId;
  seenBy: SeenBy;
  mode: AskMode;
  state: AskState;
  openedAt: Instant;
  closesAt: Instant;
  closedAt: Instant | null;
  opened: boolean;
  /** Withdrawn by the service, because what was handed in could not be kept. */
  lost: boolean;
  /** What of it everybody may look at, or null. */
  shared: Shared | null;
}

interface Opening {
  group: { id: GroupId; timeZone: string; anonymousAsks: boolean };
  /** Whether the database's server writes down what it is asked. */
  writtenDown: boolean;
  meeting: { id: MeetingId; endedAt: Instant | null };
  /** Members who checked in to the meeting; `left` are no longer asked. */
  attendance: readonly { memberId: MemberId; left: boolean; active: boolean }[];
  /** All members, former ones too. */
  people: Parameters<typeof candidatesOf>[1];
  /** When the group's first ask opened; null for this one. */
  firstAsk: Instant | null;
  /** What tickets are made with now. */
  ticketKey: TicketKey;
  /** The asker's earlier asks about this meeting. */
  earlier: readonly AskFacts[];
  askerId: MemberId;
  input: OpenAsk;
  /** The ladder peers pick from, and which of its goal's it is; null without. */
  ladder: { texts: string[]; version: number } | null;
  id: AskId;
  now: Instant;
}

/**
 * Opens an ask: who is asked, until when, and the whole of it as everybody will see it, frozen.
 *
 * @throws DomainError `not_at_meeting`, `too_late_to_ask`, `already_asked`, `nobody_to_ask`, and those of
 * `requireMode`
 */
export function open(opening: Opening) {
  const { group, meeting, attendance, askerId, input, id, now } = opening;
  const seat = attendance.find((one) => one.memberId === askerId);
  // Whoever has left an open meeting is not asked there either.
  if (!seat || (seat.left && !meeting.endedAt)) throw new DomainError('not_at_meeting');
  if (meeting.endedAt && !(now < plus(meeting.endedAt, ASKABLE_DAYS * DAY)))
    throw new DomainError('too_late_to_ask');
  if (opening.earlier.some(counts)) throw new DomainError('already_asked');
  const eligible = whoIsAsked(attendance, askerId);
  if (eligible.length === 0) throw new DomainError('nobody_to_ask');

  const candidates = candidatesOf(eligible, opening.people, opening.firstAsk, now);
  requireMode(input.mode, candidates.length, namesOnlyIn(group, opening.writtenDown));

  const { guess, meetingId: _meeting, closes: _closes, ...asked } = input;
  const closing = closesAt(input.closes, now, group.timeZone);
  const ask = {
    ...asked,
    ladder: opening.ladder?.texts ?? null,
    ladderVersion: opening.ladder?.version ?? null,
    groupId: group.id,
    id,
    meetingId: meeting.id,
    askerId,
    openedAt: now,
    closesAt: closing,
    closedAt: null,
    state: 'open' as const,
    opened: false,
    openedAfterClose: false,
    lost: false,
    shared: null,
  };
  return {
    ask,
    eligible,
    guess: said(guess) ? guess : null,
    event: eventOf({
      ...ask,
      eligible,
      anonymity:
        input.mode === 'signed'
          ? null
          : {
              candidates,
              leaders: opening.people
                .filter((one) => one.role === 'leader' && eligible.includes(one.id))
                .map((one) => one.id),
              rule: RULE,
              key: opening.ticketKey,
            },
    }),
    happened: [
      { type: 'ask.opened', subjects: { askId: id }, audience: [askerId, ...eligible] },
    ] satisfies DomainEvent[],
  };
}

/** What an ask that takes answers without names froze when it opened; null for a signed one. */
export type Anonymous = NonNullable<Displayed['anonymity']>;

/** Reads it back from the frozen event; null for a signed ask, and for one that was withdrawn. */
export function anonymousIn(ask: { mode: AskMode; event: string | null }): Anonymous | null {
  if (ask.mode === 'signed' || ask.event === null) return null;
  const { candidates, leaders, rule, key } = JSON.parse(ask.event) as Anonymous;
  return { candidates, leaders, rule, key };
}

/** Who was asked, read back from the frozen event; null of an ask that was withdrawn and has none any more. */
export function askedIn({ event }: { event: string | null }): MemberId[] | null {
  const { eligible = null } = JSON.parse(event ?? '{}') as { eligible?: MemberId[] };
  return eligible;
}

/** Whether a member can be asked and ask: not former ones, and no leader who only watches. */
export const takesPart = (member: { state: 'active' | 'former'; spectator: boolean }) =>
  member.state === 'active' && !member.spectator;

/** Everybody who checked in and has not left, without the asker, in a fixed order. */
export function whoIsAsked(
  attendance: readonly { memberId: MemberId; left: boolean; active: boolean }[],
  askerId: MemberId,
): MemberId[] {
  return attendance
    .filter((one) => one.active && !one.left && one.memberId !== askerId)
    .map((one) => one.memberId)
    .sort();
}

/** Whether an ask uses up the one ask of its meeting. */
export function counts(ask: Pick<AskFacts, 'state' | 'openedAt' | 'closedAt' | 'lost'>): boolean {
  if (ask.lost) return false;
  return !(
    ask.state === 'withdrawn' &&
    ask.closedAt !== null &&
    ask.closedAt < plus(ask.openedAt, REGRET_MINUTES * MINUTE)
  );
}

/** A guess in which nothing was filled in is none. */
const said = (guess: Guess | null) =>
  guess !== null && Object.values(guess).some((value) => value !== null);

/** How a member stands to an ask; null when it does not exist for them. */
export function relation(
  ask: Pick<AskFacts, 'askerId' | 'seenBy' | 'state' | 'shared'>,
  eligible: readonly MemberId[],
  memberId: MemberId,
): Ask['as'] | null {
  if (ask.askerId === memberId) return 'asker';
  if (eligible.includes(memberId)) return 'peer';
  const forAll = ask.seenBy === 'group' || ask.shared !== null;
  return forAll && ask.state === 'closed' ? 'reader' : null;
}

/** Whether somebody standing so to an ask reads its results. Without names, nobody reads before it has closed. */
export function readsResults(
  ask: Pick<AskFacts, 'seenBy' | 'state' | 'mode'>,
  as: Ask['as'],
): boolean {
  if (ask.mode !== 'signed' && ask.state !== 'closed') return false;
  return as === 'asker' || (ask.seenBy === 'group' && ask.state === 'closed');
}

/** Everybody who reads the results of an ask now; null: every active member. */
export function readersOf(
  ask: Pick<AskFacts, 'askerId' | 'seenBy' | 'state' | 'mode'>,
): MemberId[] | null {
  return readsResults(ask, 'reader') ? null : [ask.askerId];
}

/** Whoever reads the results is told that a part looks different now; its author finds out by looking. */
export const partChanged = (
  ask: Pick<AskFacts, 'id' | 'askerId' | 'seenBy' | 'state' | 'mode'>,
  partId: PartId,
): DomainEvent => ({
  type: 'part.changed',
  subjects: { askId: ask.id, partId },
  audience: readersOf(ask),
});

/** Everybody whose view of an ask changes when it closes, or, once closed, when it is withdrawn. */
export function audienceOfClosing(
  ask: Pick<AskFacts, 'askerId' | 'seenBy' | 'shared'>,
  eligible: readonly MemberId[],
): MemberId[] | null {
  return ask.seenBy === 'group' || ask.shared ? null : [ask.askerId, ...eligible];
}

/** @throws DomainError `wrong_mode` for what only an ask with names can do */
export function requireSigned(ask: { mode: AskMode }): void {
  if (ask.mode !== 'signed') throw new DomainError('wrong_mode');
}

/** @throws DomainError `ask_closed` from the closing instant on, whether or not the closing is written yet */
export function requireOpen(ask: Pick<AskFacts, 'state' | 'closesAt'>, now: Instant): void {
  if (!(ask.state === 'open' && now < ask.closesAt)) throw new DomainError('ask_closed');
}

/** @throws DomainError `not_found` once withdrawn, `ask_not_closed` before the closing is written */
export function requireClosed(ask: Pick<AskFacts, 'state'>): void {
  if (ask.state === 'withdrawn') throw new DomainError('not_found');
  if (ask.state !== 'closed') throw new DomainError('ask_not_closed');
}

/** @throws DomainError `not_found` once withdrawn, `not_opened` before its asker opened it */
export function requireOpened(ask: Pick<AskFacts, 'state' | 'opened'>): void {
  if (ask.state === 'withdrawn') throw new DomainError('not_found');
  if (!ask.opened) throw new DomainError('not_opened');
}

/** @throws DomainError `ask_opened` once the asker has opened it */
export function requireWithdrawable(ask: Pick<AskFacts, 'opened'>): void {
  if (ask.opened) throw new DomainError('ask_opened');
}
