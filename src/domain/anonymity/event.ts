// An ask as it is displayed, frozen: the same bytes on every device, or its tickets do not fit.
import type { Ask, AskMode, AskQuestion, Dose, SeenBy } from '../../contract/asks.ts';
import type { AskId, GroupId, Instant, MemberId } from '../../contract/primitives.ts';
import type { TicketKey } from '../../contract/tickets.ts';

/** Everything somebody sees of an ask before they answer; `meant` is shown later and is not part of it. */
export interface Displayed {
  id: AskId;
  groupId: GroupId;
  askerId: MemberId;
  moment: string | null;
  question: AskQuestion;
  ownQuestion: string | null;
  dose: Dose;
  /** The texts peers pick from; null without. */
  ladder: readonly string[] | null;
  eligible: readonly MemberId[];
  seenBy: SeenBy;
  mode: AskMode;
  closesAt: Instant;
  /** Null in a signed ask. */
  anonymity: {
    candidates: readonly MemberId[];
    leaders: readonly MemberId[];
    rule: { answers: number; candidates: number };
    key: TicketKey;
  } | null;
}

/** An ask as a device got it: from this it makes E itself, and takes nobody's word for it. */
export const displayedIn = (groupId: GroupId, ask: Ask): Displayed => ({
  ...ask,
  groupId,
  askerId: ask.asker.memberId,
  eligible: ask.eligible.map((one) => one.memberId),
  anonymity: ask.anonymity && {
    ...ask.anonymity,
    candidates: ask.anonymity.candidates.map((one) => one.memberId),
  },
});

const sorted = <Item extends string>(items: readonly Item[]) => [...items].sort();

/** Canonical JSON (RFC 8785: keys in order, no spaces); lists of members in the order of their ids. */
export function eventOf(ask: Displayed): string {
  const { anonymity } = ask;
  return JSON.stringify({
    asker: ask.askerId,
    candidates: sorted(anonymity?.candidates ?? []),
    closesAt: ask.closesAt,
    dose: ask.dose,
    eligible: sorted(ask.eligible),
    group: ask.groupId,
    id: ask.id,
    key: anonymity && { id: anonymity.key.id, publicKey: anonymity.key.publicKey },
    // Not by their order of letters: the lowest comes first.
    ladder: ask.ladder ?? [],
    leaders: sorted(anonymity?.leaders ?? []),
    mode: ask.mode,
    moment: ask.moment,
    ownQuestion: ask.ownQuestion,
    question: ask.question,
    rule: anonymity && {
      answers: anonymity.rule.answers,
      candidates: anonymity.rule.candidates,
    },
    seenBy: ask.seenBy,
    version: 2,
  });
}
