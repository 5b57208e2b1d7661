import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { Day, GroupId, Instant, MemberId, Nothing, text } from './primitives.ts';

export const Role = z.enum(['leader', 'member']);
export type Role = z.infer<typeof Role>;

/** The name shown in the group, unique among its active members. */
export const MemberName = text(40);

export const Member = z.object({
  id: MemberId,
  name: z.string(),
  role: Role,
  /** A leader who watches over the group and takes no part: neither asks nor is asked. */
  spectator: z.boolean(),
});
export type Member = z.infer<typeof Member>;

export const Agreement = z.object({ version: z.int(), text: z.string(), since: Instant });
export type Agreement = z.infer<typeof Agreement>;

/** Whom to turn to when it is too much. Nobody watches the app, so these stand everywhere. */
export const CrisisContact = z.strictObject({
  kind: z.enum(['emergency', 'crisis_line', 'other']),
  name: text(80),
  reach: text(120),
});
export type CrisisContact = z.infer<typeof CrisisContact>;

export const TimeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }),
);

/** `draft`: not yet activated, nobody can be invited. */
export const GroupState = z.enum(['draft', 'active']);
export type GroupState = z.infer<typeof GroupState>;

export const Group = z.object({
  id: GroupId,
  name: z.string(),
  purpose: z.string(),
  timeZone: z.string(),
  leaders: z.int(),
  cap: z.int(),
  state: GroupState,
  /** Whether invited people can join now; leaders close and open it, everybody sees it. */
  open: z.boolean(),
  agreement: Agreement,
  /** The version I last accepted; below the present one I accept that first. */
  accepted: z.int(),
  /** Asks may be answered without names. */
  anonymousAsks: z.boolean(),
  crisisContacts: z.array(CrisisContact),
  members: z.array(Member),
  me: MemberId,
});
export type Group = z.infer<typeof Group>;

export const CrisisContacts = z.strictObject({
  crisisContacts: z.array(CrisisContact).check(z.maxLength(8)),
});

export const CreateGroup = z.strictObject({
  name: text(80),
  purpose: text(300, 0),
  timeZone: TimeZone,
  /** How many leaders it will have: one leads up to 8 members, two up to 10. */
  leaders: z.int().check(z.minimum(1), z.maximum(2)),
  /** Members without leaders. */
  cap: z.int().check(z.minimum(2), z.maximum(12)),
  agreement: text(8000),
  /** The creator accepts the agreement like everybody else. */
  acceptsAgreement: z.literal(true),
  /** The creator's name in the group. */
  myName: MemberName,
  crisisContacts: CrisisContacts.shape.crisisContacts,
});
export type CreateGroup = z.infer<typeof CreateGroup>;

const params = z.object({ groupId: GroupId });

export const createGroup = operation({
  name: 'createGroup',
  method: 'POST',
  path: '/api/groups',
  body: CreateGroup,
  status: 201,
  reply: Group,
});

export const getGroup = operation({
  name: 'getGroup',
  oneAnswer: true,
  method: 'GET',
  path: '/api/groups/:groupId',
  params,
  status: 200,
  reply: Group,
});

export const setCrisisContacts = operation({
  name: 'setCrisisContacts',
  method: 'PUT',
  path: '/api/groups/:groupId/crisis-contacts',
  params,
  body: CrisisContacts,
  status: 200,
  reply: Group,
});

/** Needs at least one emergency number and one crisis line. */
export const activateGroup = operation({
  name: 'activateGroup',
  method: 'POST',
  path: '/api/groups/:groupId/activation',
  params,
  status: 200,
  reply: Group,
});

/** Leaders only. A cap or number of leaders below those who are there is refused. */
export const changeGroup = operation({
  name: 'changeGroup',
  method: 'PATCH',
  path: '/api/groups/:groupId',
  params,
  body: z.strictObject({
    name: z.optional(CreateGroup.shape.name),
    purpose: z.optional(CreateGroup.shape.purpose),
    timeZone: z.optional(TimeZone),
    leaders: z.optional(CreateGroup.shape.leaders),
    cap: z.optional(CreateGroup.shape.cap),
    open: z.optional(z.boolean()),
    /** Whether future asks may be answered without names. Those that are open stay as they are. */
    anonymousAsks: z.optional(z.boolean()),
  }),
  status: 200,
  reply: Group,
});

/** Every version, newest first: what was agreed when. */
export const listAgreements = operation({
  name: 'listAgreements',
  method: 'GET',
  path: '/api/groups/:groupId/agreements',
  params,
  status: 200,
  reply: z.object({ agreements: z.array(Agreement) }),
});

/**
 * A new version, by a leader, who accepts it by writing it. Everybody else accepts it before anything else; who
 * does not stays out of the group's asks and answers until then.
 */
export const changeAgreement = operation({
  name: 'changeAgreement',
  method: 'POST',
  path: '/api/groups/:groupId/agreements',
  params,
  body: z.strictObject({
    text: CreateGroup.shape.agreement,
    /** The version it was written from: a newer one must be read first. */
    replaces: z.int(),
  }),
  status: 201,
  reply: Group,
});

export const acceptAgreement = operation({
  name: 'acceptAgreement',
  method: 'POST',
  path: '/api/groups/:groupId/agreements/:version/acceptance',
  params: z.object({ groupId: GroupId, version: z.coerce.number().check(z.int()) }),
  status: 200,
  reply: Group,
});

const ofMember = z.object({ groupId: GroupId, memberId: MemberId });

/** Leaders only: makes somebody a leader or a member, or lets a leader watch only. The last leader stays one. */
export const changeRole = operation({
  name: 'changeRole',
  method: 'PUT',
  path: '/api/groups/:groupId/members/:memberId/role',
  params: ofMember,
  body: z
    .strictObject({ role: Role, spectator: z._default(z.boolean(), false) })
    .check(z.refine(({ role, spectator }) => role === 'leader' || !spectator)),
  status: 200,
  reply: Group,
});

/** My leadership goes to a member, in one step; I become a member. */
export const handOver = operation({
  name: 'handOver',
  method: 'POST',
  path: '/api/groups/:groupId/members/:memberId/leadership',
  params: ofMember,
  status: 200,
  reply: Group,
});

/** Leaders only. Whoever is removed loses access at once; invited again, they come back to what was theirs. */
export const removeMember = operation({
  name: 'removeMember',
  method: 'DELETE',
  path: '/api/groups/:groupId/members/:memberId',
  params: ofMember,
  status: 200,
  reply: Nothing,
});

/** What becomes of the answers I gave: all erased; the words erased, the values kept without me; or both kept without me. */
export const Given = z.enum(['erase', 'erase_words', 'keep']);
export type Given = z.infer<typeof Given>;

/** I leave, at once: my asks, guesses, journal and agenda items are erased. The last leader hands over first. */
export const leaveGroup = operation({
  name: 'leaveGroup',
  method: 'POST',
  path: '/api/groups/:groupId/leaving',
  params,
  body: z.strictObject({ given: z._default(Given, 'erase') }),
  status: 200,
  reply: Nothing,
});

/** The last resort for a member who has lost every way in; see `makeRecoveryLink`. */
export const RecoveryLink = z.object({
  token: z.string(),
  usableFrom: Instant,
  usableUntil: Instant,
});

/**
 * Leaders only, for a member who allowed it beforehand, leads nothing and belongs to no other group. The link works
 * after a day; until then any device of theirs stops it. Every refusal reads the same.
 */
export const makeRecoveryLink = operation({
  name: 'makeRecoveryLink',
  method: 'POST',
  path: '/api/groups/:groupId/members/:memberId/recovery-link',
  params: ofMember,
  status: 201,
  reply: RecoveryLink,
});

/** What leaders of a group see of links made in it, newest first. */
export const listRecoveryLinks = operation({
  name: 'listRecoveryLinks',
  method: 'GET',
  path: '/api/groups/:groupId/recovery-links',
  params,
  status: 200,
  reply: z.object({
    links: z.array(
      z.object({ memberId: MemberId, madeBy: z.string(), on: Day, usableFrom: Instant }),
    ),
  }),
});
