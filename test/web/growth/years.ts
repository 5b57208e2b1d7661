import type { Growth } from '#contract/growth.ts';
import type { Day } from '#contract/primitives.ts';

const WEEK = 7 * 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10) as Day;

/** Somebody’s evenings, one a week, each with an ask and a level; every fourth sentence is kept. */
export function evenings(n: number, from: string): Growth {
  const days = Array.from({ length: n }, (_, i) => dayOf(Date.parse(from) + i * WEEK));
  const ladder = ['Nothing', 'When asked', 'One thing', 'Early', 'A topic'];
  return {
    meetings: days.map((on, i) => ({ number: i + 1, on, attended: true })),
    asks: days.map((on, i) => ({
      id: `ask-${i}` as never,
      meeting: i + 1,
      on,
      moment: i % 2 ? 'When I began' : null,
      guess: { understood: 2, closeness: -1, warmth: 1 },
      came: { understood: 3, closeness: (i % 3) - 1, warmth: 2.5 },
      label: null,
    })),
    goals: [
      {
        id: 'goal-1' as never,
        title: 'Speaking first',
        state: 'active',
        ladder,
        points: days.map((on, i) => ({
          meeting: i + 1,
          on,
          level: i % 2 ? 0 : -1,
          peers: i % 5 ? null : 0.5,
        })),
      },
    ],
    kept: days
      .filter((_, i) => i % 4 === 0)
      .map((on, i) => ({
        id: `kept-${i}` as never,
        on,
        channel: i % 3 ? 'feeling' : null,
        text: 'relieved when you said it out loud, and a little sad that it took so long',
        from: i % 3 ? 'Mira' : null,
        anonymous: false,
      })),
    reviews: days
      .filter((_, i) => i % 6 === 5)
      .map((on, i) => ({ id: `review-${i}` as never, on, note: i % 2 ? null : `Note ${i}` })),
    guesses: null,
  };
}
