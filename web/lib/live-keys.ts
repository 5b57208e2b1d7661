import type { LiveMessage } from '#contract/live.ts';

// What a page says it shows (`depends`), and what a live message makes stale.

/** The asks and people waiting for me, over all groups. */
export const HOME_KEY = 'live:home';
/** The group itself: name, people, agreement, crisis contacts. */
export const groupKey = (groupId: string) => `live:group:${groupId}` as const;
/** Who has been invited. */
export const invitationsKey = (groupId: string) => `live:invitations:${groupId}` as const;
/** The circle: meeting, seats, what waits for me there. */
export const roomKey = (groupId: string) => `live:room:${groupId}` as const;
/** The list of asks. */
export const asksKey = (groupId: string) => `live:asks:${groupId}` as const;
/** One ask with its answers, its results and what I answered. */
export const askKey = (askId: string) => `live:ask:${askId}` as const;
/** The sentences I kept. */
export const journalKey = (groupId: string) => `live:journal:${groupId}` as const;
/** What waits for the next meeting. */
export const agendaKey = (groupId: string) => `live:agenda:${groupId}` as const;
/** Answers that were reported: for leaders. */
export const reportsKey = (groupId: string) => `live:reports:${groupId}` as const;

/** My practice goals, and those that others show. */
export const goalsKey = (groupId: string) => `live:goals:${groupId}` as const;
/** Looks back on goals: mine, and what others share of theirs. */
export const reviewsKey = (groupId: string) => `live:reviews:${groupId}` as const;
/** Everything I can look back on. */
export const growthKey = (groupId: string) => `live:growth:${groupId}` as const;

/** `everything`: nothing that was loaded can be relied on. */
export type Stale = ReadonlySet<string> | 'everything';

type Touched =
  | 'home'
  | 'group'
  | 'invitations'
  | 'room'
  | 'asks'
  | 'ask'
  | 'journal'
  | 'agenda'
  | 'reports'
  | 'goals'
  | 'reviews'
  | 'growth';

const TOUCHES: Record<LiveMessage['type'], readonly Touched[] | 'everything'> = {
  // The room says in which ways can be asked.
  'group.changed': ['home', 'group', 'room'],
  'member.joined': ['group', 'invitations', 'room'],
  'invitations.changed': ['invitations'],
  'meeting.opened': ['home', 'room'],
  'meeting.ended': ['home', 'room', 'growth'],
  'seat.taken': ['room'],
  'seat.left': ['room'],
  'ask.opened': ['home', 'room', 'asks', 'ask'],
  // Guesses stand in a review, and in the years, once the ask has closed and was opened.
  'ask.closed': ['home', 'room', 'asks', 'ask', 'reviews', 'growth'],
  'ask.withdrawn': ['home', 'room', 'asks', 'ask'],
  'ask.read': ['home', 'room', 'ask', 'reviews', 'growth'],
  'answer.arrived': ['home', 'room', 'ask'],
  'answer.changed': ['ask'],
  'answer.gone': ['home', 'room', 'ask'],
  'answer.mine': ['home', 'room', 'ask'],
  'part.changed': ['ask'],
  'answer.hidden': ['home', 'room', 'ask'],
  'late_word.arrived': ['home', 'room', 'ask'],
  'reaction.changed': ['asks', 'ask'],
  'reflection.changed': ['ask'],
  // The ask says which of its sentences are kept; they stand in reviews, and in the years.
  'journal.changed': ['journal', 'ask', 'reviews', 'growth'],
  'ask.shared': ['asks', 'ask'],
  'agenda.changed': ['room', 'agenda'],
  'goal.changed': ['room', 'goals', 'reviews', 'growth'],
  'check_out.changed': ['room', 'goals', 'reviews', 'growth'],
  'review.changed': ['goals', 'reviews', 'growth'],
  'reports.changed': ['home', 'room', 'ask', 'reports'],
  'rehearsal.changed': ['room'],
  'member.changed': 'everything',
  'member.left': 'everything',
  'presence.changed': ['room'],
  reset: 'everything',
};

/** What of a group's pages a message makes stale. Of a message it does not know, from a newer service: everything. */
export function staleBy(message: LiveMessage, groupId: string): Stale {
  const touched = TOUCHES[message.type] ?? 'everything';
  if (touched === 'everything') return touched;
  const keys = touched.map((one) => {
    switch (one) {
      case 'home':
        return HOME_KEY;
      case 'group':
        return groupKey(groupId);
      case 'invitations':
        return invitationsKey(groupId);
      case 'room':
        return roomKey(groupId);
      case 'asks':
        return asksKey(groupId);
      case 'ask':
        return 'askId' in message && message.askId ? askKey(message.askId) : null;
      case 'journal':
        return journalKey(groupId);
      case 'agenda':
        return agendaKey(groupId);
      case 'reports':
        return reportsKey(groupId);
      case 'goals':
        return goalsKey(groupId);
      case 'reviews':
        return reviewsKey(groupId);
      case 'growth':
        return growthKey(groupId);
    }
  });
  return new Set(keys.filter((key) => key !== null));
}

/** Messages closer together than this belong to one burst. */
const QUIET_MS = 30;
/** However long a burst lasts, the page is not kept waiting for longer. */
const LONGEST_MS = 300;

/**
 * Gathers what a burst of messages makes stale, so that fifty missed events cost each visible thing one request.
 * @returns takes what one message made stale; calls `oninvalidate` once for the burst
 */
export function gather(oninvalidate: (stale: Stale) => void): {
  add(stale: Stale): void;
  stop(): void;
} {
  let gathered: Set<string> | 'everything' = new Set();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let longest: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
  };
  const release = () => {
    stop();
    const stale = gathered;
    gathered = new Set();
    oninvalidate(stale);
  };

  return {
    add(stale) {
      if (stale === 'everything') gathered = stale;
      else if (gathered !== 'everything') for (const key of stale) gathered.add(key);
      clearTimeout(quiet);
      quiet = setTimeout(release, QUIET_MS);
      longest ??= setTimeout(release, LONGEST_MS);
    },
    stop,
  };
}
