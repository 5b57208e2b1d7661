// What readers and those who were asked see of an ask that takes answers without names.
import type { Anonymity } from '../contract/anonymity.ts';
import type { Part } from '../contract/parts.ts';
import type { MemberId } from '../contract/primitives.ts';
import * as rules from '../domain/asks.ts';
import * as answers from '../store/answers.ts';
import type * as asks from '../store/asks.ts';
import type * as kept from '../store/kept.ts';
import type * as memberships from '../store/memberships.ts';
import * as parts from '../store/parts.ts';
import * as reports from '../store/reports.ts';
import type { Db } from '../store/store.ts';
import { authorOf } from './authors.ts';

/** The parts of an ask as one reader sees them. */
export async function shownParts(
  db: Db,
  ask: asks.AskRow,
  people: readonly memberships.MembershipRow[],
  mine: { entries: readonly kept.KeptRow[] } | null,
): Promise<Part[]> {
  const { groupId, id: askId } = ask;
  const ownings = await parts.ownings(db, groupId, askId);
  return (await parts.ofAsk(db, groupId, askId)).map((part) => {
    const owning = ownings.find((one) => one.partId === part.id);
    return {
      id: part.id,
      channel: part.channel,
      text: part.hidden ? '' : part.text,
      state: part.state,
      hidden: part.hidden,
      reactions: mine ? part.reactions : [],
      kept: mine?.entries.find((entry) => entry.answerId === part.id)?.id ?? null,
      owned: owning
        ? {
            by: authorOf(people, owning.memberId),
            key: owning.key,
            signature: owning.signature,
          }
        : null,
    };
  });
}

/** What everybody asked sees of an ask without names, whatever they did. */
export async function anonymityOf(
  db: Db,
  ask: asks.AskRow,
  people: readonly memberships.MembershipRow[],
): Promise<Anonymity | null> {
  const frozen = rules.anonymousIn(ask);
  if (!frozen) return null;
  const { groupId, id: askId } = ask;
  const closed = ask.state === 'closed';
  const reception = closed ? await answers.reception(db, groupId, askId) : null;
  const released = closed ? await parts.ofAsk(db, groupId, askId) : [];
  const ownings = closed ? await parts.ownings(db, groupId, askId) : [];
  const reported = new Set(
    (released.length > 0 ? await reports.ofAsk(db, groupId, askId) : []).map((one) => one.answerId),
  );
  const name = (id: MemberId) => people.find((one) => one.id === id)?.name ?? '';
  return {
    candidates: frozen.candidates.map((memberId) => ({ memberId, name: name(memberId) })),
    leaders: [...frozen.leaders],
    rule: frozen.rule,
    key: frozen.key,
    outcome: closed ? (reception?.anonymous ? 'released' : 'withheld') : null,
    parts: released.map(({ id, state, reactions }) => ({
      id,
      state,
      reactions,
      reported: reported.has(id),
      owned: ownings.some((one) => one.partId === id),
    })),
  };
}
