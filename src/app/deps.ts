import type { Credential } from '../contract/accounts.ts';
import type {
  AccountId,
  AskId,
  Cursor,
  GroupId,
  Instant,
  MemberId,
} from '../contract/primitives.ts';
import type { Point, TicketKey, TicketKeyEntry, TicketKeyId, Token } from '../contract/tickets.ts';
import type { Bytes } from '../domain/anonymity/bytes.ts';
import type { Store } from '../store/store.ts';

/** Who asks for something: an account, by one of its sessions. */
export interface Actor {
  accountId: AccountId;
  /** Hash of the session's token; never its token. */
  sessionId: string;
  /** On a shared device: the one ask this session may answer. It ends with the answer. */
  only: { groupId: GroupId; askId: AskId } | null;
}

/** Where passkeys belong to, as an authenticator knows it. */
export interface PasskeyPlace {
  /** A domain; never an address. */
  rpId: string;
  origin: string;
}

/** What a request says of where it comes from. */
export interface Browser {
  /** "Firefox on Android"; empty when it says nothing. */
  device: string;
  /** Null where passkeys do not work. */
  place: PasskeyPlace | null;
}

/** A passkey as it is kept: public, and useless to whoever reads it. */
export interface KnownPasskey {
  /** The credential's own id, base64url. */
  id: string;
  /** COSE, base64url. */
  publicKey: string;
  /** How often it was used, if its authenticator counts. */
  counter: number;
  transports: string[];
}

/** The ceremonies of WebAuthn. Challenges are random text, base64url. */
export interface Passkeys {
  optionsToMake(
    place: PasskeyPlace,
    made: {
      challenge: string;
      accountId: AccountId;
      signInName: string;
      /** Those the account has already: an authenticator makes no second one. */
      known: readonly KnownPasskey[];
    },
  ): Promise<Record<string, unknown>>;
  optionsToUse(place: PasskeyPlace, challenge: string): Promise<Record<string, unknown>>;
  /** The challenge a credential says it answers; null when it says none. Proves nothing by itself. */
  challengeOf(credential: Credential): string | null;
  /** The passkey that was made for this challenge here; null when anything about it is wrong. */
  made(
    place: PasskeyPlace,
    credential: Credential,
    challenge: string,
  ): Promise<KnownPasskey | null>;
  /** The counter after this use for this challenge here; null when anything about it is wrong. */
  used(
    place: PasskeyPlace,
    credential: Credential,
    challenge: string,
    passkey: KnownPasskey,
  ): Promise<number | null>;
}

/** The key that blind tickets are made with, and those it follows. Which ticket is whose it cannot tell. */
export interface Tickets {
  /** What new asks are opened with. */
  current(): TicketKey;
  log(): { identity: Point; keys: TicketKeyEntry[] };
  /** Whether the secret of a key is here; without it nothing can be handed in to its asks. */
  has(id: TicketKeyId): boolean;
  /** Evaluates a blinded author key for one ask; null for an unknown key, or when it is no point of the group. */
  issue(id: TicketKeyId, event: Bytes, blinded: Bytes): { evaluated: Bytes; proof: Bytes } | null;
  /** Whether a ticket is the one of this author key in this ask. */
  fits(id: TicketKeyId, event: Bytes, key: Point, token: Token): boolean;
  /**
   * Makes the key that follows when the present one is nearly three months old, destroys those that no open ask needs,
   * and learns what other processes did of either.
   */
  rotate(needed: ReadonlySet<TicketKeyId>): Promise<void>;
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
  passkeys: Passkeys;
  tickets: Tickets;
  /** Whether the database's server writes down what it is asked: nothing is handed in without a name then. */
  writtenDown: boolean;
  /** Whether this is the code on the console. Good while no account exists. */
  isSetupCode: (code: string) => boolean;
  cursors: { seal(groupId: GroupId, seq: number): Cursor };
  live: {
    /** Whether any device of the member is connected now. */
    isHere(groupId: GroupId, memberId: MemberId): boolean;
    /** Closes what a session holds open. */
    endSession(sessionId: string): void;
    /** Closes what a member holds open in a group. */
    endMember(groupId: GroupId, memberId: MemberId): void;
  };
}
