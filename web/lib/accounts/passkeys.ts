import {
  type Credential,
  passkeyForNewAccount,
  passkeyToAdd,
  passkeyToSignIn,
} from '#contract/accounts.ts';
import { call } from '#lib/api.ts';

// The library comes when somebody reaches for a passkey, and not before.
const library = () => import('@simplewebauthn/browser');

/** Whether this browser can use passkeys at all; the service says whether it can here. */
export const browserHasPasskeys = () => 'PublicKeyCredential' in globalThis;

/** Whether this very device could keep one, so that it need not be asked for a key on a stick. */
export async function deviceKeepsPasskeys(): Promise<boolean> {
  if (!browserHasPasskeys()) return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** A passkey for an account that is about to be made; null when none was given. */
export async function passkeyOfNewAccount(signInName: string): Promise<Credential | null> {
  return made((await call(passkeyForNewAccount, { body: { signInName } })).options);
}

/** One more passkey for my account; null when none was given. */
export async function passkeyOfMine(): Promise<Credential | null> {
  return made((await call(passkeyToAdd, {})).options);
}

/** A passkey that says who I am; null when none was given. */
export async function usedPasskey(): Promise<Credential | null> {
  const { options } = await call(passkeyToSignIn, {});
  const { startAuthentication } = await library();
  const credential = await startAuthentication({ optionsJSON: options as never }).catch(ungiven);
  return credential as Credential | null;
}

/**
 * Tells the device that a passkey is certainly of no use here, so that it stops offering it. Few browsers listen.
 * Never after a refusal to sign in, which does not say what was wrong: devices may erase it.
 */
export async function forgetPasskey(id: string): Promise<void> {
  const { sendSignal } = await library();
  await sendSignal({
    signalName: 'unknownCredential',
    rpID: location.hostname,
    credentialID: id,
  }).catch(() => undefined);
}

async function made(options: Record<string, unknown>): Promise<Credential | null> {
  const { startRegistration } = await library();
  const credential = await startRegistration({ optionsJSON: options as never }).catch(ungiven);
  return credential as Credential | null;
}

/** Whoever closes the browser's question, or has nothing to show, gave none: browsers do not say which. */
function ungiven(error: unknown): null {
  if (error instanceof Error) return null;
  throw error;
}
