import * as z from 'zod/mini';

/** Every way the service refuses. A code says what a client does next; the catalogue makes the sentence. */
export const ProblemCode = z.enum([
  'invalid_request',
  'unauthenticated',
  'wrong_credentials',
  'wrong_setup_code',
  'already_set_up',
  'foreign_origin',
  'too_many_requests',
  'not_found',
  'forbidden',
  'not_yours',
  'sign_in_name_taken',
  'name_taken',
  'may_not_create_groups',
  'group_not_active',
  'crisis_contacts_missing',
  'group_full',
  'invitation_expired',
  'invitation_used',
  'invitation_withdrawn',
  'agreement_changed',
  'agreement_to_accept',
  'group_closed',
  'last_leader',
  'too_many_people',
  'not_a_member',
  'only_watching',
  'already_a_member',
  'meeting_open',
  'meeting_ended',
  'not_at_meeting',
  'nobody_to_ask',
  'already_asked',
  'too_late_to_ask',
  'not_asked',
  'ask_closed',
  'ask_opened',
  'not_opened',
  'answer_changed_elsewhere',
  'answer_not_reported',
  'ask_not_closed',
  'already_said_late',
  'too_late_to_say',
  'nothing_there',
  'agenda_full',
  'only_one_answer',
  'passkey_refused',
  'passkeys_need_tls',
  'passkey_taken',
  'last_way_in',
  'not_confirmed',
  'recovery_refused',
  'storage_full',
  'starting_or_stopping',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** What is wrong with one field; `limit` is the length or number it may have. */
export const FieldProblem = z.object({
  path: z.string(),
  problem: z.enum(['missing', 'too_long', 'too_short', 'not_allowed', 'malformed']),
  limit: z.nullable(z.number()),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** `application/problem+json`, RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCode,
  instance: z.string(),
  params: z.record(z.string(), z.string()),
  fields: z.array(FieldProblem),
});
export type Problem = z.infer<typeof Problem>;
