import type { AccountId } from '#contract/primitives.ts';
import { device } from '#lib/answers/device.ts';
import { TYPED } from '#lib/ui/typed.svelte.ts';

const STORES = ['drafts', 'outgoing'] as const;

const keysOf = async (store: (typeof STORES)[number], accountId: AccountId) =>
  (await device.keys(store)).filter((key) => key.startsWith(`${accountId}/`));

const typedKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(TYPED));

/** Whether this device holds words of that account which were begun or sent and have not arrived. */
export async function hasUnsent(accountId: AccountId): Promise<boolean> {
  const keys = await Promise.all(STORES.map((store) => keysOf(store, accountId)));
  return keys.flat().length > 0 || typedKeys().length > 0;
}

/** Takes them off this device, for good. */
export async function forgetUnsent(accountId: AccountId): Promise<void> {
  for (const store of STORES)
    for (const key of await keysOf(store, accountId)) await device.drop(store, key);
  for (const key of typedKeys()) sessionStorage.removeItem(key);
}
