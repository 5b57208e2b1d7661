import type { AccountId, Cursor, GroupId, Instant, MemberId } from '../contract/primitives.ts';
import type { Store } from '../store/store.ts';

/** Who asks for something: an account, by one of its sessions. */
export interface Actor {
  accountId: AccountId;
  /** Hash of the session's token; never its token. */
  sessionId: string;
}

/** What use cases are given. Nothing here knows HTTP, SQL or the environment. */
export interface Deps {
  store: Store;
  clock: () => Instant;
  passwords: {
    hash(password: string): Promise<string>;
    /** Takes as long without a hash as with one, so that time does not say whether an account exists. */
    verify(hash: string | null, password: string): Promise<boolean>;
  };
  /** Whether this is the code on the console. Good while no account exists. */
  isSetupCode: (code: string) => boolean;
  cursors: { seal(groupId: GroupId, seq: number): Cursor };
  live: {
    /** Whether any device of the member is connected now. */
    isHere(groupId: GroupId, memberId: MemberId): boolean;
    /** Closes what a session holds open. */
    endSession(sessionId: string): void;
  };
}
