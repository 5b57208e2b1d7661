import { postgresKit } from './kit.ts';
import { define } from './schema.ts';

export const tables = define(postgresKit);
export const {
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
} = tables;
