import * as z from 'zod/mini';

import { Role } from './groups.ts';
import { MemberId } from './primitives.ts';

/** A former member has no id and no name. */
export const Author = z.object({
  memberId: z.nullable(MemberId),
  name: z.string(),
  role: Role,
});
export type Author = z.infer<typeof Author>;
