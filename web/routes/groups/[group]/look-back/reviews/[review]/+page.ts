import { GroupId, ReviewId } from '#contract/primitives.ts';
import { getReview } from '#contract/reviews.ts';
import { call } from '#lib/api.ts';
import { reviewsKey } from '#lib/live-keys.ts';

import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, fetch, depends }) => {
  const groupId = GroupId.parse(params.group);
  const reviewId = ReviewId.parse(params.review);
  depends(reviewsKey(groupId));
  return { review: await call(getReview, { params: { groupId, reviewId } }, { fetch }) };
};
