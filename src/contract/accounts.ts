import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { AccountId, Nothing, text } from './primitives.ts';

/** Unique on the server, compared without case, shown to nobody else. */
export const SignInName = text(60, 2);
/** At least ten characters; long ones are welcome. */
export const Password = text(200, 10);
export const Email = z.email().check(z.maxLength(254));

export const Account = z.object({
  id: AccountId,
  signInName: z.string(),
  email: z.nullable(z.string()),
  mayCreateGroups: z.boolean(),
});
export type Account = z.infer<typeof Account>;

export const NewAccount = z.strictObject({
  signInName: SignInName,
  password: Password,
  email: z._default(z.nullable(Email), null),
});
export type NewAccount = z.infer<typeof NewAccount>;

/** Each sets a new password once. Shown at sign-up, never again. */
export const RecoveryCodes = z.array(z.string());

export const getStart = operation({
  name: 'getStart',
  method: 'GET',
  path: '/api/start',
  public: true,
  status: 200,
  /** `setUp`: an account exists. `signedIn`: this browser holds a session. */
  reply: z.object({ setUp: z.boolean(), signedIn: z.boolean(), build: z.string() }),
});

export const setUp = operation({
  name: 'setUp',
  method: 'POST',
  path: '/api/setup',
  public: true,
  body: z.extend(NewAccount, { code: text(40) }),
  status: 201,
  reply: z.object({ account: Account, recoveryCodes: RecoveryCodes }),
});

export const signIn = operation({
  name: 'signIn',
  method: 'POST',
  path: '/api/sessions',
  public: true,
  body: z.strictObject({ signInName: text(254), password: text(200) }),
  status: 201,
  reply: Account,
});

export const signOut = operation({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/sessions/current',
  status: 200,
  reply: Nothing,
});

export const recover = operation({
  name: 'recover',
  method: 'POST',
  path: '/api/recovery',
  public: true,
  body: z.strictObject({ signInName: text(254), code: text(40), password: Password }),
  status: 201,
  reply: z.object({ account: Account, codesLeft: z.int() }),
});

export const getMe = operation({
  name: 'getMe',
  method: 'GET',
  path: '/api/me',
  status: 200,
  reply: Account,
});
