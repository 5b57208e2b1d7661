import type { AskMode, SeenBy } from '../contract/asks.ts';
import type { Role } from '../contract/groups.ts';

/** What an ask settled when it opened, as far as readers are concerned. */
interface Policy {
  mode: AskMode;
  seenBy: SeenBy;
}

type AskReaders = `${AskMode}_for_${SeenBy}`;
type AnswerReaders = AskReaders | `${AskReaders}_from_leader`;

/** Who will see what comes back: for the asker, above the button that asks. */
export const whoWillSeeAsk = ({ mode, seenBy }: Policy): { code: AskReaders } => ({
  code: `${mode}_for_${seenBy}`,
});

/**
 * Who will see an answer: for the one who answers, above the button that sends. Leaders answer in
 * words only and are never counted, so theirs says nothing of taps.
 */
export function whoWillSeeAnswer(
  ask: Policy & { asker: { name: string } },
  from: Role,
): { code: AnswerReaders; params: { asker: string } } {
  const { code } = whoWillSeeAsk(ask);
  return {
    code: from === 'leader' ? `${code}_from_leader` : code,
    params: { asker: ask.asker.name },
  };
}
