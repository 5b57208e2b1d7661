import * as z from 'zod/mini';

import { Channel } from './answers.ts';
import { operation } from './operation.ts';
import { AnswerId, AskId, Day, GroupId, Nothing, ReportId } from './primitives.ts';

export const ReportReason = z.enum([
  'hurtful',
  'threatening',
  'outside_agreement',
  'breaks_confidentiality',
  'other',
]);
export type ReportReason = z.infer<typeof ReportReason>;

/** `talked`: taken up in the group. `withdrawn`: by its author. `removed`: by a leader. */
export const ReportOutcome = z.enum(['talked', 'withdrawn', 'removed']);
export type ReportOutcome = z.infer<typeof ReportOutcome>;

/** A reported answer, for leaders: reporting is never hidden from them, and neither is who signed. */
export const Report = z.object({
  id: ReportId,
  reason: ReportReason,
  reportedBy: z.string(),
  /** It came without a name: nobody knows who wrote it. */
  anonymous: z.boolean(),
  /** Who wrote it; empty once they have left. */
  author: z.string(),
  /** What was written; empty once it is withdrawn or removed. */
  words: z.array(z.object({ channel: z.nullable(Channel), text: z.string() })),
  on: Day,
  /** Null while nobody has closed it. */
  outcome: z.nullable(ReportOutcome),
});
export type Report = z.infer<typeof Report>;

/** The asker puts a signed answer away and tells the leaders. Again, it changes nothing. */
export const reportAnswer = operation({
  name: 'reportAnswer',
  method: 'POST',
  path: '/api/groups/:groupId/asks/:askId/answers/:answerId/report',
  params: z.object({ groupId: GroupId, askId: AskId, answerId: AnswerId }),
  body: z.strictObject({ reason: ReportReason }),
  status: 201,
  reply: Nothing,
});

/** Leaders only; open ones first, then newest first. */
export const listReports = operation({
  name: 'listReports',
  method: 'GET',
  path: '/api/groups/:groupId/reports',
  params: z.object({ groupId: GroupId }),
  status: 200,
  reply: z.object({ reports: z.array(Report) }),
});

/** Leaders only. `removed` erases the words for everybody. */
export const closeReport = operation({
  name: 'closeReport',
  method: 'POST',
  path: '/api/groups/:groupId/reports/:reportId/closing',
  params: z.object({ groupId: GroupId, reportId: ReportId }),
  body: z.strictObject({ outcome: z.enum(['talked', 'removed']) }),
  status: 200,
  reply: Nothing,
});
