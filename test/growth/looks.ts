// What a member with years behind them opens, as use cases.
import { listGoals, getGoal } from '../../src/app/goals.ts';
import { getGroupCard, getGrowth } from '../../src/app/growth.ts';
import { getReview, listReviews } from '../../src/app/reviews.ts';
import type { Actor, Deps } from '../../src/app/deps.ts';
import { getMe } from '../../src/contract/accounts.ts';
import { instant } from '../../src/domain/time.ts';
import { World } from '../support/world.ts';
import { type LookingBack, writeYears, type YearsOptions } from './years.ts';

/** A data folder of a service that is stopped, with these years in it. */
export async function prepareYears(
  of: Pick<YearsOptions, 'years' | 'others'>,
): Promise<{ dataFolder: string; years: LookingBack }> {
  const world = await World.open();
  const founder = await world.founder('Noor');
  const { id: accountId } = await founder.call(getMe, {});
  await world.service.stop();
  const { folder: dataFolder } = world;
  return {
    dataFolder,
    years: writeYears({ ...of, dataFolder, accountId, until: instant(Date.now()) }),
  };
}

type Look = (deps: Deps, years: LookingBack) => Promise<unknown>;

const by = ({ accountId }: LookingBack): Actor => ({ accountId, sessionId: '', only: null });

export const LOOKS = {
  getGrowth: (deps, years) => getGrowth(deps, by(years), years.groupId),
  getReview: (deps, years) => getReview(deps, by(years), years.groupId, years.reviewId),
  listReviews: (deps, years) => listReviews(deps, by(years), years.groupId),
  getGroupCard: (deps, years) => getGroupCard(deps, by(years), years.groupId),
  listGoals: (deps, years) => listGoals(deps, by(years), years.groupId),
  getGoal: (deps, years) => getGoal(deps, by(years), years.groupId, years.goalId),
} satisfies Record<string, Look>;
