import type { Account, Credential } from '#contract/accounts.ts';

import { browserHasPasskeys, usedPasskey } from './passkeys.ts';

/** How its owner confirms a change of a way in: by the password as it is now, or by a passkey. */
export class Confirming {
  password = $state('');
  by = $state<'password' | 'passkey'>('password');
  /** Both ways are open. */
  readonly choice: boolean;
  /** None is: the passkey that is the only way in does not work under this address. */
  readonly impossible: boolean;

  constructor(me: Account, has: { passkeys: boolean; passkeysWork: boolean }) {
    const passkey = has.passkeys && has.passkeysWork && browserHasPasskeys();
    this.by = me.hasPassword ? 'password' : 'passkey';
    this.choice = me.hasPassword && passkey;
    this.impossible = !me.hasPassword && !passkey;
  }

  /** What to send; null when a passkey was to be given and was not. */
  async given(): Promise<{ password: string } | { passkey: Credential } | null> {
    if (this.by === 'password') return { password: this.password };
    const passkey = await usedPasskey();
    return passkey && { passkey };
  }
}
