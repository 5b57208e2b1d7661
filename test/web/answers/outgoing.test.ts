import { describe, expect, it } from 'vitest';

import { AnswerBody } from '#contract/answers.ts';
import type { AccountId, AskId, GroupId, Instant } from '#contract/primitives.ts';
import { asOutgoing, keyOf, mayPass, pauseAfter } from '#lib/answers/outgoing.ts';

describe('an answer that has not arrived', () => {
  it('is tried again when the service says "not now", and never when it says no', () => {
    expect(
      [
        'internal',
        'starting_or_stopping',
        'unauthenticated',
        'agreement_to_accept',
        'only_one_answer',
      ].map((code) => mayPass(code as 'internal')),
    ).toEqual([true, true, true, true, true]);
    expect(mayPass('ask_closed')).toBe(false);
    expect(mayPass('answer_changed_elsewhere')).toBe(false);
    expect(mayPass('not_asked')).toBe(false);
  });

  it('waits longer each time, but never longer than 15 seconds', () => {
    expect([1, 2, 3, 4, 5, 50].map((inVain) => pauseAfter(inVain, 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(pauseAfter(4, 1)).toBe(6000);
  });

  it.each([null, { channel: 'thought' as const, text: 'slower' }])(
    'still goes out when it was kept while an answer had one sentence: %o',
    (words) => {
      const kept = asOutgoing({
        accountId: 'a' as AccountId,
        groupId: 'g' as GroupId,
        askId: 'k' as AskId,
        body: { feelings: ['sad'], words, understood: 1, closeness: null, warmth: 2 },
        attempt: '0'.repeat(32),
        replaces: null,
        since: '2026-11-03T20:00:00Z' as Instant,
        refused: null,
      });

      expect(AnswerBody.parse(kept.body)).toMatchObject({
        feelings: ['sad'],
        words: words ? [words] : [],
        understood: 1,
        warmth: 2,
      });
      expect(asOutgoing(kept)).toBe(kept);
    },
  );

  it('is found by its own account only', () => {
    const askId = 'a' as AskId;

    expect(keyOf('one' as AccountId, askId)).not.toBe(keyOf('two' as AccountId, askId));
  });
});
