import { describe, expect, it } from 'vitest';

import type { AccountId, AskId } from '#contract/primitives.ts';
import { keyOf, mayPass, pauseAfter } from '#lib/answers/outgoing.ts';

describe('an answer that has not arrived', () => {
  it('is tried again when the service says "not now", and never when it says no', () => {
    expect(
      ['internal', 'starting_or_stopping', 'unauthenticated'].map((code) =>
        mayPass(code as 'internal'),
      ),
    ).toEqual([true, true, true]);
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

  it('is found by its own account only', () => {
    const askId = 'a' as AskId;

    expect(keyOf('one' as AccountId, askId)).not.toBe(keyOf('two' as AccountId, askId));
  });
});
