import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { GroupId, Instant, MemberId, text } from './primitives.ts';

export const Role = z.enum(['leader', 'member']);
export type Role = z.infer<typeof Role>;

/** The name shown in the group, unique among its active members. */
export const MemberName = text(40);

export const Member = z.object({ id: MemberId, name: z.string(), role: Role });
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
  agreement: Agreement,
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
