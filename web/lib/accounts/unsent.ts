import type { AccountId } from '#contract/primitives.ts';
import { holdsSomething } from '#lib/anonymous/held.ts';
import { device } from '#lib/answers/device.ts';
import { TYPED } from '#lib/ui/typed.svelte.ts';

const STORES = ['drafts', 'outgoing', 'lateWords'] as const;

const keysOf = async (store: (typeof STORES)[number] | 'nameless', accountId: AccountId) =>
  (await device.keys(store)).filter((key) => key.startsWith(`${accountId}/`));

/** What is typed into a form stays with its tab; what is saved as it is typed stays with the device until it is. */
const typed = () =>
  [sessionStorage, localStorage].flatMap((storage) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(TYPED))
      .map((key) => ({ storage, key })),
  );

/** Whether this device holds words of that account which were begun or sent and have not arrived. */
export async function hasUnsent(accountId: AccountId): Promise<boolean> {
  const keys = await Promise.all(STORES.map((store) => keysOf(store, accountId)));
  return keys.flat().length > 0 || typed().length > 0;
}

/** Whether it holds what an account answers without a name with, or the proof of having done so. */
export const holdsTickets = async (accountId: AccountId): Promise<boolean> =>
  (await device.all('nameless')).some(
    (held) => held.accountId === accountId && holdsSomething(held),
  );

/** Takes all of it off this device, for good. */
export async function forgetUnsent(accountId: AccountId): Promise<void> {
  for (const store of [...STORES, 'nameless'] as const)
    for (const key of await keysOf(store, accountId)) await device.drop(store, key);
  for (const { storage, key } of typed()) storage.removeItem(key);
}
