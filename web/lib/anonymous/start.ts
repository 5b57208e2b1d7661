// Where the pages meet asks without names. What handles them comes only when there is one.
import { getRoom, type Waiting } from '#contract/meetings.ts';
import type { AskId, GroupId } from '#contract/primitives.ts';
import { device } from '#lib/answers/device.ts';
import { call, OfflineError, ProblemError } from '#lib/api.ts';

import { isDone } from './held.ts';

const load = () => import('./keeper.svelte.ts');
let loading: ReturnType<typeof load> | undefined;

async function keeping() {
  loading ??= load();
  try {
    const { keeper, startKeeper } = await loading;
    startKeeper();
    return keeper;
  } catch {
    // Without a connection; the next thing that happens tries again.
    loading = undefined;
    return null;
  }
}

/** Asks that wait for me: where one takes a ticket, this device fetches it, whatever I intend. */
export async function seeWaiting(groupId: GroupId, waiting: readonly Waiting[]): Promise<void> {
  const asks = waiting.flatMap((row) => (isNameless(row) ? row.askId : []));
  if (asks.length > 0 && isSecureContext) await (await keeping())?.see(groupId, asks);
}

/** The same from a page that does not show what waits. */
export async function seeGroup(groupId: GroupId): Promise<void> {
  try {
    const { waiting } = await call(getRoom, { params: { groupId } });
    await seeWaiting(groupId, waiting);
  } catch (error) {
    // The next page that shows what waits sees it.
    if (!(error instanceof OfflineError || error instanceof ProblemError)) throw error;
  }
}

/** An ask is over: this device may hold something of it. */
export async function isOver(askId: AskId): Promise<void> {
  const keys = await device.keys('nameless');
  if (keys.some((key) => key.endsWith(`/${askId}`))) await (await keeping())?.over(askId);
}

const isNameless = (row: Waiting): row is Waiting & { kind: 'ask'; askId: AskId } =>
  row.kind === 'ask' && row.mode !== 'signed';

/**
 * What waits, without what was answered or passed from this device without a name: only it knows.
 *
 * @param mine whose: the id of my account, or of me in the group
 */
export async function stillWaiting(
  mine: { accountId: string } | { memberId: string },
  waiting: readonly Waiting[],
): Promise<Waiting[]> {
  if (!waiting.some(isNameless)) return [...waiting];
  const done = new Set<string>();
  for (const held of await device.all('nameless')) {
    const own =
      'accountId' in mine ? held.accountId === mine.accountId : held.memberId === mine.memberId;
    if (own && isDone(held)) done.add(held.askId);
  }
  return waiting.filter((row) => !isNameless(row) || !done.has(row.askId));
}
