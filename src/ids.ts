// Where ids, secrets and digests are born.
import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { MAX, v7 } from 'uuid';

import type { GroupId } from './contract/primitives.ts';

/** UUIDv7 of the given moment (milliseconds since 1970): sorts by when it was made. */
export const timeOrderedId = <Id extends string>(at: number) => v7({ msecs: at }) as Id;

/** The moment a time-ordered id was made of, milliseconds since 1970. */
export const momentOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** Where a page of a list by ids ends that begins anew: every id sorts before it. */
export const afterAll = <Id extends string>() => MAX as Id;

/** UUIDv4: says nothing of when or in which order. */
export const randomId = <Id extends string>() => randomUUID() as string as Id;

/** SHA-256, hex. */
export const sha256 = (value: string) => createHash('sha256').update(value).digest('hex');

/** A session's token: 32 random bytes, base64url. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** A token that finds its group: group id and 32 random bytes, base64url, 64 characters. */
export const tokenFor = (groupId: GroupId) =>
  Buffer.concat([Buffer.from(groupId.replaceAll('-', ''), 'hex'), randomBytes(32)]).toString(
    'base64url',
  );

/** The group a token of `tokenFor` belongs to. */
export function groupOf(token: string): GroupId {
  const hex = Buffer.from(token, 'base64url').toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as GroupId;
}

// Without letters and digits that are taken for each other when read aloud or copied by hand.
const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';

/** `groups` groups of four characters to read and type, almost five bits each. */
export function typedCode(groups: number): string {
  const characters = Array.from({ length: groups * 4 }, () => {
    for (;;) {
      const at = randomBytes(1).readUInt8();
      // Refusing the rest keeps every character equally likely.
      if (at < 240) return ALPHABET[at % ALPHABET.length];
    }
  });
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** A typed code as it is compared: case, spaces and dashes do not matter. */
export const foldCode = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A name as it is compared, so that none looks like another: by compatibility forms, without case and the unseen. */
export const foldName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
