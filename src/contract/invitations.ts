import * as z from 'zod/mini';

import { NewAccount, RecoveryCodes } from './accounts.ts';
import { Agreement, CrisisContact, MemberName, Role } from './groups.ts';
import { operation } from './operation.ts';
import { GroupId, Instant, InvitationId, MemberId, Nothing } from './primitives.ts';

export const InvitationState = z.enum(['open', 'used', 'expired', 'withdrawn']);
export type InvitationState = z.infer<typeof InvitationState>;

export const Invitation = z.object({
  id: InvitationId,
  /** Whom the leader made it for, in the leader's words. */
  invitee: z.string(),
  role: Role,
  state: InvitationState,
  expiresAt: Instant,
  joinedAs: z.nullable(MemberId),
});
export type Invitation = z.infer<typeof Invitation>;

/** Group id and 32 random bytes, base64url: 48 bytes. The server keeps only its SHA-256. */
export const InvitationToken = z
  .string()
  .check(z.regex(/^[\w-]{64}$/))
  .brand<'InvitationToken'>();
export type InvitationToken = z.infer<typeof InvitationToken>;

/** What an invited person reads before anything else. Only an open invitation shows the group. */
export const InvitationView = z.object({
  state: InvitationState,
  invitedBy: z.string(),
  groupName: z.string(),
  group: z.nullable(
    z.object({
      purpose: z.string(),
      leaders: z.array(z.string()),
      members: z.int(),
      cap: z.int(),
      /** Closed: nobody joins for now, and the invitation stays good. */
      open: z.boolean(),
      role: Role,
      invitee: z.string(),
      expiresAt: Instant,
      agreement: Agreement,
      crisisContacts: z.array(CrisisContact),
    }),
  ),
});
export type InvitationView = z.infer<typeof InvitationView>;

const inGroup = z.object({ groupId: GroupId });
const byToken = z.object({ token: InvitationToken });

export const listInvitations = operation({
  name: 'listInvitations',
  method: 'GET',
  path: '/api/groups/:groupId/invitations',
  params: inGroup,
  status: 200,
  reply: z.object({ invitations: z.array(Invitation) }),
});

export const createInvitation = operation({
  name: 'createInvitation',
  method: 'POST',
  path: '/api/groups/:groupId/invitations',
  params: inGroup,
  body: z.strictObject({ invitee: MemberName, role: z._default(Role, 'member') }),
  status: 201,
  /** The token is shown this once. */
  reply: z.object({ invitation: Invitation, token: InvitationToken }),
});

export const withdrawInvitation = operation({
  name: 'withdrawInvitation',
  method: 'DELETE',
  path: '/api/groups/:groupId/invitations/:invitationId',
  params: z.object({ groupId: GroupId, invitationId: InvitationId }),
  status: 200,
  reply: Nothing,
});

export const getInvitation = operation({
  name: 'getInvitation',
  method: 'GET',
  path: '/api/invitations/:token',
  public: true,
  params: byToken,
  status: 200,
  reply: InvitationView,
});

/** With `account`, makes one and signs in; without, the signed-in account joins. */
export const acceptInvitation = operation({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/:token/acceptance',
  public: true,
  params: byToken,
  body: z.strictObject({
    account: z.nullable(NewAccount),
    name: MemberName,
    /** The version that was read; a newer one must be read first. */
    agreementVersion: z.int(),
  }),
  status: 201,
  reply: z.object({
    groupId: GroupId,
    memberId: MemberId,
    recoveryCodes: z.nullable(RecoveryCodes),
  }),
});
