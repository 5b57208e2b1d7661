import * as z from 'zod/mini';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const id = <const Name extends string>(_name: Name) =>
  z.string().check(z.regex(UUID)).brand<Name>();

export const AccountId = id('AccountId');
export type AccountId = z.infer<typeof AccountId>;
export const GroupId = id('GroupId');
export type GroupId = z.infer<typeof GroupId>;
export const MemberId = id('MemberId');
export type MemberId = z.infer<typeof MemberId>;
export const InvitationId = id('InvitationId');
export type InvitationId = z.infer<typeof InvitationId>;
export const MeetingId = id('MeetingId');
export type MeetingId = z.infer<typeof MeetingId>;
export const AskId = id('AskId');
export type AskId = z.infer<typeof AskId>;
/** Random (v4), never time-ordered: an id must not say when, or in which order, people answered. */
export const AnswerId = id('AnswerId');
export type AnswerId = z.infer<typeof AnswerId>;

/** A released sentence without an author: made from its key and the ask, so it says nothing of when or by whom. */
export const PartId = id('PartId');
export type PartId = z.infer<typeof PartId>;

/** A sentence somebody put in their journal. */
export const KeptId = id('KeptId');
export type KeptId = z.infer<typeof KeptId>;
/** Random, like an answer's. */
export const LateWordId = id('LateWordId');
export type LateWordId = z.infer<typeof LateWordId>;
export const AgendaItemId = id('AgendaItemId');
export type AgendaItemId = z.infer<typeof AgendaItemId>;
export const ReportId = id('ReportId');
export type ReportId = z.infer<typeof ReportId>;

export const GoalId = id('GoalId');
export type GoalId = z.infer<typeof GoalId>;
export const ExperimentId = id('ExperimentId');
export type ExperimentId = z.infer<typeof ExperimentId>;
export const ReviewId = id('ReviewId');
export type ReviewId = z.infer<typeof ReviewId>;

/** UTC with milliseconds, so that two instants compare correctly as strings. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date().brand<'Day'>();
export type Day = z.infer<typeof Day>;

/** An opaque place in a group's live log: authenticated, different at every making, never a number. */
export const Cursor = z
  .string()
  .check(z.maxLength(200), z.regex(/^[\w-]+$/))
  .brand<'Cursor'>();
export type Cursor = z.infer<typeof Cursor>;

/** Length as people count it: Unicode code points. */
export const lengthOf = (value: string) => Array.from(value).length;

/** Whether nothing of it can be seen: spaces, joiners, fillers, the empty braille cell. */
const isBlank = (value: string) =>
  /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\u2800]*$/u.test(value);

/**
 * Text a person typed: normalised to NFC, trimmed, whole characters without NUL, `min` to `max` code points long.
 * What must be given must also be seen.
 * The same limits stand in the database as checks.
 */
export function text(max: number, min = 1) {
  const schema = z.string().check(
    z.normalize('NFC'),
    z.trim(),
    z.check((payload) => {
      const { value } = payload;
      const length = lengthOf(value);
      // Neither can be stored as it is: a NUL, and half of a character that UTF-16 writes as two.
      if (/[\0\p{Surrogate}]/u.test(value))
        payload.issues.push({
          code: 'invalid_format',
          format: 'text',
          origin: 'string',
          input: value,
        });
      if (length > max)
        payload.issues.push({ code: 'too_big', maximum: max, origin: 'string', input: value });
      if (length < min || (min > 0 && isBlank(value)))
        payload.issues.push({ code: 'too_small', minimum: min, origin: 'string', input: value });
    }),
  );
  z.globalRegistry.add(schema, { minLength: min, maxLength: max });
  return schema;
}

/** A reply that says nothing but that it was done. */
export const Nothing = z.strictObject({});
