// When answers without names are shown: decided once, at close, and never again.

/**
 * So many must have answered without a name, and so many must have been able to. Four is the least at which one of
 * those who answered narrows another down to three, and two together to two.
 */
export const RULE = { answers: 3, candidates: 4 } as const;

/**
 * @param answers how many answered without a name; passes and withdrawals are none
 * @param candidates who was given a ticket and did not sign
 */
export const mayRelease = ({ answers, candidates }: { answers: number; candidates: number }) =>
  answers >= RULE.answers && candidates >= RULE.candidates;

/**
 * Whether one more may say what they wrote: nobody is left to be exposed by it, or enough are.
 *
 * @param owners distinct ones, this one included
 */
export const mayOwn = ({
  answers,
  candidates,
  owners,
}: {
  answers: number;
  candidates: number;
  owners: number;
}) => answers - owners === 0 || candidates - owners >= RULE.candidates;
