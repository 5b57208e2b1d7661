import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import type { Held } from '#lib/anonymous/held.ts';

import { asDraft, type Draft, type KeptDraft, type Writing } from './draft.ts';
import { asOutgoing, type KeptOutgoing, type Outgoing } from './outgoing.ts';

interface Schema extends DBSchema {
  drafts: { key: string; value: KeptDraft };
  outgoing: { key: string; value: KeptOutgoing };
  lateWords: { key: string; value: Writing };
  nameless: { key: string; value: Held };
}
interface Kept {
  drafts: Draft;
  outgoing: Outgoing;
  lateWords: Writing;
  nameless: Held;
}
type StoreName = keyof Kept;

/** Reads what an earlier version of these pages may have left. */
const READ: { [Store in StoreName]: (kept: Schema[Store]['value']) => Kept[Store] } = {
  drafts: asDraft,
  outgoing: asOutgoing,
  lateWords: (kept) => kept,
  nameless: (kept) => kept,
};

let opening: Promise<IDBPDatabase<Schema> | null> | undefined;

/** Null where the browser gives no database (some private windows): then everything lasts as long as the page. */
const database = () =>
  (opening ??= openDB<Schema>('landed-answers', 3, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('drafts');
        db.createObjectStore('outgoing');
      }
      if (from < 2) db.createObjectStore('lateWords');
      db.createObjectStore('nameless');
    },
    // Another page wants a newer shape: give way, and open again when next needed.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated: () => (opening = undefined),
  }).catch(() => null));

/** What the database did not take. */
const held: { [Store in StoreName]: Map<string, Kept[Store]> } = {
  drafts: new Map(),
  outgoing: new Map(),
  lateWords: new Map(),
  nameless: new Map(),
};

/** Words that stay on this device until they were sent or thrown away. */
export const device = {
  async find<Store extends StoreName>(store: Store, key: string): Promise<Kept[Store] | null> {
    const db = await database();
    const kept = await db?.get(store, key);
    return held[store].get(key) ?? (kept === undefined ? null : READ[store](kept));
  },

  async all<Store extends StoreName>(store: Store): Promise<Kept[Store][]> {
    const keys = await this.keys(store);
    const found = await Promise.all(keys.map((key) => this.find(store, key)));
    return found.filter((one) => one !== null);
  },

  async keys(store: StoreName): Promise<string[]> {
    const db = await database();
    // What is held is newer than what the database still has under the same key.
    return [...new Set([...((await db?.getAllKeys(store)) ?? []), ...held[store].keys()])];
  },

  /** Returns whether it is on the disk; otherwise it lasts as long as the page. */
  async keep<Store extends StoreName>(
    store: Store,
    key: string,
    value: Kept[Store],
  ): Promise<boolean> {
    try {
      const db = await database();
      if (!db) throw new Error('no database');
      await db.put(store, value, key);
      held[store].delete(key);
      return true;
    } catch {
      held[store].set(key, value);
      return false;
    }
  },

  async drop(store: StoreName, key: string) {
    held[store].delete(key);
    const db = await database();
    await db?.delete(store, key);
  },
};
