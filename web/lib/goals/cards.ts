import type { OldRole, Watched } from '#contract/goals.ts';
import { m } from '#lib/messages-practice.ts';

export type CardRole = keyof typeof m.goals.cards;

/** Starter cards, in the order in which they are offered; each with what may be looked at beside such a goal. */
const WATCHED: Record<CardRole, readonly Watched[]> = {
  wallflower: [{ measure: 'shares', direction: 'up' }],
  peacekeeper: [],
  jester: [{ measure: 'channel_mix', direction: 'up' }],
  hero: [
    { measure: 'shares', direction: { within: [1, 2] } },
    { measure: 'asks', direction: 'up' },
  ],
  lost_one: [{ measure: 'first_share', direction: 'down' }],
  truth_teller: [],
  golden_child: [{ measure: 'asks', direction: 'up' }],
  scapegoat: [{ measure: 'in_room', direction: 'up' }],
};

export const CARDS = Object.keys(WATCHED) as CardRole[];

/** What a role's card says; null for a role without one. */
export function cardOf(role: OldRole) {
  if (!(role in WATCHED)) return null;
  const card = role as CardRole;
  return { role: card, watch: WATCHED[card], ...m.goals.cards[card] };
}
