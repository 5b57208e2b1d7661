import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import type { Draft } from './draft.ts';
import type { Outgoing } from './outgoing.ts';

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  outgoing: { key: string; value: Outgoing };
}
type StoreName = 'drafts' | 'outgoing';
type Kept<Store extends StoreName> = Schema[Store]['value'];

let opening: Promise<IDBPDatabase<Schema> | null> | undefined;

/** Null where the browser gives no database (some private windows): then everything lasts as long as the page. */
const database = () =>
  (opening ??= openDB<Schema>('landed-answers', 1, {
    upgrade(db) {
      db.createObjectStore('drafts');
      db.createObjectStore('outgoing');
    },
    // Another page wants a newer shape: give way, and open again when next needed.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated: () => (opening = undefined),
  }).catch(() => null));

/** What the database did not take. */
const held: { [Store in StoreName]: Map<string, Kept<Store>> } = {
  drafts: new Map(),
  outgoing: new Map(),
};

/** Words that stay on this device until they were sent or thrown away. */
export const device = {
  async find<Store extends StoreName>(store: Store, key: string): Promise<Kept<Store> | null> {
    const db = await database();
    return held[store].get(key) ?? (await db?.get(store, key)) ?? null;
  },

  async all<Store extends StoreName>(store: Store): Promise<Kept<Store>[]> {
    const db = await database();
    return [...((await db?.getAll(store)) ?? []), ...held[store].values()];
  },

  async keys(store: StoreName): Promise<string[]> {
    const db = await database();
    return [...((await db?.getAllKeys(store)) ?? []), ...held[store].keys()];
  },

  async keep<Store extends StoreName>(store: Store, key: string, value: Kept<Store>) {
    try {
      const db = await database();
      if (!db) throw new Error('no database');
      await db.put(store, value, key);
      held[store].delete(key);
    } catch {
      held[store].set(key, value);
    }
  },

  async drop(store: StoreName, key: string) {
    held[store].delete(key);
    const db = await database();
    await db?.delete(store, key);
  },
};
