import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inLanguage } from './messages/catalogue.ts';
import { change, valueOf } from './store/meta.ts';
import type { Store } from './store/store.ts';

const NONCE = 12;
const TAG = 16;

/** Makes the data folder, for its owner alone. */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** The service's own secret, 32 bytes: made at the first start, kept beside the database, never in it. */
export function readSecret(folder: string): Buffer {
  const file = fileIn(folder);
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (secret.length !== 32) throw new Error(`${file} does not hold the service's secret.`);
  return secret;
}

/**
 * The secret of a service of several processes: the one that the first of them made. The database knows only whether
 * it is that one.
 *
 * @throws Error in words for whoever starts it, when the folder holds another one, or none although there is one
 */
export async function readSharedSecret(folder: string, store: Store): Promise<Buffer> {
  const file = fileIn(folder);
  if (!existsSync(file) && (await valueOf(store.read, 'secret')) !== null)
    throw new Error(inLanguage('en').console.otherSecret(file));
  const secret = readSecret(folder);
  const mine = fingerprint(secret);
  const first = await store.transact((tx) => change(tx, 'secret', (kept) => kept ?? mine));
  if (first !== mine) throw new Error(inLanguage('en').console.otherSecret(file));
  return secret;
}

/** The secret that a folder has; null when it has none. */
export function secretIn(folder: string): Buffer | null {
  return existsSync(fileIn(folder)) ? readSecret(folder) : null;
}

const fileIn = (folder: string) => join(folder, 'secret.key');

/** Tells two secrets apart, and nothing of either. */
export function fingerprint(secret: Buffer): string {
  const mac = createHmac('sha256', secret).update('landed secret').digest();
  return createHash('sha256').update(mac).digest('hex');
}

/** Keeps text from whoever does not have the secret. */
export interface Seal {
  /** Base64; another one at every call. */
  seal(text: string): string;
  /** The text, or null for what was not sealed with this secret for this purpose. */
  open(sealed: string): string | null;
}

/** AES-256-GCM with a random nonce, under a key of its own for each purpose. */
export function sealFor(secret: Buffer, purpose: string): Seal {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes.length < NONCE + TAG) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), {
          authTagLength: TAG,
        }).setAuthTag(bytes.subarray(-TAG));
        const text = decipher.update(bytes.subarray(NONCE, -TAG));
        return Buffer.concat([text, decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
