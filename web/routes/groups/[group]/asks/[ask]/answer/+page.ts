import { redirect } from '@sveltejs/kit';

import { getMe } from '#contract/accounts.ts';
import { getMyAnswer } from '#contract/answers.ts';
import { type Ask, getAsk } from '#contract/asks.ts';
import { AskId, GroupId } from '#contract/primitives.ts';
import { device } from '#lib/answers/device.ts';
import { outbox } from '#lib/answers/outbox.svelte.ts';
import { keyOf } from '#lib/answers/outgoing.ts';
import { call } from '#lib/api.ts';
import { askKey } from '#lib/live-keys.ts';
import { undo } from '#lib/undo.svelte.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  const askId = AskId.parse(params.ask);
  depends(askKey(askId));
  const [ask, account] = await Promise.all([
    call(getAsk, { params: { groupId, askId } }, { fetch }),
    call(getMe, {}, { fetch }),
  ]);
  if (ask.as !== 'peer') redirect(307, `/groups/${groupId}/asks/${askId}`);
  const key = keyOf(account.id, askId);
  // Whoever comes back within the time to undo has not undone it.
  if (undo.pending(`draft/${key}`)) await undo.finish();
  const [mine, kept, keptLate] = await Promise.all([
    call(getMyAnswer, { params: { groupId, askId } }, { fetch }),
    device.find('drafts', key),
    device.find('lateWords', key),
    outbox.look(key),
  ]);
  const NamelessPage =
    ask.mode === 'signed' ? null : await nameless(key, ask, mine.answer !== null);
  return { ask, mine, kept, keptLate, accountId: account.id, NamelessPage };
};

/** The page of an ask that takes answers without names, with what this device holds of it as the ask says by now. */
async function nameless(key: string, ask: Ask, signed: boolean) {
  const { keeper, startKeeper, NamelessPage } = await import('#lib/anonymous/page.ts');
  startKeeper();
  const held = await keeper.look(key);
  if (held && signed && !held.signed) await keeper.signed(key);
  await keeper.settle(key, ask);
  return NamelessPage;
}
