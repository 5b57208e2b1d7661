import { LEVELS } from '#contract/goals.ts';
import type { Review, Section } from '#contract/reviews.ts';
import { m } from '#lib/messages-looking-back.ts';

import { keptAsRead } from './reviewed.ts';

const { aloud, measures: said, direction: words } = m.review;

/** One section of a review as its member could read it aloud; null where there is nothing to read. */
export function aloudOf(review: Review, section: Section): string | null {
  switch (section) {
    case 'goal': {
      if (!review.goal) return null;
      const { title, newWay, oldWay, served } = review.goal.wording;
      return aloud.goal(newWay ?? title, oldWay, served);
    }
    case 'experiments':
      return listed(
        aloud.tried,
        review.experiments?.map(({ text, done, happened, learned }) =>
          aloud.one(text, done, happened, learned),
        ),
      );
    case 'kept':
      return listed(
        aloud.kept,
        review.kept?.sentences.map((one) => aloud.sentence({ ...one, text: keptAsRead(one) })),
      );
    case 'ladder':
      return review.ladder && ladderAloud(review.ladder);
    case 'direction':
      return review.direction && words.level[review.direction.level];
    case 'measures':
      return listed(aloud.measures, review.measures?.map(measureAloud));
    case 'guesses':
      return review.guesses && aloud.guesses(review.guesses);
    case 'closing': {
      const { choice = null, note = null } = review.closing ?? {};
      return choice === null && note === null ? null : aloud.closing(choice, note);
    }
  }
}

const listed = (title: string, lines: readonly string[] | undefined): string | null =>
  lines === undefined || lines.length === 0 ? null : [title, ...lines].join('\n');

function ladderAloud({ texts, points }: NonNullable<Review['ladder']>): string {
  const rated = points.flatMap(({ meeting, level }) =>
    level === null ? [] : [aloud.rated(meeting, texts[LEVELS.indexOf(level)] ?? '')],
  );
  return [aloud.ladder, ...texts.toReversed(), ...(rated.length > 0 ? ['', ...rated] : [])].join(
    '\n',
  );
}

type Shown = NonNullable<Review['measures']>[number];

/** Then or now, in words or as a count. */
export const valueOf = ({ watched }: Shown, value: NonNullable<Shown['pair']>['now']): string =>
  typeof value === 'number' ? said.value(watched.measure, value) : said.firstWords[value];

function measureAloud(shown: Shown): string {
  const { measure } = shown.watched;
  const label = said.labels[measure];
  if (measure === 'feeling_range')
    return aloud.part(
      label,
      shown.feelings.length === 0 ? said.noFeelings : said.feelings(shown.feelings),
    );
  if (shown.pair)
    return aloud.pair(label, valueOf(shown, shown.pair.before), valueOf(shown, shown.pair.now));
  return aloud.part(label, shown.part ? said.parts[measure](shown.part) : said.tooEarly);
}
