import type { AskMode, SeenBy } from '../contract/asks.ts';
import type { Role } from '../contract/groups.ts';

/** What an ask settled when it opened, as far as readers are concerned. */
interface Policy<Mode extends AskMode = AskMode> {
  mode: Mode;
  seenBy: SeenBy;
}

/** Who will see what comes back: for the asker, above the button that asks. */
export const whoWillSeeAsk = <Mode extends AskMode>({
  mode,
  seenBy,
}: Policy<Mode>): { code: `${Mode}_for_${SeenBy}` } => ({ code: `${mode}_for_${seenBy}` });

type Answered = Pick<Policy, 'seenBy'> & { asker: { name: string } };

/**
 * Who will see an answer with a name: for the one who answers, above the button that sends. Leaders answer in
 * words only and are never counted, so theirs says nothing of taps.
 */
export const whoWillSeeAnswer = ({ seenBy, asker }: Answered, from: Role) => ({
  code:
    from === 'leader'
      ? (`signed_for_${seenBy}_from_leader` as const)
      : (`signed_for_${seenBy}` as const),
  params: { asker: asker.name },
});

/** The same for an answer without a name. */
export const whoWillSeeAnonymous = ({ seenBy, asker }: Answered) => ({
  code: `anonymous_for_${seenBy}` as const,
  params: { asker: asker.name },
});
