import * as z from 'zod/mini';

import { operation } from './operation.ts';
import { AccountId, AskId, Day, GroupId, Nothing, text } from './primitives.ts';

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
  /** The first account: decides who may create groups. */
  operator: z.boolean(),
  hasPassword: z.boolean(),
  /** Whether a leader of my group may help me back in when I have lost every way. */
  leaderMayRecover: z.boolean(),
});
export type Account = z.infer<typeof Account>;

/**
 * What an authenticator answered, as WebAuthn's JSON serialisation has it; `@simplewebauthn` reads it. Its own
 * fields are checked there.
 */
export const Credential = z.looseObject({
  id: z.string().check(z.maxLength(1400)),
  rawId: z.string().check(z.maxLength(1400)),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()),
});
export type Credential = z.infer<typeof Credential>;

/** With a password, a passkey, or both; a passkey's challenge comes from `passkeyForNewAccount`. */
export const NewAccount = z
  .strictObject({
    signInName: SignInName,
    password: z._default(z.nullable(Password), null),
    passkey: z._default(z.nullable(Credential), null),
    email: z._default(z.nullable(Email), null),
  })
  .check(
    z.refine(({ password, passkey }) => password !== null || passkey !== null, {
      path: ['password'],
    }),
  );
export type NewAccount = z.infer<typeof NewAccount>;

/** Each sets a new password once. Shown at sign-up, never again. */
export const RecoveryCodes = z.array(z.string());

/** On a shared device: a session for one answer to this ask, which ends by sending it. */
export const OneAnswer = z._default(
  z.nullable(z.strictObject({ groupId: GroupId, askId: AskId })),
  null,
);

export const getStart = operation({
  name: 'getStart',
  method: 'GET',
  path: '/api/start',
  public: true,
  status: 200,
  /** `setUp`: an account exists. `signedIn`: this browser holds a session. */
  reply: z.object({
    setUp: z.boolean(),
    signedIn: z.boolean(),
    build: z.string(),
    /** Passkeys work under this host: the configured origin, else localhost. */
    passkeys: z.boolean(),
  }),
});

export const setUp = operation({
  name: 'setUp',
  method: 'POST',
  path: '/api/setup',
  public: true,
  body: z.safeExtend(NewAccount, { code: text(40) }),
  status: 201,
  reply: z.object({ account: Account, recoveryCodes: RecoveryCodes }),
});

export const signIn = operation({
  name: 'signIn',
  method: 'POST',
  path: '/api/sessions',
  public: true,
  body: z.strictObject({ signInName: text(254), password: text(200), oneAnswer: OneAnswer }),
  status: 201,
  reply: Account,
});

export const signOut = operation({
  name: 'signOut',
  oneAnswer: true,
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
  oneAnswer: true,
  method: 'GET',
  path: '/api/me',
  status: 200,
  reply: Account,
});

/** Options of a WebAuthn ceremony, for the browser to read. */
const CeremonyOptions = z.record(z.string(), z.unknown());

export const passkeyForNewAccount = operation({
  name: 'passkeyForNewAccount',
  method: 'POST',
  path: '/api/passkeys/new-account',
  public: true,
  body: z.strictObject({ signInName: SignInName }),
  status: 200,
  reply: z.object({ options: CeremonyOptions }),
});

/** The same answer whoever asks: which passkeys there are is the browser's to know. */
export const passkeyToSignIn = operation({
  name: 'passkeyToSignIn',
  method: 'POST',
  path: '/api/passkeys/sign-in',
  public: true,
  status: 200,
  reply: z.object({ options: CeremonyOptions }),
});

export const signInWithPasskey = operation({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/api/sessions/passkey',
  public: true,
  body: z.strictObject({ passkey: Credential, oneAnswer: OneAnswer }),
  status: 201,
  reply: Account,
});

/** That it is me who changes a way in: my password, or a fresh passkey from `passkeyToSignIn`. */
export const Confirmation = z
  .strictObject({
    password: z._default(z.nullable(text(200)), null),
    passkey: z._default(z.nullable(Credential), null),
  })
  .check(
    z.refine(({ password, passkey }) => (password === null) !== (passkey === null), {
      path: ['password'],
    }),
  );
export type Confirmation = z.infer<typeof Confirmation>;

export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  addedOn: Day,
  lastUsedOn: z.nullable(Day),
});
export type Passkey = z.infer<typeof Passkey>;

export const Session = z.object({
  id: z.string(),
  /** The browser and system it was opened with, as far as they said: "Firefox on Android". */
  device: z.string(),
  openedOn: Day,
  lastSeenOn: Day,
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const SecurityEvent = z.enum([
  'account_made',
  'signed_in',
  'signed_in_with_passkey',
  'signed_in_for_one_answer',
  'recovered_by_code',
  'recovered_by_link',
  'recovery_link_made',
  'recovery_link_stopped',
  'leader_recovery_allowed',
  'leader_recovery_refused',
  'recovery_codes_renewed',
  'password_set',
  'password_removed',
  'email_changed',
  'passkey_added',
  'passkey_removed',
  'session_ended',
  'other_sessions_ended',
]);
export type SecurityEvent = z.infer<typeof SecurityEvent>;

/** Everything about the ways into my account; the log has days without times or addresses. */
export const Security = z.object({
  passkeys: z.array(Passkey),
  sessions: z.array(Session),
  recoveryCodesLeft: z.int(),
  /** A leader's link that would let whoever holds it set a new password. */
  recoveryLink: z.nullable(z.object({ groupName: z.string(), madeBy: z.string(), on: Day })),
  log: z.array(z.object({ event: SecurityEvent, detail: z.string(), on: Day })),
});
export type Security = z.infer<typeof Security>;

export const getSecurity = operation({
  name: 'getSecurity',
  method: 'GET',
  path: '/api/me/security',
  status: 200,
  reply: Security,
});

export const passkeyToAdd = operation({
  name: 'passkeyToAdd',
  method: 'POST',
  path: '/api/me/passkeys/options',
  status: 200,
  reply: z.object({ options: CeremonyOptions }),
});

export const addPasskey = operation({
  name: 'addPasskey',
  method: 'POST',
  path: '/api/me/passkeys',
  body: z.strictObject({ name: text(60), passkey: Credential }),
  status: 201,
  reply: Security,
});

/** The last way in stays. */
export const removePasskey = operation({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/api/me/passkeys/:passkeyId',
  params: z.object({ passkeyId: z.string().check(z.maxLength(1400)) }),
  status: 200,
  reply: Security,
});

/** Sets, changes or (with null, and a passkey left) removes the password; other sessions end. */
export const setPassword = operation({
  name: 'setPassword',
  method: 'PUT',
  path: '/api/me/password',
  body: z.strictObject({ password: z.nullable(Password), confirmation: Confirmation }),
  status: 200,
  reply: Account,
});

export const changeEmail = operation({
  name: 'changeEmail',
  method: 'PUT',
  path: '/api/me/email',
  body: z.strictObject({ email: z.nullable(Email), confirmation: Confirmation }),
  status: 200,
  reply: Account,
});

/** New codes; those from before no longer work. */
export const renewRecoveryCodes = operation({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/me/recovery-codes',
  body: z.strictObject({ confirmation: Confirmation }),
  status: 201,
  reply: z.object({ recoveryCodes: RecoveryCodes }),
});

export const endSession = operation({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  params: z.object({ sessionId: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  status: 200,
  reply: Security,
});

export const endOtherSessions = operation({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  status: 200,
  reply: Security,
});

export const allowLeaderRecovery = operation({
  name: 'allowLeaderRecovery',
  method: 'PUT',
  path: '/api/me/leader-recovery',
  body: z.strictObject({ allowed: z.boolean(), confirmation: Confirmation }),
  status: 200,
  reply: Account,
});

/** From any signed-in device. */
export const stopRecoveryLink = operation({
  name: 'stopRecoveryLink',
  method: 'DELETE',
  path: '/api/me/recovery-link',
  status: 200,
  reply: Security,
});

/** By a leader's link, a day after it was made: sets a new password and ends every session. Refusals read the same. */
export const recoverByLink = operation({
  name: 'recoverByLink',
  method: 'POST',
  path: '/api/recovery/link',
  public: true,
  body: z.strictObject({ token: text(120), password: Password }),
  status: 201,
  reply: Account,
});

/** For the operator: accounts that may create groups, by the names their owners told. */
export const listCreators = operation({
  name: 'listCreators',
  method: 'GET',
  path: '/api/creators',
  status: 200,
  reply: z.object({ creators: z.array(z.object({ signInName: z.string(), me: z.boolean() })) }),
});

export const setCreator = operation({
  name: 'setCreator',
  method: 'PUT',
  path: '/api/creators',
  body: z.strictObject({ signInName: text(60), may: z.boolean() }),
  status: 200,
  reply: listCreators.reply,
});
