// Every table, once, for both engines. Inside a group every key leads with the group (so that a group is one
// place on disk and one partition), and only the member id exists: accounts appear in `memberships` alone.
import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import type { SecurityEvent } from '../contract/accounts.ts';
import type { Channel, Reaction, Sentence } from '../contract/answers.ts';
import type {
  AskMode,
  AskQuestion,
  AskState,
  Discount,
  Dose,
  FearKind,
  SeenBy,
  Shared,
} from '../contract/asks.ts';
import type { BodySign, Feeling, Pad } from '../contract/feelings.ts';
import type { CrisisContact, GroupState, Role } from '../contract/groups.ts';
import type { FirstWords } from '../contract/check-outs.ts';
import type {
  Done,
  GoalSetting,
  GoalState,
  GoalVisible,
  GoalWording,
  LadderDraft,
  Level,
  OldRole,
  Watched,
} from '../contract/goals.ts';
import type { Impression, MoreOf } from '../contract/impressions.ts';
import type { EventType, Subjects } from '../contract/live.ts';
import type {
  AccountId,
  AgendaItemId,
  AnswerId,
  AskId,
  Day,
  ExperimentId,
  GoalId,
  GroupId,
  Instant,
  InvitationId,
  KeptId,
  LateWordId,
  MeetingId,
  MemberId,
  PartId,
  ReportId,
  ReviewId,
} from '../contract/primitives.ts';
import type { PartState } from '../contract/anonymity.ts';
import type { ReportOutcome, ReportReason } from '../contract/reports.ts';
import type { Happened } from '../contract/results.ts';
import type { Choice, OwnWord, Section, SharedWith } from '../contract/reviews.ts';
import type { Point, Signature } from '../contract/tickets.ts';
import type { Reception } from '../domain/reception.ts';
import type { Kit } from './kit.ts';

export const define = (c: Kit) => {
  const groupId = () => c.id().$type<GroupId>().notNull();
  const memberId = () => c.id().$type<MemberId>().notNull();
  const askId = () => c.id().$type<AskId>().notNull();
  const goalId = () => c.id().$type<GoalId>().notNull();
  const instant = () => c.text().$type<Instant>();
  const day = () => c.text().$type<Day>().notNull();

  /** Facts about the database itself: its epoch. */
  const meta = c.table('meta', { key: c.text().primaryKey(), value: c.text().notNull() });

  const accounts = c.table(
    'accounts',
    {
      id: c.id().$type<AccountId>().primaryKey(),
      signInName: c.text().notNull(),
      /** NFKC and lower case: what is unique. */
      signInFolded: c.text().notNull(),
      email: c.text(),
      mayCreateGroups: c.bool().notNull(),
      /** The first account. */
      operator: c.bool().notNull().default(false),
      /** Whether a leader may help back in; off until its owner says so. */
      leaderMayRecover: c.bool().notNull().default(false),
      createdOn: day(),
    },
    (t) => [
      c.uniqueIndex('accounts_sign_in').on(t.signInFolded),
      c.check('accounts_sign_in_length', sql`length(sign_in_name) between 2 and 60`),
    ],
  );

  const accountId = () =>
    c
      .id()
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' });

  const passwords = c.table('passwords', {
    accountId: accountId().primaryKey(),
    hash: c.text().notNull(),
  });

  const passkeys = c.table(
    'passkeys',
    {
      /** The credential's own id, base64url. */
      id: c.text().primaryKey(),
      accountId: accountId(),
      name: c.text().notNull(),
      /** COSE, base64url. */
      publicKey: c.text().notNull(),
      counter: c.big().notNull(),
      transports: c.json<string[]>().notNull(),
      addedOn: day(),
      lastUsedOn: c.text().$type<Day>(),
    },
    (t) => [
      c.index('passkeys_account').on(t.accountId),
      c.check('passkeys_name_length', sql`length(name) between 1 and 60`),
    ],
  );

  /** Challenges that wait for an authenticator's answer; each is taken once. */
  const challenges = c.table('challenges', {
    /** SHA-256 of the challenge. */
    hash: c.text().primaryKey(),
    /** For whom a passkey is made: the account, or the one that will be; null to sign in. */
    accountId: c.id().$type<AccountId>(),
    expiresAt: instant().notNull(),
  });

  /** What happened to the ways into an account: days, no times, no addresses. */
  const securityLog = c.table(
    'security_log',
    {
      accountId: accountId(),
      /** Time-ordered. */
      id: c.id().notNull(),
      event: c.text().$type<SecurityEvent>().notNull(),
      detail: c.text().notNull(),
      on: day(),
    },
    (t) => [c.primaryKey({ columns: [t.accountId, t.id] })],
  );

  /** A leader's link that sets a new password, one an account. */
  const recoveryLinks = c.table('recovery_links', {
    accountId: accountId().primaryKey(),
    /** SHA-256 of the token. */
    tokenHash: c.text().notNull(),
    groupId: groupId(),
    madeBy: memberId(),
    on: day(),
    usableFrom: instant().notNull(),
    usableUntil: instant().notNull(),
  });

  /** SHA-256 of each unused recovery code; a used one is gone. */
  const recoveryCodes = c.table(
    'recovery_codes',
    { accountId: accountId(), hash: c.text().notNull() },
    (t) => [c.primaryKey({ columns: [t.accountId, t.hash] })],
  );

  /** Only a hash of the token, and days instead of times: a session must not say when somebody answered. */
  const sessions = c.table(
    'sessions',
    {
      tokenHash: c.text().primaryKey(),
      accountId: accountId(),
      lastSeenOn: day(),
      expiresOn: day(),
      /** What it was opened with: "Firefox on Android". */
      device: c.text().notNull().default(''),
      openedOn: c.text().$type<Day>(),
      /** On a shared device: good for one answer to this ask. */
      onlyGroupId: c.id().$type<GroupId>(),
      onlyAskId: c.id().$type<AskId>(),
    },
    (t) => [c.index('sessions_account').on(t.accountId)],
  );

  /** The only index from a person to their groups, so that no other query crosses groups. */
  const accountGroups = c.table(
    'account_groups',
    { accountId: accountId(), groupId: groupId() },
    (t) => [c.primaryKey({ columns: [t.accountId, t.groupId] })],
  );

  const groups = c.table(
    'groups',
    {
      id: c.id().$type<GroupId>().primaryKey(),
      name: c.text().notNull(),
      purpose: c.text().notNull(),
      timeZone: c.text().notNull(),
      leaders: c.int().notNull(),
      cap: c.int().notNull(),
      state: c.text().$type<GroupState>().notNull(),
      agreementVersion: c.int().notNull(),
      /** Nobody joins for now. */
      closed: c.bool().notNull().default(false),
      /** Future asks may be answered without names. */
      anonymousAsks: c.bool().notNull().default(true),
      /** One open meeting at a time. */
      openMeetingId: c.id().$type<MeetingId>(),
      /** How many meetings there have been. */
      meetings: c.int().notNull().default(0),
      /** Lock, clock and outbox of the group: every change begins by raising it. */
      seq: c.big().notNull().default(0),
      createdOn: day(),
    },
    () => [
      c.check('groups_name_length', sql`length(name) between 1 and 80`),
      c.check('groups_purpose_length', sql`length(purpose) <= 300`),
    ],
  );

  const inGroup = () => groupId().references(() => groups.id, { onDelete: 'cascade' });

  const agreements = c.table(
    'agreements',
    {
      groupId: inGroup(),
      version: c.int().notNull(),
      text: c.text().notNull(),
      since: instant().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.version] }),
      c.check('agreements_text_length', sql`length(text) between 1 and 8000`),
    ],
  );

  const crisisContacts = c.table(
    'crisis_contacts',
    {
      groupId: inGroup(),
      position: c.int().notNull(),
      kind: c.text().$type<CrisisContact['kind']>().notNull(),
      name: c.text().notNull(),
      reach: c.text().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.position] }),
      c.check('crisis_contacts_length', sql`length(name) <= 80 and length(reach) <= 120`),
    ],
  );

  const memberships = c.table(
    'memberships',
    {
      groupId: inGroup(),
      id: memberId(),
      /** Null once the account is erased: the one place where a person and a member meet. */
      accountId: c.id().$type<AccountId>(),
      name: c.text().notNull(),
      nameFolded: c.text().notNull(),
      role: c.text().$type<Role>().notNull(),
      state: c.text().$type<'active' | 'former'>().notNull(),
      joinedAt: instant().notNull(),
      /** A leader who takes no part. */
      spectator: c.bool().notNull().default(false),
      /** The agreement version last accepted. */
      accepted: c.int().notNull().default(1),
      /** When they last ceased to lead. */
      ledUntil: instant(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('memberships_account').on(t.groupId, t.accountId),
      c.uniqueIndex('memberships_name').on(t.groupId, t.nameFolded),
      c.check('memberships_name_length', sql`length(name) between 1 and 40`),
    ],
  );

  const ofMember = (t: { groupId: AnyPgColumn; memberId: AnyPgColumn }) =>
    c.foreignKey({
      columns: [t.groupId, t.memberId],
      foreignColumns: [memberships.groupId, memberships.id],
    });

  const acceptances = c.table(
    'acceptances',
    {
      groupId: inGroup(),
      memberId: memberId(),
      version: c.int().notNull(),
      acceptedAt: instant().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.memberId, t.version] }), ofMember(t)],
  );

  const invitations = c.table(
    'invitations',
    {
      groupId: inGroup(),
      id: c.id().$type<InvitationId>().notNull(),
      /** SHA-256 of the token; the token itself is in the link alone. */
      tokenHash: c.text().notNull(),
      invitee: c.text().notNull(),
      role: c.text().$type<Role>().notNull(),
      createdBy: memberId(),
      expiresAt: instant().notNull(),
      state: c.text().$type<'open' | 'used' | 'withdrawn'>().notNull(),
      joinedAs: c.id().$type<MemberId>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('invitations_token').on(t.groupId, t.tokenHash),
      c.check('invitations_invitee_length', sql`length(invitee) between 1 and 40`),
    ],
  );

  const meetings = c.table(
    'meetings',
    {
      groupId: inGroup(),
      /** Time-ordered, as the numbers are. */
      id: c.id().$type<MeetingId>().notNull(),
      number: c.int().notNull(),
      openedAt: instant().notNull(),
      /** When it ends by itself. */
      endsAt: instant().notNull(),
      endedAt: instant(),
      /** Everybody tries an ask out together; what they say is not kept anywhere. */
      rehearsal: c.bool().notNull().default(false),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.index('meetings_due').on(t.endedAt, t.endsAt),
    ],
  );

  const attendance = c.table(
    'attendance',
    {
      groupId: inGroup(),
      meetingId: c.id().$type<MeetingId>().notNull(),
      memberId: memberId(),
      checkedInAt: instant().notNull(),
      left: c.bool().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.meetingId, t.memberId] }),
      c.foreignKey({
        columns: [t.groupId, t.meetingId],
        foreignColumns: [meetings.groupId, meetings.id],
      }),
      c.index('attendance_member').on(t.groupId, t.memberId, t.meetingId),
    ],
  );

  const asks = c.table(
    'asks',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: askId(),
      meetingId: c.id().$type<MeetingId>().notNull(),
      askerId: memberId(),
      moment: c.text(),
      question: c.text().$type<AskQuestion>().notNull(),
      ownQuestion: c.text(),
      meant: c.text(),
      dose: c.text().$type<Dose>().notNull(),
      seenBy: c.text().$type<SeenBy>().notNull(),
      mode: c.text().$type<AskMode>().notNull(),
      openedAt: instant().notNull(),
      closesAt: instant().notNull(),
      closedAt: instant(),
      state: c.text().$type<AskState>().notNull(),
      /** The whole ask as displayed, canonical JSON, frozen when it opened; null once withdrawn. */
      event: c.text(),
      /** SHA-256 of `event`, hex. */
      eventHash: c.text().notNull(),
      /** The asker has opened the answers at least once; and once since closing. */
      opened: c.bool().notNull().default(false),
      openedAfterClose: c.bool().notNull().default(false),
      /** Withdrawn by the service, because what was handed in could not be kept. */
      lost: c.bool().notNull().default(false),
      /** What the asker shows the group, or null. */
      shared: c.json<Shared>(),
      /** The asker's practice goal it belongs to: known to them alone. */
      goalId: c.id().$type<GoalId>(),
      /** The texts peers pick from, −2 first, as they were when it opened; null without a ladder for peers. */
      ladder: c.json<string[]>(),
      /** Which of the goal's ladders that was. */
      ladderVersion: c.int(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.foreignKey({
        columns: [t.groupId, t.meetingId],
        foreignColumns: [meetings.groupId, meetings.id],
      }),
      c.index('asks_asker').on(t.groupId, t.askerId, t.meetingId),
      c.index('asks_meeting').on(t.groupId, t.meetingId),
      c.index('asks_due').on(t.state, t.closesAt),
      c.check(
        'asks_text_length',
        sql`coalesce(length(moment), 0) <= 140 and coalesce(length(own_question), 0) <= 140 and coalesce(length(meant), 0) <= 140`,
      ),
    ],
  );

  const ofAsk = (t: { groupId: AnyPgColumn; askId: AnyPgColumn }) =>
    c
      .foreignKey({ columns: [t.groupId, t.askId], foreignColumns: [asks.groupId, asks.id] })
      .onDelete('cascade');

  /** Who was asked: frozen when the ask opened. */
  const eligible = c.table(
    'eligible',
    { groupId: inGroup(), askId: askId(), memberId: memberId() },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.askId, t.memberId] }),
      c.index('eligible_member').on(t.groupId, t.memberId, t.askId),
      ofAsk(t),
    ],
  );

  const guesses = c.table(
    'guesses',
    {
      groupId: inGroup(),
      askId: askId(),
      understood: c.int(),
      closeness: c.int(),
      warmth: c.int(),
      fear: c.text().$type<FearKind>(),
      fearWords: c.text(),
      fearLikely: c.int(),
      fearBad: c.int(),
      discount: c.text().$type<Discount>(),
      discountWords: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.askId] }),
      ofAsk(t),
      c.check(
        'guesses_text_length',
        sql`coalesce(length(fear_words), 0) <= 140 and coalesce(length(discount_words), 0) <= 140`,
      ),
      c.check(
        'guesses_ranges',
        sql`understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4 and fear_likely between 0 and 100 and fear_bad between 0 and 10`,
      ),
    ],
  );

  /** Signed answers: the one place where an author is attached to words. */
  const answers = c.table(
    'answers',
    {
      groupId: inGroup(),
      id: c.id().$type<AnswerId>().notNull(),
      askId: askId(),
      /** Null once the author has unlinked what they gave. */
      memberId: c.id().$type<MemberId>(),
      version: c.int().notNull(),
      /** The last send that was taken, so that its repeat changes nothing. */
      attempt: c.text().notNull(),
      feelings: c.json<Feeling[]>().notNull(),
      body: c.json<BodySign[]>().notNull().default([]),
      pad: c.json<Pad>(),
      /** In the order they were written. */
      words: c.json<Sentence[]>().notNull().default([]),
      cameAcross: c.json<Impression[]>().notNull().default([]),
      moreOf: c.json<MoreOf[]>().notNull().default([]),
      moreOfText: c.text(),
      inRoom: c.bool().notNull().default(false),
      /** Put away by the asker. */
      hidden: c.bool().notNull().default(false),
      reactions: c.json<Reaction[]>().notNull().default([]),
      understood: c.int(),
      closeness: c.int(),
      warmth: c.int(),
      /** The rung of the asker's ladder that it looked like, −2 to 2. */
      goalLevel: c.int(),
      /** "Willing to say more" was then said in a meeting. */
      saidInRoom: c.bool().notNull().default(false),
      /** False for leaders, who answer in words and are never counted. */
      counted: c.bool().notNull(),
      answeredOn: day(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('answers_member').on(t.groupId, t.askId, t.memberId),
      ofAsk(t),
      c.check(
        'answers_ranges',
        sql`understood between 0 and 4 and closeness between -3 and 3 and warmth between 0 and 4`,
      ),
    ],
  );

  /** One sentence of somebody who was asked, said after closing; never counted. */
  const lateWords = c.table(
    'late_words',
    {
      groupId: inGroup(),
      id: c.id().$type<LateWordId>().notNull(),
      askId: askId(),
      /** Null once the author has left. */
      memberId: c.id().$type<MemberId>(),
      channel: c.text().$type<Channel>().notNull(),
      text: c.text().notNull(),
      /** The asker has opened the ask since. */
      read: c.bool().notNull().default(false),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('late_words_member').on(t.groupId, t.askId, t.memberId),
      ofAsk(t),
      c.check('late_words_length', sql`length(text) between 1 and 280`),
    ],
  );

  /** What the asker wrote for themself after reading. */
  const reflections = c.table(
    'reflections',
    {
      groupId: inGroup(),
      askId: askId(),
      happened: c.text().$type<Happened>(),
      likelyNext: c.int(),
      line: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.askId] }),
      ofAsk(t),
      c.check('reflections_likely', sql`likely_next between 0 and 100`),
      c.check('reflections_length', sql`coalesce(length(line), 0) <= 140`),
    ],
  );

  /** Sentences a member kept: copies, which outlive the answer and the ask. */
  const kept = c.table(
    'kept',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: c.id().$type<KeptId>().notNull(),
      memberId: memberId(),
      askId: c.id().$type<AskId>(),
      /** The answer or the part it came from; null for a line of one's own. */
      answerId: c.id().$type<AnswerId | PartId>(),
      /** Sentence 0 or 1, 2 for the text of "more of", 3 for a part; null for a line of one's own. */
      position: c.int(),
      channel: c.text().$type<Channel>(),
      text: c.text().notNull(),
      /** Who said it; null for a line of one's own, or once they have left. */
      fromId: c.id().$type<MemberId>(),
      moment: c.text(),
      keptOn: day(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.index('kept_member').on(t.groupId, t.memberId, t.id),
      c.uniqueIndex('kept_once').on(t.groupId, t.memberId, t.answerId, t.position),
      ofMember(t),
      c.check('kept_length', sql`length(text) between 1 and 280`),
    ],
  );

  /** What members want to bring to the next meeting. */
  const agendaItems = c.table(
    'agenda_items',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: c.id().$type<AgendaItemId>().notNull(),
      memberId: memberId(),
      text: c.text().notNull(),
      askId: c.id().$type<AskId>(),
      addedOn: day(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      ofMember(t),
      c.check('agenda_items_length', sql`length(text) between 1 and 140`),
    ],
  );

  /** Answers somebody found hard to receive and told the leaders about. */
  const reports = c.table(
    'reports',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: c.id().$type<ReportId>().notNull(),
      askId: askId(),
      /** An answer, or a part, whose author nobody knows. */
      answerId: c.id().$type<AnswerId | PartId>().notNull(),
      reportedBy: memberId(),
      /** Null once they have left. */
      authorId: c.id().$type<MemberId>(),
      reason: c.text().$type<ReportReason>().notNull(),
      outcome: c.text().$type<ReportOutcome>(),
      on: day(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('reports_answer').on(t.groupId, t.answerId),
      ofAsk(t),
    ],
  );

  /** Who was given a ticket, for what: gone when the ask closes. Without a time, like all that follows. */
  const issuances = c.table(
    'issuances',
    { groupId: inGroup(), askId: askId(), memberId: memberId(), blinded: c.text().notNull() },
    (t) => [c.primaryKey({ columns: [t.groupId, t.askId, t.memberId] }), ofAsk(t)],
  );

  /** Tickets that were spent together with a name, by author key: gone when the ask closes. */
  const spentTickets = c.table(
    'spent_tickets',
    {
      groupId: inGroup(),
      askId: askId(),
      key: c.text().$type<Point>().notNull(),
      memberId: memberId(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.askId, t.key] }),
      c.uniqueIndex('spent_tickets_member').on(t.groupId, t.askId, t.memberId),
      ofAsk(t),
    ],
  );

  /**
   * Released sentences without an author, written once, in the order of their ids. Nothing here says when, in which
   * order, or by whom, and no column may be added that does.
   */
  const parts = c.table(
    'parts',
    {
      groupId: inGroup(),
      askId: askId(),
      id: c.id().$type<PartId>().notNull(),
      channel: c.text().$type<Channel>(),
      text: c.text().notNull(),
      state: c.text().$type<PartState>().notNull(),
      hidden: c.bool().notNull().default(false),
      reactions: c.json<Reaction[]>().notNull().default([]),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.askId, t.id] }),
      ofAsk(t),
      c.check('parts_length', sql`length(text) <= 280`),
    ],
  );

  /** Parts whose authors have said so themselves. */
  const ownings = c.table(
    'ownings',
    {
      groupId: inGroup(),
      askId: askId(),
      partId: c.id().$type<PartId>().notNull(),
      /** Stays when they leave, nameless like their membership: persons are counted by it. */
      memberId: memberId(),
      /** The part's key, and its signature over that member: for everybody to check. */
      key: c.text().$type<Point>().notNull(),
      signature: c.text().$type<Signature>().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.askId, t.partId] }), ofAsk(t)],
  );

  const passes = c.table(
    'passes',
    {
      groupId: inGroup(),
      askId: askId(),
      memberId: memberId(),
      /** Of the answer it took back, so that one given later is not taken for it; else 0. */
      version: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.askId, t.memberId] }), ofAsk(t)],
  );

  /** How an ask came out, frozen by the transaction that closed it. Everything later reads this, never answers. */
  const receptions = c.table(
    'receptions',
    {
      groupId: inGroup(),
      askId: askId(),
      n: c.int().notNull(),
      reception: c.json<Reception>().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.askId] }), ofAsk(t)],
  );

  /** What a member practises, as it is worded now. */
  const goals = c.table(
    'goals',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: goalId(),
      memberId: memberId(),
      state: c.text().$type<GoalState>().notNull(),
      title: c.text().notNull(),
      oldRole: c.text().$type<OldRole>().notNull(),
      oldRoleWords: c.text(),
      oldWay: c.text(),
      served: c.text(),
      newWay: c.text(),
      why: c.text(),
      setting: c.text().$type<GoalSetting>().notNull(),
      ladder: c.json<LadderDraft>(),
      /** Counts the wordings since it began, and the ladders among them, from 1. */
      version: c.int().notNull().default(1),
      ladderVersion: c.int().notNull().default(1),
      visible: c.text().$type<GoalVisible>().notNull(),
      importance: c.int().notNull().default(1),
      watch: c.json<Watched[]>().notNull().default([]),
      reviewEvery: c.int().notNull().default(6),
      madeOn: day(),
      startedOn: c.text().$type<Day>(),
      /** How many meetings the group had held when it began. */
      startedAfter: c.int(),
      endedOn: c.text().$type<Day>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.index('goals_member').on(t.groupId, t.memberId, t.id),
      ofMember(t),
      c.check('goals_ranges', sql`importance between 1 and 3 and review_every between 2 and 24`),
      c.check('goals_title_length', sql`length(title) between 1 and 80`),
    ],
  );

  const ofGoal = (t: { groupId: AnyPgColumn; goalId: AnyPgColumn }) =>
    c
      .foreignKey({ columns: [t.groupId, t.goalId], foreignColumns: [goals.groupId, goals.id] })
      .onDelete('cascade');

  /** How a goal was worded before it was reframed. */
  const goalFrames = c.table(
    'goal_frames',
    {
      groupId: inGroup(),
      goalId: goalId(),
      version: c.int().notNull(),
      ladderVersion: c.int().notNull(),
      wording: c.json<GoalWording>().notNull(),
      note: c.text(),
      until: day(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.goalId, t.version] }), ofGoal(t)],
  );

  /** What a member wants to try, and how it went. */
  const experiments = c.table(
    'experiments',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: c.id().$type<ExperimentId>().notNull(),
      goalId: goalId(),
      memberId: memberId(),
      text: c.text().notNull(),
      setting: c.text().$type<'in_room' | 'outside'>().notNull(),
      /** The number of the meeting it is for, or the day; one of the two. */
      meeting: c.int(),
      day: c.text().$type<Day>(),
      likely: c.int(),
      done: c.text().$type<Done>(),
      happened: c.text(),
      learned: c.text(),
      plannedOn: day(),
      settledOn: c.text().$type<Day>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.index('experiments_goal').on(t.groupId, t.goalId, t.id),
      c.index('experiments_member').on(t.groupId, t.memberId, t.done, t.id),
      ofGoal(t),
      c.check('experiments_length', sql`length(text) between 1 and 140`),
      c.check('experiments_likely', sql`likely between 0 and 100`),
    ],
  );

  /** How a member saw one evening, by one goal. */
  const goalRatings = c.table(
    'goal_ratings',
    {
      groupId: inGroup(),
      goalId: goalId(),
      meetingId: c.id().$type<MeetingId>().notNull(),
      memberId: memberId(),
      level: c.int().$type<Level>(),
      distance: c.int(),
      ladderVersion: c.int().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.goalId, t.meetingId] }),
      ofGoal(t),
      c.check(
        'goal_ratings_ranges',
        sql`level between -2 and 2 and distance between 0 and 10 and (level is not null or distance is not null)`,
      ),
    ],
  );

  /** A member's own account of a meeting. */
  const checkOuts = c.table(
    'check_outs',
    {
      groupId: inGroup(),
      memberId: memberId(),
      meetingId: c.id().$type<MeetingId>().notNull(),
      shares: c.int(),
      firstWords: c.text().$type<FirstWords>(),
      firstMinute: c.int(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.memberId, t.meetingId] }),
      ofMember(t),
      c.foreignKey({
        columns: [t.groupId, t.meetingId],
        foreignColumns: [meetings.groupId, meetings.id],
      }),
      c.check('check_outs_ranges', sql`shares between 0 and 3 and first_minute between 0 and 360`),
    ],
  );

  /** Looks back on a goal: what is written in them; the rest is read from what they look back on. */
  const reviews = c.table(
    'reviews',
    {
      groupId: inGroup(),
      /** Time-ordered. */
      id: c.id().$type<ReviewId>().notNull(),
      goalId: goalId(),
      memberId: memberId(),
      fromMeeting: c.int().notNull(),
      toMeeting: c.int().notNull(),
      /** As the goal was worded then. */
      wording: c.json<GoalWording>().notNull(),
      ladderVersion: c.int().notNull(),
      choice: c.text().$type<Choice>(),
      note: c.text(),
      ownWord: c.text().$type<OwnWord>(),
      tScore: c.bool().notNull().default(false),
      /** Entries of the journal, in this order. */
      kept: c.json<KeptId[]>().notNull().default([]),
      shared: c.json<Partial<Record<Section, SharedWith>>>().notNull().default({}),
      madeOn: day(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.uniqueIndex('reviews_goal').on(t.groupId, t.goalId, t.toMeeting),
      c.index('reviews_member').on(t.groupId, t.memberId, t.id),
      ofGoal(t),
      c.check('reviews_length', sql`coalesce(length(note), 0) <= 1000`),
    ],
  );

  const idempotencyKeys = c.table(
    'idempotency_keys',
    {
      groupId: inGroup(),
      memberId: memberId(),
      keyHash: c.text().notNull(),
      resultId: c.id().notNull(),
      on: day(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.memberId, t.keyHash] })],
  );

  /** The log: what changed and who is told, ids only. */
  const events = c.table(
    'events',
    {
      groupId: inGroup(),
      seq: c.big().notNull(),
      type: c.text().$type<EventType>().notNull(),
      subjects: c.json<Subjects>().notNull(),
      /** Member ids, or null for everybody. */
      audience: c.json<MemberId[]>(),
      on: day(),
    },
    (t) => [c.primaryKey({ columns: [t.groupId, t.seq] })],
  );

  return {
    meta,
    accounts,
    passwords,
    passkeys,
    challenges,
    securityLog,
    recoveryLinks,
    recoveryCodes,
    sessions,
    accountGroups,
    groups,
    agreements,
    crisisContacts,
    memberships,
    acceptances,
    invitations,
    meetings,
    attendance,
    asks,
    eligible,
    guesses,
    answers,
    lateWords,
    reflections,
    kept,
    agendaItems,
    reports,
    issuances,
    spentTickets,
    parts,
    ownings,
    passes,
    receptions,
    goals,
    goalFrames,
    experiments,
    goalRatings,
    checkOuts,
    reviews,
    idempotencyKeys,
    events,
  };
};

export type Tables = ReturnType<typeof define>;
