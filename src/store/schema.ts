// Every table, once, for both engines. Inside a group every key leads with the group (so that a group is one
// place on disk and one partition), and only the member id exists: accounts appear in `memberships` alone.
import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import type { Channel } from '../contract/answers.ts';
import type {
  AskMode,
  AskQuestion,
  AskState,
  Discount,
  Dose,
  FearKind,
  SeenBy,
} from '../contract/asks.ts';
import type { Feeling } from '../contract/feelings.ts';
import type { CrisisContact, GroupState, Role } from '../contract/groups.ts';
import type { EventType, Subjects } from '../contract/live.ts';
import type {
  AccountId,
  AnswerId,
  AskId,
  Day,
  GroupId,
  Instant,
  InvitationId,
  MeetingId,
  MemberId,
} from '../contract/primitives.ts';
import type { Reception } from '../domain/reception.ts';
import type { Kit } from './kit.ts';

export const define = (c: Kit) => {
  const groupId = () => c.id().$type<GroupId>().notNull();
  const memberId = () => c.id().$type<MemberId>().notNull();
  const askId = () => c.id().$type<AskId>().notNull();
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
      id: c.id().$type<MeetingId>().notNull(),
      number: c.int().notNull(),
      openedAt: instant().notNull(),
      /** When it ends by itself. */
      endsAt: instant().notNull(),
      endedAt: instant(),
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
      c.index('attendance_member').on(t.groupId, t.memberId),
    ],
  );

  const asks = c.table(
    'asks',
    {
      groupId: inGroup(),
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
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.id] }),
      c.foreignKey({
        columns: [t.groupId, t.meetingId],
        foreignColumns: [meetings.groupId, meetings.id],
      }),
      c.index('asks_asker').on(t.groupId, t.askerId, t.meetingId),
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
      c.index('eligible_member').on(t.groupId, t.memberId),
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
      understood: c.int(),
      closeness: c.int(),
      warmth: c.int(),
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

  const answerWords = c.table(
    'answer_words',
    {
      groupId: inGroup(),
      answerId: c.id().$type<AnswerId>().notNull(),
      position: c.int().notNull(),
      channel: c.text().$type<Channel>().notNull(),
      text: c.text().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.groupId, t.answerId, t.position] }),
      c
        .foreignKey({
          columns: [t.groupId, t.answerId],
          foreignColumns: [answers.groupId, answers.id],
        })
        .onDelete('cascade'),
      c.check('answer_words_length', sql`length(text) between 1 and 280`),
    ],
  );

  const passes = c.table(
    'passes',
    { groupId: inGroup(), askId: askId(), memberId: memberId() },
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
    answerWords,
    passes,
    receptions,
    idempotencyKeys,
    events,
  };
};

export type Tables = ReturnType<typeof define>;
