import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { EventType, type LiveMessage } from '../../src/contract/live.ts';
import {
  askKey,
  asksKey,
  gather,
  goalsKey,
  groupKey,
  growthKey,
  HOME_KEY,
  journalKey,
  reviewsKey,
  roomKey,
  type Stale,
  staleBy,
} from '../../web/lib/live-keys.ts';

const happened = (fields: object) => ({ cursor: 'c', ...fields }) as LiveMessage;

describe('what a message makes stale', () => {
  test('an arriving answer: the ask, and the lists that count it, but not the list of asks', () => {
    const stale = staleBy(happened({ type: 'answer.arrived', askId: 'a1' }), 'g1');

    expect(stale).toEqual(new Set([askKey('a1'), roomKey('g1'), HOME_KEY]));
  });

  test('somebody who joins changes the group and its room, and no ask', () => {
    const stale = staleBy(happened({ type: 'member.joined', memberId: 'm1' }), 'g1');

    expect(stale).toContain(groupKey('g1'));
    expect(stale).not.toContain(asksKey('g1'));
  });

  test('what I practise changes its pages and what the room reminds me of, and no ask', () => {
    for (const type of ['goal.changed', 'check_out.changed']) {
      const stale = staleBy(happened({ type, goalId: 'g' }), 'g1');

      expect(stale).toContain(goalsKey('g1'));
      expect(stale).toContain(roomKey('g1'));
      expect(stale).not.toContain(asksKey('g1'));
      expect(stale).not.toContain(groupKey('g1'));
    }
  });

  test('coming and going touches the room only', () => {
    expect(staleBy({ type: 'presence.changed' }, 'g1')).toEqual(new Set([roomKey('g1')]));
  });

  test.each(['review.changed', 'check_out.changed', 'journal.changed', 'ask.read'])(
    'what is looked back on is told again after %s',
    (type) => {
      const stale = staleBy(happened({ type, askId: 'a1' }), 'g1');

      expect(stale).toContain(reviewsKey('g1'));
      expect(stale).toContain(growthKey('g1'));
    },
  );

  test('a review that changes leaves the journal as it is, and an arriving answer every review', () => {
    const changed = staleBy(happened({ type: 'review.changed', reviewId: 'r1' }), 'g1');
    const arrived = staleBy(happened({ type: 'answer.arrived', askId: 'a1' }), 'g1');

    expect(changed).not.toContain(journalKey('g1'));
    expect(arrived).not.toContain(reviewsKey('g1'));
  });

  test('a reset, and what a newer service says, leave nothing to rely on', () => {
    expect(staleBy(happened({ type: 'reset' }), 'g1')).toBe('everything');
    expect(staleBy(happened({ type: 'goal.set' }), 'g1')).toBe('everything');
  });

  test('every event of the contract makes something stale', () => {
    const all = EventType.options.map((type) => staleBy(happened({ type, askId: 'a1' }), 'g1'));

    expect(all.every((stale) => stale === 'everything' || stale.size > 0)).toBe(true);
  });
});

describe('a burst', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('of fifty messages asks for each thing once', () => {
    const asked: Stale[] = [];
    const stale = gather((keys) => asked.push(keys));

    for (let i = 0; i < 50; i += 1) {
      stale.add(staleBy(happened({ type: 'answer.arrived', askId: `a${i % 2}` }), 'g1'));
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(1_000);

    expect(asked).toEqual([new Set([HOME_KEY, roomKey('g1'), askKey('a0'), askKey('a1')])]);
  });

  test('that does not end keeps nobody waiting, and one that follows is asked for by itself', () => {
    const asked: Stale[] = [];
    const stale = gather((keys) => asked.push(keys));

    for (let i = 0; i < 31; i += 1) {
      stale.add(new Set([`key ${i < 30 ? 1 : 2}`]));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(1_000);

    expect(asked).toEqual([new Set(['key 1']), new Set(['key 2'])]);
  });

  test('with a reset in it asks for everything, once', () => {
    const asked: Stale[] = [];
    const stale = gather((keys) => asked.push(keys));

    stale.add(new Set(['one']));
    stale.add('everything');
    stale.add(new Set(['two']));
    vi.advanceTimersByTime(1_000);
    stale.stop();

    expect(asked).toEqual(['everything']);
  });
});
