import type { getJournal as reading, Kept } from '../contract/journal.ts';
import type { ReplyOf } from '../contract/operation.ts';
import type { AnswerId, AskId, GroupId, KeptId, PartId } from '../contract/primitives.ts';
import * as access from '../domain/access.ts';
import type { DomainEvent } from '../domain/events.ts';
import { DomainError } from '../domain/errors.ts';
import { matches } from '../domain/journal.ts';
import { dayOf, milliseconds } from '../domain/time.ts';
import { timeOrderedId } from '../ids.ts';
import * as events from '../store/events.ts';
import * as groups from '../store/groups.ts';
import * as kept from '../store/kept.ts';
import * as memberships from '../store/memberships.ts';
import type { Tx } from '../store/store.ts';
import type { Actor, Deps } from './deps.ts';
import { received } from './reactions.ts';

/** A search looks through so many entries at most before it answers with what it found so far. */
const LOOKED_THROUGH = 1000;
/** Where the text of "more of" stands among the sentences of an answer. */
const MORE_OF = 2;
/** Instead of a place among sentences: it was a part, which has no author. */
export const PART = 3;

/** The caller's own journal; nobody else can read it. */
export async function getJournal(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  page: { before?: KeptId | undefined; search?: string | undefined; limit: number },
): Promise<ReplyOf<typeof reading>> {
  const db = deps.store.read;
  const { membership, people } = await memberships.withMine(db, groupId, actor.accountId);
  const me = access.member(membership);
  const search = page.search?.trim() ?? '';
  const most = search === '' ? page.limit + 1 : LOOKED_THROUGH;
  const rows = await kept.ofMember(db, groupId, me.id, { before: page.before, limit: most });

  const found = rows
    .map((row) => shown(row, people))
    .filter((one) => search === '' || matches(search, [one.text, one.from, one.moment]));
  const entries = found.slice(0, page.limit);
  // Older entries may be left that were not looked through.
  const rest = rows.length === most ? rows.at(-1) : undefined;
  const last = found.length > page.limit ? entries.at(-1) : rest;
  return { kept: entries, next: last?.id ?? null };
}

/**
 * Copies one sentence of an answer to my ask into my journal; again, it gives the same entry.
 *
 * @throws DomainError `not_found`, `not_yours`, `not_opened`, `nothing_there`
 */
export async function keepSentence(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  askId: AskId,
  { answerId, position }: { answerId: AnswerId; position: number },
): Promise<Kept> {
  return deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const { ask, answer } = await received(tx, groupId, askId, answerId, me.id);
    const moreOf = answer.moreOfText ? { channel: null, text: answer.moreOfText } : null;
    const said = position === MORE_OF ? moreOf : (answer.words[position] ?? null);
    const from = { answerId, position, fromId: answer.memberId, moment: ask.moment };
    const sentence = answer.hidden ? null : said;
    const entry = await keep(deps, tx, group, { memberId: me.id, askId, ...from }, sentence);
    return shown(entry, await memberships.all(tx, groupId));
  });
}

/**
 * Copies a sentence of an answer, or a part, into its owner's journal, once.
 *
 * @param sentence null when there is none, or none to be read
 * @throws DomainError `nothing_there`
 */
export async function keep(
  deps: Deps,
  tx: Tx,
  group: groups.GroupRow,
  place: Pick<kept.KeptRow, 'memberId' | 'askId' | 'fromId' | 'moment'> & {
    answerId: AnswerId | PartId;
    position: number;
  },
  sentence: Pick<kept.KeptRow, 'channel' | 'text'> | null,
): Promise<kept.KeptRow> {
  const { id: groupId } = group;
  const { memberId, answerId, position } = place;
  const before = await kept.ofSentence(tx, groupId, memberId, answerId, position);
  if (before) return before;
  if (!sentence) throw new DomainError('nothing_there');
  const now = deps.clock();
  const id = timeOrderedId<KeptId>(milliseconds(now));
  const { channel, text } = sentence;
  const entry: kept.KeptRow = { ...place, groupId, id, channel, text, keptOn: dayOf(now) };
  await kept.insert(tx, entry);
  await events.append(tx, group, [changed(entry)], dayOf(now));
  return entry;
}

/** Deletes an entry of my journal. @throws DomainError `not_found`, also for everybody else's */
export async function letGoOfSentence(
  deps: Deps,
  actor: Actor,
  groupId: GroupId,
  id: KeptId,
): Promise<void> {
  await deps.store.transact(async (tx) => {
    const group = await groups.lock(tx, groupId);
    const me = access.member(await memberships.ofAccount(tx, groupId, actor.accountId));
    const entry = access.there(await kept.find(tx, groupId, id));
    if (entry.memberId !== me.id) throw new DomainError('not_found');
    await kept.remove(tx, groupId, id);
    await events.append(tx, group, [changed(entry)], dayOf(deps.clock()));
  });
}

/** Tells the owner of a journal. */
const changed = ({ askId, memberId }: kept.KeptRow): DomainEvent => ({
  type: 'journal.changed',
  subjects: askId ? { askId } : {},
  audience: [memberId],
});

/** An entry as its owner reads it. */
export function shown(entry: kept.KeptRow, people: readonly memberships.MembershipRow[]): Kept {
  const { id, askId, channel, text, moment, keptOn, position, fromId } = entry;
  const name = people.find((one) => one.id === fromId)?.name ?? '';
  // A line of one's own comes from nobody.
  const from = position === null ? null : name;
  return { id, askId, channel, text, from, anonymous: position === PART, moment, keptOn };
}
