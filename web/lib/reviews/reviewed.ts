import type { ReviewId } from '#contract/primitives.ts';
import type { Review } from '#contract/reviews.ts';
import { asRead } from '#lib/answers/sentence.ts';

/** Under which a review that is being erased can be had back. */
export const reviewKey = (id: ReviewId) => `review:${id}`;

export type KeptHere = NonNullable<Review['kept']>['sentences'][number];

/** A sentence of the journal as it is read: with its stem, where it was said in an answer. */
export const keptAsRead = ({ channel, text }: Pick<KeptHere, 'channel' | 'text'>): string =>
  channel === null ? text : asRead({ channel, text });

/** Most sentences of the journal in a review. */
export const MOST_KEPT = 3;

/** Everything that can be chosen; what stands in the review already is there however long ago it was kept. */
export function choosable(chosen: readonly KeptHere[], offered: readonly KeptHere[]): KeptHere[] {
  const there = new Set(offered.map(({ id }) => id));
  return [...offered, ...chosen.filter(({ id }) => !there.has(id))];
}
